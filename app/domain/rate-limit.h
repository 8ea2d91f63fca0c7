/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many in any window of so many seconds; all of them may come at once. */
typedef struct {
  guint quota; /* 0: no limit */
  guint window_s;
} CubbyRatePolicy;

/**
 * CubbyRateVerdict:
 * @remaining: how many more may come now
 * @reset_s: when all of the quota is there again
 * @retry_after_s: when the next may come; 0 when this one may
 */
typedef struct {
  gboolean allowed;
  guint remaining;
  guint reset_s;
  guint retry_after_s;
} CubbyRateVerdict;

/**
 * cubby_rate_take:
 * @state: (inout): of one sender; 0 is one who has not been here
 * @now_us: of a clock that does not go back; above 0
 *
 * The token bucket as a single number (the generic cell rate algorithm of ITU-T I.371): @state is the time at
 * which the bucket is full again. A refusal takes nothing.
 */
CubbyRateVerdict cubby_rate_take (gint64 *state, const CubbyRatePolicy *policy, gint64 now_us);

/**
 * CubbyRateTable:
 *
 * The states of many senders. It never has more than it is made for: the one not seen for longest goes first,
 * which forgives one sender at most what a window would.
 */
typedef struct _CubbyRateTable CubbyRateTable;

CubbyRateTable *cubby_rate_table_new (guint max);
void cubby_rate_table_free (CubbyRateTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyRateTable, cubby_rate_table_free)

CubbyRateVerdict cubby_rate_table_take (CubbyRateTable *self, const char *sender,
                                        const CubbyRatePolicy *policy, gint64 now_us);
guint cubby_rate_table_get_size (CubbyRateTable *self);

G_END_DECLS
