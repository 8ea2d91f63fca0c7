/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/row-buffer.h"

#include <string.h>

/* A column of numbers, or of texts. */
typedef union {
  gint64 number;
  const char *text;
} Cell;

struct _CubbyRowBuffer {
  const char *sql;
  const char *types;
  guint n_columns;
  GArray **columns; /* each of Cell */
  guint n_rows;
};

/* What is handed to the engine are arrays of one kind; a cell has the size of either. */
G_STATIC_ASSERT (sizeof (Cell) == sizeof (gint64));
G_STATIC_ASSERT (sizeof (Cell) == sizeof (const char *));

CubbyRowBuffer *
cubby_row_buffer_new (const char *sql, const char *types)
{
  CubbyRowBuffer *self = g_new0 (CubbyRowBuffer, 1);
  self->sql = sql;
  self->types = types;
  self->n_columns = (guint)strlen (types);
  self->columns = g_new0 (GArray *, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i] = g_array_new (FALSE, FALSE, sizeof (Cell));
  return self;
}

void
cubby_row_buffer_free (CubbyRowBuffer *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    g_array_unref (self->columns[i]);
  g_free (self->columns);
  g_free (self);
}

void
cubby_row_buffer_add (CubbyRowBuffer *self, GStringChunk *texts, va_list *values)
{
  for (guint i = 0; i < self->n_columns; i++) {
    Cell cell = {0};
    if (self->types[i] == 'i') {
      cell.number = va_arg (*values, gint64);
    } else {
      const char *text = va_arg (*values, const char *);
      cell.text = text != NULL ? g_string_chunk_insert (texts, text) : NULL;
    }
    g_array_append_val (self->columns[i], cell);
  }
  self->n_rows++;
}

guint
cubby_row_buffer_get_n (CubbyRowBuffer *self)
{
  return self->n_rows;
}

void
cubby_row_buffer_truncate (CubbyRowBuffer *self, guint n)
{
  if (n >= self->n_rows)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    g_array_set_size (self->columns[i], n);
  self->n_rows = n;
}

gboolean
cubby_row_buffer_flush (CubbyRowBuffer *self, CubbySql *sql, GError **error)
{
  if (self->n_rows == 0)
    return TRUE;
  g_autofree CubbySqlColumn *columns = g_new0 (CubbySqlColumn, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++) {
    if (self->types[i] == 'i')
      columns[i].ints = (const gint64 *)(gconstpointer)self->columns[i]->data;
    else
      columns[i].texts = (const char *const *)(gconstpointer)self->columns[i]->data;
  }
  gboolean done = cubby_sql_post_many (sql, error, self->sql, self->types, self->n_rows, columns);
  cubby_row_buffer_truncate (self, 0);
  return done;
}
