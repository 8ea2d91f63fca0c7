/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-kind.h"

typedef struct {
  const char *name;
  const char *text;
  CubbyScanKind kind;
  const char *value;
} Row;

static const Row rows[] = {
    {"a pass begins with CC1", "CC1:6BF+70$", CUBBY_SCAN_PASS, "CC1:6BF+70$"},
    {"a pass keeps its spaces inside", "CC1:A B", CUBBY_SCAN_PASS, "CC1:A B"},
    {"a line end of a serial reader does not count", "CC1:AB\r\n", CUBBY_SCAN_PASS, "CC1:AB"},
    {"a badge", "CB1:B-1001", CUBBY_SCAN_BADGE, "B-1001"},
    {"a badge without an id is nothing", "CB1:", CUBBY_SCAN_UNKNOWN, NULL},
    {"a badge with a strange id is nothing", "CB1:B/1", CUBBY_SCAN_UNKNOWN, NULL},
    {"a basket by its page", "https://shop.example/b/0192-ab", CUBBY_SCAN_BASKET, "0192-ab"},
    {"a basket on a desk", "http://127.0.0.1:8080/b/0192-ab", CUBBY_SCAN_BASKET, "0192-ab"},
    {"a basket by its short form", "CBK1:0192-ab", CUBBY_SCAN_BASKET, "0192-ab"},
    {"another page is nothing", "https://shop.example/p/0192-ab", CUBBY_SCAN_UNKNOWN, NULL},
    {"a page below the basket is nothing", "https://shop.example/b/0192/x", CUBBY_SCAN_UNKNOWN, NULL},
    {"an address without a host is nothing", "https:///b/0192", CUBBY_SCAN_UNKNOWN, NULL},
    {"a bare SSCC", "008931234500000018", CUBBY_SCAN_LABEL, "008931234500000018"},
    {"an SSCC with its application identifier", "00008931234500000018", CUBBY_SCAN_LABEL,
     "008931234500000018"},
    {"an SSCC as a person reads it", "(00)008931234500000018", CUBBY_SCAN_LABEL, "008931234500000018"},
    {"an SSCC with the reader's symbology", "]C100008931234500000018", CUBBY_SCAN_LABEL,
     "008931234500000018"},
    {"an SSCC with a wrong check digit is nothing", "008931234500000011", CUBBY_SCAN_UNKNOWN, NULL},
    {"an EAN-13", "8931234500016", CUBBY_SCAN_GTIN, "08931234500016"},
    {"an EAN-8", "96385074", CUBBY_SCAN_GTIN, "00000096385074"},
    {"a UPC-A", "036000291452", CUBBY_SCAN_GTIN, "00036000291452"},
    {"a GTIN-14", "08931234500016", CUBBY_SCAN_GTIN, "08931234500016"},
    {"a GTIN with a wrong check digit is nothing", "8931234500017", CUBBY_SCAN_UNKNOWN, NULL},
    {"a pickup code", "ABCDE-FGHJK", CUBBY_SCAN_CODE, "ABCDEFGHJK"},
    {"a pickup code in small letters", "abcdefghjk", CUBBY_SCAN_CODE, "ABCDEFGHJK"},
    {"letters that look like digits are read as digits", "OIL00-00000", CUBBY_SCAN_CODE, "0110000000"},
    {"a pickup code of digits only", "0123456789", CUBBY_SCAN_CODE, "0123456789"},
    {"U is no character of a code", "UBCDEFGHJK", CUBBY_SCAN_UNKNOWN, NULL},
    {"eleven characters are no code", "ABCDEFGHJKM", CUBBY_SCAN_UNKNOWN, NULL},
    {"nothing", "", CUBBY_SCAN_UNKNOWN, NULL},
    {"text that is no UTF-8", "\xff\xfe", CUBBY_SCAN_UNKNOWN, NULL},
    {"words", "hello", CUBBY_SCAN_UNKNOWN, NULL},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *value = NULL;
  g_assert_cmpstr (cubby_scan_kind_to_string (cubby_scan_classify (row->text, &value)), ==,
                   cubby_scan_kind_to_string (row->kind));
  g_assert_cmpstr (value, ==, row->value);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/scan-kind/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
