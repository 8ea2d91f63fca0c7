/* SPDX-License-Identifier: Apache-2.0 */
/* Sheets of labels: more bars, and closer together, than one person holds up. */
#include "hardware/scanner/decode/linear-labels.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/cascade.h"
#include "tests/hardware/scanner/decode/linear-scene.h"
#include "tests/hardware/scanner/few.h"

#include <string.h>

#define MODULE_PX 2
#define QUIET 11 /* modules */
#define BARS_PX 36
#define PAPER 230
#define INK 30
#define BUDGET_US ((gint64)3 * G_USEC_PER_SEC) /* of cubbyctl scan */

/**
 * SheetRow:
 * @draw: from the text of a label to its modules
 * @prefix: of a text, before the number of three digits
 * @gap_px: of paper between two rows
 * @upright: the sheet is turned by a right angle
 */
typedef struct {
  const char *name;
  char *(*draw) (const char *text);
  const char *prefix;
  guint columns;
  guint rows;
  guint gap_px;
  gboolean upright;
} SheetRow;

static char *
draw_check_digit (const char *digits)
{
  guint sum = 0;
  for (guint i = 0; i < 12; i++)
    sum += (guint)(digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  g_autofree char *whole = g_strdup_printf ("%s%u", digits, (10 - sum % 10) % 10);
  return test_linear_draw_ean13 (whole);
}

static const SheetRow sheet_rows[] = {
    {"forty Code 128, twenty pixels apart, are all told", test_linear_draw_text, "BOX-", 4, 10, 20, FALSE},
    {"forty Code 128 on a sheet that stands upright are all told", test_linear_draw_text, "BOX-", 4, 10, 20,
     TRUE},
    {"forty EAN-13, twelve pixels apart, are all told", draw_check_digit, "893460113", 5, 8, 12, FALSE},
#if !TEST_SANITIZED
    {"two hundred Code 128 are all told", test_linear_draw_text, "S", 8, 25, 20, FALSE},
#endif
};

static void
draw_label (CubbyFrame *frame, const char *modules, guint left, guint top, gboolean upright)
{
  for (guint x = 0; x < strlen (modules) * MODULE_PX; x++)
    for (guint y = top; y < top + BARS_PX; y++) {
      guint at_x = upright ? y : left + x, at_y = upright ? left + x : y;
      frame->pixels[(gsize)at_y * frame->stride + at_x] = modules[x / MODULE_PX] == '1' ? INK : PAPER;
    }
}

static char *
name_label (const SheetRow *row, guint index)
{
  return g_strdup_printf ("%s%03u", row->prefix, index);
}

static CubbyFrame *
draw_sheet (const SheetRow *row, guint n)
{
  g_autofree char *first_text = name_label (row, 0);
  g_autofree char *first = row->draw (first_text);
  guint wide = ((guint)strlen (first) + 2 * QUIET) * MODULE_PX, high = BARS_PX + row->gap_px;
  guint width = row->columns * wide, height = row->rows * high;
  CubbyFrame *frame = row->upright ? cubby_frame_new (height, width) : cubby_frame_new (width, height);
  memset (frame->pixels, PAPER, (gsize)frame->stride * frame->height);
  for (guint i = 0; i < n; i++) {
    g_autofree char *text = name_label (row, i);
    g_autofree char *modules = row->draw (text);
    draw_label (frame, modules, i % row->columns * wide + QUIET * MODULE_PX,
                i / row->columns * high + row->gap_px / 2, row->upright);
  }
  return frame;
}

/* An EAN-13 has its check digit behind the text. */
static guint
count_told (const SheetRow *row, const GPtrArray *codes)
{
  guint n = 0;
  for (guint i = 0; i < row->columns * row->rows; i++) {
    g_autofree char *text = name_label (row, i);
    for (guint j = 0; j < codes->len; j++)
      n += g_str_has_prefix (((const CubbyCode *)g_ptr_array_index (codes, j))->text, text);
  }
  g_assert_cmpuint (n, ==, codes->len);
  return n;
}

static void
test_sheet (gconstpointer data)
{
  const SheetRow *row = data;
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) frame = draw_sheet (row, row->columns * row->rows);
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look_long (cascade, frame, CUBBY_SYMBOLOGIES_ALL, TEST_FEW (BUDGET_US, 20 * BUDGET_US));
  g_assert_cmpuint (count_told (row, codes), ==, row->columns * row->rows);
}

static guint
look_for_labels (CubbyLinearPlace *place, guint n_labels, guint symbologies, GPtrArray *codes)
{
  static const SheetRow row = {
      .draw = test_linear_draw_text, .prefix = "BOX-", .columns = 2, .rows = 3, .gap_px = 20};
  g_autoptr (CubbyFrame) frame = draw_sheet (&row, n_labels);
  cubby_linear_labels_look (place, frame, symbologies, cubby_budget_now () + 20 * BUDGET_US, codes);
  return cubby_linear_place_get_n_bands (place);
}

static void
test_known (void)
{
  CubbyLinearPlace *place = cubby_linear_place_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  guint n_bands = look_for_labels (place, 6, CUBBY_SYMBOLOGY_CODE128, codes);
  g_assert_cmpuint (codes->len, ==, 6);
  g_assert_cmpuint (n_bands, >=, 6);
  g_assert_cmpuint (look_for_labels (place, 6, CUBBY_SYMBOLOGY_CODE128, codes), ==, n_bands);
  g_assert_cmpuint (codes->len, ==, 6);
  cubby_linear_place_free (place);
}

static void
test_alone (void)
{
  CubbyLinearPlace *place = cubby_linear_place_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  look_for_labels (place, 3, CUBBY_SYMBOLOGY_CODE128, codes);
  g_assert_cmpuint (codes->len, ==, 0);
  look_for_labels (place, 6, CUBBY_SYMBOLOGIES_PRODUCT, codes);
  g_assert_cmpuint (codes->len, ==, 0);
  cubby_linear_place_free (place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sheet_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/decode/linear-labels/%s", sheet_rows[i].name);
    g_test_add_data_func (path, &sheet_rows[i], test_sheet);
  }
  g_test_add_func ("/hardware/scanner/decode/linear-labels/what was read is not looked at again", test_known);
  g_test_add_func (
      "/hardware/scanner/decode/linear-labels/a few places, or bars of another kind, are no sheet",
      test_alone);
  return g_test_run ();
}
