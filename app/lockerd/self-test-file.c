/* SPDX-License-Identifier: Apache-2.0 */
/* A report a file: its name is its time, so that the order of the names is that of the tests. */
#include "app/lockerd/self-test-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define PREFIX "self-test-"
#define SUFFIX ".txt"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Returns: (transfer full): the names of the reports, the oldest first. */
static GPtrArray *
list_names (const char *directory)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, PREFIX) && g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
remove_oldest (const char *directory)
{
  g_autoptr (GPtrArray) names = list_names (directory);
  for (guint i = 0; i + CUBBY_SELF_TESTS_KEPT < names->len; i++) {
    g_autofree char *path = g_build_filename (directory, g_ptr_array_index (names, i), NULL);
    g_unlink (path);
  }
}

gboolean
cubby_self_test_save (const CubbySelfTest *test, const char *directory, GError **error)
{
  g_autofree char *name = g_strdup_printf (PREFIX "%015" G_GINT64_FORMAT SUFFIX, test->at_ms);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *text = cubby_self_test_format (test);
  if (g_mkdir_with_parents (directory, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, (int)g_file_error_from_errno (errno), "%s: %s", directory,
                 g_strerror (errno));
    return FALSE;
  }
  if (!g_file_set_contents (path, text, -1, error))
    return FALSE;
  remove_oldest (directory);
  return TRUE;
}

CubbySelfTest *
cubby_self_test_load_newest (const char *directory)
{
  g_autoptr (GPtrArray) names = list_names (directory);
  for (guint i = names->len; i > 0; i--) {
    g_autofree char *path = g_build_filename (directory, g_ptr_array_index (names, i - 1), NULL);
    g_autofree char *text = NULL;
    CubbySelfTest *test = NULL;
    if (g_file_get_contents (path, &text, NULL, NULL))
      test = cubby_self_test_parse (text);
    if (test != NULL)
      return test;
  }
  return NULL;
}
