/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-size.h"

#include "hardware/scanner/decode/qr-format.h"

#include <math.h>

#define PER_MODULE 5 /* places on the timing pattern */

guint
cubby_qr_size_count_timing (const CubbyQrTriple *triple, const CubbyQrField *field, gboolean to_right)
{
  const CubbyQrFinder *from = &triple->corner, *to = to_right ? &triple->right : &triple->below;
  double back = to_right ? -3 : 3; /* the end of the pattern seen from the other finder pattern */
  double px = from->x + 3 * (from->a[0] + from->b[0]), py = from->y + 3 * (from->a[1] + from->b[1]);
  double qx = to->x + back * to->a[0] - back * to->b[0], qy = to->y + back * to->a[1] - back * to->b[1];
  guint n = (guint)CLAMP (triple->distance * PER_MODULE, 20.0, 1000.0), changes = 0;
  double scale = 1 / field->scale, sign = from->inverse ? -1 : 1, sum = 0;
  float values[1001];
  for (guint i = 0; i <= n; i++) {
    double t = (double)i / n;
    values[i] = (float)sign * cubby_qr_field_sample (field, (float)(scale * (px + t * (qx - px))),
                                                     (float)(scale * (py + t * (qy - py))));
    sum += fabs ((double)values[i]);
  }
  float slack = (float)(0.25 * sum / (n + 1));
  gboolean light = FALSE;
  for (guint i = 0; i <= n; i++)
    if (light ? values[i] < -slack : values[i] > slack) {
      light = !light;
      changes++;
    }
  guint dimension = (changes + 14) / 4 * 4 + 1; /* the nearest 4 k + 1 */
  return dimension >= 21 && dimension <= 177 ? dimension : 0;
}

/* A module of the version information, @along from the first of three, @across of six, beside the finder
 * pattern at the right or below: > 0 is dark. */
static float
sample_version (const CubbyQrTriple *triple, const CubbyQrField *field, gboolean at_right, int along,
                int across)
{
  const CubbyQrFinder *finder = at_right ? &triple->right : &triple->below;
  double x = at_right ? along - 7 : across - 3, y = at_right ? across - 3 : along - 7;
  double px = finder->x + x * finder->a[0] + y * finder->b[0];
  double py = finder->y + x * finder->a[1] + y * finder->b[1];
  float value = cubby_qr_field_sample (field, (float)(px / field->scale), (float)(py / field->scale));
  return finder->inverse ? value : -value;
}

/* Returns: the dimension by both copies of the version information, where they lie by the finder patterns
 * beside them; 0 where they say none. */
static guint
read_version (const CubbyQrTriple *triple, const CubbyQrField *field)
{
  float bits[CUBBY_QR_VERSION_BITS];
  if (triple->missing != CUBBY_QR_MISSING_NONE)
    return 0;
  for (int i = 0; i < CUBBY_QR_VERSION_BITS; i++)
    bits[i] = sample_version (triple, field, TRUE, i % 3, i / 3) +
              sample_version (triple, field, FALSE, i % 3, i / 3);
  guint version = cubby_qr_version_match (bits);
  return version == 0 ? 0 : 17 + 4 * version;
}

static void
add_dimension (guint *dimensions, guint *n, int dimension)
{
  if (dimension < CUBBY_QR_DIMENSION_MIN || dimension > CUBBY_QR_DIMENSION_MAX || *n == CUBBY_QR_SIZES_MAX)
    return;
  for (guint i = 0; i < *n; i++)
    if (dimensions[i] == (guint)dimension)
      return;
  dimensions[(*n)++] = (guint)dimension;
}

guint
cubby_qr_size_list (const CubbyQrTriple *triple, const CubbyQrField *field,
                    guint dimensions[CUBBY_QR_SIZES_MAX])
{
  guint n = 0;
  int measured = (int)round ((triple->distance + 7 - 17) / 4) * 4 + 17;
  int said = (int)read_version (triple, field);
  if (ABS (said - measured) <= measured / 4)
    add_dimension (dimensions, &n, said);
  for (guint i = 0; i < 2; i++) {
    int counted = (int)cubby_qr_size_count_timing (triple, field, i == 0);
    if (ABS (counted - measured) <= MAX (8, measured / 4))
      add_dimension (dimensions, &n, counted);
  }
  const int off[] = {0, 4, -4, 8, -8};
  for (guint i = 0; i < G_N_ELEMENTS (off); i++)
    add_dimension (dimensions, &n, measured + off[i]);
  return n;
}
