/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-join.h"

#include <math.h>

#define TURN_MOST 0.2F  /* radians, about */
#define ASIDE_MOST 0.6F /* of the height of the higher one */
#define HEIGHT_RATIO 2.5F
#define GAP_MOST 0.6F /* of the length of the longer one */
#define LENGTH_RATIO 6.0F
/* Of so many times less there is hardly anything of the code: the other one comes first, alone. */
#define WEIGHT_RATIO 2.5F
#define WEIGHT_AFTER 0.95F

/* Where the other lies along the first and across it, and which way it goes. */
static gboolean
is_on_line (const CubbyLinearRegion *one, const CubbyLinearRegion *other)
{
  float dx = other->x - one->x, dy = other->y - one->y;
  float along = fabsf (dx * one->along_x + dy * one->along_y);
  float across = fabsf (dy * one->along_x - dx * one->along_y);
  float turn = fabsf (one->along_x * other->along_y - one->along_y * other->along_x);
  float longer = MAX (one->length, other->length), shorter = MIN (one->length, other->length);
  float higher = MAX (one->height, other->height), lower = MIN (one->height, other->height);
  float gap = along - (one->length + other->length) / 2;
  return turn < TURN_MOST && across < ASIDE_MOST * higher && higher < HEIGHT_RATIO * lower &&
         longer < LENGTH_RATIO * shorter && gap < GAP_MOST * longer && gap > -shorter / 2;
}

static float
weigh (const CubbyLinearRegion *one, const CubbyLinearRegion *other)
{
  float more = MAX (one->weight, other->weight), less = MIN (one->weight, other->weight);
  return more < WEIGHT_RATIO * less ? more + less : WEIGHT_AFTER * more;
}

static CubbyLinearRegion
join (const CubbyLinearRegion *one, const CubbyLinearRegion *other)
{
  float sign = one->along_x * other->along_x + one->along_y * other->along_y < 0 ? -1 : 1;
  float along_x = one->along_x * one->length + sign * other->along_x * other->length;
  float along_y = one->along_y * one->length + sign * other->along_y * other->length;
  float length = hypotf (along_x, along_y);
  along_x /= length;
  along_y /= length;
  float at = (other->x - one->x) * along_x + (other->y - one->y) * along_y;
  float aside = (other->y - one->y) * along_x - (other->x - one->x) * along_y;
  float from = MIN (-one->length / 2, at - other->length / 2);
  float to = MAX (one->length / 2, at + other->length / 2);
  float u = (from + to) / 2, v = aside / 2;
  return (CubbyLinearRegion){
      .x = one->x + u * along_x - v * along_y,
      .y = one->y + u * along_y + v * along_x,
      .along_x = along_x,
      .along_y = along_y,
      .length = to - from,
      .height = (one->height + other->height) / 2,
      .weight = weigh (one, other),
  };
}

guint
cubby_linear_regions_join (CubbyLinearRegion *regions, guint n, guint n_max)
{
  guint n_all = n;
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n && n_all < n_max; j++)
      if (is_on_line (&regions[i], &regions[j]))
        regions[n_all++] = join (&regions[i], &regions[j]);
  return n_all;
}
