/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-layout.h"

#include <string.h>

/* ISO/IEC 18004 table 9, by level (L, M, Q, H) and version. */
static const guint8 correction[4][CUBBY_QR_VERSION_MAX] = {
    {7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
     28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
     26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
     28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
     30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
};
static const guint8 blocks[4][CUBBY_QR_VERSION_MAX] = {
    {1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
     8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
    {1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
     17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
    {1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
     23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
    {1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
     25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81},
};
/* Versions 1 to 3; none above. */
static const guint8 guards[4][3] = {{3, 2, 1}, {2, 0, 0}, {1, 0, 0}, {1, 0, 0}};

static guint
dimension_of (guint version)
{
  return 17 + 4 * version;
}

guint
cubby_qr_version_of_dimension (guint dimension)
{
  if (dimension < CUBBY_QR_DIMENSION_MIN || dimension > CUBBY_QR_DIMENSION_MAX || dimension % 4 != 1)
    return 0;
  return (dimension - 17) / 4;
}

guint
cubby_qr_layout_get_alignment (guint version, guint8 positions[CUBBY_QR_ALIGNMENT_MAX])
{
  if (version < 2)
    return 0;
  guint n = version / 7 + 2;
  /* Evenly from the last one back, the rest before the second (annex E); version 32 is an exception. */
  guint step = version == 32 ? 26 : (version * 4 + n * 2 + 1) / (n * 2 - 2) * 2;
  positions[0] = 6;
  for (guint i = 1; i < n; i++)
    positions[i] = (guint8)(dimension_of (version) - 7 - (n - 1 - i) * step);
  return n;
}

static void
put (guint8 *kinds, guint dimension, guint x, guint y, gboolean dark)
{
  kinds[y * dimension + x] = dark ? CUBBY_QR_MODULE_DARK : CUBBY_QR_MODULE_LIGHT;
}

/* With the light ring round it, as far as it lies inside. */
static void
put_finder (guint8 *kinds, guint dimension, gint left, gint top)
{
  for (gint dy = -1; dy <= 7; dy++)
    for (gint dx = -1; dx <= 7; dx++) {
      gint x = left + dx, y = top + dy;
      if (x < 0 || y < 0 || x >= (gint)dimension || y >= (gint)dimension)
        continue;
      gint ring = MAX (ABS (dx - 3), ABS (dy - 3));
      put (kinds, dimension, (guint)x, (guint)y, ring != 2 && ring != 4);
    }
}

static void
put_alignment (guint8 *kinds, guint dimension, guint centre_x, guint centre_y)
{
  for (guint dy = 0; dy < 5; dy++)
    for (guint dx = 0; dx < 5; dx++) {
      gint ring = MAX (ABS ((gint)dx - 2), ABS ((gint)dy - 2));
      put (kinds, dimension, centre_x + dx - 2, centre_y + dy - 2, ring != 1);
    }
}

static void
put_alignments (guint8 *kinds, guint version)
{
  guint8 at[CUBBY_QR_ALIGNMENT_MAX];
  guint n = cubby_qr_layout_get_alignment (version, at);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++) {
      gboolean finder = (i == 0 && j == 0) || (i == 0 && j == n - 1) || (i == n - 1 && j == 0);
      if (!finder)
        put_alignment (kinds, dimension_of (version), at[i], at[j]);
    }
}

static void
reserve_format (guint8 *kinds, guint dimension)
{
  for (guint i = 0; i < 9; i++) {
    if (i == 6)
      continue;
    kinds[8 * dimension + i] = CUBBY_QR_MODULE_FORMAT;
    kinds[i * dimension + 8] = CUBBY_QR_MODULE_FORMAT;
  }
  for (guint i = 1; i <= 8; i++) {
    kinds[8 * dimension + dimension - i] = CUBBY_QR_MODULE_FORMAT;
    kinds[(dimension - i) * dimension + 8] = CUBBY_QR_MODULE_FORMAT;
  }
  put (kinds, dimension, 8, dimension - 8, TRUE);
}

static void
reserve_version (guint8 *kinds, guint dimension)
{
  for (guint i = 0; i < 6; i++)
    for (guint j = dimension - 11; j < dimension - 8; j++) {
      kinds[i * dimension + j] = CUBBY_QR_MODULE_VERSION;
      kinds[j * dimension + i] = CUBBY_QR_MODULE_VERSION;
    }
}

void
cubby_qr_layout_get_kinds (guint version, guint8 *kinds)
{
  guint dimension = dimension_of (version);
  memset (kinds, CUBBY_QR_MODULE_DATA, (gsize)dimension * dimension);
  for (guint i = 8; i < dimension - 8; i++) {
    put (kinds, dimension, i, 6, i % 2 == 0);
    put (kinds, dimension, 6, i, i % 2 == 0);
  }
  put_alignments (kinds, version);
  put_finder (kinds, dimension, 0, 0);
  put_finder (kinds, dimension, (gint)dimension - 7, 0);
  put_finder (kinds, dimension, 0, (gint)dimension - 7);
  reserve_format (kinds, dimension);
  if (version >= 7)
    reserve_version (kinds, dimension);
}

/* Modules that carry codewords: what the patterns leave of the square. */
static guint
count_data_modules (guint version)
{
  guint n = version / 7 + 2;
  guint side = dimension_of (version);
  guint patterns = 3 * 64 + 31 + 2 * (side - 16); /* finders, format with the dark module, timing */
  if (version >= 2)                               /* those on the timing lines share five modules with them */
    patterns += 25 * (n * n - 3) - 2 * 5 * (n - 2);
  if (version >= 7)
    patterns += 36;
  return side * side - patterns;
}

CubbyQrBlocks
cubby_qr_layout_get_blocks (guint version, CubbyQrGrade level)
{
  CubbyQrBlocks result = {
      .n_blocks = blocks[level][version - 1],
      .n_correction = correction[level][version - 1],
      .n_codewords = count_data_modules (version) / 8,
      .n_guard = version <= G_N_ELEMENTS (guards[0]) ? guards[level][version - 1] : 0,
  };
  result.short_data = result.n_codewords / result.n_blocks - result.n_correction;
  result.n_short = result.n_blocks - result.n_codewords % result.n_blocks;
  return result;
}

guint
cubby_qr_layout_get_order (const guint8 *kinds, guint dimension, guint16 *order)
{
  guint n = 0;
  gboolean upwards = TRUE;
  for (gint right = (gint)dimension - 1; right > 0; right -= 2, upwards = !upwards) {
    if (right == 6) /* the column of the timing pattern is left out */
      right--;
    for (guint i = 0; i < dimension; i++) {
      guint row = (upwards ? dimension - 1 - i : i) * dimension;
      for (guint side = 0; side < 2; side++)
        if (kinds[row + (guint)right - side] == CUBBY_QR_MODULE_DATA)
          order[n++] = (guint16)(row + (guint)right - side);
    }
  }
  return n;
}

static gboolean
mask_0 (guint x, guint y)
{
  return (y + x) % 2 == 0;
}
static gboolean
mask_1 (G_GNUC_UNUSED guint x, guint y)
{
  return y % 2 == 0;
}
static gboolean
mask_2 (guint x, G_GNUC_UNUSED guint y)
{
  return x % 3 == 0;
}
static gboolean
mask_3 (guint x, guint y)
{
  return (y + x) % 3 == 0;
}
static gboolean
mask_4 (guint x, guint y)
{
  return (y / 2 + x / 3) % 2 == 0;
}
static gboolean
mask_5 (guint x, guint y)
{
  return (y * x) % 2 + (y * x) % 3 == 0;
}
static gboolean
mask_6 (guint x, guint y)
{
  return ((y * x) % 2 + (y * x) % 3) % 2 == 0;
}
static gboolean
mask_7 (guint x, guint y)
{
  return ((y + x) % 2 + (y * x) % 3) % 2 == 0;
}

gboolean
cubby_qr_layout_is_masked (guint mask, guint x, guint y)
{
  static gboolean (*const masks[]) (guint x, guint y) = {mask_0, mask_1, mask_2, mask_3,
                                                         mask_4, mask_5, mask_6, mask_7};
  return masks[mask % G_N_ELEMENTS (masks)](x, y);
}
