/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/cascade.h"
#include "hardware/scanner/decode/still.h"
#include "hardware/scanner/decode/strategy.h"
#include "tests/hardware/scanner/decode/linear-scene.h"

#include <string.h>

#define MODULE_PX 4
#define HEIGHT 160
#define MODULES 95         /* of an EAN-13 */
#define LEFT (3 + 14 - 4)  /* up to a bar, space and bar like a guard, in the second digit */
#define RIGHT (3 + 14 - 4) /* the same from the right */
#define START_MODULES 11   /* of a Code 128 */
#define PAPER "0000000"
#define PAPER_LITTLE "00"
#define TILE "1111111111111111"
#define BARS "10110010111000100110" /* not of a code */

/* The eight in the middle are an EAN-8 of their own; what stands beside them ends as a guard does. */
typedef struct {
  const char *inner;
  const char *left;
  const char *right;
} Row;

static const Row rows[] = {
    {"94580730", "10", "4"},
    {"57368191", "53", "6"},
    {"96385074", "70", "6"},
    {"12345670", "23", "4"},
};

/* ISO/IEC 15420: the weights are 3 and 1 from the right. */
static char
check_digit (const char *digits)
{
  guint sum = 0;
  for (gsize length = strlen (digits), i = 0; i < length; i++)
    sum += (guint)(digits[length - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
  return (char)('0' + (10 - sum % 10) % 10);
}

/* Bars from edge to edge of the picture. */
static CubbyFrame *
draw (const char *modules)
{
  CubbyFrame *frame = cubby_frame_new ((guint)strlen (modules) * MODULE_PX, HEIGHT);
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++)
      frame->pixels[(gsize)y * frame->stride + x] = modules[x / MODULE_PX] == '1' ? 0 : 255;
  return frame;
}

static char *
draw_middle (const Row *row, const char *paper)
{
  g_autofree char *upca = g_strconcat ("0", row->left, row->inner, row->right, NULL);
  g_autofree char *digits = g_strdup_printf ("%s%c", upca, check_digit (upca));
  g_autofree char *modules = test_linear_draw_ean13 (digits);
  modules[MODULES - RIGHT] = '\0';
  return g_strconcat (paper, modules + LEFT, paper, NULL);
}

/* Alone, and as a camera shows it for a while. */
static GPtrArray *
look (const CubbyFrame *frame)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  GPtrArray *codes = cubby_cascade_look_long (cascade, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_STILL_BUDGET_US);
  for (guint i = 0; codes->len == 0 && i < cubby_strategies_count (); i++) {
    g_ptr_array_unref (codes);
    codes = cubby_cascade_look (cascade, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_CASCADE_BUDGET_US);
  }
  return codes;
}

/* @left, @right: what stands beside an EAN-8. */
static GPtrArray *
look_between (const Row *row, const char *left, const char *right)
{
  g_autofree char *ean8 = test_linear_draw_ean8 (row->inner);
  g_autofree char *modules = g_strconcat (left, ean8, right, NULL);
  g_autoptr (CubbyFrame) frame = draw (modules);
  return look (frame);
}

static void
test_cut (gconstpointer data)
{
  g_autofree char *modules = draw_middle (data, "");
  g_autoptr (CubbyFrame) frame = draw (modules);
  g_autoptr (GPtrArray) codes = look (frame);
  g_assert_cmpuint (codes->len, ==, 0);
}

static void
assert_told (GPtrArray *codes, const Row *row)
{
  g_assert_cmpuint (codes->len, ==, 1);
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  g_assert_cmpint (code->symbology, ==, CUBBY_SYMBOLOGY_EAN8);
  g_assert_cmpstr (code->text, ==, row->inner);
}

static void
test_paper (gconstpointer data)
{
  g_autoptr (GPtrArray) codes = look_between (data, PAPER, PAPER);
  assert_told (codes, data);
}

/* Less paper than GS1 asks for, as on many packs. */
static void
test_crowded (gconstpointer data)
{
  g_autoptr (GPtrArray) codes = look_between (data, TILE PAPER_LITTLE, PAPER_LITTLE TILE);
  assert_told (codes, data);
}

static void
test_among_bars (gconstpointer data)
{
  g_autoptr (GPtrArray) codes = look_between (data, BARS PAPER_LITTLE, PAPER_LITTLE BARS);
  g_assert_cmpuint (codes->len, ==, 0);
}

#define FINGERS_FROM (3 + 7)         /* the second digit, which begins with a space */
#define FINGERS_TO (3 + 42 + 5 + 35) /* the last but one, which ends with one */

/* Two fingers leave the middle of an EAN-13 and a space at both ends, as little paper as some packs have. */
static void
test_fingers (void)
{
  static const char digits[] = "029031042869";
  g_autofree char *all = g_strdup_printf ("%s%c", digits, check_digit (digits));
  g_autofree char *modules = test_linear_draw_ean13 (all);
  modules[FINGERS_TO] = '\0';
  g_autofree char *seen = g_strconcat (TILE, modules + FINGERS_FROM, TILE, NULL);
  g_autoptr (CubbyFrame) frame = draw (seen);
  g_autoptr (GPtrArray) codes = look (frame);
  g_assert_cmpuint (codes->len, ==, 0);
}

/* What is left when the start character is covered: it looks a little like a start, the space before it is as
 * wide as paper may be, and its check character is right. */
static void
test_without_start (void)
{
  g_autofree char *bars = test_linear_draw_text ("3OB0EV");
  g_autofree char *modules = g_strconcat (PAPER, bars + START_MODULES, PAPER, NULL);
  g_autoptr (CubbyFrame) frame = draw (modules);
  g_autoptr (GPtrArray) codes = look (frame);
  g_assert_cmpuint (codes->len, ==, 0);
}

typedef struct {
  const char *sentence;
  GTestDataFunc run;
} Sentence;

static const Sentence sentences[] = {
    {"the middle of a UPC-A that the edge cuts is no EAN-8", test_cut},
    {"an EAN-8 is told with its paper", test_paper},
    {"an EAN-8 with little paper is told where no bars stand beside it", test_crowded},
    {"what looks like an EAN-8 among other bars is none", test_among_bars},
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    for (guint j = 0; j < G_N_ELEMENTS (rows); j++) {
      g_autofree char *path =
          g_strdup_printf ("/hardware/scanner/decode/linear/%s/%s", sentences[i].sentence, rows[j].inner);
      g_test_add_data_func (path, &rows[j], sentences[i].run);
    }
  g_test_add_func ("/hardware/scanner/decode/linear/two fingers make no EAN-8 of a longer code",
                   test_fingers);
  g_test_add_func ("/hardware/scanner/decode/linear/a Code 128 without its start is none",
                   test_without_start);
  return g_test_run ();
}
