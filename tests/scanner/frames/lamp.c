/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/lamp.h"

#include <math.h>

#define GLARE_EDGE 0.35 /* of the lamp's picture is its soft rim */

static void
point (CubbyDice *dice, double *u, double *v)
{
  double turn = cubby_dice_range (dice, 0, 2 * G_PI);
  *u = cos (turn);
  *v = sin (turn);
}

void
cubby_lamp_set_up (CubbyLamp *self, const CubbyShot *shot, const CubbyPose *pose, guint modules,
                   CubbyDice *dice)
{
  const double *values = shot->values;
  *self = (CubbyLamp){.x = pose->x, .y = pose->y, .side = modules * pose->module_px};
  self->shade = values[CUBBY_SHOT_SHADE];
  self->edge = MAX (values[CUBBY_SHOT_SHADE_EDGE] * self->side, 0.5);
  self->shade_at = cubby_dice_range (dice, -0.25, 0.25) * self->side;
  point (dice, &self->shade_u, &self->shade_v);
  self->gradient = values[CUBBY_SHOT_GRADIENT];
  point (dice, &self->gradient_u, &self->gradient_v);
  self->bands = values[CUBBY_SHOT_BANDS];
  self->band_rows = values[CUBBY_SHOT_BAND_ROWS];
  self->glare = values[CUBBY_SHOT_GLARE];
  self->glare_x = pose->x + cubby_dice_range (dice, -0.5, 0.5) * self->side;
  self->glare_y = pose->y + cubby_dice_range (dice, -0.5, 0.5) * self->side;
  point (dice, &self->glare_u, &self->glare_v);
  self->glare_wide = values[CUBBY_SHOT_GLARE_SIZE] * self->side / 2;
  /* A bulb, or a tube. */
  self->glare_long = self->glare_wide * (cubby_dice_below (dice, 3) == 0 ? 4 : 1);
}

static float
glare_at (const CubbyLamp *self, double dx, double dy)
{
  double along = (dx * self->glare_u + dy * self->glare_v) / self->glare_long;
  double across = (dy * self->glare_u - dx * self->glare_v) / self->glare_wide;
  double far = (sqrt (along * along + across * across) - (1 - GLARE_EDGE)) / GLARE_EDGE;
  return (float)(self->glare * (far <= 0 ? 1 : exp (-far * far)));
}

/* Rows are read one after the other while the light goes on and off. */
static float
band_at (const CubbyLamp *self, double y)
{
  double wave = sin (2 * G_PI * (y / self->band_rows + self->band_at));
  return (float)(1 - self->bands * CLAMP (0.5 + 1.5 * wave, 0, 1));
}

float
cubby_lamp_at (const CubbyLamp *self, double x, double y, float light)
{
  double dx = x - self->x, dy = y - self->y;
  if (self->shade > 0) {
    double inside = (dx * self->shade_u + dy * self->shade_v - self->shade_at) / self->edge;
    light *= (float)(self->shade + (1 - self->shade) * CLAMP (0.5 - inside, 0, 1));
  }
  double fall = 0.5 + (dx * self->gradient_u + dy * self->gradient_v) / self->side;
  light *= (float)(1 - self->gradient * CLAMP (fall, 0, 1));
  if (self->bands > 0)
    light *= band_at (self, y);
  if (self->glare > 0)
    light += glare_at (self, x - self->glare_x, y - self->glare_y);
  return light;
}

void
cubby_lamp_vignette (CubbyLayer *layer, double darker)
{
  double centre_x = layer->width / 2.0, centre_y = layer->height / 2.0;
  double full = centre_x * centre_x + centre_y * centre_y;
  for (guint y = 0; y < layer->height; y++)
    for (guint x = 0; x < layer->width; x++) {
      double far = ((x - centre_x) * (x - centre_x) + (y - centre_y) * (y - centre_y)) / full;
      layer->light[(gsize)y * layer->width + x] *= (float)(1 - darker * far);
    }
}
