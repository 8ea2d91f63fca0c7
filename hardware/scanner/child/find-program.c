/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/find-program.h"

#include "hardware/scanner/child/decode-client.h"

/* In a build tree the programs lie in several folders; upwards from ours there is its root. */
static char *
find_in_build_tree (const char *place)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (self != NULL ? self : "/");
  if (g_str_equal (folder, CUBBY_BINDIR))
    return NULL;
  while (!g_str_equal (folder, "/") && !g_str_equal (folder, ".")) {
    g_autofree char *path = g_build_filename (folder, place, NULL);
    if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&path);
    char *above = g_path_get_dirname (folder);
    g_free (folder);
    folder = above;
  }
  return NULL;
}

char *
cubby_find_program (const char *variable, const char *place)
{
  const char *told = g_getenv (variable);
  if (told != NULL)
    return g_strdup (told);
  char *built = find_in_build_tree (place);
  if (built != NULL)
    return built;
  g_autofree char *name = g_path_get_basename (place);
  return g_build_filename (CUBBY_DECODE_PROGRAMS, name, NULL);
}

char *
cubby_decode_find_program (void)
{
  return cubby_find_program ("CUBBY_DECODE", "hardware/scanner/child/cubby-decode");
}
