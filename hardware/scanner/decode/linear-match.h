/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-shapes.h"
#include "hardware/scanner/decode/linear-signal.h"

G_BEGIN_DECLS

#define CUBBY_LINEAR_CELLS_MAX 56

/**
 * CubbyLinearMatch:
 * @cells: the characters of the code, guards too, from left to right: which patterns each may have
 * @bounds: where each begins, in samples; the last is where the code ends
 * @costs: mean squared difference between each pattern and what is seen: 0 is alike, above 1 is nothing
 * @best: the pattern with the least
 * @certainties: how far what is seen lies from the middle between the best and the next, in sigmas of what is
 * left unexplained
 * @mean: of the least costs of all
 *
 * What a code would have to be to look like the signal.
 */
typedef struct {
  guint n_cells;
  const CubbyLinearAlphabet *cells[CUBBY_LINEAR_CELLS_MAX];
  float bounds[CUBBY_LINEAR_CELLS_MAX + 1];
  guint blur;
  float seen[CUBBY_LINEAR_CELLS_MAX][CUBBY_LINEAR_MODULES_MAX * CUBBY_LINEAR_SUB];
  float costs[CUBBY_LINEAR_CELLS_MAX][CUBBY_LINEAR_PATTERNS_MAX];
  guint best[CUBBY_LINEAR_CELLS_MAX];
  float certainties[CUBBY_LINEAR_CELLS_MAX];
  float mean;
} CubbyLinearMatch;

/**
 * cubby_linear_match_place:
 * @bow: how far the middle is moved to the right, in samples
 * @curl: how far the place at a fifth is moved to the right and that at four fifths to the left: the bars
 * on a round pack are narrower at its sides
 *
 * Spreads the cells from @from to @to.
 */
void cubby_linear_match_place (CubbyLinearMatch *self, float from, float to, float bow, float curl);

/* The same, of several curls the one that explains the signal best. Leaves it to be fitted. */
void cubby_linear_match_place_best (CubbyLinearMatch *self, const CubbyLinearSignal *signal, float from,
                                    float to, float bow);

/* Compares all patterns at @bounds with the signal, as if blurred by @blur. */
void cubby_linear_match_score (CubbyLinearMatch *self, const CubbyLinearSignal *signal);

/* The same with what is in @seen already. */
void cubby_linear_match_score_seen (CubbyLinearMatch *self);

/* Returns: how many samples of a cell are compared. */
static inline guint
cubby_linear_match_get_subs (const CubbyLinearMatch *self, guint cell)
{
  return self->cells[cell]->modules * CUBBY_LINEAR_SUB;
}

/* Returns: what sample @sub of a cell is if it has @pattern, -1 light to 1 dark. */
static inline float
cubby_linear_match_get_shape (const CubbyLinearMatch *self, guint cell, guint pattern, guint sub)
{
  const CubbyLinearAlphabet *alphabet = self->cells[cell];
  return alphabet->shapes[self->blur][(gsize)sub * alphabet->stride + pattern];
}

/* Returns: how far two patterns of a cell are from each other: the sum of the squares over all samples; never
 * 0. */
static inline float
cubby_linear_match_get_apart (const CubbyLinearMatch *self, guint cell, guint one, guint other)
{
  const CubbyLinearAlphabet *alphabet = self->cells[cell];
  return alphabet->apart[self->blur][one * alphabet->n + other] + 1e-4F;
}

G_END_DECLS
