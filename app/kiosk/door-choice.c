/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-choice.h"

/* The first row that fits counts; -1 and an empty result fit all. */
static const struct {
  CubbyDoorPhase phase;
  const char *result;
  int reopenable;
  guint choices;
  guint leave_s;
} rows[] = {
    {CUBBY_DOOR_NOT_OPENED, "", -1, CUBBY_CHOICE_AGAIN | CUBBY_CHOICE_STAFF, 0},
    {CUBBY_DOOR_DONE, "review", TRUE, CUBBY_CHOICE_HAVE | CUBBY_CHOICE_TAKE, 60},
    {CUBBY_DOOR_DONE, "review", FALSE, CUBBY_CHOICE_HAVE | CUBBY_CHOICE_STAFF, 60},
    {CUBBY_DOOR_DONE, "lapsed", -1, CUBBY_CHOICE_AGAIN | CUBBY_CHOICE_DONE, 30},
    {CUBBY_DOOR_DONE, "", TRUE, CUBBY_CHOICE_DONE | CUBBY_CHOICE_REOPEN, 30},
    {CUBBY_DOOR_DONE, "", FALSE, CUBBY_CHOICE_DONE | CUBBY_CHOICE_SHOP, 12},
};

guint
cubby_door_choices (CubbyDoorPhase phase, const char *result, gboolean reopenable, guint *ret_leave_s)
{
  g_return_val_if_fail (ret_leave_s != NULL, 0);
  *ret_leave_s = 0;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (rows[i].phase != phase || (rows[i].reopenable >= 0 && rows[i].reopenable != reopenable))
      continue;
    if (*rows[i].result != '\0' && g_strcmp0 (rows[i].result, result) != 0)
      continue;
    *ret_leave_s = rows[i].leave_s;
    return rows[i].choices;
  }
  return 0;
}

gboolean
cubby_door_calls_staff (CubbyDoorPhase phase, guint failures)
{
  return phase == CUBBY_DOOR_UNSURE || (phase == CUBBY_DOOR_NOT_OPENED && failures > 1);
}
