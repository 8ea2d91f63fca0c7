/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/staff-choice.h"

#define PHASE(phase) (1u << (phase))
#define MOVING (PHASE (CUBBY_DOOR_OPENING) | PHASE (CUBBY_DOOR_OPEN) | PHASE (CUBBY_DOOR_NEXT))
#define OVER (PHASE (CUBBY_DOOR_DONE) | PHASE (CUBBY_DOOR_NOT_OPENED) | PHASE (CUBBY_DOOR_UNSURE))

/* All rows that fit count. */
static const struct {
  const char *purpose;
  guint phases;
  gboolean fresh; /* as long as nothing came of it */
  guint choices;
} rows[] = {
    {"stow", PHASE (CUBBY_DOOR_OPEN), TRUE, CUBBY_STAFF_TOO_SMALL},
    {"stow", OVER, FALSE, CUBBY_STAFF_NEXT_PARCEL},
    {"takeback", OVER, FALSE, CUBBY_STAFF_NEXT_PARCEL},
    {"reconcile", PHASE (CUBBY_DOOR_OPEN), FALSE, CUBBY_STAFF_NOTHING},
    {"removal", OVER, FALSE, CUBBY_STAFF_TASKS},
    {"reconcile", OVER, FALSE, CUBBY_STAFF_TASKS},
    {"service", OVER, FALSE, CUBBY_STAFF_TASKS},
};

guint
cubby_staff_choices (const char *purpose, CubbyDoorPhase phase, const char *result, gboolean more)
{
  g_return_val_if_fail (purpose != NULL, 0);
  guint choices = more && (MOVING & PHASE (phase)) ? CUBBY_STAFF_STOP : 0;
  if (g_str_equal (purpose, "stow"))
    choices = 0; /* what follows is the larger door for the same parcel */
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (!g_str_equal (rows[i].purpose, purpose) || !(rows[i].phases & PHASE (phase)))
      continue;
    if (!rows[i].fresh || result == NULL)
      choices |= rows[i].choices;
  }
  return choices;
}
