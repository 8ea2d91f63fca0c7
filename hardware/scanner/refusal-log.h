/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/reader-text.h"

G_BEGIN_DECLS

/* How many lines of a scanner's refusals may be in the journal of a minute. */
#define CUBBY_REFUSAL_LOG_A_MINUTE 10

/**
 * CubbyRefusalLog:
 *
 * Counts what a scanner refused, and says so in the log: the first ones at once, of a flood ten lines a
 * minute. Set to zero, it is ready. What was refused is not written down: it may be a pass.
 */
typedef struct {
  guint n_refused; /* since it began */
  guint n_told;    /* of them, in the log */
  gint64 rate;     /* of cubby_rate_take() */
} CubbyRefusalLog;

/* @now_us: monotonic, above 0.
 *
 * Returns: whether a line was written: event=scan_refused scanner=@name why=… refused=… */
gboolean cubby_refusal_log_take (CubbyRefusalLog *self, const char *name, CubbyRefusal refusal,
                                 gint64 now_us);

G_END_DECLS
