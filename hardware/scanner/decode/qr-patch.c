/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-patch.h"

#include "hardware/scanner/decode/qr-levels.h"
#include "hardware/scanner/decode/qr-sums.h"

#include <math.h>

#define CONTRAST_MIN 6.0f
/* Neighbourhood of a level. */
#define RADIUS 6
/* Chance alone moves the mean and the spread of a neighbourhood by so much. */
#define MEAN_SLACK 0.2f
#define SPREAD_SLACK 1.25f
/* What was thought of the levels counts as much as so many modules. */
#define PRIOR 12.0f

void
cubby_qr_patch_free (CubbyQrPatch *self)
{
  if (self == NULL)
    return;
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++) {
    g_free (self->raw[phase]);
    g_free (self->samples[phase]);
  }
  g_free (self->modules);
  g_free (self->kinds);
  g_free (self->seen);
  g_free (self);
}

static void
set_patterns (CubbyQrPatch *self)
{
  gsize n = (gsize)self->stride * self->stride;
  self->modules = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    self->modules[i] = -1;
  for (guint y = 0; y < self->dimension; y++)
    for (guint x = 0; x < self->dimension; x++) {
      guint8 kind = self->kinds[y * self->dimension + x];
      self->modules[cubby_qr_patch_at (self, x, y)] = kind == CUBBY_QR_MODULE_DARK    ? 1
                                                      : kind == CUBBY_QR_MODULE_LIGHT ? -1
                                                                                      : 0;
    }
}

/* Returns: (transfer full): the gray of whole modules. */
static CubbyQrGray *
take_samples (CubbyQrPatch *self, const CubbyQrGray *fine)
{
  guint n = self->dimension * self->dimension;
  CubbyQrGray *coarse = g_new0 (CubbyQrGray, 1);
  coarse->dimension = coarse->side = self->dimension;
  coarse->fineness = 1;
  coarse->inverse = fine->inverse;
  coarse->values = g_new0 (float, n);
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++) {
    self->raw[phase] = g_new (float, n);
    self->samples[phase] = g_new (float, n);
    for (guint i = 0; i < n; i++) {
      guint x = 2 * (i % self->dimension) + phase % 2, y = 2 * (i / self->dimension) + phase / 2;
      float value = fine->values[y * fine->side + x];
      self->raw[phase][i] = -value;
      coarse->values[i] += value / CUBBY_QR_PHASES;
    }
  }
  return coarse;
}

CubbyQrPatch *
cubby_qr_patch_new (const CubbyFrame *frame, const CubbyQrGrid *grid)
{
  guint version = cubby_qr_version_of_dimension (grid->dimension);
  g_autoptr (CubbyQrGray) fine = version != 0 ? cubby_qr_gray_new (frame, grid, 2) : NULL;
  if (fine == NULL)
    return NULL;
  g_autoptr (CubbyQrPatch) self = g_new0 (CubbyQrPatch, 1);
  guint n = grid->dimension * grid->dimension;
  self->dimension = grid->dimension;
  self->stride = grid->dimension + 2 * CUBBY_QR_PADDING;
  self->kinds = g_new (guint8, n);
  cubby_qr_layout_get_kinds (version, self->kinds);
  set_patterns (self);
  g_autoptr (CubbyQrGray) coarse = take_samples (self, fine);
  g_autoptr (CubbyQrLevels) levels = cubby_qr_levels_new (coarse, self->kinds);
  if (levels->contrast < CONTRAST_MIN)
    return NULL;
  self->seen = g_new (guint8, n);
  for (guint i = 0; i < n; i++)
    self->seen[i] = levels->trust[i] == CUBBY_QR_TRUST_FULL;
  return g_steal_pointer (&self);
}

/* The plane through the three finder patterns; their mean where one is not known. */
static CubbyQrLine
get_plane (const CubbyQrLine lines[CUBBY_QR_FINDERS], double u, double v)
{
  CubbyQrLine mean = {0, 0};
  guint n = 0;
  for (guint i = 0; i < CUBBY_QR_FINDERS; i++) {
    if (lines[i].gain <= 0)
      continue;
    mean.gain += lines[i].gain;
    mean.offset += lines[i].offset;
    n++;
  }
  mean.gain /= (float)MAX (n, 1);
  mean.offset /= (float)MAX (n, 1);
  if (n < CUBBY_QR_FINDERS)
    return mean;
  float gain =
      lines[0].gain + (float)u * (lines[1].gain - lines[0].gain) + (float)v * (lines[2].gain - lines[0].gain);
  float offset = lines[0].offset + (float)u * (lines[1].offset - lines[0].offset) +
                 (float)v * (lines[2].offset - lines[0].offset);
  return (CubbyQrLine){CLAMP (gain, mean.gain / 3, mean.gain * 3), offset};
}

static void
apply (CubbyQrPatch *self, guint index, CubbyQrLine line)
{
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++)
    self->samples[phase][index] = (self->samples[phase][index] - line.offset) / line.gain;
}

/* Means over neighbourhoods of what was seen of the modules that no pattern makes uneven. */
typedef struct {
  CubbyQrSums *weight, *first, *second;
} Moments;

static void
moments_init (Moments *self, const CubbyQrPatch *patch)
{
  guint n = patch->dimension * patch->dimension;
  g_autofree float *weight = g_new (float, n), *first = g_new (float, n), *second = g_new (float, n);
  for (guint i = 0; i < n; i++) {
    float sum = 0, squares = 0;
    for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++) {
      sum += patch->samples[phase][i];
      squares += patch->samples[phase][i] * patch->samples[phase][i];
    }
    weight[i] = patch->seen[i] && !cubby_qr_patch_is_pattern (patch, i);
    first[i] = weight[i] * sum / CUBBY_QR_PHASES;
    second[i] = weight[i] * squares / CUBBY_QR_PHASES;
  }
  self->weight = cubby_qr_sums_new (patch->dimension);
  self->first = cubby_qr_sums_new (patch->dimension);
  self->second = cubby_qr_sums_new (patch->dimension);
  cubby_qr_sums_set (self->weight, weight);
  cubby_qr_sums_set (self->first, first);
  cubby_qr_sums_set (self->second, second);
}

static void
moments_clear (Moments *self)
{
  cubby_qr_sums_free (self->weight);
  cubby_qr_sums_free (self->first);
  cubby_qr_sums_free (self->second);
}

/* What is beyond chance in the mean and the spread near a module. */
static CubbyQrLine
get_surprise (const Moments *moments, guint x, guint y, float power)
{
  float weight = cubby_qr_sums_get (moments->weight, x, y, RADIUS);
  if (weight < 4 * RADIUS)
    return (CubbyQrLine){1, 0};
  float mean = cubby_qr_sums_get (moments->first, x, y, RADIUS) / weight;
  float square = cubby_qr_sums_get (moments->second, x, y, RADIUS) / weight - mean * mean;
  float spread = sqrtf (MAX (square, 1e-6f) / power);
  float gain = spread > SPREAD_SLACK       ? spread / SPREAD_SLACK
               : spread * SPREAD_SLACK < 1 ? spread * SPREAD_SLACK
                                           : 1;
  float offset = fabsf (mean) > MEAN_SLACK ? copysignf (fabsf (mean) - MEAN_SLACK, mean) : 0;
  return (CubbyQrLine){CLAMP (gain, 0.1f, 10.0f), offset};
}

void
cubby_qr_patch_set_levels (CubbyQrPatch *self, const CubbyQrLine lines[CUBBY_QR_FINDERS], float power)
{
  guint dimension = self->dimension;
  double span = dimension - 7.0;
  for (guint i = 0; i < dimension * dimension; i++) {
    for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++)
      self->samples[phase][i] = self->raw[phase][i];
    apply (self, i, get_plane (lines, (i % dimension - 3.0) / span, (i / dimension - 3.0) / span));
  }
  Moments moments;
  moments_init (&moments, self);
  for (guint i = 0; i < dimension * dimension; i++)
    apply (self, i, get_surprise (&moments, i % dimension, i / dimension, power));
  moments_clear (&moments);
}

/* Sums over the phases of a product. */
static CubbyQrSums *
sum_products (const CubbyQrPatch *self, float *const one[CUBBY_QR_PHASES],
              float *const other[CUBBY_QR_PHASES])
{
  guint n = self->dimension * self->dimension;
  g_autofree float *values = g_new0 (float, n);
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++)
    for (guint i = 0; i < n; i++)
      if (self->seen[i])
        values[i] += (one != NULL ? one[phase][i] : 1) * (other != NULL ? other[phase][i] : 1);
  CubbyQrSums *sums = cubby_qr_sums_new (self->dimension);
  cubby_qr_sums_set (sums, values);
  return sums;
}

void
cubby_qr_patch_mend_levels (CubbyQrPatch *self, float *const expected[CUBBY_QR_PHASES])
{
  g_autoptr (CubbyQrSums) n = sum_products (self, NULL, NULL);
  g_autoptr (CubbyQrSums) e = sum_products (self, expected, NULL);
  g_autoptr (CubbyQrSums) s = sum_products (self, self->samples, NULL);
  g_autoptr (CubbyQrSums) ee = sum_products (self, expected, expected);
  g_autoptr (CubbyQrSums) es = sum_products (self, expected, self->samples);
  for (guint i = 0; i < self->dimension * self->dimension; i++) {
    guint x = i % self->dimension, y = i / self->dimension;
    float count = cubby_qr_sums_get (n, x, y, RADIUS) + PRIOR;
    float mean_e = cubby_qr_sums_get (e, x, y, RADIUS) / count,
          mean_s = cubby_qr_sums_get (s, x, y, RADIUS) / count;
    float variance = (cubby_qr_sums_get (ee, x, y, RADIUS) + PRIOR) / count - mean_e * mean_e;
    float both = (cubby_qr_sums_get (es, x, y, RADIUS) + PRIOR) / count - mean_e * mean_s;
    float gain = CLAMP (both / MAX (variance, 1e-6f), 0.2f, 5.0f);
    apply (self, i, (CubbyQrLine){gain, mean_s - gain * mean_e});
  }
}
