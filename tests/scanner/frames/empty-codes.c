/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/empty-pattern.h"

#include <math.h>

#define ROW 40.0 /* modules, of linear codes */
#define FINDER 8

/* Of the codes that stand beside each other, which and where in it. */
static void
find_code (const CubbyEmptyPattern *pattern, double u, double v, int *column, int *row, double *x, double *y)
{
  const CubbyArt *art = pattern->art;
  double period_u = art->width + 2.0 * art->quiet;
  double period_v = art->symbology == CUBBY_SYMBOLOGY_QR ? period_u : ROW + 10;
  *column = cubby_floor (u / period_u);
  *row = cubby_floor (v / period_v);
  *x = u - *column * period_u - art->quiet;
  *y = v - *row * period_v - (period_v - (art->symbology == CUBBY_SYMBOLOGY_QR ? art->height : ROW)) / 2;
}

static gboolean
is_dark (const CubbyArt *art, double x, double y)
{
  if (art->symbology == CUBBY_SYMBOLOGY_QR)
    return cubby_art_is_dark (art, cubby_floor (x), cubby_floor (y));
  return y >= 0 && y < ROW && cubby_art_is_dark (art, cubby_floor (x), 0);
}

float
cubby_empty_codes (const CubbyEmptyPattern *pattern, double u, double v)
{
  int column, row;
  double x, y;
  find_code (pattern, u, v, &column, &row, &x, &y);
  return is_dark (pattern->art, x, y) ? CUBBY_EMPTY_BLACK : CUBBY_EMPTY_WHITE;
}

/* Cut off at one end or the other, by a fifth or more. */
float
cubby_empty_halves (const CubbyEmptyPattern *pattern, double u, double v)
{
  int column, row;
  double x, y;
  find_code (pattern, u, v, &column, &row, &x, &y);
  double width = pattern->art->width, left = width * (0.3 + 0.5 * pattern->a);
  gboolean there = pattern->b < 0.5 ? x < left : x >= width - left;
  return there && is_dark (pattern->art, x, y) ? CUBBY_EMPTY_BLACK : CUBBY_EMPTY_WHITE;
}

/* All of its finders, and of the rest so many modules turned that nothing can be left of what it said. */
float
cubby_empty_torn (const CubbyEmptyPattern *pattern, double u, double v)
{
  int column, row;
  double x, y, side = pattern->art->width;
  find_code (pattern, u, v, &column, &row, &x, &y);
  if (x < 0 || y < 0 || x >= side || y >= side)
    return CUBBY_EMPTY_WHITE;
  gboolean dark = is_dark (pattern->art, x, y);
  gboolean left = x < FINDER, right = x >= side - FINDER, top = y < FINDER, bottom = y >= side - FINDER;
  gboolean finder = (left && (top || bottom)) || (right && top);
  float at = cubby_dice_at (pattern->seed, column * 256 + cubby_floor (x), row * 256 + cubby_floor (y));
  gboolean turned = !finder && at < 0.3f + 0.2f * (float)pattern->a;
  return dark != turned ? CUBBY_EMPTY_BLACK : CUBBY_EMPTY_WHITE;
}

static void
fill_digits (char *digits, guint n, CubbyDice *dice)
{
  for (guint i = 0; i < n; i++)
    digits[i] = (char)('0' + cubby_dice_below (dice, 10));
  digits[n] = '\0';
}

CubbyArt *
cubby_empty_draw_wrong_ean (CubbyDice *dice)
{
  static const struct {
    guint symbology, n_digits;
  } kinds[] = {{CUBBY_SYMBOLOGY_EAN13, 12}, {CUBBY_SYMBOLOGY_EAN8, 7}, {CUBBY_SYMBOLOGY_UPCA, 11}};
  char digits[13];
  guint kind = cubby_dice_below (dice, G_N_ELEMENTS (kinds));
  fill_digits (digits, kinds[kind].n_digits, dice);
  return cubby_art_new_ean_wrong (kinds[kind].symbology, digits, 1 + cubby_dice_below (dice, 9));
}

CubbyArt *
cubby_empty_draw_wrong_code128 (CubbyDice *dice)
{
  char digits[21];
  fill_digits (digits, 4 + cubby_dice_below (dice, 16), dice);
  return cubby_art_new_code128_wrong (digits, 1 + cubby_dice_below (dice, 102));
}

CubbyArt *
cubby_empty_draw_linear (CubbyDice *dice)
{
  char digits[21];
  fill_digits (digits, 12, dice);
  if (cubby_dice_below (dice, 2) == 0)
    return cubby_art_new_ean (CUBBY_SYMBOLOGY_EAN13, digits);
  return cubby_art_new_code128 (digits, FALSE);
}

CubbyArt *
cubby_empty_draw_qr (CubbyDice *dice)
{
  char digits[21];
  fill_digits (digits, 4 + cubby_dice_below (dice, 16), dice);
  return cubby_art_new_qr (digits, (CubbyQrLevel)cubby_dice_below (dice, 4));
}
