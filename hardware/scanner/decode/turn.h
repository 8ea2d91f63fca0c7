/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/strategy.h"
#include "hardware/scanner/decode/track.h"

G_BEGIN_DECLS

/**
 * CubbyTurn:
 * @budget: of strategies, by their index
 * @budget_us: of the processor's time, for this picture; 0: none, as tests want it on a slow machine
 * @until_us: cubby_budget_now() at which it is over
 * @now_us: monotonic time at which the picture was taken
 * @n_before: cubby_tracks_count_new() when it began
 * @codes: (element-type CubbyCode): what was read in this picture so far
 * @module_px: where to put the size of a module of the first of them, in pixels; 0 is not known
 *
 * The turn of one picture of a camera: what is tried on it, in its time.
 */
typedef struct {
  CubbyReaders *readers;
  CubbyTracks *tracks;
  CubbyBudget *budget;
  const CubbyFrame *frame;
  guint symbologies;
  gint64 budget_us;
  gint64 until_us;
  gint64 now_us;
  guint n_before;
  GPtrArray *codes;
  float *module_px;
} CubbyTurn;

/* Returns: what is left of its time; below 0 when it is over. */
gint64 cubby_turn_left_us (const CubbyTurn *self);
/* Moves the end so that @percent of the whole time are kept for what comes later. */
void cubby_turn_keep_back (CubbyTurn *self, guint percent);
/* The same of what is left. */
void cubby_turn_keep_back_rest (CubbyTurn *self, guint percent);

/* Returns: whether the strategy reads any of @symbologies, and is worth its time there. */
gboolean cubby_turn_is_for (guint strategy, CubbyStrategyUse use, guint symbologies);
/* Returns: the symbologies that are read like these: where one kind of code was is not searched for the
 * other.
 */
guint cubby_turn_get_kind (guint symbologies);

/* Returns: whether it should end in time; what never does is forgotten little by little
 * (cubby_budget_fade()). */
gboolean cubby_turn_fits (CubbyTurn *self, guint strategy, const CubbyRegion *part);
/* Returns: how many codes @strategy added; where they are is remembered. */
guint cubby_turn_try (CubbyTurn *self, guint strategy, const CubbyRegion *part);

/**
 * cubby_turn_try_near:
 * @first: where to begin; one of our own readers, which end in time by themselves, is tried even when it may
 *   not come to its end
 *
 * All strategies for places where codes of @symbologies are, as far as the time goes, until one reads
 * something. Without a budget, one.
 *
 * Returns: where to go on the next time; -1 when something was read
 */
int cubby_turn_try_near (CubbyTurn *self, guint first, guint symbologies, const CubbyRegion *part);

G_END_DECLS
