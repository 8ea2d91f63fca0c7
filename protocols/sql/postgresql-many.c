/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/postgresql-many.h"
#include "protocols/sql/sql-text.h"
#include "protocols/sql/sql.h"

#include <string.h>

/* The arrays side by side, as rows of a table "cubby" with the columns cubby_1, cubby_2, … */
#define VALUE "cubby.cubby_"

static void
append_table (GString *text, const char *types, gboolean numbered)
{
  g_string_append (text, "unnest(");
  for (guint i = 0; types[i] != '\0'; i++)
    g_string_append_printf (text, "%s$%u::%s[]", i > 0 ? ", " : "", i + 1,
                            types[i] == 't' ? "text" : "bigint");
  g_string_append (text, numbered ? ") WITH ORDINALITY AS cubby (" : ") AS cubby (");
  for (guint i = 0; types[i] != '\0'; i++)
    g_string_append_printf (text, "%scubby_%u", i > 0 ? ", " : "", i + 1);
  g_string_append (text, numbered ? ", cubby_row)" : ")");
}

static char *
many_insert (const char *sql, const char *types)
{
  const char *values = cubby_sql_text_find_word (sql, "VALUES");
  const char *open = values != NULL ? strchr (values, '(') : NULL;
  const char *close = open != NULL ? cubby_sql_text_find_close (open) : NULL;
  if (close == NULL || cubby_sql_text_find_mark (close) != NULL)
    return NULL; /* what ON CONFLICT does cannot look at the arrays, only at "excluded" */
  g_autofree char *list = g_strndup (open + 1, close - open - 1);
  g_autofree char *numbered = cubby_sql_text_number_marks (list, VALUE);
  GString *text = g_string_new_len (sql, values - sql);
  g_string_append_printf (text, "SELECT %s FROM ", numbered);
  append_table (text, types, FALSE);
  g_string_append (text, close + 1);
  return g_string_free (text, FALSE);
}

/* @verb: what brings another table into an UPDATE or a DELETE */
static char *
many_change (const char *sql, const char *types, const char *verb)
{
  g_autofree char *numbered = cubby_sql_text_number_marks (sql, VALUE);
  const char *where = cubby_sql_text_find_word (numbered, "WHERE");
  if (where == NULL)
    return NULL;
  GString *text = g_string_new_len (numbered, where - numbered);
  g_string_append_printf (text, "%s ", verb);
  append_table (text, types, FALSE);
  g_string_append_printf (text, " %s", where);
  return g_string_free (text, FALSE);
}

static char *
many_update (const char *sql, const char *types)
{
  return many_change (sql, types, "FROM");
}

static char *
many_delete (const char *sql, const char *types)
{
  return many_change (sql, types, "USING");
}

static char *
many_select (const char *sql, const char *types)
{
  g_autofree char *numbered = cubby_sql_text_number_marks (sql, VALUE);
  GString *text = g_string_new ("SELECT part.* FROM ");
  append_table (text, types, TRUE);
  /* OFFSET 0: looked up row by row, whatever the planner thinks of a table that is still small: the plan is
   * kept while the table grows */
  g_string_append_printf (text, " CROSS JOIN LATERAL (%s OFFSET 0) AS part ORDER BY cubby.cubby_row",
                          numbered);
  return g_string_free (text, FALSE);
}

static const struct {
  const char *verb;
  char *(*write) (const char *sql, const char *types);
} verbs[] = {
    {"INSERT ", many_insert},
    {"UPDATE ", many_update},
    {"DELETE ", many_delete},
    {"SELECT ", many_select},
};

char *
cubby_postgresql_many_text (const char *sql, const char *types, GError **error)
{
  char *text = NULL;
  for (guint i = 0; *types != '\0' && i < G_N_ELEMENTS (verbs); i++)
    if (g_ascii_strncasecmp (sql, verbs[i].verb, strlen (verbs[i].verb)) == 0)
      text = verbs[i].write (sql, types);
  if (text == NULL)
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_UNSUPPORTED,
                 "not to be run for many rows (INSERT … VALUES (…), UPDATE … WHERE, DELETE … WHERE or SELECT "
                 "with values, in ON CONFLICT only \"excluded\"): %s",
                 sql);
  return text;
}
