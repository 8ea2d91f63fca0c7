/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/page.h"

#include "hardware/scanner/decode/measure.h"
#include "hardware/scanner/decode/samples.h"

#include <math.h>

/* What 98 of 100 steps between neighbours do not exceed, through what half of them do not, where they are
 * noise alone; and no noise is more than this. */
#define NOISE_TAIL 3.7f
#define NOISE_MAX 24
/* The small picture is looked at in so many places each way, and there at so many of its pixels. */
#define PLACES 40
#define NEAR 3
#define MOST 80 /* percent */
/* A page is light, and a lamp's spot on it burnt: a white page is no glare. */
#define BURNT 252
#define NEARLY_BURNT 243
#define WHITE_MIN 170
#define WHITE_MAX 250
#define INK 90 /* gray levels between it and the page */
/* Parts of the cells: burnt all over, and with ink on a page that is not. */
#define SPOT_MIN 0.05f
#define PAGE_MIN 0.08f

#define N_CELLS (CUBBY_SAMPLES_CELLS * CUBBY_SAMPLES_CELLS)

/* Gray levels from a pixel to the next at the steepest edges in one direction, without the noise. */
static float
steepness_of (const CubbySamples *samples, CubbySlope direction)
{
  const guint *slopes = samples->slopes[direction];
  float steep = (float)cubby_samples_level (slopes, samples->n, 98);
  float noise = NOISE_TAIL * (float)MIN (cubby_samples_level (slopes, samples->n, 50), NOISE_MAX);
  float far = direction == CUBBY_SLOPE_RIGHT || direction == CUBBY_SLOPE_DOWN ? 1 : (float)G_SQRT2;
  return steep > noise ? sqrtf (steep * steep - noise * noise) / far : 0;
}

static guint
range_near (const CubbyFrame *small, guint x, guint y)
{
  guint8 least = 255, most = 0;
  for (guint i = 0; i < NEAR; i++)
    for (guint j = 0; j < NEAR; j++) {
      guint8 gray = small->pixels[(gsize)(y + i) * small->stride + x + j];
      least = MIN (least, gray);
      most = MAX (most, gray);
    }
  return (guint)most - least;
}

guint
cubby_page_get_detail (const CubbyFrame *small, const CubbyPoint corners[4], guint percent)
{
  guint ranges[CUBBY_SAMPLES_LEVELS] = {0}, n = 0;
  if (small->width < NEAR || small->height < NEAR)
    return 0;
  for (guint i = 0; i < PLACES; i++)
    for (guint j = 0; j < PLACES; j++) {
      CubbyPoint at = cubby_samples_point (corners, (j + 0.5f) / PLACES, (i + 0.5f) / PLACES);
      float x = at.x / CUBBY_MEASURE_SMALL, y = at.y / CUBBY_MEASURE_SMALL;
      if (!(x >= 0 && y >= 0 && x <= (float)(small->width - NEAR) && y <= (float)(small->height - NEAR)))
        continue;
      ranges[range_near (small, (guint)x, (guint)y)]++;
      n++;
    }
  return n > 0 ? cubby_samples_level (ranges, n, percent) : 0;
}

static float
burnt_part_of (const CubbySamples *samples)
{
  guint n_burnt = 0;
  for (guint level = BURNT; level < CUBBY_SAMPLES_LEVELS; level++)
    n_burnt += samples->gray[level];
  return (float)n_burnt / (float)samples->n;
}

/* What is burnt is glare where most of the page is far from it, noise and all, or where whole parts of the
 * page are burnt, ink too, and others have ink on a page that is not. */
static float
glare_of (const CubbySamples *samples)
{
  guint n_seen = 0, n_spot = 0, n_page = 0;
  if (cubby_samples_level (samples->gray, samples->n, 60) < NEARLY_BURNT)
    return burnt_part_of (samples);
  for (guint i = 0; i < N_CELLS; i++) {
    guint row = i / CUBBY_SAMPLES_CELLS, column = i % CUBBY_SAMPLES_CELLS;
    guint8 least = samples->least[row][column], most = samples->most[row][column];
    if (!samples->seen[row][column])
      continue;
    n_seen++;
    n_spot += least >= BURNT ? 1 : 0;
    n_page += most >= WHITE_MIN && most <= WHITE_MAX && most - least >= INK ? 1 : 0;
  }
  float spot = (float)n_spot / (float)MAX (n_seen, 1), page = (float)n_page / (float)MAX (n_seen, 1);
  return spot >= SPOT_MIN && page >= PAGE_MIN ? spot : 0;
}

void
cubby_page_measure (const CubbyFrame *frame, const CubbyFrame *small, const CubbyPoint corners[4],
                    CubbyView *view)
{
  CubbySamples samples;
  cubby_samples_take (&samples, frame, corners);
  if (samples.n == 0)
    return;
  guint detail = cubby_page_get_detail (small, corners, MOST);
  float least = INFINITY, most = 0;
  for (guint i = 0; i < CUBBY_N_SLOPES; i++) {
    float steep = steepness_of (&samples, i);
    least = fminf (least, steep);
    most = fmaxf (most, steep);
  }
  float levels = CUBBY_SAMPLES_LEVELS - 1;
  view->brightness = (guint8)(samples.sum / samples.n);
  view->contrast = (float)(cubby_samples_level (samples.gray, samples.n, 92) -
                           cubby_samples_level (samples.gray, samples.n, 8)) /
                   levels;
  view->detail = (float)detail / levels;
  view->sharpness = detail > 0 ? fminf (least / (float)detail, 1) : 0;
  view->sharpest = detail > 0 ? fminf (most / (float)detail, 1) : 0;
  view->glare = glare_of (&samples);
}
