/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/catalogue.h"
#include "app/catalogue/range-import.h"
#include "tests/rig/answer.h"

#include <glib/gstdio.h>
#include <string.h>

/* The demonstration's range through cubbyctl: import, then search as an operator does. */
static const char *cubbyctl;
static const char *range;

static int
run (char **ret_out, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_ptr_array_add (words, (char *)cubbyctl);
  va_list args;
  va_start (args, ret_out);
  for (char *word = va_arg (args, char *); word != NULL; word = va_arg (args, char *))
    g_ptr_array_add (words, word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  g_auto (TestAnswer) answer = test_run ((const char *const *)words->pdata, "");
  *ret_out = g_strconcat (answer.out, answer.err, NULL);
  return answer.status;
}

static void
test_import_and_search (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cubby-range-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "catalogue.db", NULL);
  g_autofree char *said = NULL;
  g_autofree char *found = NULL;
  g_autofree char *thai = NULL;
  g_autofree char *nothing = NULL;
  g_assert_cmpint (run (&said, "catalogue", "import", range, path, NULL), ==, 0);
  g_assert_cmpint (run (&found, "search", "--catalogue", path, "ao", "thun", NULL), ==, 0);
  g_assert_nonnull (strstr (found, "Áo thun"));
  g_assert_cmpint (run (&thai, "search", "--catalogue", path, "--language", "th", "เสื้อยืด", NULL), ==, 0);
  g_assert_nonnull (strstr (thai, "เสื้อยืด"));
  g_assert_cmpint (run (&nothing, "search", "--catalogue", path, "qqqq", NULL), ==, 1);
  g_assert_cmpstr (nothing, ==, "");
  cubby_catalogue_remove_file (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_wrong (void)
{
  g_autofree char *absent = NULL;
  g_autofree char *no_range = NULL;
  g_autofree char *usage = NULL;
  g_assert_cmpint (run (&absent, "search", "--catalogue", "/nonexistent.db", "x", NULL), ==, 1);
  g_assert_nonnull (strstr (absent, "/nonexistent.db"));
  g_assert_cmpint (run (&no_range, "catalogue", "import", "/nonexistent.json", "/nonexistent/c.db", NULL), ==,
                   1);
  g_assert_cmpint (run (&usage, "search", "x", NULL), ==, 2);
}

static void
test_config_check (void)
{
  g_autofree char *examples = g_test_build_filename (G_TEST_DIST, "../../assets/examples/cubby.conf", NULL);
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;
  g_assert_cmpint (run (&good, "config", "check", examples, NULL), ==, 0);
  g_assert_nonnull (strstr (good, "24 doors on 3 boards"));
  g_assert_cmpint (run (&bad, "config", "check", range, NULL), ==, 1);
  g_assert_nonnull (strstr (bad, range));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc < 3)
    return 2;
  cubbyctl = argv[1];
  range = argv[2];
  g_test_add_func ("/catalogue/range/cubbyctl imports and searches", test_import_and_search);
  g_test_add_func ("/catalogue/range/cubbyctl names what is wrong", test_wrong);
  g_test_add_func ("/catalogue/range/cubbyctl checks a configuration", test_config_check);
  return g_test_run ();
}
