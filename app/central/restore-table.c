/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/restore-table.h"

#include <gio/gio.h>
#include <string.h>

/* Rows of one call. */
#define BATCH 500

struct _CubbyRestoreTable {
  CubbySql *sql;
  char *name;
  char *insert;
  char *types;        /* a letter for each column: t or n */
  GPtrArray *waiting; /* rows, JsonNode */
  gint64 n_rows;
};

/* Returns: the type of the column @name of @rows, or '\0'. */
static char
find_type (CubbySqlRows *rows, const char *name)
{
  for (int i = 0; name != NULL && i < cubby_sql_rows_get_n_columns (rows); i++)
    if (g_str_equal (cubby_sql_rows_get_name (rows, i), name))
      return cubby_sql_rows_get_type (rows, i) == 'i' ? 'n' : 't';
  return '\0';
}

/* Names are those of the table itself, so that a file cannot bring SQL of its own. */
static gboolean
make_insert (CubbyRestoreTable *self, JsonArray *columns, GError **error)
{
  g_autofree char *select = g_strdup_printf ("SELECT * FROM \"%s\" LIMIT 0", self->name);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (self->sql, error, select, "");
  if (rows == NULL)
    return FALSE;
  g_autoptr (GString) text = g_string_new ("");
  g_autoptr (GString) marks = g_string_new ("");
  g_autoptr (GString) types = g_string_new ("");
  for (guint i = 0; i < json_array_get_length (columns); i++) {
    JsonNode *node = json_array_get_element (columns, i);
    const char *name = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
    char type = find_type (rows, name);
    if (type == '\0') {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the table %s has no column %s", self->name,
                   name != NULL ? name : "(no name)");
      return FALSE;
    }
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? ", " : "", name);
    g_string_append (marks, i > 0 ? ", ?" : "?");
    g_string_append_c (types, type);
  }
  self->insert = g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s)", self->name, text->str, marks->str);
  self->types = g_strdup (types->str);
  return TRUE;
}

CubbyRestoreTable *
cubby_restore_table_new (CubbySql *sql, const char *name, JsonArray *columns, GError **error)
{
  g_autoptr (CubbyRestoreTable) self = g_new0 (CubbyRestoreTable, 1);
  self->sql = sql;
  self->name = g_strdup (name);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);
  return make_insert (self, columns, error) ? g_steal_pointer (&self) : NULL;
}

void
cubby_restore_table_free (CubbyRestoreTable *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->insert);
  g_free (self->types);
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

const char *
cubby_restore_table_get_name (CubbyRestoreTable *self)
{
  return self->name;
}

gint64
cubby_restore_table_get_n_rows (CubbyRestoreTable *self)
{
  return self->n_rows;
}

static gboolean
is_value (JsonNode *node, char type)
{
  if (json_node_is_null (node))
    return TRUE;
  return JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == (type == 't' ? G_TYPE_STRING : G_TYPE_INT64);
}

static gboolean
is_row (CubbyRestoreTable *self, JsonNode *node)
{
  JsonArray *row = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (row == NULL || json_array_get_length (row) != strlen (self->types))
    return FALSE;
  for (guint i = 0; self->types[i] != '\0'; i++)
    if (!is_value (json_array_get_element (row, i), self->types[i]))
      return FALSE;
  return TRUE;
}

gboolean
cubby_restore_table_add (CubbyRestoreTable *self, JsonNode *row, GError **error)
{
  gboolean good = is_row (self, row);
  g_ptr_array_add (self->waiting, row);
  if (!good) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "row %" G_GINT64_FORMAT " of the table %s has not its columns", self->n_rows + 1,
                 self->name);
    return FALSE;
  }
  self->n_rows++;
  return self->waiting->len < BATCH || cubby_restore_table_finish (self, error);
}

static JsonNode *
get_value (CubbyRestoreTable *self, guint row, guint column)
{
  return json_array_get_element (json_node_get_array (g_ptr_array_index (self->waiting, row)), column);
}

static CubbySqlColumn
make_texts (CubbyRestoreTable *self, guint column, GPtrArray *kept)
{
  const char **texts = g_new0 (const char *, self->waiting->len);
  for (guint row = 0; row < self->waiting->len; row++) {
    JsonNode *node = get_value (self, row, column);
    texts[row] = json_node_is_null (node) ? NULL : json_node_get_string (node);
  }
  g_ptr_array_add (kept, texts);
  return (CubbySqlColumn){.texts = texts};
}

static CubbySqlColumn
make_numbers (CubbyRestoreTable *self, guint column, GPtrArray *kept)
{
  gint64 *numbers = g_new0 (gint64, self->waiting->len);
  const gint64 **nullable = g_new0 (const gint64 *, self->waiting->len);
  for (guint row = 0; row < self->waiting->len; row++) {
    JsonNode *node = get_value (self, row, column);
    if (json_node_is_null (node))
      continue;
    numbers[row] = json_node_get_int (node);
    nullable[row] = &numbers[row];
  }
  g_ptr_array_add (kept, numbers);
  g_ptr_array_add (kept, nullable);
  return (CubbySqlColumn){.nullable = nullable};
}

gboolean
cubby_restore_table_finish (CubbyRestoreTable *self, GError **error)
{
  if (self->waiting->len == 0)
    return TRUE;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  g_autofree CubbySqlColumn *columns = g_new0 (CubbySqlColumn, strlen (self->types));
  for (guint i = 0; self->types[i] != '\0'; i++)
    columns[i] = self->types[i] == 't' ? make_texts (self, i, kept) : make_numbers (self, i, kept);
  gboolean good =
      cubby_sql_run_many (self->sql, error, self->insert, self->types, self->waiting->len, columns);
  g_ptr_array_set_size (self->waiting, 0);
  return good;
}
