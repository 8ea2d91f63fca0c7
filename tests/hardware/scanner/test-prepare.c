/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/prepare.h"

static CubbyFrame *
noise (guint width, guint height)
{
  CubbyFrame *frame = cubby_frame_new (width, height);
  GRand *random = g_rand_new_with_seed (width * 1000 + height);
  for (gsize i = 0; i < (gsize)width * height; i++)
    frame->pixels[i] = (guint8)g_rand_int_range (random, 0, 256);
  g_rand_free (random);
  return frame;
}

/* The definition, pixel by pixel. */
static guint8
threshold_by_hand (const CubbyFrame *frame, int x, int y, int radius, int offset, gboolean inverse)
{
  gint64 sum = 0, area = 0;
  for (int j = MAX (y - radius, 0); j <= MIN (y + radius, (int)frame->height - 1); j++)
    for (int i = MAX (x - radius, 0); i <= MIN (x + radius, (int)frame->width - 1); i++, area++)
      sum += frame->pixels[j * (int)frame->stride + i];
  gint64 pixel = frame->pixels[y * (int)frame->stride + x] * area;
  return (inverse ? pixel - sum : sum - pixel) > offset * area ? 0 : 255;
}

typedef struct {
  const char *name;
  guint width, height, window, offset;
  gboolean inverse;
} ThresholdRow;

static const ThresholdRow threshold_rows[] = {
    {"a picture larger than the box", 60, 45, 31, 4, FALSE},
    {"its inverse", 60, 45, 31, 4, TRUE},
    {"a box larger than the picture", 9, 7, 31, 4, FALSE},
    {"a box as wide as the picture", 31, 40, 31, 4, FALSE},
    {"one row", 50, 1, 15, 2, FALSE},
    {"one column", 1, 50, 15, 2, TRUE},
    {"one pixel", 1, 1, 31, 4, FALSE},
    {"no offset", 33, 20, 3, 0, FALSE},
};

static void
test_threshold (gconstpointer data)
{
  const ThresholdRow *row = data;
  g_autoptr (CubbyFrame) frame = noise (row->width, row->height);
  g_autoptr (CubbyFrame) result = cubby_frame_threshold (frame, row->window, row->offset, row->inverse);
  for (int y = 0; y < (int)row->height; y++)
    for (int x = 0; x < (int)row->width; x++)
      g_assert_cmpuint (
          result->pixels[y * (int)row->width + x], ==,
          threshold_by_hand (frame, x, y, (int)row->window / 2, (int)row->offset, row->inverse));
}

static void
test_flat (void)
{
  g_autoptr (CubbyFrame) frame = cubby_frame_new (40, 40);
  for (guint i = 0; i < 1600; i++)
    frame->pixels[i] = 90;
  g_autoptr (CubbyFrame) result = cubby_frame_threshold (frame, 31, 4, FALSE);
  for (guint i = 0; i < 1600; i++)
    g_assert_cmpuint (result->pixels[i], ==, 255);
}

static void
test_halve (void)
{
  g_autoptr (CubbyFrame) frame = noise (7, 5);
  g_autoptr (CubbyFrame) half = cubby_frame_halve (frame);
  g_assert_cmpuint (half->width, ==, 3);
  g_assert_cmpuint (half->height, ==, 2);
  const guint8 *p = frame->pixels;
  g_assert_cmpuint (half->pixels[3 + 2], ==, (p[14 + 4] + p[14 + 5] + p[21 + 4] + p[21 + 5] + 2) / 4);
}

static void
test_halve_thin (void)
{
  g_autoptr (CubbyFrame) frame = noise (1, 9);
  g_autoptr (CubbyFrame) half = cubby_frame_halve (frame);
  g_assert_cmpuint (half->width, ==, 1);
  g_assert_cmpuint (half->height, ==, 4);
  g_assert_cmpuint (half->pixels[1], ==, (2 * frame->pixels[2] + 2 * frame->pixels[3] + 2) / 4);
}

static void
test_double (void)
{
  g_autoptr (CubbyFrame) frame = cubby_frame_new (2, 1);
  frame->pixels[0] = 0;
  frame->pixels[1] = 160;
  g_autoptr (CubbyFrame) large = cubby_frame_double (frame);
  const guint8 expected[] = {0, 40, 120, 160, 0, 40, 120, 160};
  g_assert_cmpmem (large->pixels, 8, expected, 8);
}

static void
test_crop (void)
{
  g_autoptr (CubbyFrame) frame = noise (12, 10);
  const CubbyRegion region = {3, 4, 5, 6};
  g_autoptr (CubbyFrame) part = cubby_frame_crop (frame, &region);
  g_assert_cmpuint (part->width, ==, 5);
  for (guint y = 0; y < 6; y++)
    g_assert_cmpmem (part->pixels + y * 5, 5, frame->pixels + (y + 4) * 12 + 3, 5);
}

typedef struct {
  const char *name;
  CubbyRegion region;
  guint percent;
  CubbyRegion expected;
} GrowRow;

static const GrowRow grow_rows[] = {
    {"a square in the middle", {40, 40, 20, 20}, 150, {35, 35, 30, 30}},
    {"a line becomes a square", {30, 50, 40, 2}, 100, {30, 31, 40, 40}},
    {"cut at the left and the top", {0, 0, 20, 20}, 200, {0, 0, 30, 30}},
    {"cut at the right and the bottom", {80, 80, 20, 20}, 200, {70, 70, 30, 30}},
    {"larger than the frame", {10, 10, 80, 80}, 300, {0, 0, 100, 100}},
};

static void
test_grow (gconstpointer data)
{
  const GrowRow *row = data;
  g_autoptr (CubbyFrame) frame = cubby_frame_new (100, 100);
  CubbyRegion region = row->region;
  cubby_region_grow (&region, row->percent, frame);
  g_assert_cmpuint (region.x, ==, row->expected.x);
  g_assert_cmpuint (region.y, ==, row->expected.y);
  g_assert_cmpuint (region.width, ==, row->expected.width);
  g_assert_cmpuint (region.height, ==, row->expected.height);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threshold_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/threshold/%s", threshold_rows[i].name);
    g_test_add_data_func (path, &threshold_rows[i], test_threshold);
  }
  for (guint i = 0; i < G_N_ELEMENTS (grow_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/region/%s", grow_rows[i].name);
    g_test_add_data_func (path, &grow_rows[i], test_grow);
  }
  g_test_add_func ("/hardware/scanner/threshold/an even surface is all white", test_flat);
  g_test_add_func ("/hardware/scanner/half/each pixel is the mean of four", test_halve);
  g_test_add_func ("/hardware/scanner/half/a picture one pixel wide", test_halve_thin);
  g_test_add_func ("/hardware/scanner/double/steps are linear", test_double);
  g_test_add_func ("/hardware/scanner/crop/takes the region", test_crop);
  return g_test_run ();
}
