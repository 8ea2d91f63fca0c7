/* SPDX-License-Identifier: Apache-2.0 */
/* Whether what was read in a place is held there still: it moves, it is blurred; or it is gone. */
#include "hardware/scanner/decode/likeness.h"

#include "app/domain/scan-ease.h"
#include "hardware/scanner/decode/measure.h"

#define WIDTH 640
#define HEIGHT 360
#define CARD 96 /* a light card with a pattern on it, in pixels */
#define LEFT 240
#define TOP 120

typedef struct {
  const char *name;
  guint x, y; /* of the card */
  guint cell; /* of its pattern; 0: there is none */
  int brighter, noise;
  gboolean is_alike;
} Row;

static const Row rows[] = {
    {"the same picture", LEFT, TOP, 6, 0, 0, TRUE},
    {"it moved a little", LEFT + 23, TOP - 17, 6, 0, 0, TRUE},
    {"the lamp is brighter", LEFT, TOP, 6, 25, 0, TRUE},
    {"a camera in the dark", LEFT, TOP, 6, 0, 30, TRUE},
    {"its pattern is one gray", LEFT, TOP, 1, 0, 0, TRUE},
    {"it is gone", WIDTH, HEIGHT, 6, 0, 0, FALSE},
    {"it moved far", LEFT + 120, TOP, 6, 0, 0, FALSE},
};

static guint8
card_at (const Row *row, guint x, guint y)
{
  return x / row->cell % 2 == y / row->cell % 2 ? 230 : 90;
}

static CubbyFrame *
draw (const Row *row, guint width)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  CubbyFrame *frame = cubby_frame_new (width, HEIGHT);
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < width; x++) {
      gboolean on = x >= row->x && x < row->x + CARD && y >= row->y && y < row->y + CARD;
      int gray = on ? card_at (row, x - row->x, y - row->y) : 40 + (int)(x / 70 + y / 50) % 2 * 30;
      int noise = row->noise > 0 ? g_rand_int_range (random, -row->noise, row->noise + 1) : 0;
      frame->pixels[(gsize)y * frame->stride + x] = (guint8)CLAMP (gray + row->brighter + noise, 0, 255);
    }
  return frame;
}

static CubbyFrame *
draw_small (const Row *row, guint width)
{
  g_autoptr (CubbyFrame) frame = draw (row, width);
  return cubby_measure_small (frame);
}

static float
compare (const CubbyRegion *region, const CubbyFrame *after)
{
  g_autoptr (CubbyLikeness) likeness = cubby_likeness_new ();
  g_autoptr (CubbyFrame) before = draw_small (&rows[0], WIDTH);
  cubby_likeness_keep (likeness, before, region);
  return cubby_likeness_compare (likeness, after);
}

static void
test_alike (gconstpointer data)
{
  const Row *row = data;
  const CubbyRegion region = {LEFT, TOP, CARD, CARD};
  g_autoptr (CubbyFrame) after = draw_small (row, WIDTH);
  float alike = compare (&region, after);
  g_test_message ("%.2f", (double)alike);
  g_assert_cmpint (alike >= CUBBY_SCAN_EASE_ALIKE, ==, row->is_alike);
  g_assert_cmpfloat (alike, <=, 1.001f);
}

/* Where there is nothing to compare nothing is alike. */
static void
test_nothing (void)
{
  g_autoptr (CubbyLikeness) likeness = cubby_likeness_new ();
  g_autoptr (CubbyFrame) before = draw_small (&rows[0], WIDTH);
  g_autoptr (CubbyFrame) wider = draw_small (&rows[0], WIDTH + 80);
  const CubbyRegion region = {LEFT, TOP, CARD, CARD};
  g_assert_cmpfloat (cubby_likeness_compare (likeness, before), <=, 0);
  cubby_likeness_keep (likeness, before, &region);
  g_assert_cmpfloat (cubby_likeness_compare (likeness, wider), <=, 0);
  g_assert_cmpfloat (cubby_likeness_compare (likeness, NULL), <=, 0);
  g_assert_cmpfloat (cubby_likeness_compare (likeness, before), >=, 0.999f);
  cubby_likeness_keep (likeness, NULL, &region);
  g_assert_cmpfloat (cubby_likeness_compare (likeness, before), <=, 0);
}

/* An even wall says nothing. */
static void
test_even (void)
{
  g_autoptr (CubbyFrame) frame = cubby_frame_new (WIDTH, HEIGHT);
  for (gsize i = 0; i < (gsize)frame->stride * HEIGHT; i++)
    frame->pixels[i] = (guint8)(120 + i % 3);
  g_autoptr (CubbyFrame) wall = cubby_measure_small (frame);
  g_autoptr (CubbyLikeness) likeness = cubby_likeness_new ();
  const CubbyRegion region = {LEFT, TOP, CARD, CARD};
  cubby_likeness_keep (likeness, wall, &region);
  g_assert_cmpfloat (cubby_likeness_compare (likeness, wall), <=, 0);
}

/* A code may be read at the very edge, and its box reach out of what is left of the picture when it is small.
 */
static void
test_edges (void)
{
  const CubbyRegion regions[] = {
      {0, 0, 8, 8}, {WIDTH - 1, HEIGHT - 1, 1, 1}, {0, 0, WIDTH, HEIGHT}, {WIDTH - 40, 0, 40, HEIGHT}};
  g_autoptr (CubbyFrame) same = draw_small (&rows[0], WIDTH);
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    g_assert_cmpfloat (compare (&regions[i], same), <=, 1.001f);
  g_assert_cmpfloat (compare (&regions[2], same), >=, 0.999f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/scanner/likeness/%s: %s", rows[i].name, rows[i].is_alike ? "alike" : "not alike");
    g_test_add_data_func (path, &rows[i], test_alike);
  }
  g_test_add_func ("/scanner/likeness/nothing to compare", test_nothing);
  g_test_add_func ("/scanner/likeness/an even wall is like nothing", test_even);
  g_test_add_func ("/scanner/likeness/at the edges of a picture", test_edges);
  return g_test_run ();
}
