/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-sight.h"

static const struct {
  const char *state; /* of the door or its content; the first that fits counts */
  CubbyDoorSight sight;
} sights[] = {
    {"open", CUBBY_DOOR_SIGHT_OPEN},
    {"forced", CUBBY_DOOR_SIGHT_OPEN},
    {"stuck", CUBBY_DOOR_SIGHT_OUT},
    {"out_of_service", CUBBY_DOOR_SIGHT_OUT},
};

CubbyDoorSight
cubby_door_sight_of (const char *door, const char *content)
{
  for (guint i = 0; i < G_N_ELEMENTS (sights); i++) {
    if (g_strcmp0 (door, sights[i].state) == 0 || g_strcmp0 (content, sights[i].state) == 0)
      return sights[i].sight;
  }
  return CUBBY_DOOR_SIGHT_SHUT;
}
