/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyTurn:
 * @grant: lockerd's name of the permission
 * @purpose: pickup reopen dropoff, or one of the staff's
 * @door: that is opened now
 * @state: of its grant
 * @result: closed: what came of it; before: what is to come of it, such as too_small
 * @remaining: doors of the sequence that are still to come after @door
 * @doors: of the whole sequence, in walking order
 * @closed: of CubbyRecent: the doors of this pickup that may be opened again
 * @presented: the pass or code that opened it, to try again with
 * @typed: @presented is a code
 * @reopened: the closed grant whose door is opened again, or NULL
 * @failures: how often @door did not open
 * @called: staff were called already
 *
 * The door that is opened for the person before the screen, from the grant to the last "shut".
 */
typedef struct {
  char *grant;
  char *purpose;
  char *door;
  char *state;
  char *result;
  guint remaining;
  GStrv doors;
  GPtrArray *closed;
  char *presented;
  gboolean typed;
  char *reopened;
  guint failures;
  gboolean called;
} CubbyTurn;

void cubby_turn_clear (CubbyTurn *self);

/**
 * cubby_turn_begin:
 * @doors: (nullable): all doors of the sequence; NULL or empty: @door alone
 *
 * lockerd granted a door. What was presented, and what may be opened again, stays.
 */
void cubby_turn_begin (CubbyTurn *self, const char *purpose, const char *grant, const char *door,
                       const char *const *doors);

/* A grant of the sequence moved on. @result: (nullable) */
void cubby_turn_move (CubbyTurn *self, const char *grant, const char *purpose, const char *door,
                      const char *state, const char *result);

/* The doors whose turn was still to come do not open. */
void cubby_turn_stop (CubbyTurn *self);

/* Keeps what the person held up, to try again with; what belonged to another pass or code is forgotten. */
void cubby_turn_keep (CubbyTurn *self, const char *presented, gboolean typed);

/**
 * cubby_turn_count:
 * @ret_n: (out): which door it is, from 1
 * @ret_m: (out): of how many
 *
 * Returns: (nullable): the door after this one.
 */
const char *cubby_turn_count (const CubbyTurn *self, guint *ret_n, guint *ret_m);

G_END_DECLS
