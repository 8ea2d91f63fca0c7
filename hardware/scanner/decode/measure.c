/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/measure.h"

#include "hardware/scanner/decode/samples.h"

#include <string.h>

#define CELLS CUBBY_SAMPLES_CELLS
#define LEVELS CUBBY_SAMPLES_LEVELS
/* A step through a lens of sigma 1 climbs 0.4 of its height in a pixel; sharper than sigma 0.4 is as sharp as
 * it gets. */
#define STEEPEST 0.9f
#define BRIGHT 225
#define WASHED_OUT 0.35f
/* Gray levels between the light and the dark of writing. */
#define TEXTURE_MIN 90

/* In a code no cell is only light; where one is, its dark was washed out. */
static float
glare_of_code (const CubbySamples *self, guint range)
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

void
cubby_measure_code (const CubbyFrame *frame, const CubbyPoint corners[4], CubbyView *view)
{
  CubbySamples samples;
  cubby_samples_take (&samples, frame, corners);
  view->sharpness = view->contrast = view->glare = 0;
  view->brightness = 0;
  if (samples.n == 0)
    return;
  guint dark = cubby_samples_level (samples.gray, samples.n, 8);
  guint range = cubby_samples_level (samples.gray, samples.n, 92) - dark;
  guint slope = MIN (cubby_samples_level (samples.slopes[CUBBY_SLOPE_RIGHT], samples.n, 98),
                     cubby_samples_level (samples.slopes[CUBBY_SLOPE_DOWN], samples.n, 98));
  view->brightness = (guint8)(samples.sum / samples.n);
  view->contrast = (float)range / (LEVELS - 1);
  view->sharpness = range > 0 ? MIN ((float)slope / ((float)range * STEEPEST), 1) : 0;
  view->glare = glare_of_code (&samples, range);
}

float
cubby_measure_texture (const CubbyFrame *frame, const CubbyPoint corners[4])
{
  CubbySamples samples;
  guint n_seen = 0, n_both = 0;
  cubby_samples_take (&samples, frame, corners);
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
