/* SPDX-License-Identifier: Apache-2.0 */
/* The time of a picture is kept: what cannot be stopped is not begun, and what can be stops. No clock decides
 * here: what is foretold is far above what is left, or the time was over before it began. */
#include "hardware/scanner/decode/qr-align.h"
#include "hardware/scanner/decode/qr-climb.h"
#include "hardware/scanner/decode/qr-finder.h"
#include "hardware/scanner/decode/qr-rings.h"
#include "hardware/scanner/decode/turn.h"
#include "tests/hardware/scanner/decode/qr-scene.h"

#include <string.h>

#define SIDE 160
#define LONG_US ((gint64)100 * G_USEC_PER_SEC) /* more than any machine takes for a picture */
#define OVER ((gint64)0)                       /* a time that was over long ago */
#define QR CUBBY_SYMBOLOGY_QR

typedef struct {
  CubbyTurn turn;
  CubbyBudget budget;
  CubbyFrame *frame;
  float module_px;
} Fixture;

/* Of a picture in which nothing is, with @budget_us of time, of which @left_us are left. */
static Fixture *
fixture_new (gint64 budget_us, gint64 left_us)
{
  Fixture *self = g_new0 (Fixture, 1);
  self->frame = cubby_frame_new (SIDE, SIDE);
  memset (self->frame->pixels, 200, (gsize)self->frame->stride * SIDE);
  self->frame->captured_us = 1;
  self->turn = (CubbyTurn){.readers = cubby_readers_new (),
                           .tracks = cubby_tracks_new (),
                           .budget = &self->budget,
                           .frame = self->frame,
                           .symbologies = QR,
                           .budget_us = budget_us,
                           .until_us = cubby_budget_now () + left_us,
                           .codes = cubby_codes_new (),
                           .module_px = &self->module_px};
  return self;
}

static void
fixture_free (Fixture *self)
{
  cubby_readers_free (self->turn.readers);
  cubby_tracks_free (self->turn.tracks);
  g_ptr_array_unref (self->turn.codes);
  cubby_frame_unref (self->frame);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static gboolean
is_zbar (guint strategy)
{
  return cubby_turn_is_for (strategy, CUBBY_STRATEGY_NEAR, QR) &&
         cubby_strategy_get (strategy)->reader == CUBBY_READER_DECODER;
}

/* What was foretold of it changes by what it took as soon as it was run. */
static guint
count_begun (const Fixture *self, const CubbyBudget *before)
{
  guint n = 0;
  for (guint i = 0; i < cubby_strategies_count (); i++)
    n += is_zbar (i) && memcmp (&self->budget.mean[i], &before->mean[i], sizeof (float)) != 0;
  return n;
}

/* All that zbar does would take @share percent of what is left, were it asked for it. */
static void
expect_all (Fixture *self, guint share)
{
  gint64 each_us = LONG_US * share / 100;
  for (guint i = 0; i < cubby_strategies_count (); i++)
    cubby_budget_expect (&self->budget, i, is_zbar (i) ? (guint)(each_us * 1000 / (SIDE * SIDE)) : 1);
}

typedef struct {
  const char *label;
  guint share; /* percent of what is left that is foretold */
  gboolean is_begun;
} BegunCase;

/* Twice what is foretold has to fit. */
static const BegunCase begun_cases[] = {
    {"a tenth of what is left", 10, TRUE}, {"two fifths", 40, TRUE},
    {"three fifths", 60, FALSE},           {"all", 100, FALSE},
    {"three times as much", 300, FALSE},
};

static void
test_begun (gconstpointer data)
{
  const BegunCase *row = data;
  const CubbyRegion whole = {0, 0, SIDE, SIDE};
  for (guint first = 0; first < cubby_strategies_count (); first++) {
    if (!is_zbar (first))
      continue;
    /* The whole time is longer than any of it, or what never fits would be forgotten little by little. */
    g_autoptr (Fixture) fixture = fixture_new (10 * LONG_US, LONG_US);
    expect_all (fixture, row->share);
    CubbyBudget before = fixture->budget;
    cubby_turn_try_near (&fixture->turn, first, QR, &whole);
    g_assert_cmpint (count_begun (fixture, &before) > 0, ==, row->is_begun);
  }
}

/* Once the time is over zbar is not begun, however little it takes. */
static void
test_over (void)
{
  const CubbyRegion whole = {0, 0, SIDE, SIDE};
  g_autoptr (Fixture) fixture = fixture_new (LONG_US, -1);
  CubbyBudget before = fixture->budget;
  for (guint first = 0; first < cubby_strategies_count (); first++)
    if (is_zbar (first))
      cubby_turn_try_near (&fixture->turn, first, QR, &whole);
  g_assert_cmpuint (count_begun (fixture, &before), ==, 0);
}

/* The share of what is left, not of what was there at first: what was spent already counts. */
static void
test_keep_back (void)
{
  g_autoptr (Fixture) fixture = fixture_new (10 * LONG_US, LONG_US);
  CubbyTurn whole = fixture->turn, rest = fixture->turn, over = fixture->turn;
  cubby_turn_keep_back (&whole, 20);
  g_assert_cmpint (cubby_turn_left_us (&whole), <, 0);
  cubby_turn_keep_back_rest (&rest, 20);
  g_assert_cmpint (cubby_turn_left_us (&rest), >, LONG_US * 70 / 100);
  g_assert_cmpint (cubby_turn_left_us (&rest), <=, LONG_US * 80 / 100);
  over.until_us = cubby_budget_now () - 1000;
  gint64 until_us = over.until_us;
  cubby_turn_keep_back_rest (&over, 20);
  g_assert_cmpint (over.until_us, ==, until_us);
}

#define VERSION 25 /* with alignment patterns all over */
#define MODULE 4.0

static CubbyFrame *
draw_code (void)
{
  g_autofree char *text = NULL;
  const TestQrView view = {.module = MODULE};
  CubbyQr *qr = test_qr_of_version (VERSION, CUBBY_QR_LEVEL_M, &text);
  CubbyFrame *frame = test_qr_render (qr, &view);
  cubby_qr_free (qr);
  return frame;
}

static CubbyQrGrid
lay_grid (const CubbyFrame *frame)
{
  double side = (17 + 4 * VERSION) * MODULE, left = (frame->width - side) / 2,
         top = (frame->height - side) / 2;
  return (CubbyQrGrid){.dimension = 17 + 4 * VERSION, .h = {MODULE, 0, left + 1, 0, MODULE, top, 0, 0, 1}};
}

static guint
count_rings (const CubbyQrField *field, gint64 until_us)
{
  g_autoptr (GArray) rings = cubby_qr_rings_search (field, FALSE, 100, until_us);
  return rings->len;
}

static guint
count_finders (const CubbyFrame *frame, gint64 until_us)
{
  g_autoptr (CubbyQrPyramid) pyramid = cubby_qr_pyramid_new (frame);
  g_autoptr (GArray) finders = g_array_new (FALSE, FALSE, sizeof (CubbyQrFinder));
  cubby_qr_finders_search (pyramid, cubby_qr_pyramid_get_field (pyramid, CUBBY_QR_PYRAMID_OWN), FALSE,
                           until_us, CUBBY_QR_FINDERS_MAX, finders);
  return finders->len;
}

/* Each of the long loops finds what is there, and nothing once the time is over. */
static void
test_loops (void)
{
  g_autoptr (CubbyFrame) frame = draw_code ();
  g_autoptr (CubbyQrField) field = cubby_qr_field_new (frame, 1, CUBBY_QR_FIELD_WINDOW);
  gint64 later = cubby_budget_now () + LONG_US;
  g_assert_cmpuint (count_rings (field, later), >=, 3);
  g_assert_cmpuint (count_rings (field, OVER), ==, 0); /* the margin above the code alone */
  g_assert_cmpuint (count_finders (frame, later), >=, 3);
  g_assert_cmpuint (count_finders (frame, OVER), ==, 0);

  CubbyQrGrid grid = lay_grid (frame);
  g_assert_false (cubby_qr_align_bend (field, &grid, OVER));
  g_assert_cmpuint (grid.n_bends, ==, 0);
  g_assert_true (cubby_qr_align_bend (field, &grid, later));
  g_assert_cmpuint (grid.n_bends, >, 0);
}

static void
test_climb (void)
{
  g_autoptr (CubbyFrame) frame = draw_code ();
  g_autoptr (CubbyQrField) field = cubby_qr_field_new (frame, 1, CUBBY_QR_FIELD_WINDOW);
  g_autoptr (CubbyQrFits) fits = cubby_qr_fits_new ();
  const CubbyQrFit *fit = cubby_qr_fits_get (fits, 17 + 4 * VERSION);
  CubbyQrGrid grid = lay_grid (frame), over = grid;
  double before = cubby_qr_climb (fit, field, &over, 0xf, 1, OVER);
  g_assert_cmpmem (&over, sizeof over, &grid, sizeof grid);
  g_assert_cmpfloat (cubby_qr_climb (fit, field, &grid, 0xf, 1, cubby_budget_now () + LONG_US), >, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (begun_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/decode/turn/zbar is %sbegun where %s is foretold",
                                             begun_cases[i].is_begun ? "" : "not ", begun_cases[i].label);
    g_test_add_data_func (path, &begun_cases[i], test_begun);
  }
  g_test_add_func ("/decode/turn/zbar is not begun once the time is over", test_over);
  g_test_add_func ("/decode/turn/what is kept is a share of what is left", test_keep_back);
  g_test_add_func ("/decode/turn/the search of a code ends with its time", test_loops);
  g_test_add_func ("/decode/turn/a grid is not moved once the time is over", test_climb);
  return g_test_run ();
}
