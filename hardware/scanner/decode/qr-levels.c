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
#define WHITE_PERCENT 65
#define WHITE_MAX 238.0f
#define RIM 3
#define RIM_SHARE 0.6f

void
cubby_qr_levels_free (CubbyQrLevels *self)
{
  if (self == NULL)
    return;
  g_free (self->dark);
  g_free (self->light);
  g_free (self->trust);
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
find_level (const CubbyQrGray *gray, const guint8 *kinds, const float *threshold, const guint8 *trust,
            CubbyQrModuleKind wanted, float *level)
{
  guint dimension = gray->dimension, n = dimension * dimension;
  g_autofree float *weights = g_new (float, n), *values = g_new (float, n);
  double sum = 0, weight = 0;
  for (guint i = 0; i < n; i++) {
    gboolean seems =
        wanted == CUBBY_QR_MODULE_DARK ? gray->values[i] < threshold[i] : gray->values[i] >= threshold[i];
    weights[i] = trust[i] < CUBBY_QR_TRUST_FULL ? 0 : weigh (kinds[i], wanted, seems);
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
find_means (const CubbyQrGray *gray, const guint8 *trust, float *means)
{
  guint n = gray->dimension * gray->dimension;
  g_autofree float *weights = g_new (float, n), *values = g_new (float, n);
  for (guint i = 0; i < n; i++) {
    weights[i] = trust[i] == CUBBY_QR_TRUST_FULL;
    values[i] = weights[i] * gray->values[i];
  }
  g_autoptr (CubbyQrSums) sum_of_values = cubby_qr_sums_new (gray->dimension);
  g_autoptr (CubbyQrSums) sum_of_weights = cubby_qr_sums_new (gray->dimension);
  cubby_qr_sums_set (sum_of_values, values);
  cubby_qr_sums_set (sum_of_weights, weights);
  for (guint i = 0; i < n; i++) {
    guint x = i % gray->dimension, y = i / gray->dimension;
    means[i] = cubby_qr_sums_get (sum_of_values, x, y, RADIUS) /
               MAX (cubby_qr_sums_get (sum_of_weights, x, y, RADIUS), 1);
  }
}

static float
get_raw (const CubbyQrGray *gray, guint i)
{
  return gray->inverse ? 255 - gray->values[i] : gray->values[i];
}

/* The gray that two thirds of the modules do not exceed: white, unless half of the code is burnt out. */
static float
get_white (const CubbyQrGray *gray)
{
  guint counts[256] = {0}, n = gray->dimension * gray->dimension, sum = 0, value = 0;
  for (guint i = 0; i < n; i++)
    counts[(guint)CLAMP (get_raw (gray, i), 0.0f, 255.0f)]++;
  for (; value < 255 && (sum += counts[value]) * 100 < n * WHITE_PERCENT; value++)
    ;
  return (float)value;
}

/* What is as bright as a sensor can tell, though white is not, is a reflection. Beside it white is seen
 * through its rim. */
static void
find_burnt (const CubbyQrGray *gray, guint8 *trust)
{
  const gint dimension = (gint)gray->dimension;
  memset (trust, CUBBY_QR_TRUST_FULL, (gsize)dimension * (gsize)dimension);
  if (get_white (gray) > WHITE_MAX)
    return;
  for (gint y = 0; y < dimension; y++)
    for (gint x = 0; x < dimension; x++) {
      if (get_raw (gray, (guint)(y * dimension + x)) < BURNT)
        continue;
      for (gint j = MAX (y - 1, 0); j <= MIN (y + 1, dimension - 1); j++)
        for (gint i = MAX (x - 1, 0); i <= MIN (x + 1, dimension - 1); i++)
          trust[j * dimension + i] = MIN (trust[j * dimension + i], CUBBY_QR_TRUST_SOME);
      trust[y * dimension + x] = 0;
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
find_flat (const CubbyQrGray *gray, float contrast, guint8 *trust)
{
  for (guint top = 0; top + FLAT_SIDE <= gray->dimension; top++)
    for (guint left = 0; left + FLAT_SIDE <= gray->dimension; left++) {
      float least, most;
      get_range (gray, left, top, &least, &most);
      gboolean burnt = (least >= BURNT || most <= 255 - BURNT) && most - least <= BURNT_RANGE;
      if (!burnt && most - least > FLAT_SHARE * contrast)
        continue;
      for (guint y = top; y < top + FLAT_SIDE; y++)
        memset (&trust[y * gray->dimension + left], 0, FLAT_SIDE);
    }
}

/* Brighter than white, and near what is burnt out: its rim. */
static void
find_rim (const CubbyQrGray *gray, const CubbyQrLevels *levels, guint8 *trust)
{
  guint dimension = gray->dimension, n = dimension * dimension;
  g_autofree float *burnt = g_new (float, n);
  for (guint i = 0; i < n; i++)
    burnt[i] = trust[i] == 0;
  g_autoptr (CubbyQrSums) sums = cubby_qr_sums_new (dimension);
  cubby_qr_sums_set (sums, burnt);
  for (guint i = 0; i < n; i++) {
    float over = gray->inverse ? levels->dark[i] - gray->values[i] : gray->values[i] - levels->light[i];
    if (over > RIM_SHARE * levels->contrast &&
        cubby_qr_sums_get (sums, i % dimension, i / dimension, RIM) > 0)
      trust[i] = 0;
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
  self->trust = g_new (guint8, n);
  g_autofree float *threshold = g_new (float, n);
  find_burnt (gray, self->trust);
  find_means (gray, self->trust, threshold);
  for (guint round = 0; round < ROUNDS; round++) {
    find_level (gray, kinds, threshold, self->trust, CUBBY_QR_MODULE_DARK, self->dark);
    find_level (gray, kinds, threshold, self->trust, CUBBY_QR_MODULE_LIGHT, self->light);
    self->contrast = get_contrast (self, n);
    if (round == 0) {
      find_flat (gray, self->contrast, self->trust);
      find_rim (gray, self, self->trust);
    }
    for (guint i = 0; i < n; i++)
      threshold[i] = (self->dark[i] + self->light[i]) / 2;
  }
  return self;
}
