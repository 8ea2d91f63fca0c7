/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/where.h"
#include "app/kiosk/words.h"

typedef struct {
  const char *door;
  const char *words;
} Row;

static const Row rows[] = {
    {"A1", "left, lowest row"},
    {"A2", "left, second row from below"},
    {"A4", "left, second row from the top"},
    {"A5", "left, highest row"},
    {"B1", "right, first column, lowest row"},
    {"C2", "right, second column, highest row"},
};

static CubbyBank *
make_bank (gboolean screen)
{
  static const char *const names[][5] = {{"A1", "A2", "A3", "A4", "A5"}, {NULL}, {"B1"}, {"C1", "C2"}};
  CubbyBank *bank = cubby_bank_new ();
  for (guint column = 0; column < G_N_ELEMENTS (names); column++) {
    if (column == 1 && !screen)
      continue;
    cubby_bank_add_column (bank, "column", 400, column == 1);
    for (guint i = 0; i < 5 && names[column][i] != NULL; i++)
      cubby_bank_add_compartment (bank, names[column][i], CUBBY_SIZE_S, 150, 120, 0, column * 8 + i);
  }
  return bank;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CubbyBank) bank = make_bank (TRUE);
  cubby_words_set_language ("en");
  CubbyWhere where;
  g_assert_true (cubby_where_find (bank, row->door, &where));
  g_autofree char *words = cubby_where_say (&where);
  g_assert_cmpstr (words, ==, row->words);
}

static void
test_unknown (void)
{
  g_autoptr (CubbyBank) bank = make_bank (TRUE);
  CubbyWhere where;
  g_assert_false (cubby_where_find (bank, "Z9", &where));
}

static void
test_without_screen (void)
{
  g_autoptr (CubbyBank) bank = make_bank (FALSE);
  CubbyWhere where;
  g_assert_true (cubby_where_find (bank, "B1", &where));
  g_assert_cmpint (where.side, ==, CUBBY_SIDE_NONE);
  g_assert_cmpuint (where.column, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cubby_words_init ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/where/%s is %s", rows[i].door, rows[i].words);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/kiosk/where/a door that is not there is not found", test_unknown);
  g_test_add_func ("/kiosk/where/without a screen columns count from the left", test_without_screen);
  return g_test_run ();
}
