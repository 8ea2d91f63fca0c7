/* SPDX-License-Identifier: Apache-2.0 */
/* What zbar tells of a Code 128: texts, and no codes that set up readers. */
#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/linear-code128-ends.h"

#include <string.h>

#define MODULE 3
#define HEIGHT 90
#define PAPER (20 * MODULE)
#define VALUES_MAX 12
#define A 103
#define B 104
#define C 105
#define FNC1 102
#define FNC2 97
#define FNC3 96
#define FNC4_B 100
#define TO_B 100
#define TO_C 99

typedef struct {
  const char *name;
  guint values[VALUES_MAX]; /* without check and stop */
  guint n;
  const char *text; /* NULL: is not told */
} Row;

static const Row rows[] = {
    {"letters", {B, 33, 34, 35, 36}, 5, "ABCD"},
    {"FNC3 before letters", {B, FNC3, 36, 37, 38}, 5, NULL},
    {"FNC3 among letters", {B, 33, 34, FNC3, 35}, 5, NULL},
    {"FNC3 behind letters", {B, 33, 34, 35, FNC3}, 5, NULL},
    {"FNC3 in set A", {A, FNC3, 33, 34, 35}, 5, NULL},
    {"FNC2 joins codes", {B, FNC2, 33, 34, 35}, 5, NULL},
    {"FNC4 leaves ASCII", {B, 33, FNC4_B, 34, 35}, 5, NULL},
    {"pairs 96 and 97 are digits", {C, 96, 97, 12, 34}, 5, "96971234"},
    {"letters and pairs", {B, 33, TO_C, 96, 97, TO_B, 34}, 7, "A9697B"},
    {"FNC3 and digits behind", {B, FNC3, TO_C, 12, 34, 56}, 6, NULL},
};

static void
append (GByteArray *modules, const char *widths)
{
  guint8 dark = 1;
  for (; *widths != '\0'; widths++, dark ^= 1)
    for (int left = (*widths - '0') * MODULE; left > 0; left--)
      g_byte_array_append (modules, &dark, 1);
}

/* @turns: quarters of a turn */
static CubbyFrame *
draw (const Row *row, guint turns)
{
  g_autoptr (GByteArray) modules = g_byte_array_new ();
  guint sum = row->values[0];
  for (guint i = 0; i < row->n; i++) {
    sum += i * row->values[i];
    append (modules, cubby_linear_code128_widths[row->values[i]]);
  }
  append (modules, cubby_linear_code128_widths[sum % 103]);
  append (modules, "2331112");
  guint length = modules->len + 2 * PAPER, height = HEIGHT + 2 * PAPER;
  gboolean lies = turns % 2 == 0;
  CubbyFrame *frame = cubby_frame_new (lies ? length : height, lies ? height : length);
  memset (frame->pixels, 240, (gsize)frame->stride * frame->height);
  for (guint i = 0; i < modules->len; i++)
    for (guint j = 0; j < HEIGHT && modules->data[i] != 0; j++) {
      guint along = turns < 2 ? PAPER + i : length - 1 - PAPER - i;
      guint x = lies ? along : PAPER + j, y = lies ? PAPER + j : along;
      frame->pixels[(gsize)y * frame->stride + x] = 20;
    }
  return frame;
}

/* A lamp at one end, and something black beside the paper. */
static void
shade (CubbyFrame *frame, guint turns)
{
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++) {
      guint along = turns % 2 == 0 ? x : y, length = turns % 2 == 0 ? frame->width : frame->height;
      guint8 *pixel = &frame->pixels[(gsize)y * frame->stride + x];
      *pixel = along < PAPER / 3 ? 4 : (guint8)(*pixel * (length + 2 * along) / (3 * length));
    }
}

static void
check (const Row *row, guint turns, gboolean shaded)
{
  g_autoptr (CubbyFrame) frame = draw (row, turns);
  if (shaded)
    shade (frame, turns);
  g_autoptr (CubbyDecoder) decoder = cubby_decoder_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_decoder_read (decoder, frame, CUBBY_SYMBOLOGY_CODE128, 1, codes);
  g_assert_cmpuint (codes->len, ==, row->text != NULL ? 1 : 0);
  if (row->text != NULL)
    g_assert_cmpstr (((CubbyCode *)g_ptr_array_index (codes, 0))->text, ==, row->text);
}

static void
test_row (gconstpointer data)
{
  for (guint turns = 0; turns < 4; turns++)
    check (data, turns, FALSE);
}

static void
test_shaded (gconstpointer data)
{
  for (guint turns = 0; turns < 4; turns++)
    check (data, turns, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/decode/code128-functions/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
    g_autofree char *shaded =
        g_strdup_printf ("/hardware/scanner/decode/code128-functions/%s, where light changes", rows[i].name);
    g_test_add_data_func (shaded, &rows[i], test_shaded);
  }
  return g_test_run ();
}
