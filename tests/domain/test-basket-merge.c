/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/basket-merge.h"

#include <stdlib.h>

/* A basket is written "A2 B1"; NULL: there is none. */
static const struct {
  const char *name;
  const char *base, *mine, *theirs, *merged;
} rows[] = {
    {"what I put in joins what is there", "A1", "A1 B1", "A1", "A1 B1"},
    {"what they put in stays", "A1", "A1", "A1 C1", "A1 C1"},
    {"both put in other things", "A1", "A1 B1", "A1 C1", "A1 C1 B1"},
    {"both put in one more of the same", "A1", "A2", "A2", "A3"},
    {"what I took out goes", "A1 B1", "B1", "A1 B1", "B1"},
    {"what they took out goes", "A1 B1", "A1 B1", "B1", "B1"},
    {"both took it out: it is gone, not fewer than none", "A1", "", "", ""},
    {"I take out, they put in one more", "A2", "A1", "A3", "A2"},
    {"never more than may be", "A19", "A20", "A20", "A20"},
    {"two that never met hold both wishes", NULL, "A1 B2", "C1", "C1 A1 B2"},
    {"and the larger number of what is in both", NULL, "A1", "A3", "A3"},
    {"nothing and something is something", NULL, "", "A1", "A1"},
};

static const char *const letters[] = {['A'] = "A", ['B'] = "B", ['C'] = "C"};

static GArray *
read_basket (const char *text)
{
  if (text == NULL)
    return NULL;
  GArray *basket = g_array_new (FALSE, FALSE, sizeof (CubbyBasketPiece));
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++) {
    CubbyBasketPiece piece = {.sku = letters[(guchar)words[i][0]], .quantity = atoi (words[i] + 1)};
    g_array_append_val (basket, piece);
  }
  return basket;
}

static void
test_merge (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  GArray *base = read_basket (rows[row].base);
  g_autoptr (GArray) mine = read_basket (rows[row].mine);
  g_autoptr (GArray) theirs = read_basket (rows[row].theirs);
  g_autoptr (GArray) merged = cubby_basket_merge (base, mine, theirs, 20);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < merged->len; i++) {
    const CubbyBasketPiece *piece = &g_array_index (merged, CubbyBasketPiece, i);
    g_string_append_printf (text, "%s%s%d", i > 0 ? " " : "", piece->sku, (int)piece->quantity);
  }
  g_assert_cmpstr (text->str, ==, rows[row].merged);
  g_clear_pointer (&base, g_array_unref);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/basket merge/%u %s", i + 1, rows[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_merge);
  }
  return g_test_run ();
}
