/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-finder.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/qr-rings.h"

#include <math.h>
#include <string.h>

#define OFFSET CUBBY_QR_RINGS_OFFSET
/* Round the middle module, with the light margin; which of them are light. */
#define RINGS 4
#define LIGHT (1u << 2 | 1u << 4)
/* Of the finder patterns that are looked for at all, so many are fitted after one search, in percent. */
#define FITS_PERCENT 42
#define FIT_MIN 0.6
#define FIT_GOOD 0.85
#define FIT_SQUARE 0.93 /* no circle is so much like squares */
#define FIT_BETTER 0.02
#define SLANT_FIT_MIN 0.5
#define DIRECTIONS 12
#define SLANT_MIN 2    /* of DIRECTIONS, between the sides */
#define FIT_PIXELS 3.0 /* of a module, where it is fitted */

/* How well the modules round a place are the rings. */
typedef double (*Likeness) (const CubbyQrField *field, const double p[6], double sign);

static double
correlate (const CubbyQrField *field, const double p[6], double sign)
{
  return cubby_qr_rings_correlate (field, p, sign, RINGS, LIGHT);
}

/* The same of circles: half way between two of them nothing is said. */
static double
correlate_round (const CubbyQrField *field, const double p[6], double sign)
{
  static const gint8 wanted[RINGS + 1][RINGS + 1] = {
      {-1, -1, 1, -1, 1}, {-1, -1, 1, -1, 1}, {1, 1, -1, 0, 1}, {-1, -1, 0, 1, 0}, {1, 1, 1, 0, 0}};
  double sum = 0, squares = 0, product = 0, rings = 0, n = 0;
  for (int j = -RINGS; j <= RINGS; j++)
    for (int i = -RINGS; i <= RINGS; i++) {
      double want = wanted[ABS (j)][ABS (i)];
      if (wanted[ABS (j)][ABS (i)] == 0)
        continue;
      double value = sign * (double)cubby_qr_field_sample (field, (float)(p[0] + i * p[2] + j * p[4]),
                                                           (float)(p[1] + i * p[3] + j * p[5]));
      sum += value;
      squares += value * value;
      product += want * value;
      rings += want;
      n++;
    }
  double mean = sum / n, variance = squares / n - mean * mean, mean_rings = rings / n;
  if (variance < CUBBY_QR_RINGS_VARIANCE_MIN)
    return 0;
  return (product / n - mean * mean_rings) / sqrt (variance * (1 - mean_rings * mean_rings));
}

static double
climb (const CubbyQrField *field, Likeness likeness, double p[6], double sign, double best)
{
  double module = (hypot (p[2], p[3]) + hypot (p[4], p[5])) / 2;
  for (double step = 0.4; step > 0.04; step /= 2)
    for (guint round = 0, improved = 1; round < 2 && improved != 0; round++) {
      improved = 0;
      for (guint k = 0; k < 12; k++) {
        double old = p[k / 2];
        p[k / 2] += (k % 2 != 0 ? -1 : 1) * step * module * (k < 4 ? 1 : 0.3);
        double fit = likeness (field, p, sign);
        if (fit > best) {
          best = fit;
          improved = 1;
        } else
          p[k / 2] = old;
      }
    }
  return best;
}

/* How far the rings go from the centre both ways: where it became dark, light, dark and light again. */
static double
measure_width (const CubbyQrField *field, const double centre[2], double dx, double dy, double sign,
               double limit)
{
  double width = 0;
  for (int side = -1; side <= 1; side += 2) {
    guint n_changes = 0;
    double t = 0;
    for (; t < limit && n_changes < 3; t += 0.5) {
      double value = sign * (double)cubby_qr_field_sample (field, (float)(centre[0] + side * t * dx),
                                                           (float)(centre[1] + side * t * dy));
      n_changes += n_changes % 2 == 0 ? value > OFFSET : value < -OFFSET;
    }
    width += t;
  }
  return width;
}

/* Seen at a slant its sides are at no right angle: each pair of directions is tried, with the widths
 * measured. */
static double
start_slanted (const CubbyQrField *field, double x, double y, double size, double sign, double p[6])
{
  double widths[DIRECTIONS], best = 0;
  for (guint i = 0; i < DIRECTIONS; i++)
    widths[i] = measure_width (field, (const double[]){x, y}, cos (i * G_PI / DIRECTIONS),
                               sin (i * G_PI / DIRECTIONS), sign, size) /
                7;
  for (guint i = 0; i < DIRECTIONS; i++)
    for (guint k = SLANT_MIN; k <= DIRECTIONS / 2 + 1; k++) {
      guint j = (i + k) % DIRECTIONS;
      double s = i + k < DIRECTIONS ? 1 : -1;
      double t = i * G_PI / DIRECTIONS, u = j * G_PI / DIRECTIONS;
      const double start[6] = {
          x, y, widths[i] * cos (t), widths[i] * sin (t), s * widths[j] * cos (u), s * widths[j] * sin (u)};
      double fit = correlate (field, start, sign);
      if (fit > best) {
        best = fit;
        memcpy (p, start, sizeof start);
      }
    }
  return best;
}

static double
start_straight (const CubbyQrField *field, double x, double y, double width, double height, double sign,
                double p[6])
{
  double best = 0;
  for (guint i = 0; i < 6; i++) {
    double turn = i * G_PI / 12, c = cos (turn), s = sin (turn), k = MAX (fabs (c), fabs (s)) / 7;
    const double start[6] = {x, y, k * width * c, k * height * s, -k * width * s, k * height * c};
    double fit = correlate (field, start, sign);
    if (fit > best) {
      best = fit;
      memcpy (p, start, sizeof start);
    }
  }
  return best;
}

/* What is left of perspective is climbed. Returns: whether it is more like this than it was. */
static gboolean
improve (const CubbyQrField *field, Likeness likeness, const double start[6], double fit, double sign,
         double p[6], double *best)
{
  double q[6];
  memcpy (q, start, sizeof q);
  fit = fit > FIT_MIN / 2 ? climb (field, likeness, q, sign, fit) : fit;
  if (fit <= *best)
    return FALSE;
  *best = fit;
  memcpy (p, q, sizeof q);
  return TRUE;
}

/* Which way it is turned is tried out. */
static gboolean
fit_blob (const CubbyQrField *field, double x, double y, double width, double height, gboolean inverse,
          CubbyQrFinder *finder)
{
  double sign = inverse ? -1 : 1, start[6] = {0}, p[6] = {0}, best = 0;
  gboolean is_round = FALSE;
  double fit = start_straight (field, x, y, width, height, sign, start);
  if (fit < FIT_MIN / 2)
    return FALSE;
  improve (field, correlate, start, fit, sign, p, &best);
  const double straight[6] = {p[0], p[1], p[2], p[3], p[4], p[5]};
  if (best > SLANT_FIT_MIN && best < FIT_GOOD) {
    double slanted[6] = {0};
    fit = start_slanted (field, x, y, MAX (width, height), sign, slanted);
    improve (field, correlate, slanted, fit, sign, p, &best);
  }
  if (best > SLANT_FIT_MIN && best < FIT_SQUARE)
    is_round =
        improve (field, correlate_round, straight, correlate_round (field, straight, sign), sign, p, &best);
  double scale = field->scale;
  *finder = (CubbyQrFinder){.x = p[0] * scale,
                            .y = p[1] * scale,
                            .a = {p[2] * scale, p[3] * scale},
                            .b = {p[4] * scale, p[5] * scale},
                            .fit = best,
                            .inverse = inverse,
                            .is_round = is_round};
  return best >= FIT_MIN;
}

double
cubby_qr_finder_get_module_size (const CubbyQrFinder *self)
{
  return sqrt (fabs (self->a[0] * self->b[1] - self->a[1] * self->b[0]));
}

static void
add_finder (GArray *finders, guint max, const CubbyQrFinder *finder)
{
  double module = cubby_qr_finder_get_module_size (finder);
  for (guint i = 0; i < finders->len; i++) {
    CubbyQrFinder *known = &g_array_index (finders, CubbyQrFinder, i);
    double size = cubby_qr_finder_get_module_size (known);
    if (known->inverse != finder->inverse ||
        hypot (known->x - finder->x, known->y - finder->y) > 1.5 * MAX (module, size))
      continue;
    if (finder->fit > known->fit + FIT_BETTER) /* the first is of the finer picture */
      *known = *finder;
    return;
  }
  if (finders->len < max)
    g_array_append_val (finders, *finder);
}

void
cubby_qr_finders_search (CubbyQrPyramid *pyramid, const CubbyQrField *field, gboolean inverse,
                         gint64 until_us, guint max, GArray *finders)
{
  guint n_fits = max * FITS_PERCENT / 100;
  g_autoptr (GArray) blobs = cubby_qr_rings_search (field, inverse, n_fits, until_us);
  for (guint i = 0; i < MIN (blobs->len, n_fits) && cubby_budget_now () < until_us; i++) {
    const CubbyQrRings *blob = &g_array_index (blobs, CubbyQrRings, i);
    double module = field->scale * (double)(blob->width + blob->height) / 16;
    const CubbyQrField *near =
        cubby_qr_pyramid_get_field (pyramid, cubby_qr_pyramid_find_level (pyramid, module, FIT_PIXELS));
    double k = field->scale / near->scale;
    CubbyQrFinder finder;
    if (fit_blob (near, k * (double)blob->x, k * (double)blob->y, k * (double)blob->width,
                  k * (double)blob->height, inverse, &finder))
      add_finder (finders, max, &finder);
  }
}
