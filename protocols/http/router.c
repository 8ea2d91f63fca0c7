/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/router.h"

#include <string.h>

/* Reads "{name}rest" at @pattern and what it stands for at @path. Returns the length taken of @path, or 0. */
static gsize
take_parameter (const char *pattern, const char *path, const char **ret_rest, GHashTable *parameters)
{
  const char *end = strchr (pattern, '}');
  const char *rest = end + 1;
  gsize segment = strcspn (path, "/");
  gsize tail = strcspn (rest, "/{");
  if (segment <= tail || strncmp (path + segment - tail, rest, tail) != 0)
    return 0;
  g_autofree char *value = g_uri_unescape_segment (path, path + segment - tail, "/");
  if (value == NULL || !g_utf8_validate (value, -1, NULL))
    return 0;
  if (parameters != NULL)
    g_hash_table_replace (parameters, g_strndup (pattern + 1, end - pattern - 1), g_steal_pointer (&value));
  *ret_rest = rest + tail;
  return segment;
}

gboolean
cubby_router_match (const char *pattern, const char *path, GHashTable *parameters)
{
  while (*pattern != '\0' && *path != '\0') {
    if (*pattern == '{') {
      gsize taken = take_parameter (pattern, path, &pattern, parameters);
      if (taken == 0)
        return FALSE;
      path += taken;
      continue;
    }
    if (*pattern++ != *path++)
      return FALSE;
  }
  return *pattern == '\0' && *path == '\0';
}
