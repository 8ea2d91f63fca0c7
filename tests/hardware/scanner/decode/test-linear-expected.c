/* SPDX-License-Identifier: Apache-2.0 */
/* What was read a moment ago is looked for first, and costs a band or two. */
#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/follow.h"
#include "hardware/scanner/decode/linear-reader.h"
#include "tests/hardware/scanner/decode/linear-scene.h"

#include <math.h>

#define LONG_ENOUGH G_MAXINT64
#define LABEL "CUBBY-4711"
#define BANDS_EXPECTED 2 /* that are enough for what was read a moment ago */
#define N_FOLLOWED 4
#define FOLLOW_US 2000000 /* so much that a slow machine has the same: bands are counted */

static GPtrArray *
look (const CubbyFrame *frame)
{
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  GPtrArray *codes = cubby_codes_new ();
  cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
  return codes;
}

/* Aslant in a picture, some noise over it. */
static CubbyFrame *
shoot_aslant (CubbySymbology symbology, const char *text, guint seed)
{
  g_autofree char *modules =
      symbology == CUBBY_SYMBOLOGY_CODE128 ? test_linear_draw_text (text) : test_linear_draw_ean13 (text);
  TestLinearScene scene = test_linear_plain;
  scene.modules = modules;
  scene.width = scene.height = 640;
  scene.turn = 28;
  scene.noise = 6;
  scene.seed = seed;
  return test_linear_photograph (&scene);
}

static guint
count_bands (const char *expected, guint seed)
{
  g_autoptr (CubbyFrame) frame = shoot_aslant (CUBBY_SYMBOLOGY_CODE128, LABEL, seed);
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_linear_reader_expect (reader, CUBBY_SYMBOLOGY_CODE128, expected);
  cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
  test_linear_assert_only (codes, CUBBY_SYMBOLOGY_CODE128, LABEL);
  return cubby_linear_reader_get_n_bands (reader);
}

static void
test_expected (void)
{
  g_assert_cmpuint (count_bands (LABEL, 1), <=, BANDS_EXPECTED);
}

static void
test_expected_other (void)
{
  guint n_bands = count_bands (NULL, 1);
  g_assert_cmpuint (n_bands, >, BANDS_EXPECTED);
  g_assert_cmpuint (count_bands ("CUBBY-0000", 1), ==, n_bands);
}

/* Who was one band high would be followed as if that was all of it. */
static void
test_expected_corners (void)
{
  g_autoptr (CubbyFrame) frame = shoot_aslant (CUBBY_SYMBOLOGY_CODE128, LABEL, 1);
  g_autoptr (CubbyLinearReader) reader = cubby_linear_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_linear_reader_expect (reader, CUBBY_SYMBOLOGY_CODE128, LABEL);
  cubby_linear_look (reader, frame, CUBBY_SYMBOLOGIES_LINEAR, LONG_ENOUGH, codes);
  test_linear_assert_only (codes, CUBBY_SYMBOLOGY_CODE128, LABEL);
  const CubbyPoint *corners = ((const CubbyCode *)g_ptr_array_index (codes, 0))->corners;
  g_assert_cmpfloat (hypot (corners[3].x - corners[0].x, corners[3].y - corners[0].y), >,
                     test_linear_plain.bars_px / 2);
}

static guint
find_bars (void)
{
  guint index = 0;
  while (cubby_strategy_get (index)->reader != CUBBY_READER_BARS)
    index++;
  return index;
}

typedef struct {
  const char *name;
  CubbySymbology symbology;
  const char *text;
} Followed;

static const Followed followed[] = {
    {"a turned label is followed by a band or two in each picture", CUBBY_SYMBOLOGY_CODE128, LABEL},
    {"so is a product that zbar reads, but does not see where it ends", CUBBY_SYMBOLOGY_EAN13,
     "5901234123457"},
};

/* In each picture, by a band or two, though it is turned; and it is not lost on the way. */
static void
test_followed (gconstpointer data)
{
  const Followed *row = data;
  g_autoptr (CubbyReaders) readers = cubby_readers_new ();
  g_autoptr (CubbyTracks) tracks = cubby_tracks_new ();
  CubbyBudget budget = {0};
  float module_px = 0;
  g_autoptr (CubbyFrame) first = shoot_aslant (row->symbology, row->text, 0);
  g_autoptr (GPtrArray) known = look (first);
  test_linear_assert_only (known, row->symbology, row->text);
  cubby_tracks_note (tracks, g_ptr_array_index (known, 0), find_bars (), 1000);
  for (guint i = 1; i <= N_FOLLOWED; i++) {
    g_autoptr (CubbyFrame) frame = shoot_aslant (row->symbology, row->text, i);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    CubbyTurn turn = {.readers = readers,
                      .tracks = tracks,
                      .budget = &budget,
                      .frame = frame,
                      .symbologies = CUBBY_SYMBOLOGIES_ALL,
                      .budget_us = FOLLOW_US,
                      .until_us = cubby_budget_now () + FOLLOW_US,
                      .now_us = 1000 + i * 33000,
                      .codes = codes,
                      .module_px = &module_px};
    guint ids[CUBBY_TRACKS_MAX];
    g_assert_cmpuint (cubby_tracks_begin (tracks, frame, turn.now_us, ids), ==, 1);
    g_assert_true (cubby_follow (&turn, ids, 1));
    test_linear_assert_only (codes, row->symbology, row->text);
    g_assert_cmpuint (cubby_linear_reader_get_n_bands (readers->linear), >, 0);
    g_assert_cmpuint (cubby_linear_reader_get_n_bands (readers->linear), <=, BANDS_EXPECTED);
  }
}

#define PREFIX "/hardware/scanner/decode/linear-expected/"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func (PREFIX "what was read a moment ago is read by a band or two", test_expected);
  g_test_add_func (PREFIX "where something else is expected it takes as many bands as ever",
                   test_expected_other);
  g_test_add_func (PREFIX "what one band says of an expected code has the height of all",
                   test_expected_corners);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++) {
    g_autofree char *path = g_strconcat (PREFIX, followed[i].name, NULL);
    g_test_add_data_func (path, &followed[i], test_followed);
  }
  return g_test_run ();
}
