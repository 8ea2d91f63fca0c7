/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures full of what looks like parts of a code take no more than the time that there is for a picture. */
#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/cascade.h"
#include "hardware/scanner/decode/clutter.h"
#include "hardware/scanner/decode/qr-layout.h"
#include "hardware/scanner/decode/qr-reader.h"
#include "hardware/scanner/decode/qr-vain.h"
#include "hardware/scanner/decode/threshold.h"
#include "tests/hardware/scanner/few.h"
#include "tests/scanner/frames/empties.h"
#include "tests/scanner/frames/visit.h"

#include <string.h>

#define WIDTH 960
#define HEIGHT 600
#define FRAMES TEST_FEW (3, 1)
#define SEED 7
/* What thresholding a frame takes is the measure, for a machine may be slow and a build have sanitizers: so
 * many of them are 26 ms where one is 1 ms. */
#define UNITS 26
#define UNITS_TRIED 3
/* A camera's picture of the usual size, with 1.6 times as many pixels. */
#define ARRIVAL_WIDTH 1280
#define ARRIVAL_HEIGHT 720
#define UNITS_LARGE 16
#define EMPTY_BEFORE 3
#define FRAMES_TO_READ 2 /* half of those who hold a phone still */

/* How long a piece of known work takes, the fastest of some. */
static gint64
measure_unit_us (const CubbyFrame *frame)
{
  gint64 least = G_MAXINT64;
  for (guint i = 0; i < UNITS_TRIED; i++) {
    gint64 begun_us = cubby_budget_now ();
    g_autoptr (CubbyFrame) done = cubby_frame_threshold (frame, 31, 4, FALSE);
    least = MIN (least, cubby_budget_now () - begun_us);
  }
  return MAX (least, 1);
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a, other = *(const double *)b;
  return (one > other) - (one < other);
}

static void
test_frames (gconstpointer data)
{
  guint class = GPOINTER_TO_UINT (data);
  double shares[FRAMES];
  g_autoptr (CubbyQrReader) reader = cubby_qr_reader_new ();
  for (guint i = 0; i < FRAMES; i++) {
    g_autoptr (CubbyFrame) frame = cubby_empty_render (class, SEED + i, WIDTH, HEIGHT);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    gint64 unit_us = measure_unit_us (frame), budget_us = UNITS * unit_us, begun_us = cubby_budget_now ();
    frame->captured_us = (i + 1) * 33000;
    cubby_qr_look (reader, frame, begun_us + budget_us, codes);
    shares[i] = (double)(cubby_budget_now () - begun_us) / (double)budget_us;
    g_test_message ("frame %u: unit %" G_GINT64_FORMAT " us, %.2f of the budget", i, unit_us, shares[i]);
    g_assert_cmpuint (codes->len, ==, 0);
  }
  qsort (shares, FRAMES, sizeof *shares, compare);
  g_assert_cmpfloat (shares[FRAMES / 2], <=, TEST_FEW (1.5, 2));
  g_assert_cmpfloat (shares[FRAMES - 1], <=, 2);
}

/* A code whose patterns are all right and whose data are noise. */
static CubbyFrame *
draw_unreadable (guint version, guint module, GRand *random)
{
  guint dimension = 17 + 4 * version, side = (dimension + 8) * module;
  g_autofree guint8 *kinds = g_malloc ((gsize)dimension * dimension);
  cubby_qr_layout_get_kinds (version, kinds);
  CubbyFrame *frame = cubby_frame_new (side, side);
  memset (frame->pixels, 215, (gsize)side * side);
  for (guint i = 0; i < dimension * dimension; i++) {
    gboolean known = kinds[i] == CUBBY_QR_MODULE_DARK || kinds[i] == CUBBY_QR_MODULE_LIGHT;
    gboolean dark = known ? kinds[i] == CUBBY_QR_MODULE_DARK : g_rand_boolean (random);
    guint x = (i % dimension + 4) * module, y = (i / dimension + 4) * module;
    for (guint row = 0; row < module; row++)
      memset (frame->pixels + (gsize)(y + row) * frame->stride + x, dark ? 40 : 215, module);
  }
  return frame;
}

/* All that could be done for one code does not hold up the pictures that come after it. */
static void
test_unreadable (gconstpointer data)
{
  guint version = GPOINTER_TO_UINT (data);
  double shares[FRAMES];
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autoptr (CubbyQrReader) reader = cubby_qr_reader_new ();
  for (guint i = 0; i < FRAMES; i++) {
    g_autoptr (CubbyFrame) frame = draw_unreadable (version, 4, random);
    g_autoptr (CubbyFrame) measure = cubby_empty_render (0, SEED, WIDTH, HEIGHT);
    g_autoptr (GPtrArray) codes = cubby_codes_new ();
    gint64 budget_us = UNITS * measure_unit_us (measure), begun_us = cubby_budget_now ();
    frame->captured_us = (i + 1) * 33000;
    cubby_qr_look (reader, frame, begun_us + budget_us, codes);
    shares[i] = (double)(cubby_budget_now () - begun_us) / (double)budget_us;
    g_test_message ("frame %u: %.2f of the budget", i, shares[i]);
    g_assert_cmpuint (codes->len, ==, 0);
  }
  qsort (shares, FRAMES, sizeof *shares, compare);
  g_assert_cmpfloat (shares[FRAMES / 2], <=, 1.6);
}

/* zbar cannot be stopped: where it would try finder patterns without end it is not asked. */
static void
test_cascade (gconstpointer data)
{
  guint class = GPOINTER_TO_UINT (data);
  double shares[FRAMES];
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  for (guint i = 0; i < FRAMES; i++) {
    g_autoptr (CubbyFrame) frame = cubby_empty_render (class, SEED + i, WIDTH, HEIGHT);
    g_autoptr (CubbyFrame) clear = cubby_frame_threshold (frame, 31, 4, FALSE);
    gint64 budget_us = UNITS * measure_unit_us (frame), begun_us = cubby_budget_now ();
    frame->captured_us = (i + 1) * 33000;
    g_assert_cmpuint (cubby_clutter_count (clear, CUBBY_CLUTTER_MAX), ==, CUBBY_CLUTTER_MAX);
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, CUBBY_SYMBOLOGIES_ALL, budget_us);
    shares[i] = (double)(cubby_budget_now () - begun_us) / (double)budget_us;
    g_test_message ("frame %u: %.2f of the budget", i, shares[i]);
    g_assert_cmpuint (codes->len, ==, 0);
  }
  qsort (shares, FRAMES, sizeof *shares, compare);
  g_assert_cmpfloat (shares[FRAMES / 2], <=, TEST_FEW (1.5, 3));
  g_assert_cmpfloat (shares[FRAMES - 1], <=, 3);
}

static guint
find_class (const char *name)
{
  for (guint i = 0; i < cubby_empty_classes_count (); i++)
    if (strcmp (cubby_empty_class_name (i), name) == 0)
      return i;
  g_assert_not_reached ();
}

/* Somebody comes to a kiosk that looked at an empty shop: frames until the text, when the phone is still. */
static guint
count_frames (const char *class_name, guint seed)
{
  const CubbyShotClass *class = cubby_shot_class_find (class_name);
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyVisit) visit = cubby_visit_new (class, seed, ARRIVAL_WIDTH, ARRIVAL_HEIGHT);
  guint symbologies = cubby_visit_get_shot (visit)->symbologies;
  for (guint i = 0; i < EMPTY_BEFORE + FRAMES_TO_READ; i++) {
    g_autoptr (CubbyFrame) frame =
        i < EMPTY_BEFORE ? cubby_empty_render (find_class ("shop"), seed + i, ARRIVAL_WIDTH, ARRIVAL_HEIGHT)
                         : cubby_visit_render (visit, class->n_moving + i - EMPTY_BEFORE, NULL);
    frame->captured_us = (i + 1) * 33000;
    g_autoptr (GPtrArray) codes =
        cubby_cascade_look (cascade, frame, symbologies, UNITS_LARGE * measure_unit_us (frame));
    g_assert_true (codes->len == 0 || i >= EMPTY_BEFORE);
    if (codes->len > 0)
      return i - EMPTY_BEFORE + 1;
  }
  return FRAMES_TO_READ + 1;
}

static void
test_arrivals (void)
{
  static const char *const classes[] = {"qr-clean", "qr-turned", "qr-tilted", "qr-dim", "qr-motion"};
  guint n_soon = 0;
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    guint n = count_frames (classes[i], SEED);
    g_test_message ("%s: frame %u", classes[i], n);
    n_soon += n <= FRAMES_TO_READ;
  }
  g_assert_cmpuint (n_soon, >, G_N_ELEMENTS (classes) / 2);
}

/* A code has three, whatever else is in the picture. */
static void
test_codes_are_no_clutter (gconstpointer data)
{
  CubbyTruth truths[CUBBY_VISIT_CODES_MAX];
  g_autoptr (CubbyVisit) visit = cubby_visit_new (data, SEED, WIDTH, HEIGHT);
  g_autoptr (CubbyFrame) frame = cubby_visit_render (visit, 0, truths);
  g_autoptr (CubbyFrame) clear = cubby_frame_threshold (frame, 31, 4, FALSE);
  g_assert_cmpuint (cubby_clutter_count (clear, G_MAXUINT), <, CUBBY_CLUTTER_MAX);
}

/* Twice in a row, then now and then; another place at once. */
static void
test_vain (void)
{
  CubbyQrVain vain = {0};
  CubbyQrGrid grid = {.dimension = 21, .h = {4, 0, 100, 0, 4, 100, 0, 0, 1}};
  CubbyQrGrid other = {.dimension = 21, .h = {4, 0, 300, 0, 4, 100, 0, 0, 1}};
  g_autoptr (CubbyFrame) frame = cubby_frame_new (WIDTH, HEIGHT);
  for (guint i = 0; i < 3; i++) /* pictures that stand alone */
    g_assert_false (cubby_qr_vain_take (&vain, frame, &grid));
  frame->captured_us = 1;
  for (guint i = 1; i <= 16; i++)
    g_assert_cmpint (cubby_qr_vain_take (&vain, frame, &grid), ==, i != 1 && i != 2 && i != 8 && i != 16);
  g_assert_false (cubby_qr_vain_take (&vain, frame, &other));
}

int
main (int argc, char **argv)
{
  static const char *const names[] = {"crossword", "chaff", "fabric",   "finders",
                                      "halftone",  "text",  "checkers", "noise"};
  static const char *const cluttered[] = {"finders", "chaff"};
  static const char *const codes[] = {"qr-clean", "qr-two", "qr-noise", "qr-sharpened", "qr-cracked"};
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_strdup_printf ("/scanner/budget/a look at %s ends in its time", names[i]);
    g_test_add_data_func (path, GUINT_TO_POINTER (find_class (names[i])), test_frames);
  }
  static const guint versions[] = {6, 25, 40};
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autofree char *path = g_strdup_printf (
        "/scanner/budget/a look at a code of version %u that says nothing ends in its time", versions[i]);
    g_test_add_data_func (path, GUINT_TO_POINTER (versions[i]), test_unreadable);
  }
  for (guint i = 0; i < G_N_ELEMENTS (cluttered); i++) {
    g_autofree char *path =
        g_strdup_printf ("/scanner/budget/all readers together end in their time on %s", cluttered[i]);
    g_test_add_data_func (path, GUINT_TO_POINTER (find_class (cluttered[i])), test_cascade);
  }
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *path = g_strdup_printf ("/scanner/budget/a picture of %s is no clutter", codes[i]);
    g_test_add_data_func (path, cubby_shot_class_find (codes[i]), test_codes_are_no_clutter);
  }
  g_test_add_func (
      "/scanner/budget/a phone that comes into an empty shop is read within two frames of 1280 x 720",
      test_arrivals);
  g_test_add_func ("/scanner/budget/what was not read at its place is tried now and then", test_vain);
  return g_test_run ();
}
