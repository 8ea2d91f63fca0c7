/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/language.h"

typedef struct {
  const char *name;
  const char *wanted;
  const char *accepted;
  const char *expected;
} Row;

static const Row rows[] = {
    {"what is asked for by name goes first", "th", "en", "th"},
    {"a name we do not know does not", "fr", "en-GB, vi;q=0.5", "en"},
    {"the first of equals", NULL, "th-TH,en", "th"},
    {"the heaviest", NULL, "en;q=0.3, fr, th; q=0.8", "th"},
    {"what weighs nothing is not wanted", NULL, "en;q=0", "vi"},
    {"none of ours is Vietnamese", NULL, "fr-FR, *", "vi"},
    {"a longer word is no tag of ours", NULL, "enx, th", "th"},
    {"nothing at all is Vietnamese", NULL, NULL, "vi"},
    {"an empty list is Vietnamese", "", ",;,q=1", "vi"},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_assert_cmpstr (cubby_language_choose (row->wanted, row->accepted), ==, row->expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/language/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
