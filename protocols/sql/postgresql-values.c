/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/postgresql-values.h"

#include <string.h>

/* Of the server's catalogue, the same in every version. */
#define OID_BIGINT 20
#define OID_TEXT 25
#define OID_BIGINT_ARRAY 1016
#define OID_TEXT_ARRAY 1009

static void
values_set (CubbyPostgresqlValues *self, int value, const char *data, gsize length, int format)
{
  self->data[value] = data;
  self->lengths[value] = (int)length;
  self->formats[value] = format;
}

static void
values_alloc (CubbyPostgresqlValues *self, const char *types)
{
  self->n = (int)strlen (types);
  self->data = g_new0 (const char *, self->n);
  self->lengths = g_new0 (int, self->n);
  self->formats = g_new0 (int, self->n);
  self->kept = g_ptr_array_new_with_free_func (g_free);
}

/* The server refuses texts that are not UTF-8; nothing that it keeps can be like one, so a query finds none.
 */
static const char *
keep_valid (CubbyPostgresqlValues *self, const char *text)
{
  if (text == NULL || g_utf8_validate (text, -1, NULL))
    return text;
  char *valid = g_utf8_make_valid (text, -1);
  g_ptr_array_add (self->kept, valid);
  return valid;
}

static void
values_set_number (CubbyPostgresqlValues *self, int value, gint64 number)
{
  gint64 *big = g_new (gint64, 1);
  *big = GINT64_TO_BE (number);
  g_ptr_array_add (self->kept, big);
  values_set (self, value, (const char *)big, sizeof *big, 1);
}

void
cubby_postgresql_values_init (CubbyPostgresqlValues *self, const char *types, va_list *args)
{
  values_alloc (self, types);
  for (int i = 0; i < self->n; i++) {
    if (types[i] == 't') {
      values_set (self, i, keep_valid (self, va_arg (*args, const char *)), 0, 0);
      continue;
    }
    if (types[i] == 'i') {
      values_set_number (self, i, va_arg (*args, gint64));
      continue;
    }
    const gint64 *number = va_arg (*args, const gint64 *);
    if (number != NULL)
      values_set_number (self, i, *number);
  }
}

static void
append_int32 (GByteArray *bytes, gint32 number)
{
  gint32 big = GINT32_TO_BE (number);
  g_byte_array_append (bytes, (const guint8 *)&big, sizeof big);
}

static void
append_text (GByteArray *bytes, const char *text)
{
  if (text == NULL) {
    append_int32 (bytes, -1);
    return;
  }
  gsize length = strlen (text);
  append_int32 (bytes, (gint32)length);
  g_byte_array_append (bytes, (const guint8 *)text, (guint)length);
}

static void
append_number (GByteArray *bytes, const gint64 *number)
{
  if (number == NULL) {
    append_int32 (bytes, -1);
    return;
  }
  gint64 big = GINT64_TO_BE (*number);
  append_int32 (bytes, sizeof big);
  g_byte_array_append (bytes, (const guint8 *)&big, sizeof big);
}

/* An array as the server sends it: dimensions, whether there are nulls, the type, the length, from 1; the
 * values. */
static GByteArray *
make_array (CubbyPostgresqlValues *self, char type, guint n_rows, CubbySqlColumn column)
{
  GByteArray *bytes = g_byte_array_sized_new (20 + n_rows * 16);
  append_int32 (bytes, 1);
  append_int32 (bytes, type != 'i');
  append_int32 (bytes, type == 't' ? OID_TEXT : OID_BIGINT);
  append_int32 (bytes, (gint32)n_rows);
  append_int32 (bytes, 1);
  for (guint row = 0; row < n_rows; row++) {
    if (type == 't')
      append_text (bytes, keep_valid (self, column.texts[row]));
    else
      append_number (bytes, type == 'i' ? &column.ints[row] : column.nullable[row]);
  }
  return bytes;
}

void
cubby_postgresql_values_init_many (CubbyPostgresqlValues *self, const char *types, guint n_rows,
                                   const CubbySqlColumn *columns)
{
  values_alloc (self, types);
  for (int i = 0; i < self->n; i++) {
    gsize length = 0;
    char *data = (char *)g_byte_array_steal (make_array (self, types[i], n_rows, columns[i]), &length);
    g_ptr_array_add (self->kept, data);
    values_set (self, i, data, length, 1);
  }
}

void
cubby_postgresql_values_clear (CubbyPostgresqlValues *self)
{
  g_free (self->data);
  g_free (self->lengths);
  g_free (self->formats);
  g_ptr_array_unref (self->kept);
}

void
cubby_postgresql_list_types (const char *types, gboolean many, Oid *ret_types)
{
  for (guint i = 0; types[i] != '\0'; i++) {
    if (types[i] == 't')
      ret_types[i] = many ? OID_TEXT_ARRAY : OID_TEXT;
    else
      ret_types[i] = many ? OID_BIGINT_ARRAY : OID_BIGINT;
  }
}
