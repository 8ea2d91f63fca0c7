/* SPDX-License-Identifier: Apache-2.0 */
/* What each way of looking at a place with bars is there for. */
#include "hardware/scanner/decode/linear-join.h"
#include "hardware/scanner/decode/linear-place.h"
#include "hardware/scanner/decode/linear-told.h"
#include "tests/hardware/scanner/decode/linear-scene.h"

#include <string.h>

#define TEXT "5901234123457"

typedef struct {
  const char *sentence;
  TestLinearScene scene;
  gboolean reads[CUBBY_LINEAR_N_WAYS]; /* the ways that must read it */
  gboolean quick_does_not;             /* or the others were of no use */
} Row;

#define QUICK [CUBBY_LINEAR_WAY_QUICK] = TRUE
#define THIN [CUBBY_LINEAR_WAY_THIN] = TRUE

static const Row rows[] = {
    {"sharp bars are read quickly, and in thin bands", {.noise = 2}, {QUICK, THIN}, FALSE},
    {"faint bars in noise are read in whole bands", {.noise = 24}, {QUICK}, FALSE},
    {"bars that wander are read in thin bands", {.wave = 1.2, .noise = 2}, {THIN}, TRUE},
    {"bars on the edge of a shadow are read in thin bands", {.edge = 0.945, .noise = 1}, {THIN}, TRUE},
    {"bars that wander over the edge of a shadow are, too",
     {.edge = 0.8, .wave = 1, .noise = 1},
     {THIN},
     TRUE},
};

static gboolean
reads (const CubbyFrame *frame, CubbyLinearWay way)
{
  CubbyLinearRegion region;
  CubbyLinearPlace *place = cubby_linear_place_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  g_assert_cmpuint (cubby_linear_find (frame, &region, 1), ==, 1);
  const CubbyLinearVotes *votes =
      cubby_linear_place_read (place, frame, &region, TRUE, way, CUBBY_SYMBOLOGIES_LINEAR, G_MAXINT64);
  cubby_linear_votes_tell (votes, cubby_linear_place_get_bands (place), frame, codes);
  if (codes->len > 0)
    test_linear_assert_only (codes, CUBBY_SYMBOLOGY_EAN13, TEXT);
  cubby_linear_place_free (place);
  return codes->len > 0;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  TestLinearScene scene = row->scene;
  g_autofree char *modules = test_linear_draw_ean13 (TEXT);
  scene.modules = modules;
  scene.width = test_linear_plain.width;
  scene.height = test_linear_plain.height;
  scene.module_px = test_linear_plain.module_px;
  scene.bars_px = test_linear_plain.bars_px;
  scene.contrast = test_linear_plain.contrast;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  for (guint way = 0; way < CUBBY_LINEAR_N_WAYS; way++) {
    gboolean read = reads (frame, way);
    if (row->reads[way])
      g_assert_true (read);
    if (way == CUBBY_LINEAR_WAY_QUICK && row->quick_does_not)
      g_assert_false (read);
  }
}

/* A tape over the band that is looked at first: the next three say the same, and no other is looked at. */
static void
test_enough (void)
{
  g_autofree char *modules = test_linear_draw_ean13 (TEXT);
  TestLinearScene scene = test_linear_plain;
  scene.modules = modules;
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  CubbyLinearRegion region;
  g_assert_cmpuint (cubby_linear_find (frame, &region, 1), ==, 1);
  for (guint y = 0; y < 15; y++)
    memset (frame->pixels + (gsize)(frame->height / 2 + y) * frame->stride, 120, frame->width);
  CubbyLinearPlace *place = cubby_linear_place_new ();
  const CubbyLinearVotes *votes = cubby_linear_place_read (
      place, frame, &region, FALSE, CUBBY_LINEAR_WAY_QUICK, CUBBY_SYMBOLOGIES_LINEAR, G_MAXINT64);
  g_assert_cmpuint (votes->n, ==, 1);
  g_assert_cmpstr (votes->votes[0].text, ==, TEXT);
  g_assert_cmpuint (cubby_linear_place_get_bands (place)->n_bands, ==, 8);
  g_assert_cmpuint (cubby_linear_place_get_n_bands (place), <=, 5);
  cubby_linear_place_free (place);
}

/* Two places on one line, of @weight and of 100: what both together weigh. */
static float
weigh_joined (float weight)
{
  CubbyLinearRegion regions[3] = {
      {.x = 100, .y = 100, .along_x = 1, .length = 100, .height = 60, .weight = weight},
      {.x = 220, .y = 100, .along_x = 1, .length = 100, .height = 60, .weight = 100}};
  g_assert_cmpuint (cubby_linear_regions_join (regions, 2, 3), ==, 3);
  return regions[2].weight;
}

static void
test_halves (void)
{
  g_assert_cmpfloat (weigh_joined (80), >, 100);
  g_assert_cmpfloat (weigh_joined (120), >, 120);
}

static void
test_whole (void)
{
  g_assert_cmpfloat (weigh_joined (20), <, 100);
  g_assert_cmpfloat (weigh_joined (20), >, 80);
  g_assert_cmpfloat (weigh_joined (500), <, 500);
}

#define PREFIX "/hardware/scanner/decode/linear-ways/"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat (PREFIX, rows[i].sentence, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func (PREFIX "three bands that say the same are enough, whatever the others do", test_enough);
  g_test_add_func (PREFIX "the halves of a code are looked at together first", test_halves);
  g_test_add_func (PREFIX "what is hardly more than one place comes behind it", test_whole);
  return g_test_run ();
}
