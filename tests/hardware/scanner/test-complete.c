/* SPDX-License-Identifier: Apache-2.0 */
/* Two codes in view and less and less time for a picture: whoever shows them is asked for one of them, and
 * does not get the one that was read first. */
#include "app/domain/scan-filter.h"
#include "hardware/scanner/decode/cascade.h"
#include "tests/hardware/scanner/few.h"
#include "tests/hardware/scanner/scene.h"

#define SHOPPER (CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGIES_PRODUCT)
#define LONG_BUDGET_US ((gint64)20 * G_USEC_PER_SEC)
#define PICTURES 6
#define PICTURE_US ((gint64)40 * 1000)
/* From what is too short for most machines to what is enough for them; each is good wherever it ends. */
#define BUDGET_FIRST_US 4000
#define BUDGET_LAST_US 64000

typedef struct {
  const char *name;
  const char *left, *right; /* a picture beside the tests, or the text of a QR code */
} Row;

static const Row rows[] = {
    {"a pass and a product", TEST_PASS, "ean-13.png"},
    {"two passes", TEST_PASS, TEST_OTHER_PASS},
    {"two products", "ean-13.png", "upc-a.png"},
};

static CubbyFrame *
draw (const char *what)
{
  return g_str_has_suffix (what, ".png") ? test_load_picture (what) : test_draw_qr (what);
}

static CubbyFrame *
draw_both (const Row *row)
{
  g_autoptr (CubbyFrame) left = draw (row->left);
  g_autoptr (CubbyFrame) right = draw (row->right);
  return test_render_two (left, right);
}

/* Returns: how many codes of the picture were read; what comes of them is added to @verdicts. */
static guint
show (CubbyCascade *cascade, CubbyScanFilter *filter, CubbyFrame *frame, gint64 budget_us, guint *verdicts)
{
  g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, SHOPPER, budget_us);
  const char *texts[PICTURES] = {0};
  for (guint i = 0; i < MIN (codes->len, PICTURES); i++)
    texts[i] = ((const CubbyCode *)g_ptr_array_index (codes, i))->text;
  const CubbyScanSight sight = {.texts = texts,
                                .n_texts = MIN (codes->len, PICTURES),
                                .at_us = frame->captured_us,
                                .complete = cubby_cascade_get_view (cascade)->complete};
  g_test_message ("%" G_GINT64_FORMAT " us: %u codes%s", budget_us, codes->len,
                  sight.complete ? ", complete" : "");
  g_assert_true (codes->len != 1 || !sight.complete);
  verdicts[cubby_scan_filter_take (filter, &sight, NULL)]++;
  return codes->len;
}

/* The one that was read first is told where the other one was not read in time, and never before. */
static void
test_short (gconstpointer data)
{
  g_autoptr (CubbyFrame) frame = draw_both (data);
  for (gint64 budget_us = BUDGET_FIRST_US; budget_us <= BUDGET_LAST_US; budget_us *= 2) {
    g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
    g_autoptr (CubbyScanFilter) filter = cubby_scan_filter_new ();
    guint verdicts[CUBBY_SCAN_TOO_FAST + 1] = {0}, n_alone = 0, n_both = 0;
    for (guint i = 0; i < PICTURES && n_both == 0 && n_alone < CUBBY_SCAN_SETTLE_PICTURES; i++) {
      frame->captured_us = (i + 1) * PICTURE_US;
      guint n_codes = show (cascade, filter, frame, budget_us, verdicts);
      n_alone += n_codes == 1;
      n_both += n_codes == 2;
    }
    g_assert_cmpuint (verdicts[CUBBY_SCAN_AMBIGUOUS], ==, n_both);
    g_assert_cmpuint (verdicts[CUBBY_SCAN_READ], ==, n_alone == CUBBY_SCAN_SETTLE_PICTURES ? 1 : 0);
  }
}

/* With time enough nobody waits. */
static void
test_long (gconstpointer data)
{
  g_autoptr (CubbyFrame) frame = draw_both (data);
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  frame->captured_us = PICTURE_US;
  g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, SHOPPER, LONG_BUDGET_US);
  g_assert_cmpuint (codes->len, ==, 2);
  g_assert_true (cubby_cascade_get_view (cascade)->complete);
}

static void
test_alone (gconstpointer data)
{
  g_autoptr (CubbyFrame) code = draw (((const Row *)data)->left);
  g_autoptr (CubbyFrame) frame = test_render ("clean", code, 0);
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  frame->captured_us = PICTURE_US;
  g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, SHOPPER, LONG_BUDGET_US);
  g_assert_cmpuint (codes->len, ==, 1);
  g_assert_true (cubby_cascade_get_view (cascade)->complete);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < TEST_FEW (G_N_ELEMENTS (rows), 1); i++) {
    g_autofree char *below = g_strdup_printf ("/hardware/scanner/complete/too little time: %s", rows[i].name);
    g_autofree char *both = g_strdup_printf ("/hardware/scanner/complete/time enough: %s", rows[i].name);
    g_autofree char *one =
        g_strdup_printf ("/hardware/scanner/complete/time enough for one of: %s", rows[i].name);
    g_test_add_data_func (below, &rows[i], test_short);
    if (i > 0)
      continue; /* what takes all the time that there is takes long */
    g_test_add_data_func (both, &rows[i], test_long);
    g_test_add_data_func (one, &rows[i], test_alone);
  }
  return g_test_run ();
}
