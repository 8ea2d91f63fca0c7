/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/empty-pattern.h"

#include <math.h>

#define BRICK_U 14.0
#define BRICK_V 5.0
#define JOINT 0.7
#define KEY 9.0

float
cubby_empty_bricks (const CubbyEmptyPattern *pattern, double u, double v)
{
  int row = cubby_floor (v / BRICK_V);
  double along = u + (row & 1) * BRICK_U / 2;
  int column = cubby_floor (along / BRICK_U);
  if (along - column * BRICK_U < JOINT || v - row * BRICK_V < JOINT)
    return pattern->a < 0.5 ? CUBBY_EMPTY_WHITE : CUBBY_EMPTY_BLACK;
  return 0.15f + 0.3f * cubby_dice_at (pattern->seed, column, row);
}

/* Dark keys with a light letter, or the other way about. */
float
cubby_empty_keyboard (const CubbyEmptyPattern *pattern, double u, double v)
{
  int row = cubby_floor (v / KEY);
  double along = u + row * KEY * 0.4;
  int column = cubby_floor (along / KEY);
  double x = along - column * KEY, y = v - row * KEY;
  gboolean light = pattern->a < 0.3;
  float key = light ? CUBBY_EMPTY_WHITE : CUBBY_EMPTY_BLACK, rest = light ? CUBBY_EMPTY_BLACK : 0.3f;
  if (x < 1 || y < 1)
    return rest;
  gboolean letter = x > 3 && x < 6 && y > 2 && y < 6;
  gboolean ink =
      letter && cubby_dice_at (pattern->seed, column * 4 + (int)x, row * 5 + (int)(y * 1.25)) < 0.5f;
  return ink ? CUBBY_EMPTY_WHITE - key + CUBBY_EMPTY_BLACK : key;
}

/* Backs of books: bars of any width and shade, with letters on them. */
float
cubby_empty_books (const CubbyEmptyPattern *pattern, double u, double v)
{
  const double shelf = 60;
  int row = cubby_floor (v / shelf), block = cubby_floor (u / 24);
  double x = u - block * 24.0, y = v - row * shelf, end = 0;
  if (y < 4)
    return 0.25f;
  for (int book = 0; book < 8; book++) {
    double begin = end;
    end += 1.5 + 5 * (double)cubby_dice_at (pattern->seed, block * 8 + book, row);
    if (x >= end)
      continue;
    if (y < 30 * (double)cubby_dice_at (pattern->seed + 1, block * 8 + book, row))
      return CUBBY_EMPTY_BLACK;
    gboolean letter =
        x > begin + 0.3 * (end - begin) && x < begin + 0.7 * (end - begin) && y > 25 && y < 50 &&
        cubby_dice_at (pattern->seed + 2, block * 40 + (int)(x * 2), row * 200 + (int)(y * 2)) < 0.5f;
    float shade = 0.05f + 0.6f * cubby_dice_at (pattern->seed + 3, block * 8 + book, row);
    return letter ? CUBBY_EMPTY_WHITE - shade : shade;
  }
  return CUBBY_EMPTY_BLACK;
}
