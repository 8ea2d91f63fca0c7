/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Beyond this, a pass may be taken for expired, or the other way round: somebody should look. */
#define CUBBY_SKEW_ALARM_MS (60 * G_GINT64_CONSTANT (1000))

/**
 * CubbyClockSkew:
 * @last_ms: how far the kiosk's clock is ahead of the centre's, as last measured
 * @most_ms: the farthest of the day, with its sign
 * @day: days since 1970 in UTC that @most_ms is of
 */
typedef struct {
  gint64 last_ms;
  gint64 most_ms;
  gint64 day;
} CubbyClockSkew;

/* Returns: @kept with one more measurement. */
CubbyClockSkew cubby_clock_skew_add (CubbyClockSkew kept, gint64 skew_ms, gint64 now_ms);

/* Whether the clock is so far off that somebody should look. */
gboolean cubby_clock_skew_is_alarm (gint64 skew_ms);

G_END_DECLS
