/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-levels.h"

#include "hardware/scanner/decode/qr-layout.h"
#include "hardware/scanner/decode/qr-sums.h"

#include <math.h>
#include <string.h>

/* Levels are the means of so many modules each way. */
#define RADIUS 5
/* A pattern's module is surely what it is. */
#define PATTERN_WEIGHT 3
/* A square of so many modules without contrast: data are masked so that there is none by itself. */
#define FLAT_SIDE 5
#define FLAT_SHARE 0.12f
#define BURNT 250.0f
#define BURNT_RANGE 4.0f
#define ROUNDS 2

void
cubby_qr_levels_free (CubbyQrLevels *self)
{
  if (self == NULL)
    return;
  g_free (self->dark);
  g_free (self->light);
  g_free (self->unknown);
  g_free (self);
}

/* How much the module counts as one of @kind: 0 where it is of the other. */
static float
weigh (guint8 kind, CubbyQrModuleKind wanted, gboolean seems)
{
  if (kind == CUBBY_QR_MODULE_DARK || kind == CUBBY_QR_MODULE_LIGHT)
    return kind == (guint8)wanted ? PATTERN_WEIGHT : 0;
  return seems ? 1 : 0;
}

/* The mean, over the modules near each, of those that seem to be of @wanted by @threshold. */
static void
find_level (const CubbyQrGray *gray, const guint8 *kinds, const float *threshold, const guint8 *unknown,
            CubbyQrModuleKind wanted, float *level)
{
  guint dimension = gray->dimension, n = dimension * dimension;
  g_autofree float *weights = g_new (float, n), *values = g_new (float, n);
  double sum = 0, weight = 0;
  for (guint i = 0; i < n; i++) {
    gboolean seems =
        wanted == CUBBY_QR_MODULE_DARK ? gray->values[i] < threshold[i] : gray->values[i] >= threshold[i];
    weights[i] = unknown[i] ? 0 : weigh (kinds[i], wanted, seems);
    values[i] = weights[i] * gray->values[i];
    sum += (double)values[i];
    weight += (double)weights[i];
  }
  g_autoptr (CubbyQrSums) sum_of_values = cubby_qr_sums_new (dimension);
  g_autoptr (CubbyQrSums) sum_of_weights = cubby_qr_sums_new (dimension);
  cubby_qr_sums_set (sum_of_values, values);
  cubby_qr_sums_set (sum_of_weights, weights);
  float overall = weight > 0 ? (float)(sum / weight) : 127.5f;
  for (guint y = 0; y < dimension; y++)
    for (guint x = 0; x < dimension; x++) {
      float near = cubby_qr_sums_get (sum_of_weights, x, y, RADIUS);
      float mean = cubby_qr_sums_get (sum_of_values, x, y, RADIUS);
      /* One module's worth of the whole, for where there is none near. */
      level[y * dimension + x] = (mean + overall) / (near + 1);
    }
}

/* To begin with: the mean of what is near, where dark and light are about as many. */
static void
find_means (const CubbyQrGray *gray, float *means)
{
  g_autoptr (CubbyQrSums) sums = cubby_qr_sums_new (gray->dimension);
  cubby_qr_sums_set (sums, gray->values);
  for (guint y = 0; y < gray->dimension; y++)
    for (guint x = 0; x < gray->dimension; x++) {
      guint width = MIN (x + RADIUS + 1, gray->dimension) - (x > RADIUS ? x - RADIUS : 0);
      guint height = MIN (y + RADIUS + 1, gray->dimension) - (y > RADIUS ? y - RADIUS : 0);
      means[y * gray->dimension + x] = cubby_qr_sums_get (sums, x, y, RADIUS) / (float)(width * height);
    }
}

static void
get_range (const CubbyQrGray *gray, guint left, guint top, float *ret_least, float *ret_most)
{
  float least = 255, most = 0;
  for (guint y = top; y < top + FLAT_SIDE; y++)
    for (guint x = left; x < left + FLAT_SIDE; x++) {
      float value = gray->values[y * gray->dimension + x];
      least = MIN (least, value);
      most = MAX (most, value);
    }
  *ret_least = least;
  *ret_most = most;
}

static void
find_unknown (const CubbyQrGray *gray, float contrast, guint8 *unknown)
{
  memset (unknown, 0, (gsize)gray->dimension * gray->dimension);
  for (guint top = 0; top + FLAT_SIDE <= gray->dimension; top++)
    for (guint left = 0; left + FLAT_SIDE <= gray->dimension; left++) {
      float least, most;
      get_range (gray, left, top, &least, &most);
      gboolean burnt = (least >= BURNT || most <= 255 - BURNT) && most - least <= BURNT_RANGE;
      if (!burnt && most - least > FLAT_SHARE * contrast)
        continue;
      for (guint y = top; y < top + FLAT_SIDE; y++)
        memset (&unknown[y * gray->dimension + left], 1, FLAT_SIDE);
    }
}

static float
get_contrast (const CubbyQrLevels *self, guint n)
{
  double sum = 0;
  for (guint i = 0; i < n; i++)
    sum += (double)(self->light[i] - self->dark[i]);
  return (float)(sum / n);
}

CubbyQrLevels *
cubby_qr_levels_new (const CubbyQrGray *gray, const guint8 *kinds)
{
  guint n = gray->dimension * gray->dimension;
  CubbyQrLevels *self = g_new0 (CubbyQrLevels, 1);
  self->dark = g_new (float, n);
  self->light = g_new (float, n);
  self->unknown = g_new0 (guint8, n);
  g_autofree float *threshold = g_new (float, n);
  find_means (gray, threshold);
  for (guint round = 0; round < ROUNDS; round++) {
    find_level (gray, kinds, threshold, self->unknown, CUBBY_QR_MODULE_DARK, self->dark);
    find_level (gray, kinds, threshold, self->unknown, CUBBY_QR_MODULE_LIGHT, self->light);
    self->contrast = get_contrast (self, n);
    if (round == 0)
      find_unknown (gray, self->contrast, self->unknown);
    for (guint i = 0; i < n; i++)
      threshold[i] = (self->dark[i] + self->light[i]) / 2;
  }
  return self;
}
