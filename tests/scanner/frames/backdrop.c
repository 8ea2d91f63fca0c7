/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/backdrop.h"

#include <math.h>

#define PARTS_OF_PACK 5

static void
fill_box (CubbyLayer *layer, double left, double top, double right, double bottom, float light)
{
  int x0 = CLAMP ((int)left, 0, (int)layer->width), x1 = CLAMP ((int)right, 0, (int)layer->width);
  int y0 = CLAMP ((int)top, 0, (int)layer->height), y1 = CLAMP ((int)bottom, 0, (int)layer->height);
  for (int y = y0; y < y1; y++)
    for (int x = x0; x < x1; x++)
      layer->light[(gsize)y * layer->width + (gsize)x] = light;
}

static void
draw_pack (CubbyLayer *layer, double x, double y, double width, double height, CubbyDice *dice)
{
  fill_box (layer, x, y, x + width, y + height, (float)cubby_dice_range (dice, 0.04, 0.7));
  for (guint i = 0; i < PARTS_OF_PACK; i++) {
    double left = x + cubby_dice_range (dice, 0, 0.8) * width,
           top = y + cubby_dice_range (dice, 0, 0.9) * height;
    fill_box (layer, left, top, MIN (left + width * cubby_dice_range (dice, 0.05, 0.6), x + width),
              MIN (top + height * cubby_dice_range (dice, 0.02, 0.2), y + height),
              (float)cubby_dice_range (dice, 0.02, 0.8));
  }
}

static void
draw_shelf (CubbyLayer *layer, CubbyDice *dice)
{
  double board = layer->height / cubby_dice_range (dice, 2.2, 4);
  fill_box (layer, 0, 0, layer->width, layer->height, 0.08f);
  for (double y = cubby_dice_range (dice, -board, 0); y < layer->height; y += board) {
    fill_box (layer, 0, y + board * 0.9, layer->width, y + board, 0.45f);
    for (double x = 0; x < layer->width;) {
      double width = layer->width * cubby_dice_range (dice, 0.03, 0.12);
      double height = board * cubby_dice_range (dice, 0.5, 0.85);
      draw_pack (layer, x, y + board * 0.9 - height, width, height, dice);
      x += width * cubby_dice_range (dice, 1, 1.15);
    }
  }
}

static void
draw_hand (CubbyLayer *layer, CubbyDice *dice)
{
  float wall = (float)cubby_dice_range (dice, 0.15, 0.5);
  double x0 = layer->width * cubby_dice_range (dice, 0.3, 0.7), y0 = layer->height * 0.95;
  double across = layer->width * cubby_dice_range (dice, 0.2, 0.35), up = layer->height * 0.8;
  for (guint y = 0; y < layer->height; y++)
    for (guint x = 0; x < layer->width; x++) {
      double u = (x - x0) / across, v = (y - y0) / up;
      float skin = 0.32f - 0.08f * (float)u;
      layer->light[(gsize)y * layer->width + x] = u * u + v * v < 1 ? skin : wall;
    }
}

static void
draw_dark (CubbyLayer *layer, CubbyDice *dice)
{
  fill_box (layer, 0, 0, layer->width, layer->height, 0.015f);
  for (guint i = 0; i < 5; i++) {
    double x = cubby_dice_unit (dice) * layer->width, y = cubby_dice_unit (dice) * layer->height;
    fill_box (layer, x, y, x + layer->width * 0.1, y + layer->height * 0.2,
              (float)cubby_dice_range (dice, 0.01, 0.1));
  }
}

static void
draw_window (CubbyLayer *layer, CubbyDice *dice)
{
  draw_shelf (layer, dice);
  double x = cubby_dice_range (dice, 0, 0.6) * layer->width,
         width = cubby_dice_range (dice, 0.2, 0.5) * layer->width;
  double height = cubby_dice_range (dice, 0.4, 0.9) * layer->height;
  fill_box (layer, x, 0, x + width, height, 2.5f);
  for (guint i = 1; i < 3; i++)
    fill_box (layer, x + width * i / 3 - 4, 0, x + width * i / 3 + 4, height, 0.2f);
}

static const struct {
  guint backdrop;
  void (*draw) (CubbyLayer *layer, CubbyDice *dice);
} backdrops[] = {
    {CUBBY_BACKDROP_SHELF, draw_shelf},
    {CUBBY_BACKDROP_HAND, draw_hand},
    {CUBBY_BACKDROP_DARK, draw_dark},
    {CUBBY_BACKDROP_WINDOW, draw_window},
};

/* The mean of the pixels about each along a line; @step apart. */
static void
smooth_line (float *values, float *line, gsize step, int n, int radius)
{
  double sum = 0;
  for (int i = 0; i < n; i++)
    line[i] = values[(gsize)i * step];
  for (int i = -radius; i <= radius; i++)
    sum += line[CLAMP (i, 0, n - 1)];
  for (int i = 0; i < n; i++) {
    values[(gsize)i * step] = (float)(sum / (2 * radius + 1));
    sum += line[MIN (i + radius + 1, n - 1)] - line[MAX (i - radius, 0)];
  }
}

static void
smooth (CubbyLayer *layer, int radius)
{
  g_autofree float *line = g_new (float, MAX (layer->width, layer->height));
  for (guint y = 0; y < layer->height; y++)
    smooth_line (layer->light + (gsize)y * layer->width, line, 1, (int)layer->width, radius);
  for (guint x = 0; x < layer->width; x++)
    smooth_line (layer->light + x, line, layer->width, (int)layer->height, radius);
}

CubbyLayer *
cubby_backdrop_draw (guint backdrop, guint width, guint height, CubbyDice *dice)
{
  CubbyLayer *layer = cubby_layer_new (0, 0, width, height, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (backdrops); i++)
    if (backdrops[i].backdrop == backdrop)
      backdrops[i].draw (layer, dice);
  int radius = (int)cubby_dice_below (dice, 4);
  for (guint i = 0; i < 2 && radius > 0; i++)
    smooth (layer, radius);
  return layer;
}
