/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-charset.h"

typedef struct {
  const char *name;
  const char *bytes;
  gsize length;
  CubbyScanCharset charset;
} Row;

#define BYTES(text) text, sizeof text - 1

static const Row rows[] = {
    {"nothing", BYTES (""), CUBBY_SCAN_CHARSET_UTF8},
    {"plain letters", BYTES ("CC1:6BF"), CUBBY_SCAN_CHARSET_UTF8},
    {"Chinese in UTF-8", BYTES ("MECARD:N:\xe6\xb8\xac\xe8\xa9\xa6;;"), CUBBY_SCAN_CHARSET_UTF8},
    {"UTF-8 with a zero in it", BYTES ("a\0\xc3\xa9\0"), CUBBY_SCAN_CHARSET_UTF8},
    {"UTF-8 that ends too early", BYTES ("caf\xc3"), CUBBY_SCAN_CHARSET_LATIN1},
    {"a zero before what is no UTF-8", BYTES ("a\0\xe9"), CUBBY_SCAN_CHARSET_LATIN1},
    {"an accent at the end", BYTES ("caf\xe9"), CUBBY_SCAN_CHARSET_LATIN1},
    {"an accent between letters is no pair",
     BYTES ("r\xe9"
            "el"),
     CUBBY_SCAN_CHARSET_LATIN1},
    {"German",
     BYTES ("Gr\xf6\xdf"
            "e M\xfcller \xa9"),
     CUBBY_SCAN_CHARSET_LATIN1},
    {"two capitals with accents", BYTES ("\xc9\xc0 la carte"), CUBBY_SCAN_CHARSET_LATIN1},
    {"kana of half width", BYTES ("*\xc3\xde\xbb\xde\xb2\xddQR*"), CUBBY_SCAN_CHARSET_SHIFT_JIS},
    {"katakana in pairs", BYTES ("hype\x83\x82\x83o\x83\x43\x83\x8b"), CUBBY_SCAN_CHARSET_SHIFT_JIS},
    {"kanji of the second level beside kana", BYTES ("\xe0\x9f\x82\xcc"), CUBBY_SCAN_CHARSET_SHIFT_JIS},
    {"a pair that ends too early", BYTES ("\x83\x82\x83"), CUBBY_SCAN_CHARSET_LATIN1},
    {"a pair whose second byte is none", BYTES ("\x83\x20"), CUBBY_SCAN_CHARSET_LATIN1},
    {"a pair whose second byte is a delete", BYTES ("\x83\x7f"), CUBBY_SCAN_CHARSET_LATIN1},
    {"a byte that leads nothing", BYTES ("\x82\xb1\xff"), CUBBY_SCAN_CHARSET_LATIN1},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_assert_cmpint (cubby_scan_guess_charset ((const guint8 *)row->bytes, row->length), ==, row->charset);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/scan-charset/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
