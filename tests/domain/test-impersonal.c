/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/impersonal.h"

typedef struct {
  const char *name;
  const char *text;
  gboolean good;
} Row;

static const Row rows[] = {
    {"a plain reason", "the key is lost", TRUE},
    {"another language", "hộc bị kẹt, khách đang đợi", TRUE},
    {"a label", "parcel 00893000000000000017 does not come out", TRUE},
    {"a door and a time", "A3 stuck since 10:45", TRUE},
    {"a day", "as on 2026-11-22", TRUE},
    {"nothing", "", TRUE},
    {"a telephone number", "call 0912345678", FALSE},
    {"one with blanks", "khách 0912 345 678", FALSE},
    {"one with marks", "+66 (0)8-1234-5678.", FALSE},
    {"one in Thai digits", "โทร ๐๘๑๒๓๔๕๖๗๘", FALSE},
    {"one before a word", "0912345678 hat angerufen", FALSE},
    {"the longest there is", "+123456789012345", FALSE},
    {"an address", "ask lan@example.com", FALSE},
    {"an address in wide letters", "ask lan＠example.com", FALSE},
};

static void
judge (gconstpointer data)
{
  const Row *row = data;
  g_assert_cmpint (cubby_text_is_impersonal (row->text), ==, row->good);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/impersonal/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], judge);
  }
  return g_test_run ();
}
