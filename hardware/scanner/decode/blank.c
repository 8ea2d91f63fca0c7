/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/blank.h"

#include "hardware/scanner/decode/floats.h"

#include <math.h>

#define SIDE 8 /* pixels of a block; then of twice as many */
/* Larger ones see the light of a lens, which is not even; what is blurred over more of them is not read. */
#define BLOCKS_MIN 24
/* Levels of gray by which the mean of a block may differ from what its neighbours foretell. The faintest code
 * that is read, black and white three levels apart and without noise, differs by more. */
#define OFF_MOST 1.2F
/* The same of the standard deviation of a block's pixels: of many blocks, some are so far off by chance. */
#define OFF_OF_NOISE 2.0F
/* Sigma in levels: what has more everywhere may be bars from edge to edge. */
#define NOISE_MOST 1.5F
/* The noise is that of the quietest of so many blocks. */
#define QUIET_PART 10

typedef struct {
  guint width; /* in blocks */
  guint height;
  float *means;
  float *noises; /* variances of the pixels, by the differences of neighbours */
} Blocks;

static void
blocks_clear (Blocks *self)
{
  g_free (self->means);
  g_free (self->noises);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Blocks, blocks_clear)

static void
measure_block (Blocks *self, const CubbyFrame *frame, guint x, guint y)
{
  guint32 sum = 0, squares = 0;
  for (guint row = 0; row < SIDE; row++) {
    const guint8 *pixels = frame->pixels + (gsize)(y * SIDE + row) * frame->stride + (gsize)x * SIDE;
    for (guint i = 0; i < SIDE; i++)
      sum += pixels[i];
    for (guint i = 0; i + 1 < SIDE; i++)
      squares += (guint32)((pixels[i + 1] - pixels[i]) * (pixels[i + 1] - pixels[i]));
  }
  self->means[y * self->width + x] = (float)sum / (SIDE * SIDE);
  self->noises[y * self->width + x] = (float)squares / (2 * SIDE * (SIDE - 1));
}

/* What grows evenly is light. */
static float
get_off (const float *mean, guint step)
{
  return fabsf (2 * *mean - *(mean - step) - mean[step]);
}

static gboolean
is_even_row (const Blocks *self, guint y, float most)
{
  const float *means = self->means + (gsize)y * self->width;
  for (guint x = 1; x + 1 < self->width; x++)
    if (get_off (&means[x], 1) > most)
      return FALSE;
  for (guint x = 0; y >= 2 && x < self->width; x++)
    if (get_off (&means[x] - self->width, self->width) > most)
      return FALSE;
  return TRUE;
}

/* Most pictures show something in their first rows. */
static gboolean
measure (Blocks *self, const CubbyFrame *frame)
{
  *self = (Blocks){.width = frame->width / SIDE, .height = frame->height / SIDE};
  self->means = g_new (float, (gsize)self->width * self->height);
  self->noises = g_new (float, (gsize)self->width * self->height);
  for (guint y = 0; y < self->height; y++) {
    for (guint x = 0; x < self->width; x++)
      measure_block (self, frame, x, y);
    if (!is_even_row (self, y, MAX (OFF_MOST, NOISE_MOST * OFF_OF_NOISE)))
      return FALSE;
  }
  return TRUE;
}

/* Returns: sigma */
static float
find_noise (Blocks *self)
{
  guint n = self->width * self->height;
  cubby_floats_sort (self->noises, n);
  return MIN (sqrtf (self->noises[n / QUIET_PART]), NOISE_MOST);
}

/* Four blocks become one. */
static void
halve (Blocks *self)
{
  guint width = self->width / 2, height = self->height / 2;
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++) {
      const float *from = self->means + (gsize)2 * y * self->width + 2 * x;
      self->means[y * width + x] = (from[0] + from[1] + from[self->width] + from[self->width + 1]) / 4;
    }
  self->width = width;
  self->height = height;
}

static gboolean
is_even (const Blocks *self, float most)
{
  for (guint y = 0; y < self->height; y++)
    if (!is_even_row (self, y, most))
      return FALSE;
  return TRUE;
}

gboolean
cubby_frame_is_blank (const CubbyFrame *frame)
{
  g_auto (Blocks) blocks = {0};
  if (MIN (frame->width, frame->height) < 4 * SIDE || !measure (&blocks, frame))
    return FALSE;
  float noise_most = OFF_OF_NOISE * find_noise (&blocks);
  do {
    if (!is_even (&blocks, MAX (OFF_MOST, noise_most)))
      return FALSE;
    halve (&blocks);
    noise_most /= 2;
  } while (MIN (blocks.width, blocks.height) >= BLOCKS_MIN);
  return TRUE;
}
