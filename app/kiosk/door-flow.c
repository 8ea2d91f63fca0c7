/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-flow.h"

static const struct {
  const char *state;
  CubbyDoorPhase phase;
} phases[] = {
    {"issued", CUBBY_DOOR_OPENING},        {"intent", CUBBY_DOOR_OPENING}, {"opened", CUBBY_DOOR_OPEN},
    {"not_opened", CUBBY_DOOR_NOT_OPENED}, {"unknown", CUBBY_DOOR_UNSURE}, {"closed", CUBBY_DOOR_DONE},
};

CubbyDoorPhase
cubby_door_phase_of (const char *state, guint remaining)
{
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++) {
    if (g_strcmp0 (state, phases[i].state) != 0)
      continue;
    return phases[i].phase == CUBBY_DOOR_DONE && remaining > 0 ? CUBBY_DOOR_NEXT : phases[i].phase;
  }
  return CUBBY_DOOR_UNSURE;
}

gboolean
cubby_door_flow_is_shoppers (const char *purpose)
{
  static const char *const shoppers[] = {"pickup", "reopen", "dropoff", NULL};
  return purpose != NULL && g_strv_contains (shoppers, purpose);
}

gboolean
cubby_door_flow_follows (const char *now, CubbyDoorPhase phase, const char *const *doors, const char *door,
                         const char *state)
{
  g_return_val_if_fail (door != NULL && state != NULL, FALSE);
  if (g_strcmp0 (door, now) == 0)
    return TRUE;
  if (doors == NULL || !g_strv_contains (doors, door))
    return FALSE;
  return phase == CUBBY_DOOR_NEXT || (!g_str_equal (state, "issued") && !g_str_equal (state, "closed"));
}
