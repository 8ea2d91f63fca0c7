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

static gboolean
is_word (const char *sql, const char *c, const char *word)
{
  gsize length = strlen (word);
  return g_ascii_strncasecmp (c, word, length) == 0 && !g_ascii_isalnum (c[length]) && c[length] != '_' &&
         (c == sql || (!g_ascii_isalnum (c[-1]) && c[-1] != '_'));
}

const char *
cubby_sql_text_find_word (const char *sql, const char *word)
{
  const char *c = sql;
  while (c != NULL && *c != '\0' && !is_word (sql, c, word)) {
    const char *after = skip_quoted (c);
    if (*c == '(')
      after = cubby_sql_text_find_close (c);
    c = after != c ? after : c + 1;
  }
  return c != NULL && *c != '\0' ? c : NULL;
}

const char *
cubby_sql_text_find_close (const char *open)
{
  guint depth = 0;
  const char *c = open;
  while (*c != '\0') {
    const char *after = skip_quoted (c);
    depth += *c == '(';
    if (*c == ')' && --depth == 0)
      return c;
    c = after > c ? after : c + 1;
  }
  return NULL;
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
