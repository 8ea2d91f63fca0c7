/* SPDX-License-Identifier: Apache-2.0 */
/* When the whole picture is searched once more for another code, and what for first. */
#include "hardware/scanner/decode/seek.h"

#include "app/domain/scan-filter.h"
#include "hardware/scanner/decode/codes.h"
#include "tests/hardware/scanner/scene.h"

#include <string.h>

#define SHOPPER (CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGIES_PRODUCT)
#define LONG_US ((gint64)100 * G_USEC_PER_SEC)
#define TAKEN_US ((gint64)1000)

typedef struct {
  CubbyTurn turn;
  CubbyBudget budget;
  float module_px;
} Fixture;

static Fixture *
fixture_new (CubbyFrame *frame)
{
  Fixture *self = g_new0 (Fixture, 1);
  frame->captured_us = TAKEN_US;
  self->turn = (CubbyTurn){.readers = cubby_readers_new (),
                           .tracks = cubby_tracks_new (),
                           .budget = &self->budget,
                           .frame = frame,
                           .symbologies = SHOPPER,
                           .now_us = TAKEN_US,
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
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

typedef struct {
  const char *name;
  guint n_open;
  gint64 since_us;
  gboolean is_open;
} OpenRow;

static const OpenRow open_rows[] = {
    {"nothing was read", 0, 0, FALSE},
    {"one picture showed it", 1, 40000, TRUE},
    {"two did", 2, 80000, TRUE},
    {"as many as are waited for", CUBBY_SCAN_SETTLE_PICTURES, 120000, FALSE},
    {"it is not waited for any longer", 1, CUBBY_SCAN_SETTLE_US, FALSE},
};

static void
test_open (gconstpointer data)
{
  const OpenRow *row = data;
  const CubbySeek seek = {.n_open = row->n_open, .opened_us = TAKEN_US};
  g_assert_cmpint (cubby_seek_is_open (&seek, TAKEN_US + row->since_us), ==, row->is_open);
}

/* The time was over before anything was looked for; one code is where it was, or new. */
static void
test_known (gconstpointer data)
{
  gboolean is_new = GPOINTER_TO_INT (data);
  g_autoptr (CubbyFrame) frame = cubby_frame_new (64, 48);
  g_autoptr (Fixture) fixture = fixture_new (frame);
  CubbyTurn *turn = &fixture->turn;
  CubbyCode *code = g_new0 (CubbyCode, 1);
  *code = (CubbyCode){.symbology = CUBBY_SYMBOLOGY_QR, .text = g_strdup ("a"), .length = 1};
  const CubbyPoint corners[4] = {{8, 8}, {40, 8}, {40, 40}, {8, 40}};
  memcpy (code->corners, corners, sizeof corners);
  cubby_code_set_region (code, frame);
  cubby_tracks_note (turn->tracks, code, 0, TAKEN_US);
  g_ptr_array_add (turn->codes, code);
  turn->budget_us = LONG_US;
  turn->until_us = cubby_budget_now () - LONG_US;
  turn->n_before = cubby_tracks_count_new (turn->tracks) - (is_new ? 1 : 0);
  CubbySeek seek = {0};
  cubby_seek (&seek, turn);
  g_assert_false (cubby_seek_is_complete (&seek, SHOPPER));
  g_assert_cmpint (cubby_seek_is_open (&seek, TAKEN_US + 1), ==, is_new);
}

typedef struct {
  const char *name;
  guint n_open, searched;
  const char *first;
} FirstRow;

static const FirstRow first_rows[] = {
    {"QR codes, as a rule", 0, 0, "QR-Code"},
    {"QR codes, where they were not searched for yet", 1, CUBBY_SYMBOLOGIES_LINEAR, "QR-Code"},
    {"bars, where QR codes were searched for before", 1, CUBBY_SYMBOLOGY_QR, "EAN-13"},
};

/* Both are in view: what is looked for first is read first. */
static void
test_first (gconstpointer data)
{
  const FirstRow *row = data;
  g_autoptr (CubbyFrame) qr = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) bars = test_load_picture ("ean-13.png");
  g_autoptr (CubbyFrame) frame = test_render_two (qr, bars);
  g_autoptr (Fixture) fixture = fixture_new (frame);
  CubbySeek seek = {.n_open = row->n_open, .opened_us = TAKEN_US, .searched_open = row->searched};
  cubby_seek (&seek, &fixture->turn);
  g_assert_cmpuint (fixture->turn.codes->len, ==, 2);
  const CubbyCode *first = g_ptr_array_index (fixture->turn.codes, 0);
  g_assert_cmpstr (cubby_symbology_get_name (first->symbology), ==, row->first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (open_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/seek/another one may be in view: %s: %s",
                                             open_rows[i].name, open_rows[i].is_open ? "yes" : "no");
    g_test_add_data_func (path, &open_rows[i], test_open);
  }
  g_test_add_data_func ("/hardware/scanner/seek/round a new code is searched again", GINT_TO_POINTER (TRUE),
                        test_known);
  g_test_add_data_func ("/hardware/scanner/seek/round a code that is known is not", GINT_TO_POINTER (FALSE),
                        test_known);
  for (guint i = 0; i < G_N_ELEMENTS (first_rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/hardware/scanner/seek/looked for first: %s", first_rows[i].name);
    g_test_add_data_func (path, &first_rows[i], test_first);
  }
  return g_test_run ();
}
