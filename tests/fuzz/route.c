/* SPDX-License-Identifier: Apache-2.0 */
/* The path of a request: its parameters are text without a NUL, and put into the pattern they give a path
 * that matches with the same parameters. */
#include "app/central/central.h"
#include "protocols/http/router.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* The pattern with its parameters in place, each escaped. */
static char *
fill (const char *pattern, GHashTable *parameters)
{
  GString *path = g_string_new (NULL);
  for (const char *at = pattern; *at != '\0'; at++) {
    if (*at != '{') {
      g_string_append_c (path, *at);
      continue;
    }
    const char *end = strchr (at, '}');
    g_autofree char *name = g_strndup (at + 1, (gsize)(end - at - 1));
    g_autofree char *escaped = g_uri_escape_string (g_hash_table_lookup (parameters, name), NULL, FALSE);
    g_string_append (path, escaped);
    at = end;
  }
  return g_string_free (path, FALSE);
}

static void
check_same (GHashTable *one, GHashTable *other)
{
  GHashTableIter iter;
  gpointer name, value;
  g_assert_cmpuint (g_hash_table_size (one), ==, g_hash_table_size (other));
  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    g_assert_true (g_utf8_validate (value, -1, NULL));
    g_assert_cmpstr (value, !=, "");
    g_assert_cmpstr (g_hash_table_lookup (other, name), ==, value);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *path = fuzz_text (data, size);
  for (guint i = 0; i < cubby_central_n_routes; i++) {
    const char *pattern = cubby_central_routes[i].pattern;
    g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr (GHashTable) again = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    if (!cubby_router_match (pattern, path, found))
      continue;
    g_autofree char *filled = fill (pattern, found);
    g_assert_true (cubby_router_match (pattern, filled, again));
    check_same (found, again);
  }
  return 0;
}
