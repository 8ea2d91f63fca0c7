/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/strategy.h"

G_BEGIN_DECLS

/* Of the processor: hardly any photograph with a code takes longer. */
#define CUBBY_STILL_BUDGET_US ((gint64)1500 * 1000)

/**
 * cubby_still_look:
 * @frame: one picture alone, such as a file of any size
 * @budget: of strategies, by their index
 * @budget_us: time of the processor; what would pass it is not begun. What is over CUBBY_STILL_BUDGET_US is
 *   for a picture in which nothing was read until then: for what had to be broken off, once more
 * @codes: (element-type CubbyCode): what is read is added, its places in pixels of @frame
 *
 * Nothing, where the picture is blank; else sheets of labels; then several sizes of the picture, each with
 * the strategies for it, what costs least first, until something is read; then all sizes by what is good for
 * one more code, of whatever kind, for a while.
 */
void cubby_still_look (CubbyReaders *readers, CubbyBudget *budget, const CubbyFrame *frame, guint symbologies,
                       gint64 budget_us, GPtrArray *codes);

G_END_DECLS
