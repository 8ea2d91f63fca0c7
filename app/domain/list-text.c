/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/list-text.h"

#include <string.h>

char *
cubby_list_text_format (const char *kind, const char *store, guint64 version, const char *rows)
{
  return g_strdup_printf ("%s\nstore=%s\nversion=%" G_GUINT64_FORMAT "\n%s", kind, store, version, rows);
}

/* Moves @at over @expected. */
static gboolean
skip (const char **at, const char *expected)
{
  gsize length = strlen (expected);
  if (strncmp (*at, expected, length) != 0)
    return FALSE;
  *at += length;
  return TRUE;
}

static gboolean
read_version (const char **at, guint64 *ret_version)
{
  gsize length = strcspn (*at, "\n");
  g_autofree char *digits = g_strndup (*at, length);
  if ((*at)[length] != '\n' || !g_ascii_string_to_unsigned (digits, 10, 1, G_MAXINT64, ret_version, NULL))
    return FALSE;
  *at += length + 1;
  return TRUE;
}

const char *
cubby_list_text_read (const char *text, const char *kind, const char *store, guint64 newest,
                      guint64 *ret_version, const char **ret_rows)
{
  const char *at = text;
  if (!skip (&at, kind) || !skip (&at, "\nstore="))
    return "is of another kind";
  if (!skip (&at, store) || !skip (&at, "\n"))
    return "is of another store";
  if (!skip (&at, "version=") || !read_version (&at, ret_version))
    return "has no version";
  if (*ret_version > CUBBY_LIST_MOST_VERSION)
    return "has a version that no central service gives out";
  if (*ret_version < newest)
    return "is older than the one in force";
  *ret_rows = at;
  return NULL;
}
