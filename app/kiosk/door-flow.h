/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the screen tells while a door is opened for somebody. */
typedef enum {
  CUBBY_DOOR_OPENING,
  CUBBY_DOOR_OPEN,
  CUBBY_DOOR_NEXT,       /* shut again, and another one follows */
  CUBBY_DOOR_DONE,       /* shut again, and it was the last */
  CUBBY_DOOR_NOT_OPENED, /* the sensor saw it shut all the time */
  CUBBY_DOOR_UNSURE,     /* nobody can say whether it opened */
} CubbyDoorPhase;

/**
 * cubby_door_phase_of:
 * @state: of the grant, as Bank.GrantChanged tells it
 * @remaining: doors of the same sequence that are still to come
 *
 * What is no state is told as unsure: then a person looks.
 */
CubbyDoorPhase cubby_door_phase_of (const char *state, guint remaining);

/* Whether it is a shopper who stands before a door of this purpose; the others are of staff. */
gboolean cubby_door_flow_is_shoppers (const char *purpose);

/**
 * cubby_door_flow_follows:
 * @now: the door that the screen leads to
 * @phase: of that door
 * @doors: (nullable): all doors of the sequence; NULL: it is @now alone
 * @door: of which a grant moved on
 * @state: of that grant
 *
 * All doors of a sequence are granted at once; which one it is about is told by its lock.
 *
 * Returns: whether the screen turns to @door, or stays with it.
 */
gboolean cubby_door_flow_follows (const char *now, CubbyDoorPhase phase, const char *const *doors,
                                  const char *door, const char *state);

G_END_DECLS
