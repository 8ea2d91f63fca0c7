/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-finder.h"

G_BEGIN_DECLS

typedef enum {
  CUBBY_QR_MISSING_NONE,
  CUBBY_QR_MISSING_CORNER,
  CUBBY_QR_MISSING_RIGHT,
  CUBBY_QR_MISSING_BELOW,
} CubbyQrMissing;

/**
 * CubbyQrTriple:
 * @corner: the finder pattern at the top left; of all three a points to the right and b down, as printed
 * @right: the one at the top right
 * @below: the one at the bottom left
 * @distance: modules from @corner to the others, about: the dimension of the code less 7
 * @score: the higher the likelier
 * @missing: the one that was not found but guessed
 *
 * Three finder patterns that may be those of one code that is not mirrored.
 */
typedef struct {
  CubbyQrFinder corner;
  CubbyQrFinder right;
  CubbyQrFinder below;
  double distance;
  double score;
  CubbyQrMissing missing;
} CubbyQrTriple;

/* Returns: (transfer full) (element-type CubbyQrTriple): the likeliest first. */
GArray *cubby_qr_triples_find (const GArray *finders);
/* Returns: (transfer full) (element-type CubbyQrTriple): pairs, each with every third one that it may lack.
 */
GArray *cubby_qr_triples_guess (const GArray *finders);

/* Turns the axes of its three finder patterns along its sides. */
void cubby_qr_triple_orient (CubbyQrTriple *self);
/* For g_array_sort(): the likeliest first. */
gint cubby_qr_triple_compare (gconstpointer a, gconstpointer b);

/**
 * cubby_qr_triple_guess_fourth:
 * @ret_x: (out): where a fourth finder pattern would be, pixels of the frame
 *
 * Where the sides of the code meet as the finder patterns show them.
 *
 * Returns: FALSE if they do not.
 */
gboolean cubby_qr_triple_guess_fourth (const CubbyQrTriple *self, double *ret_x, double *ret_y);

G_END_DECLS
