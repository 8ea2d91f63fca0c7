/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Kinds of work that are told apart. */
#define CUBBY_BUDGET_KINDS 32

/**
 * CubbyBudget:
 * @mean: nanoseconds a pixel, of each kind of work
 * @spread: mean distance from it
 *
 * Foretells how long a piece of work takes from how long it took before, so that what would
 * pass the time of a frame is not begun. All zero: nothing is known yet.
 */
typedef struct {
  float mean[CUBBY_BUDGET_KINDS];
  float spread[CUBBY_BUDGET_KINDS];
} CubbyBudget;

/* What a kind of work should take, until it was measured. */
void cubby_budget_expect (CubbyBudget *self, guint kind, guint ns_per_pixel);
/* Returns: microseconds that @n_pixels of it will hardly pass. */
gint64 cubby_budget_foretell (const CubbyBudget *self, guint kind, guint n_pixels);
void cubby_budget_note (CubbyBudget *self, guint kind, guint n_pixels, gint64 took_us);
/* It was not begun, as it takes too long for any picture: what it took once is forgotten little by little, or
 * it would never be begun again. */
void cubby_budget_fade (CubbyBudget *self, guint kind);

/* Returns: microseconds of the processor that the calling thread has used, which others cannot lengthen. */
gint64 cubby_budget_now (void);

G_END_DECLS
