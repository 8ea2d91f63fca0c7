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
cubby_door_phase_is_over (CubbyDoorPhase phase)
{
  return phase == CUBBY_DOOR_DONE;
}
