/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/* How the door is drawn that a person is led to. */
typedef enum {
  CUBBY_DOOR_LOOK_SHUT,  /* about to open */
  CUBBY_DOOR_LOOK_OPEN,  /* the leaf turned out, the parcel behind it */
  CUBBY_DOOR_LOOK_TAKEN, /* shut again, ticked */
  CUBBY_DOOR_LOOK_FAULT,
} CubbyDoorLook;
