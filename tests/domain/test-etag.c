/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/etag.h"

#define ABSENT CUBBY_ETAG_ABSENT
#define MATCH CUBBY_ETAG_MATCH
#define DIFFERENT CUBBY_ETAG_DIFFERENT
#define MALFORMED CUBBY_ETAG_MALFORMED

static const struct {
  const char *name;
  const char *field;
  const char *etag;
  CubbyEtagVerdict strong; /* If-Match */
  CubbyEtagVerdict weak;   /* If-None-Match */
} rows[] = {
    {"no condition", NULL, "\"7\"", ABSENT, ABSENT},
    {"the same tag", "\"7\"", "\"7\"", MATCH, MATCH},
    {"another tag", "\"6\"", "\"7\"", DIFFERENT, DIFFERENT},
    {"a tag that begins like it", "\"70\"", "\"7\"", DIFFERENT, DIFFERENT},
    {"a weak tag of the same", "W/\"7\"", "\"7\"", DIFFERENT, MATCH},
    {"a strong tag of a weak one", "\"7\"", "W/\"7\"", DIFFERENT, MATCH},
    {"two weak tags", "W/\"7\"", "W/\"7\"", DIFFERENT, MATCH},
    {"weak in small letters is no tag", "w/\"7\"", "\"7\"", MALFORMED, MALFORMED},
    {"a star and a thing", "*", "\"7\"", MATCH, MATCH},
    {"a star with blanks", " * ", "\"7\"", MATCH, MATCH},
    {"a star and nothing there", "*", NULL, DIFFERENT, DIFFERENT},
    {"a tag and nothing there", "\"7\"", NULL, DIFFERENT, DIFFERENT},
    {"the last of a list", "\"5\", \"6\",\"7\"", "\"7\"", MATCH, MATCH},
    {"none of a list", "\"5\", \"6\"", "\"7\"", DIFFERENT, DIFFERENT},
    {"the weak one of a list", "\"5\", W/\"7\"", "\"7\"", DIFFERENT, MATCH},
    {"weak and strong of the same", "W/\"7\", \"7\"", "\"7\"", MATCH, MATCH},
    {"empty elements", ", \"7\" ,,", "\"7\"", MATCH, MATCH},
    {"a comma inside a tag", "\"a,b\"", "\"a,b\"", MATCH, MATCH},
    {"an empty tag", "\"\"", "\"\"", MATCH, MATCH},
    {"bytes above ASCII", "\"\xc3\xa1\"", "\"\xc3\xa1\"", MATCH, MATCH},
    {"tags are case-sensitive", "\"A\"", "\"a\"", DIFFERENT, DIFFERENT},
    {"gzip of the same", "\"7-gzip\"", "\"7\"", MATCH, MATCH},
    {"gzip of both", "\"7-gzip\"", "\"7-gzip\"", MATCH, MATCH},
    {"gzip of another", "\"6-gzip\"", "\"7\"", DIFFERENT, DIFFERENT},
    {"weak gzip of the same", "W/\"7-gzip\"", "\"7\"", DIFFERENT, MATCH},
    {"a tag that is the word of a coding", "\"-gzip\"", "\"\"", DIFFERENT, DIFFERENT},
    {"an empty field", "", "\"7\"", MALFORMED, MALFORMED},
    {"only commas", ",,", "\"7\"", MALFORMED, MALFORMED},
    {"no quotes", "7", "\"7\"", MALFORMED, MALFORMED},
    {"one quote", "\"7", "\"7\"", MALFORMED, MALFORMED},
    {"single quotes", "'7'", "\"7\"", MALFORMED, MALFORMED},
    {"a star in a list", "\"6\", *", "\"7\"", MALFORMED, MALFORMED},
    {"a list after a star", "*, \"7\"", "\"7\"", MALFORMED, MALFORMED},
    {"no comma between", "\"6\" \"7\"", "\"7\"", MALFORMED, MALFORMED},
    {"a blank inside", "\"a b\"", "\"7\"", MALFORMED, MALFORMED},
    {"a control character inside", "\"a\x01\"", "\"7\"", MALFORMED, MALFORMED},
    {"a wrong one behind the right one", "\"7\", x", "\"7\"", MALFORMED, MALFORMED},
    {"W alone", "W/", "\"7\"", MALFORMED, MALFORMED},
};

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_etag_compare_strong (rows[i].field, rows[i].etag), ==, rows[i].strong);
  g_assert_cmpint (cubby_etag_compare_weak (rows[i].field, rows[i].etag), ==, rows[i].weak);
}

static void
test_made (void)
{
  g_autofree char *etag = cubby_etag_from_version (G_MAXINT64);
  g_assert_cmpstr (etag, ==, "\"9223372036854775807\"");
  g_autofree char *coded = cubby_etag_for_encoding (etag, "gzip");
  g_assert_cmpstr (coded, ==, "\"9223372036854775807-gzip\"");
  g_assert_cmpint (cubby_etag_compare_strong (coded, etag), ==, MATCH);
  g_autofree char *other = cubby_etag_from_version (-1);
  g_assert_cmpstr (other, ==, "\"-1\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/etag/", rows[i].name, NULL);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/domain/etag/a version is a strong tag and its gzip another", test_made);
  return g_test_run ();
}
