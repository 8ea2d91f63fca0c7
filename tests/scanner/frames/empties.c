/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/empties.h"

#include "tests/scanner/frames/backdrop.h"
#include "tests/scanner/frames/empty-pattern.h"
#include "tests/scanner/frames/sensor.h"

#include <math.h>

#define SAMPLES 2
#define BLACK CUBBY_EMPTY_BLACK
#define WHITE CUBBY_EMPTY_WHITE

typedef float (*Draw) (const CubbyEmptyPattern *pattern, double u, double v);

struct _CubbyEmptyClass {
  const char *name;
  Draw draw; /* NULL: the shop alone */
  double electrons_low, electrons_high;
  CubbyArt *(*draw_art) (CubbyDice *dice); /* NULL: it shows no part of a code */
};

static float
flat (const CubbyEmptyPattern *pattern, double u, double v)
{
  return (float)(0.1 + 0.6 * pattern->a) * (1 + 0.3f * (float)sin (0.002 * (u + v)));
}

static float
text (const CubbyEmptyPattern *pattern, double u, double v)
{
  double size = 3 + 6 * pattern->a;
  int line = cubby_floor (v / size);
  double in_line = v / size - line;
  if (in_line > 0.65 || cubby_dice_at (pattern->seed, cubby_floor (u / size * 1.6), line) < 0.15f)
    return WHITE;
  int x = cubby_floor (u / size * 6), y = line * 5 + (int)(in_line / 0.65 * 5);
  return cubby_dice_at (pattern->seed, x, y) < 0.5f ? BLACK : WHITE;
}

static float
stripes (const CubbyEmptyPattern *pattern, double u, double v)
{
  double period = 2 + 8 * pattern->a;
  return u / period - cubby_floor (u / period) < 0.3 + 0.4 * pattern->b ? BLACK : WHITE;
}

/* Bars of one to four modules as a linear code has them, which say nothing. */
static float
bars (const CubbyEmptyPattern *pattern, double u, double v)
{
  int block = cubby_floor (u / 7), row = cubby_floor (v / 70);
  int in_block = cubby_floor (u - block * 7.0);
  if (v / 70 - row > 0.85 || cubby_dice_at (pattern->seed, block / 17, row) < 0.2f)
    return WHITE;
  int first = 1 + (int)(cubby_dice_at (pattern->seed, block, row) * 3);
  int second = first + 1 + (int)(cubby_dice_at (pattern->seed, block, row + 99) * 2);
  return in_block < first || in_block == second ? BLACK : WHITE;
}

static float
checkers (const CubbyEmptyPattern *pattern, double u, double v)
{
  double side = 1 + 9 * pattern->a;
  return ((cubby_floor (u / side) + cubby_floor (v / side)) & 1) != 0 ? BLACK : WHITE;
}

/* Dots that are larger where the picture is darker. */
static float
halftone (const CubbyEmptyPattern *pattern, double u, double v)
{
  double x = u / 3 - cubby_floor (u / 3) - 0.5, y = v / 3 - cubby_floor (v / 3) - 0.5;
  double tone = 0.5 + 0.25 * sin (u * 0.03 * (1 + pattern->a)) + 0.25 * sin (v * 0.05 * (1 + pattern->b));
  return x * x + y * y < tone * 0.4 ? BLACK : WHITE;
}

/* One finder pattern, 1 : 1 : 3 : 1 : 1 each way. */
static gboolean
is_in_finder (double u, double v)
{
  double far = MAX (fabs (u), fabs (v));
  return far < 1.5 || (far > 2.5 && far < 3.5);
}

/* Finders beside each other as no code has them, or three of a code with nothing between. */
static float
finders (const CubbyEmptyPattern *pattern, double u, double v)
{
  double period = 9 + 16 * pattern->a;
  int column = cubby_floor (u / period), row = cubby_floor (v / period);
  if (cubby_dice_at (pattern->seed, column, row) < 0.3f * (float)pattern->b)
    return WHITE;
  return is_in_finder (u - (column + 0.5) * period, v - (row + 0.5) * period) ? BLACK : WHITE;
}

/* The three finders of a code at their places and dots at random instead of what it says. */
static float
chaff (const CubbyEmptyPattern *pattern, double u, double v)
{
  double side = 21 + 4 * cubby_floor (pattern->a * 8), period = side + 10;
  double x = u - cubby_floor (u / period) * period, y = v - cubby_floor (v / period) * period;
  int column = cubby_floor (u / period), row = cubby_floor (v / period);
  if (x >= side || y >= side)
    return WHITE;
  gboolean left = x < 8, right = x >= side - 8, top = y < 8, bottom = y >= side - 8;
  if ((left && (top || bottom)) || (right && top))
    return is_in_finder (x - (left ? 3.5 : side - 3.5), y - (top ? 3.5 : side - 3.5)) ? BLACK : WHITE;
  if ((int)x == 6 || (int)y == 6)
    return (((int)x + (int)y) & 1) != 0 ? WHITE : BLACK;
  return cubby_dice_at (pattern->seed, (int)x + 100 * column, (int)y + 100 * row) < 0.5f ? BLACK : WHITE;
}

static float
blinds (const CubbyEmptyPattern *pattern, double u, double v)
{
  double period = 6 + 14 * pattern->a, in = v / period - cubby_floor (v / period);
  if (fabs (u / 60 - cubby_floor (u / 60)) < 0.02)
    return BLACK;
  return in < 0.3 ? 1.5f : (float)(0.5 - 0.4 * in);
}

static float
crossword (const CubbyEmptyPattern *pattern, double u, double v)
{
  double side = 4 + 5 * pattern->a;
  int column = cubby_floor (u / side), row = cubby_floor (v / side);
  double x = u / side - column, y = v / side - row;
  if (x < 0.08 || y < 0.08)
    return BLACK;
  if (cubby_dice_at (pattern->seed, column, row) < 0.25f)
    return BLACK;
  gboolean number =
      x > 0.12 && x < 0.3 && y > 0.12 && y < 0.35 && cubby_dice_at (pattern->seed, row, column) < 0.3f;
  return number ? BLACK : WHITE;
}

static float
fabric (const CubbyEmptyPattern *pattern, double u, double v)
{
  double x = u / 2 - cubby_floor (u / 2), y = v / 2 - cubby_floor (v / 2);
  gboolean over = ((cubby_floor (u / 2) + cubby_floor (v / 2)) & 1) != 0;
  float thread = (float)(0.25 + 0.3 * sin (G_PI * (over ? x : y)));
  return thread * (0.8f + 0.4f * cubby_dice_at (pattern->seed, cubby_floor (u / 2), cubby_floor (v / 2)));
}

static const CubbyEmptyClass classes[] = {
    {"shop", NULL, 500, 4000},
    {"noise", flat, 2, 60},
    {"flat", flat, 500, 4000},
    {"text", text, 200, 3000},
    {"stripes", stripes, 50, 3000},
    {"bars", bars, 100, 3000},
    {"checkers", checkers, 50, 3000},
    {"halftone", halftone, 100, 3000},
    {"finders", finders, 100, 3000},
    {"chaff", chaff, 100, 3000},
    {"blinds", blinds, 300, 3000},
    {"crossword", crossword, 200, 3000},
    {"fabric", fabric, 100, 3000},
    {"noisy shop", NULL, 5, 100},
    {"bricks", cubby_empty_bricks, 100, 3000},
    {"keyboard", cubby_empty_keyboard, 100, 3000},
    {"books", cubby_empty_books, 100, 3000},
    {"wrong EAN", cubby_empty_codes, 100, 3000, cubby_empty_draw_wrong_ean},
    {"wrong Code 128", cubby_empty_codes, 100, 3000, cubby_empty_draw_wrong_code128},
    {"half codes", cubby_empty_halves, 100, 3000, cubby_empty_draw_linear},
    {"torn QR", cubby_empty_torn, 100, 3000, cubby_empty_draw_qr},
};

guint
cubby_empty_classes_count (void)
{
  return G_N_ELEMENTS (classes);
}

const char *
cubby_empty_class_name (guint class)
{
  return classes[class].name;
}

static void
draw (const CubbyEmptyClass *class, CubbyLayer *layer, CubbyDice *dice)
{
  CubbyEmptyPattern pattern = {cubby_dice_next (dice), cubby_dice_unit (dice), cubby_dice_unit (dice),
                               cubby_dice_unit (dice), NULL};
  g_autoptr (CubbyArt) art = class->draw_art != NULL ? class->draw_art (dice) : NULL;
  pattern.art = art;
  double turn = cubby_dice_range (dice, 0, 2 * G_PI), scale = 1 / cubby_dice_range (dice, 1.3, 5);
  if (cubby_dice_below (dice, 2) == 0)
    turn = cubby_dice_range (dice, -0.1, 0.1);
  double c = cos (turn) * scale, s = sin (turn) * scale,
         slant = cubby_dice_range (dice, -0.3, 0.3) / layer->width;
  for (guint y = 0; y < layer->height; y++)
    for (guint x = 0; x < layer->width; x++) {
      float sum = 0;
      for (guint i = 0; i < SAMPLES * SAMPLES; i++) {
        double px = x + (i % SAMPLES + 0.5) / SAMPLES, py = y + (i / SAMPLES + 0.5) / SAMPLES;
        double w = 1 + slant * px;
        sum += class->draw (&pattern, (c * px - s * py) / w, (s * px + c * py) / w);
      }
      layer->light[(gsize)y * layer->width + x] = sum / (SAMPLES * SAMPLES);
    }
}

CubbyFrame *
cubby_empty_render (guint class, guint64 seed, guint width, guint height)
{
  g_return_val_if_fail (class < G_N_ELEMENTS (classes), NULL);

  CubbyDice dice = cubby_dice_new (seed, 1000 + class);
  g_autoptr (CubbyLayer) layer =
      cubby_backdrop_draw (cubby_dice_bit (&dice, CUBBY_BACKDROPS_ALL), width, height, &dice);
  if (classes[class].draw != NULL)
    draw (&classes[class], layer, &dice);
  if (cubby_dice_below (&dice, 2) == 0)
    cubby_layer_blur (layer, cubby_dice_range (&dice, 0.2, 1.5), 0, 0);
  /* As many are noisy as are clean. */
  double part = cubby_dice_unit (&dice);
  const CubbySensor sensor = {.electrons =
                                  classes[class].electrons_low *
                                  pow (classes[class].electrons_high / classes[class].electrons_low, part)};
  return cubby_sensor_take (&sensor, layer, &dice);
}
