/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/conf-repeat.h"

#include <string.h>

/* The name between the brackets of @line, or NULL: it does not begin a group. */
static char *
take_group (const char *line)
{
  const char *end = line[0] == '[' ? strchr (line, ']') : NULL;
  return end != NULL ? g_strndup (line + 1, (gsize)(end - line - 1)) : NULL;
}

/* What stands before the equals sign of @line, or NULL: it sets nothing. */
static char *
take_key (const char *line)
{
  const char *end = line[0] != '#' ? strchr (line, '=') : NULL;
  return end != NULL ? g_strchomp (g_strndup (line, (gsize)(end - line))) : NULL;
}

static char *
describe (const char *group, const char *key, guint first, guint second)
{
  return g_strdup_printf (
      "[%s] %s: is set in line %u and again in line %u; keep one of them, or give the second "
      "of two groups [%s] a name of its own",
      group, key, first, second, group);
}

char *
cubby_conf_find_repeat (const char *text)
{
  g_autoptr (GHashTable) lines_of_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *group = g_strdup ("");
  for (guint i = 0; lines[i] != NULL; i++) {
    const char *line = g_strchug (lines[i]);
    g_autofree char *next_group = take_group (line);
    g_autofree char *key = next_group == NULL ? take_key (line) : NULL;
    if (next_group != NULL) {
      g_free (group);
      group = g_steal_pointer (&next_group);
    }
    if (key == NULL)
      continue;
    char *id = g_strconcat (group, "\n", key, NULL);
    guint before = GPOINTER_TO_UINT (g_hash_table_lookup (lines_of_keys, id));
    g_hash_table_insert (lines_of_keys, id, GUINT_TO_POINTER (i + 1));
    if (before > 0)
      return describe (group, key, before, i + 1);
  }
  return NULL;
}
