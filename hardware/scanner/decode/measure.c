/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/measure.h"

#include <math.h>
#include <string.h>

/* The region is looked at in cells of a side of samples: a cell holds two modules of the smallest code, so
 * that dark and light are both in it. */
#define CELLS 8
#define CELL_SAMPLES 12
#define SIDE (CELLS * CELL_SAMPLES)
#define LEVELS 256
/* A step through a lens of sigma 1 climbs 0.4 of its height in a pixel; sharper than sigma 0.4 is as sharp as
 * it gets. */
#define STEEPEST 0.9f
#define BURNT 252
#define NEARLY_BURNT 243
#define BRIGHT 225
#define WASHED_OUT 0.35f
/* Gray levels between the light and the dark of writing. */
#define TEXTURE_MIN 90

typedef struct {
  guint gray[LEVELS];
  guint slope_x[LEVELS];
  guint slope_y[LEVELS];
  guint n;
  guint8 least[CELLS][CELLS];
  guint8 most[CELLS][CELLS];
  gboolean seen[CELLS][CELLS];
  guint64 sum;
} Samples;

static CubbyPoint
point_between (const CubbyPoint corners[4], float u, float v)
{
  CubbyPoint top = {corners[0].x + (corners[1].x - corners[0].x) * u,
                    corners[0].y + (corners[1].y - corners[0].y) * u};
  CubbyPoint bottom = {corners[3].x + (corners[2].x - corners[3].x) * u,
                       corners[3].y + (corners[2].y - corners[3].y) * u};
  return (CubbyPoint){top.x + (bottom.x - top.x) * v, top.y + (bottom.y - top.y) * v};
}

static void
samples_add (Samples *self, const guint8 *pixel, guint stride, guint row, guint column)
{
  guint8 gray = pixel[0];
  self->gray[gray]++;
  self->slope_x[ABS ((int)pixel[1] - gray)]++;
  self->slope_y[ABS ((int)pixel[stride] - gray)]++;
  self->sum += gray;
  self->n++;
  guint8 *least = &self->least[row][column], *most = &self->most[row][column];
  gboolean first = !self->seen[row][column];
  self->seen[row][column] = TRUE;
  *least = first ? gray : MIN (*least, gray);
  *most = first ? gray : MAX (*most, gray);
}

static void
samples_take (Samples *self, const CubbyFrame *frame, const CubbyPoint corners[4])
{
  for (guint i = 0; i < SIDE; i++)
    for (guint j = 0; j < SIDE; j++) {
      CubbyPoint at = point_between (corners, (j + 0.5f) / SIDE, (i + 0.5f) / SIDE);
      if (!(at.x >= 0 && at.y >= 0 && at.x < (float)frame->width - 1 && at.y < (float)frame->height - 1))
        continue;
      const guint8 *pixel = frame->pixels + (gsize)at.y * frame->stride + (gsize)at.x;
      samples_add (self, pixel, frame->stride, i / CELL_SAMPLES, j / CELL_SAMPLES);
    }
}

/* The level that @percent of the samples do not exceed. */
static guint
level_of (const guint histogram[LEVELS], guint n, guint percent)
{
  guint64 wanted = (guint64)n * percent;
  guint64 seen = 0;
  for (guint level = 0; level < LEVELS; level++) {
    seen += (guint64)histogram[level] * 100;
    if (seen >= wanted)
      return level;
  }
  return LEVELS - 1;
}

/* In a code no cell is only light; where one is, its dark was washed out. */
static float
glare_of_code (const Samples *self, guint range)
{
  guint n_seen = 0, n_washed = 0;
  for (guint i = 0; i < CELLS; i++)
    for (guint j = 0; j < CELLS; j++) {
      guint span = (guint)self->most[i][j] - self->least[i][j];
      n_seen += self->seen[i][j] ? 1 : 0;
      if (self->seen[i][j] && self->most[i][j] >= BRIGHT && (float)span < WASHED_OUT * (float)range)
        n_washed++;
    }
  return n_seen > 0 ? (float)n_washed / (float)n_seen : 0;
}

/* A white page is no glare: what is burnt counts where the rest of the light is not nearly burnt itself,
 * noise and all. */
static float
glare_of_screen (const Samples *self)
{
  if (level_of (self->gray, self->n, 60) >= NEARLY_BURNT)
    return 0;
  guint n_burnt = 0;
  for (guint level = BURNT; level < LEVELS; level++)
    n_burnt += self->gray[level];
  return (float)n_burnt / (float)self->n;
}

void
cubby_measure_region (const CubbyFrame *frame, const CubbyPoint corners[4], gboolean is_code, CubbyView *view)
{
  Samples samples = {.n = 0};
  samples_take (&samples, frame, corners);
  view->sharpness = view->contrast = view->glare = 0;
  view->brightness = 0;
  if (samples.n == 0)
    return;
  guint dark = level_of (samples.gray, samples.n, 8);
  guint range = level_of (samples.gray, samples.n, 92) - dark;
  guint slope = MIN (level_of (samples.slope_x, samples.n, 98), level_of (samples.slope_y, samples.n, 98));
  view->brightness = (guint8)(samples.sum / samples.n);
  view->contrast = (float)range / (LEVELS - 1);
  view->sharpness = range > 0 ? MIN ((float)slope / ((float)range * STEEPEST), 1) : 0;
  view->glare = is_code ? glare_of_code (&samples, range) : glare_of_screen (&samples);
}

float
cubby_measure_texture (const CubbyFrame *frame, const CubbyPoint corners[4])
{
  Samples samples = {.n = 0};
  guint n_seen = 0, n_both = 0;
  samples_take (&samples, frame, corners);
  for (guint i = 0; i < CELLS; i++)
    for (guint j = 0; j < CELLS; j++) {
      n_seen += samples.seen[i][j] ? 1 : 0;
      n_both += samples.seen[i][j] && samples.most[i][j] - samples.least[i][j] >= TEXTURE_MIN ? 1 : 0;
    }
  return n_seen > 0 ? (float)n_both / (float)n_seen : 0;
}

/* Sixteen-bit lanes: the mean of eight bytes of each second of eight rows. */
static guint8
mean_of_block (const guint8 *pixels, guint stride)
{
  const guint64 lanes = G_GUINT64_CONSTANT (0x00ff00ff00ff00ff);
  guint64 sum = 0;
  for (guint row = 0; row < CUBBY_MEASURE_SMALL; row += 2) {
    guint64 eight;
    memcpy (&eight, pixels + (gsize)row * stride, sizeof eight);
    sum += (eight & lanes) + ((eight >> 8) & lanes);
  }
  return (guint8)(((sum * G_GUINT64_CONSTANT (0x0001000100010001)) >> 48) / (4 * CUBBY_MEASURE_SMALL));
}

CubbyFrame *
cubby_measure_small (const CubbyFrame *frame)
{
  guint width = frame->width / CUBBY_MEASURE_SMALL;
  guint height = frame->height / CUBBY_MEASURE_SMALL;
  if (width == 0 || height == 0)
    return NULL;
  CubbyFrame *small = cubby_frame_new_like (frame, width, height);
  for (guint y = 0; y < height; y++) {
    const guint8 *from = frame->pixels + (gsize)y * CUBBY_MEASURE_SMALL * frame->stride;
    guint8 *to = small->pixels + (gsize)y * small->stride;
    for (guint x = 0; x < width; x++)
      to[x] = mean_of_block (from + (gsize)x * CUBBY_MEASURE_SMALL, frame->stride);
  }
  return small;
}
