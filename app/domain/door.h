/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the sensor of a door says. */
typedef enum {
  CUBBY_READING_UNKNOWN, /* no sensor, no sample yet, or the board is silent */
  CUBBY_READING_SHUT,
  CUBBY_READING_OPEN,
  CUBBY_N_READINGS,
} CubbyReading;

const char *cubby_reading_to_string (CubbyReading reading); /* "unknown", "shut", "open" */

typedef enum {
  CUBBY_DOOR_UNKNOWN,
  CUBBY_DOOR_SHUT,
  CUBBY_DOOR_UNLOCKING, /* pulsed; the sensor has not said open yet */
  CUBBY_DOOR_OPEN,
  CUBBY_DOOR_STUCK,  /* pulsed, and it stayed shut */
  CUBBY_DOOR_FORCED, /* open, and nobody was granted it */
  CUBBY_N_DOOR_STATES,
} CubbyDoorState;

const char *cubby_door_state_to_string (CubbyDoorState state); /* the words of org.cubby.Locker1 */

/* What may happen to a door. */
typedef enum {
  CUBBY_DOOR_SEEN_SHUT,
  CUBBY_DOOR_SEEN_OPEN,           /* a live grant expects it */
  CUBBY_DOOR_SEEN_OPEN_UNGRANTED, /* nobody was granted it */
  CUBBY_DOOR_SEEN_NOTHING,        /* the sensor says nothing any more */
  CUBBY_DOOR_PULSED,
  CUBBY_DOOR_NOT_PULSED, /* the pulse never left the machine, or the board refused it */
  CUBBY_DOOR_TIMED_OUT,  /* the time to open is over and the door stayed shut */
  CUBBY_N_DOOR_EVENTS,
} CubbyDoorEvent;

/* The whole table: every state answers every event. */
CubbyDoorState cubby_door_next (CubbyDoorState state, CubbyDoorEvent event);

G_END_DECLS
