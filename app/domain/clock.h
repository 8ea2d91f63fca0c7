/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyClock:
 *
 * Time that never runs backwards. It follows the machine's clock, and where that was set back it goes on from
 * the highest time ever seen (the newest row of the journal after a restart), at the pace of the monotonic
 * clock: an expired pass stays expired.
 */
typedef struct {
  gint64 high_ms;      /* the highest time given out */
  gint64 monotonic_us; /* when that was */
} CubbyClock;

/* @high_ms: the highest time known, ms UTC */
void cubby_clock_init (CubbyClock *self, gint64 high_ms, gint64 monotonic_us);
gint64 cubby_clock_advance (CubbyClock *self, gint64 real_ms, gint64 monotonic_us);
/* By how much the machine's clock is behind, ms; 0 when it is not. */
gint64 cubby_clock_get_behind_ms (const CubbyClock *self, gint64 real_ms);

G_END_DECLS
