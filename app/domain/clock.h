/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_CLOCK_JUMP_MS (24LL * 60 * 60 * 1000) /* a step forward that nobody believes at once */
#define CUBBY_CLOCK_BEHIND_MS                                                                                \
  (5LL * 60 * 1000) /* the machine's clock is so far behind that staff hear of it */

/**
 * CubbyClock:
 * @jumped_from_ms: the time before a step forward of more than %CUBBY_CLOCK_JUMP_MS, while the monotonic
 *   clock stepped less; 0: there was none that was not told of
 *
 * Time that never runs backwards. It follows the machine's clock, and where that was set back it goes on from
 * the highest time ever seen (the newest row of the journal after a restart), at the pace of the monotonic
 * clock: an expired pass stays expired.
 */
typedef struct {
  gint64 high_ms;      /* the highest time given out */
  gint64 monotonic_us; /* when that was */
  gint64 jumped_from_ms;
  gboolean running; /* before its first step nobody knows for how long the machine was off */
} CubbyClock;

/* @high_ms: the highest time known, ms UTC */
void cubby_clock_init (CubbyClock *self, gint64 high_ms, gint64 monotonic_us);
gint64 cubby_clock_advance (CubbyClock *self, gint64 real_ms, gint64 monotonic_us);
/* Returns: @jumped_from_ms, once. */
gint64 cubby_clock_take_jump (CubbyClock *self);
/* By how much the machine's clock is behind, ms; 0 when it is not. */
gint64 cubby_clock_get_behind_ms (const CubbyClock *self, gint64 real_ms);

G_END_DECLS
