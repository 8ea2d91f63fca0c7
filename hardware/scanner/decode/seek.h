/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/turn.h"

G_BEGIN_DECLS

/* So often a scene that stands still is searched: no picture of it is noisy in the same way. */
#define CUBBY_SEEK_ROUND 12

/**
 * CubbySeek:
 * @n_looks: so far
 * @near: the strategy that is next for what looks like a code
 * @has_grid: something looks like a code
 * @grid: where, in the last picture
 *
 * The search for codes over whole pictures. All zero: nothing was seen yet.
 */
typedef struct {
  guint n_looks;
  guint near;
  gboolean has_grid;
  CubbyQrGrid grid;
} CubbySeek;

/**
 * cubby_seek:
 *
 * Our own readers look at the whole picture without what was read in it already, and all strategies at what
 * looks like a code. When they read something, they look once more at what is left, as far as the time goes:
 * nobody is told of one code while there are two, however much harder the other one is.
 */
void cubby_seek (CubbySeek *self, CubbyTurn *turn);

G_END_DECLS
