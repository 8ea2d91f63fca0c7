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
 * @searched: in the last picture, a set of CubbySymbology: our reader of them had the time to go over all of
 * it without what was read, and nothing is left that it knows as one of them
 * @n_open: pictures that showed a code since a new one was read, if some of what is wanted was not searched
 * for like that in any of them
 * @opened_us: when it was read
 * @searched_open: like @searched, in any of the pictures since
 *
 * The search for codes over whole pictures. All zero: nothing was seen yet.
 */
typedef struct {
  guint n_looks;
  guint near;
  gboolean has_grid;
  CubbyQrGrid grid;
  guint searched;
  guint n_open;
  gint64 opened_us;
  guint searched_open;
} CubbySeek;

/**
 * cubby_seek:
 *
 * Our own readers look at the whole picture without what was read in it already, and all strategies at what
 * looks like a code. When they read something, they look once more at what is left, as far as the time goes:
 * nobody is told of one code while there are two, however much harder the other one is. Where the time ends
 * before, @self says so (cubby_seek_is_complete()).
 */
void cubby_seek (CubbySeek *self, CubbyTurn *turn);

/* Returns: whether a picture that was taken then is to be searched as a whole, as a code is known and it is
 * not known yet whether it is the only one: in as many pictures, and for as long, as who asks waits for
 * another one (app/domain/scan-filter). */
gboolean cubby_seek_is_open (const CubbySeek *self, gint64 now_us);

/* Returns: whether the last picture was searched for all of @symbologies. */
gboolean cubby_seek_is_complete (const CubbySeek *self, guint symbologies);

G_END_DECLS
