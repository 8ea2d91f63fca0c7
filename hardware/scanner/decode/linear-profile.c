/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-profile.h"
#include "hardware/scanner/decode/between.h"

#include <math.h>
#include <string.h>

#define LINES_MAX 12 /* of a band */
#define LINES_FEW 2  /* enough to lay them */
#define THIN_PX 3.0F
#define BAND_HEIGHT_MIN 4.0F
#define BANDS_OF_CODE 8
#define BANDS_OF_LENGTH 10
#define HIGH_OF_LENGTH 1.2F
#define BANDS_HIGH_MAX 20
#define MARGIN 0.22F /* of the length, at both ends */
#define MARGIN_PX 14.0F
#define STEP_MIN 0.5F
#define SHIFT_MAX 10
#define SHIFT_SMALL 0.2F
#define ROUNDS 3

CubbyPoint
cubby_linear_bands_locate (const CubbyLinearBands *bands, float sample, float band)
{
  float from_middle = band - (float)bands->n_bands / 2;
  return (CubbyPoint){
      .x = bands->origin.x + sample * bands->along.x + from_middle * bands->down.x,
      .y = bands->origin.y + sample * bands->along.y + from_middle * bands->down.y,
  };
}

static void
lay_out (CubbyLinearBands *bands, const CubbyLinearRegion *region)
{
  float length = region->length * (1 + 2 * MARGIN) + 2 * MARGIN_PX;
  float step = MAX (STEP_MIN, length / (CUBBY_LINEAR_SAMPLES_MAX - 1));
  bands->n_samples = MIN ((guint)(length / step), CUBBY_LINEAR_SAMPLES_MAX);
  bands->step = step;
  bands->length = region->length;
  bands->is_thin = FALSE;
  guint n_bands = (guint)CLAMP (region->height / BAND_HEIGHT_MIN, 2, BANDS_OF_CODE);
  /* What is high for its length may be several codes below each other. */
  guint n_bands_high = (guint)(region->height * BANDS_OF_LENGTH / region->length);
  gboolean is_high = region->height > HIGH_OF_LENGTH * region->length;
  bands->n_bands = is_high ? MIN (MAX (n_bands, n_bands_high), BANDS_HIGH_MAX) : n_bands;
  float height = region->height / (float)bands->n_bands;
  bands->along = (CubbyPoint){region->along_x * step, region->along_y * step};
  bands->down = (CubbyPoint){-region->along_y * height, region->along_x * height};
  float half = (float)bands->n_samples / 2;
  bands->origin = (CubbyPoint){region->x - half * bands->along.x, region->y - half * bands->along.y};
}

/* Between four pixels; beyond the edges the picture goes on as it ends. */
static float
sample_at (const CubbyFrame *frame, float x, float y)
{
  x = CLAMP (x, 0, (float)(frame->width - 1));
  y = CLAMP (y, 0, (float)(frame->height - 1));
  guint left = MIN ((guint)x, MAX (frame->width, 2) - 2), top = MIN ((guint)y, MAX (frame->height, 2) - 2);
  float right_part = x - (float)left, bottom_part = y - (float)top;
  guint right = frame->width > 1 ? 1 : 0;
  const guint8 *row = frame->pixels + (gsize)top * frame->stride + left;
  const guint8 *below = frame->height > 1 ? row + frame->stride : row;
  float above_mean = (float)row[0] + right_part * (float)(row[right] - row[0]);
  float below_mean = (float)below[0] + right_part * (float)(below[right] - below[0]);
  return above_mean + bottom_part * (below_mean - above_mean);
}

static gboolean
is_within (const CubbyFrame *frame, float x, float y)
{
  return x >= 1 && y >= 1 && x < (float)frame->width - 2 && y < (float)frame->height - 2;
}

/* Adds a line of samples from @at on, in the coordinates of the centres of pixels. One that does not leave
 * the picture needs no clamps: 16.16 bits. */
static void
add_line (float *gray, guint n, const CubbyFrame *frame, CubbyPoint at, CubbyPoint step)
{
  float last = (float)(n - 1);
  if (!is_within (frame, at.x, at.y) || !is_within (frame, at.x + last * step.x, at.y + last * step.y)) {
    for (guint i = 0; i < n; i++)
      gray[i] += sample_at (frame, at.x + (float)i * step.x, at.y + (float)i * step.y);
    return;
  }
  gint32 x = (gint32)(at.x * 65536), y = (gint32)(at.y * 65536);
  gint32 step_x = (gint32)lrintf (step.x * 65536), step_y = (gint32)lrintf (step.y * 65536);
  gsize stride = frame->stride;
  for (guint i = 0; i < n; i++, x += step_x, y += step_y) {
    const guint8 *row = frame->pixels + (gsize)(y >> 16) * stride + (gsize)(x >> 16);
    guint32 between = cubby_between (row, stride, (guint32)x >> 8 & 255, (guint32)y >> 8 & 255);
    gray[i] += (float)(gint32)between * (1.0F / 65536);
  }
}

/* Which part of @span has @begin + sample * @step from 0 to @size. */
static CubbyLinearSpan
cut_span (CubbyLinearSpan span, float begin, float step, float size)
{
  if (fabsf (step) < 1e-6F)
    return begin >= 0 && begin <= size ? span : (CubbyLinearSpan){span.from, span.from};
  float one = -begin / step, other = (size - begin) / step;
  float from = MAX (span.from, MIN (one, other));
  return (CubbyLinearSpan){from, MAX (from, MIN (span.to, MAX (one, other)))};
}

static CubbyLinearSpan
find_seen (const CubbyLinearBands *bands, const CubbyFrame *frame, guint band)
{
  CubbyPoint at = cubby_linear_bands_locate (bands, 0, (float)band + 0.5F);
  CubbyLinearSpan all = {0, (float)bands->n_samples};
  CubbyLinearSpan across = cut_span (all, at.x, bands->along.x, (float)frame->width);
  return cut_span (across, at.y, bands->along.y, (float)frame->height);
}

static void
sample_band (CubbyLinearBands *bands, const CubbyFrame *frame, guint band, guint n_lines_max)
{
  float *gray = bands->gray[band];
  float height = hypotf (bands->down.x, bands->down.y);
  float part_seen = bands->is_thin ? MIN (THIN_PX / height, 1) : 1;
  guint n_lines = (guint)CLAMP (height * part_seen, 1, n_lines_max);
  memset (gray, 0, bands->n_samples * sizeof *gray);
  for (guint line = 0; line < n_lines; line++) {
    float part = ((float)line + 0.5F) / (float)n_lines - 0.5F;
    CubbyPoint at = cubby_linear_bands_locate (bands, 0, (float)band + 0.5F + part * part_seen);
    add_line (gray, bands->n_samples, frame, (CubbyPoint){at.x - 0.5F, at.y - 0.5F}, bands->along);
  }
  for (guint i = 0; i < bands->n_samples; i++)
    gray[i] /= (float)n_lines;
}

/* How alike the slopes of two bands are when the second is read @shift samples later. */
static float
correlate (const float *one, const float *other, guint n, int shift)
{
  float sum = 0;
  for (guint i = SHIFT_MAX + 1; i + SHIFT_MAX + 1 < n; i++) {
    guint j = (guint)((int)i + shift);
    sum += (one[i + 1] - one[i - 1]) * (other[j + 1] - other[j - 1]);
  }
  return sum;
}

/* By how many samples the bars lie further on in the next band; the weight says how sure that is. */
static float
find_shift (const float *one, const float *other, guint n, float *ret_weight)
{
  float values[2 * SHIFT_MAX + 1];
  guint best = 0;
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    values[i] = correlate (one, other, n, (int)i - SHIFT_MAX);
    if (values[i] > values[best])
      best = i;
  }
  *ret_weight = MAX (values[best], 0);
  if (best == 0 || best == G_N_ELEMENTS (values) - 1)
    return (float)best - SHIFT_MAX;
  float left = values[best - 1], right = values[best + 1];
  float bend = left - 2 * values[best] + right;
  float top = bend < 0 ? 0.5F * (left - right) / bend : 0;
  return (float)best - SHIFT_MAX + top;
}

/* Returns: by how many samples the bars run aside from one band to the next. */
static float
measure_slant (const CubbyLinearBands *bands)
{
  float sum = 0, weights = 1e-6F;
  for (guint band = 0; band + 1 < bands->n_bands; band++) {
    float weight = 0;
    float shift = find_shift (bands->gray[band], bands->gray[band + 1], bands->n_samples, &weight);
    sum += shift * weight;
    weights += weight;
  }
  return sum / weights;
}

static void
lean (CubbyLinearBands *bands, float slant)
{
  bands->down.x += slant * bands->along.x;
  bands->down.y += slant * bands->along.y;
}

/* Each round sees more of the bars in one line, and so by how much they still lean. */
static float
find_slant (CubbyLinearBands *bands, const CubbyFrame *frame)
{
  float sum = 0;
  for (guint round = 0; round < ROUNDS && bands->n_samples >= 4 * SHIFT_MAX; round++) {
    for (guint band = 0; band < bands->n_bands; band++)
      sample_band (bands, frame, band, LINES_FEW);
    float slant = measure_slant (bands);
    if (fabsf (slant) < SHIFT_SMALL)
      break;
    lean (bands, slant);
    sum += slant;
  }
  return sum;
}

void
cubby_linear_bands_lay (CubbyLinearBands *bands, const CubbyFrame *frame, CubbyLinearRegion *region)
{
  lay_out (bands, region);
  if (fabsf (region->skew) > 0)
    cubby_linear_bands_shear (bands, region->skew);
  if (region->is_laid)
    lean (bands, region->slant);
  else
    region->slant = find_slant (bands, frame);
  region->is_laid = TRUE;
}

void
cubby_linear_bands_sample (CubbyLinearBands *bands, const CubbyFrame *frame, guint band)
{
  sample_band (bands, frame, band, LINES_MAX);
  bands->seen[band] = find_seen (bands, frame, band);
}

void
cubby_linear_bands_sample_line (const CubbyLinearBands *bands, const CubbyFrame *frame, float band,
                                float *gray)
{
  CubbyPoint at = cubby_linear_bands_locate (bands, 0, band);
  memset (gray, 0, bands->n_samples * sizeof *gray);
  add_line (gray, bands->n_samples, frame, (CubbyPoint){at.x - 0.5F, at.y - 0.5F}, bands->along);
}

void
cubby_linear_bands_thin (CubbyLinearBands *bands)
{
  bands->is_thin = TRUE;
}

void
cubby_linear_bands_split (CubbyLinearBands *bands)
{
  float height = hypotf (bands->down.x, bands->down.y) * (float)bands->n_bands;
  guint n = (guint)CLAMP (height, (float)bands->n_bands, CUBBY_LINEAR_BANDS_MAX);
  float part = (float)bands->n_bands / (float)n;
  bands->down = (CubbyPoint){bands->down.x * part, bands->down.y * part};
  bands->n_bands = n;
}

void
cubby_linear_bands_shear (CubbyLinearBands *bands, float tangent)
{
  float part = tangent * bands->step / hypotf (bands->down.x, bands->down.y);
  float half = (float)bands->n_samples / 2;
  bands->along.x += part * bands->down.x;
  bands->along.y += part * bands->down.y;
  bands->origin.x -= half * part * bands->down.x;
  bands->origin.y -= half * part * bands->down.y;
}
