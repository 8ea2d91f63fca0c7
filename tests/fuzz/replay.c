/* SPDX-License-Identifier: Apache-2.0 */
/* Gives a target the files of its corpus, a case a folder, and its regressions, a case a file: so that the
 * findings of the fuzzers stay found in a build by any compiler. */
#include "tests/fuzz/fuzz.h"

#include <errno.h>

static guint
replay_file (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_autofree guint8 *exact = g_memdup2 (bytes, MAX (length, 1)); /* so that what reads past its end is seen */
  g_test_message ("%s", path);
  g_assert_cmpint (LLVMFuzzerTestOneInput (exact, length), ==, 0);
  return 1;
}

static guint
for_each (const char *folder, guint (*visit) (const char *path))
{
  guint n = 0;
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  for (const char *name = directory != NULL ? g_dir_read_name (directory) : NULL; name != NULL;
       name = g_dir_read_name (directory)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    n += visit (path);
  }
  return n;
}

static void
replay_corpus (gconstpointer data)
{
  g_assert_cmpuint (for_each (data, replay_file), >, 0);
}

static void
replay_one (gconstpointer data)
{
  replay_file (data);
}

static guint
add_one (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *test = g_strconcat ("/fuzz/found before: ", name, NULL);
  g_test_add_data_func_full (test, g_strdup (path), replay_one, g_free);
  return 1;
}

/* The folders of the target: of its corpus, and of its regressions, which need not be there. */
int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  LLVMFuzzerInitialize (&argc, &argv);
  g_test_add_data_func ("/fuzz/the corpus does no harm", argv[1], replay_corpus);
  for_each (argv[2], add_one);
  return g_test_run ();
}
