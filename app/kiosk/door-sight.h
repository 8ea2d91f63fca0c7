/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a door that nobody is led to is drawn. */
typedef enum {
  CUBBY_DOOR_SIGHT_SHUT,
  CUBBY_DOOR_SIGHT_OPEN,
  CUBBY_DOOR_SIGHT_OUT, /* of service */
} CubbyDoorSight;

/**
 * cubby_door_sight_of:
 * @door: the state of the door, as Bank.GetDoors tells it
 * @content: of what is behind it
 *
 * What lies in a compartment is nobody's business: only what everybody sees is drawn, and what cannot be
 * used.
 */
CubbyDoorSight cubby_door_sight_of (const char *door, const char *content);

G_END_DECLS
