/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/scanner/frames/art.h"
#include "tests/scanner/frames/dice.h"

G_BEGIN_DECLS

#define CUBBY_EMPTY_BLACK 0.04f
#define CUBBY_EMPTY_WHITE 0.7f

/* A pattern in a plane whose unit is what a module would be.
 * @a: 0 to 1, for the pattern to use, as @b and @c
 * @art: (nullable): what it shows a part of, or wrongly */
typedef struct {
  guint64 seed;
  double a, b, c;
  const CubbyArt *art;
} CubbyEmptyPattern;

/* Things of a shop. Each returns the light of a place. */
float cubby_empty_bricks (const CubbyEmptyPattern *pattern, double u, double v);
float cubby_empty_keyboard (const CubbyEmptyPattern *pattern, double u, double v);
float cubby_empty_books (const CubbyEmptyPattern *pattern, double u, double v);

/* Codes that are none; each with what its pattern shows. */
float cubby_empty_codes (const CubbyEmptyPattern *pattern, double u, double v);
float cubby_empty_halves (const CubbyEmptyPattern *pattern, double u, double v);
float cubby_empty_torn (const CubbyEmptyPattern *pattern, double u, double v);
CubbyArt *cubby_empty_draw_wrong_ean (CubbyDice *dice);
CubbyArt *cubby_empty_draw_wrong_code128 (CubbyDice *dice);
CubbyArt *cubby_empty_draw_linear (CubbyDice *dice);
CubbyArt *cubby_empty_draw_qr (CubbyDice *dice);

G_END_DECLS
