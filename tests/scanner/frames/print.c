/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/print.h"

#include <math.h>

#define FINDER 7
#define LOGO_INK 0.7f
#define LOGO_MARGIN 0.8 /* of it is picture, the rest paper */
#define WORN_PATCH_U 11 /* modules */
#define WORN_PATCH_V 7
#define WORN_GRAIN 0.6

void
cubby_print_set_up (CubbyPrint *self, const CubbyArt *art, const CubbyShot *shot, guint64 seed)
{
  gboolean qr = art->symbology == CUBBY_SYMBOLOGY_QR;
  *self = (CubbyPrint){.art = art,
                       .seed = seed,
                       .half_u = art->width / 2.0,
                       .half_v = art->height / 2.0,
                       .ink = shot->values[CUBBY_SHOT_INK],
                       .worn = shot->values[CUBBY_SHOT_WORN],
                       .dots = qr ? shot->values[CUBBY_SHOT_DOTS] : 0,
                       .logo = qr ? shot->values[CUBBY_SHOT_LOGO] : 0};
}

gboolean
cubby_print_is_plain (const CubbyPrint *self)
{
  return fabs (self->ink) <= 0 && self->worn <= 0 && self->dots <= 0 && self->logo <= 0;
}

static gboolean
is_in_round_square (double u, double v, double half, double radius)
{
  double du = MAX (fabs (u) - (half - radius), 0), dv = MAX (fabs (v) - (half - radius), 0);
  return du * du + dv * dv <= radius * radius;
}

static gboolean
is_in_round_finder (double u, double v)
{
  return is_in_round_square (u, v, 1.5, 0.8) ||
         (is_in_round_square (u, v, 3.5, 2) && !is_in_round_square (u, v, 2.5, 1.2));
}

/* Finder patterns are rounded, all other modules are dots. */
static gboolean
is_in_dots (const CubbyPrint *self, double x, double y)
{
  double side = self->art->width;
  gboolean left = x < FINDER, right = x >= side - FINDER, top = y < FINDER, bottom = y >= side - FINDER;
  if ((left && (top || bottom)) || (right && top))
    return is_in_round_finder (x - (left ? 3.5 : side - 3.5), y - (top ? 3.5 : side - 3.5));
  int column = cubby_floor (x), row = cubby_floor (y);
  double dx = x - column - 0.5, dy = y - row - 0.5;
  return cubby_art_is_dark (self->art, column, row) && dx * dx + dy * dy < self->dots * self->dots;
}

static gboolean
is_dark (const CubbyPrint *self, double x, double y)
{
  int column = CLAMP (cubby_floor (x), 0, (int)self->art->width - 1),
      row = CLAMP (cubby_floor (y), 0, (int)self->art->height - 1);
  return cubby_art_is_dark (self->art, column, row);
}

/* Ink that runs covers what is near it; where there is too little, it ends before the module does. */
static gboolean
is_in_ink (const CubbyPrint *self, double x, double y)
{
  double spread = fabs (self->ink) / 2;
  double spread_y = self->art->symbology == CUBBY_SYMBOLOGY_QR ? spread : 0;
  gboolean runs = self->ink > 0;
  for (int i = -1; i <= 1; i++)
    for (int k = -1; k <= 1; k++)
      if (is_dark (self, x + i * spread, y + k * spread_y) == runs)
        return runs;
  return !runs;
}

/* In patches, here more and there less. */
static gboolean
is_worn (const CubbyPrint *self, double u, double v)
{
  float patch =
      cubby_dice_at (self->seed + 1, cubby_floor (u / WORN_PATCH_U), cubby_floor (v / WORN_PATCH_V));
  float grain = cubby_dice_at (self->seed + 2, cubby_floor (u / WORN_GRAIN), cubby_floor (v / WORN_GRAIN));
  return grain < 2 * patch * (float)self->worn;
}

float
cubby_print_at (const CubbyPrint *self, double u, double v)
{
  double x = u + self->half_u, y = v + self->half_v;
  double logo = self->logo * self->half_u;
  if (logo > 0 && is_in_round_square (u, v, logo, logo / 2))
    return is_in_round_square (u, v, logo * LOGO_MARGIN, logo / 2 * LOGO_MARGIN) ? LOGO_INK : 0;
  gboolean dark = self->dots > 0 ? is_in_dots (self, x, y) : is_in_ink (self, x, y);
  return dark && (self->worn <= 0 || !is_worn (self, u, v)) ? 1 : 0;
}
