/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/door.h"

static const char *const reading_names[CUBBY_N_READINGS] = {
    [CUBBY_READING_UNKNOWN] = "unknown",
    [CUBBY_READING_SHUT] = "shut",
    [CUBBY_READING_OPEN] = "open",
};

static const char *const state_names[CUBBY_N_DOOR_STATES] = {
    [CUBBY_DOOR_UNKNOWN] = "unknown", [CUBBY_DOOR_SHUT] = "shut",   [CUBBY_DOOR_UNLOCKING] = "unlocking",
    [CUBBY_DOOR_OPEN] = "open",       [CUBBY_DOOR_STUCK] = "stuck", [CUBBY_DOOR_FORCED] = "forced",
};

static const CubbyDoorState next_state[CUBBY_N_DOOR_STATES][CUBBY_N_DOOR_EVENTS] = {
    [CUBBY_DOOR_UNKNOWN] =
        {
            [CUBBY_DOOR_SEEN_SHUT] = CUBBY_DOOR_SHUT,
            [CUBBY_DOOR_SEEN_OPEN] = CUBBY_DOOR_OPEN,
            [CUBBY_DOOR_SEEN_OPEN_UNGRANTED] = CUBBY_DOOR_FORCED,
            [CUBBY_DOOR_SEEN_NOTHING] = CUBBY_DOOR_UNKNOWN,
            [CUBBY_DOOR_PULSED] = CUBBY_DOOR_UNLOCKING,
            [CUBBY_DOOR_NOT_PULSED] = CUBBY_DOOR_UNKNOWN,
            [CUBBY_DOOR_TIMED_OUT] = CUBBY_DOOR_UNKNOWN,
        },
    [CUBBY_DOOR_SHUT] =
        {
            [CUBBY_DOOR_SEEN_SHUT] = CUBBY_DOOR_SHUT,
            [CUBBY_DOOR_SEEN_OPEN] = CUBBY_DOOR_OPEN,
            [CUBBY_DOOR_SEEN_OPEN_UNGRANTED] = CUBBY_DOOR_FORCED,
            [CUBBY_DOOR_SEEN_NOTHING] = CUBBY_DOOR_UNKNOWN,
            [CUBBY_DOOR_PULSED] = CUBBY_DOOR_UNLOCKING,
            [CUBBY_DOOR_NOT_PULSED] = CUBBY_DOOR_SHUT,
            [CUBBY_DOOR_TIMED_OUT] = CUBBY_DOOR_SHUT,
        },
    [CUBBY_DOOR_UNLOCKING] =
        {
            [CUBBY_DOOR_SEEN_SHUT] = CUBBY_DOOR_UNLOCKING,
            [CUBBY_DOOR_SEEN_OPEN] = CUBBY_DOOR_OPEN,
            [CUBBY_DOOR_SEEN_OPEN_UNGRANTED] = CUBBY_DOOR_FORCED,
            [CUBBY_DOOR_SEEN_NOTHING] = CUBBY_DOOR_UNKNOWN,
            [CUBBY_DOOR_PULSED] = CUBBY_DOOR_UNLOCKING,
            [CUBBY_DOOR_NOT_PULSED] = CUBBY_DOOR_SHUT,
            [CUBBY_DOOR_TIMED_OUT] = CUBBY_DOOR_STUCK,
        },
    [CUBBY_DOOR_OPEN] =
        {
            [CUBBY_DOOR_SEEN_SHUT] = CUBBY_DOOR_SHUT,
            [CUBBY_DOOR_SEEN_OPEN] = CUBBY_DOOR_OPEN,
            [CUBBY_DOOR_SEEN_OPEN_UNGRANTED] = CUBBY_DOOR_FORCED,
            [CUBBY_DOOR_SEEN_NOTHING] = CUBBY_DOOR_UNKNOWN,
            [CUBBY_DOOR_PULSED] = CUBBY_DOOR_OPEN,
            [CUBBY_DOOR_NOT_PULSED] = CUBBY_DOOR_OPEN,
            [CUBBY_DOOR_TIMED_OUT] = CUBBY_DOOR_OPEN,
        },
    [CUBBY_DOOR_STUCK] =
        {
            [CUBBY_DOOR_SEEN_SHUT] = CUBBY_DOOR_STUCK,
            [CUBBY_DOOR_SEEN_OPEN] = CUBBY_DOOR_OPEN,
            [CUBBY_DOOR_SEEN_OPEN_UNGRANTED] = CUBBY_DOOR_FORCED,
            [CUBBY_DOOR_SEEN_NOTHING] = CUBBY_DOOR_UNKNOWN,
            [CUBBY_DOOR_PULSED] = CUBBY_DOOR_UNLOCKING,
            [CUBBY_DOOR_NOT_PULSED] = CUBBY_DOOR_STUCK,
            [CUBBY_DOOR_TIMED_OUT] = CUBBY_DOOR_STUCK,
        },
    [CUBBY_DOOR_FORCED] =
        {
            [CUBBY_DOOR_SEEN_SHUT] = CUBBY_DOOR_SHUT,
            [CUBBY_DOOR_SEEN_OPEN] = CUBBY_DOOR_OPEN,
            [CUBBY_DOOR_SEEN_OPEN_UNGRANTED] = CUBBY_DOOR_FORCED,
            [CUBBY_DOOR_SEEN_NOTHING] = CUBBY_DOOR_UNKNOWN,
            [CUBBY_DOOR_PULSED] = CUBBY_DOOR_FORCED,
            [CUBBY_DOOR_NOT_PULSED] = CUBBY_DOOR_FORCED,
            [CUBBY_DOOR_TIMED_OUT] = CUBBY_DOOR_FORCED,
        },
};

const char *
cubby_reading_to_string (CubbyReading reading)
{
  g_return_val_if_fail (reading < CUBBY_N_READINGS, NULL);
  return reading_names[reading];
}

const char *
cubby_door_state_to_string (CubbyDoorState state)
{
  g_return_val_if_fail (state < CUBBY_N_DOOR_STATES, NULL);
  return state_names[state];
}

CubbyDoorState
cubby_door_next (CubbyDoorState state, CubbyDoorEvent event)
{
  g_return_val_if_fail (state < CUBBY_N_DOOR_STATES && event < CUBBY_N_DOOR_EVENTS, CUBBY_DOOR_UNKNOWN);
  return next_state[state][event];
}
