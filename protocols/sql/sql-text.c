/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/sql-text.h"

#include <string.h>

/* Returns: after the quoted word or the comment that begins at @c; @c itself when there is none. */
static const char *
skip_quoted (const char *c)
{
  const char *end = NULL;
  if (*c == '\'' || *c == '"')
    end = strchr (c + 1, *c);
  else if (c[0] == '-' && c[1] == '-')
    end = strchr (c, '\n');
  else
    return c;
  return end != NULL ? end + 1 : c + strlen (c);
}

const char *
cubby_sql_text_find_mark (const char *sql)
{
  const char *c = sql;
  while (*c != '\0' && *c != '?') {
    const char *after = skip_quoted (c);
    c = after > c ? after : c + 1;
  }
  return *c == '?' ? c : NULL;
}

guint
cubby_sql_text_count_marks (const char *sql)
{
  guint n = 0;
  for (const char *mark = cubby_sql_text_find_mark (sql); mark != NULL;
       mark = cubby_sql_text_find_mark (mark + 1))
    n++;
  return n;
}

char *
cubby_sql_text_number_marks (const char *sql, const char *prefix)
{
  GString *text = g_string_new (NULL);
  guint n = 0;
  const char *from = sql;
  for (const char *mark = cubby_sql_text_find_mark (from); mark != NULL;
       mark = cubby_sql_text_find_mark (from)) {
    g_string_append_len (text, from, mark - from);
    g_string_append_printf (text, "%s%u", prefix, ++n);
    from = mark + 1;
  }
  g_string_append (text, from);
  return g_string_free (text, FALSE);
}
