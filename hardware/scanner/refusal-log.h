/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/reader-text.h"

G_BEGIN_DECLS

/* How often a scanner's refusals may fill the journal. */
#define CUBBY_REFUSAL_LOG_EVERY_US ((gint64)G_USEC_PER_SEC)

/**
 * CubbyRefusalLog:
 *
 * Counts what a scanner refused, and says so in the log: the first at once, a flood once a second. Set to
 * zero, it is ready. What was refused is not written down: it may be a pass.
 */
typedef struct {
  guint n_refused; /* since it began */
  guint n_told;    /* of them, in the log */
  gint64 told_us;
} CubbyRefusalLog;

/* Returns: whether a line was written: event=scan_refused scanner=@name why=… refused=… */
gboolean cubby_refusal_log_take (CubbyRefusalLog *self, const char *name, CubbyRefusal refusal,
                                 gint64 now_us);

G_END_DECLS
