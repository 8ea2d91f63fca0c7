/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-record.h"

#include <string.h>

#define SAFE ",:/" /* what needs no percent sign in a value besides letters and digits */

static void
write_text (GString *text, const CubbyRecordField *field, gconstpointer at)
{
  g_string_append_uri_escaped (text, *(char *const *)at, SAFE, FALSE);
}

static gboolean
read_text (const CubbyRecordField *field, const char *value, gpointer at)
{
  char *plain = g_uri_unescape_string (value, NULL);
  *(char **)at = plain;
  return plain != NULL;
}

static void
clear_text (gpointer at)
{
  g_free (*(char **)at);
}

static void
write_list (GString *text, const CubbyRecordField *field, gconstpointer at)
{
  g_autofree char *joined = g_strjoinv (",", *(const GStrv *)at);
  g_string_append_uri_escaped (text, joined, SAFE, FALSE);
}

static gboolean
read_list (const CubbyRecordField *field, const char *value, gpointer at)
{
  g_autofree char *plain = g_uri_unescape_string (value, NULL);
  if (plain == NULL)
    return FALSE;
  *(GStrv *)at = g_strsplit (plain, ",", -1);
  return TRUE;
}

static void
clear_list (gpointer at)
{
  g_strfreev (*(GStrv *)at);
}

static void
write_unsigned (GString *text, guint64 number)
{
  char digits[20]; /* a printf for each of a hundred thousand numbers would be felt */
  gsize at = sizeof digits;
  do
    digits[--at] = (char)('0' + number % 10);
  while ((number /= 10) != 0);
  g_string_append_len (text, digits + at, (gssize)(sizeof digits - at));
}

static void
write_int64 (GString *text, const CubbyRecordField *field, gconstpointer at)
{
  gint64 number = *(const gint64 *)at;
  if (number < 0)
    g_string_append_c (text, '-');
  write_unsigned (text, number < 0 ? -(guint64)number : (guint64)number);
}

static gboolean
read_int64 (const CubbyRecordField *field, const char *value, gpointer at)
{
  return g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, at, NULL);
}

static void
write_uint64 (GString *text, const CubbyRecordField *field, gconstpointer at)
{
  write_unsigned (text, *(const guint64 *)at);
}

static gboolean
read_uint64 (const CubbyRecordField *field, const char *value, gpointer at)
{
  return g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, at, NULL);
}

static void
write_uint (GString *text, const CubbyRecordField *field, gconstpointer at)
{
  write_unsigned (text, *(const guint *)at);
}

static gboolean
read_uint (const CubbyRecordField *field, const char *value, gpointer at)
{
  guint64 number;
  guint64 max = field->kind == CUBBY_FIELD_FLAG ? 1 : G_MAXUINT;
  if (!g_ascii_string_to_unsigned (value, 10, 0, max, &number, NULL))
    return FALSE;
  *(guint *)at = (guint)number;
  return TRUE;
}

static void
write_flag (GString *text, const CubbyRecordField *field, gconstpointer at)
{
  g_string_append_c (text, *(const gboolean *)at ? '1' : '0');
}

static void
write_word (GString *text, const CubbyRecordField *field, gconstpointer at)
{
  g_string_append (text, field->word (*(const guint *)at));
}

static gboolean
read_word (const CubbyRecordField *field, const char *value, gpointer at)
{
  for (guint i = 0; i < field->n_words; i++) {
    if (strcmp (field->word (i), value) != 0)
      continue;
    *(guint *)at = i;
    return TRUE;
  }
  return FALSE;
}

static const struct {
  void (*write) (GString *text, const CubbyRecordField *field, gconstpointer at);
  gboolean (*read) (const CubbyRecordField *field, const char *value, gpointer at);
  void (*clear) (gpointer at);
  gsize size;
} kinds[CUBBY_N_FIELD_KINDS] = {
    [CUBBY_FIELD_TEXT] = {write_text, read_text, clear_text, sizeof (char *)},
    [CUBBY_FIELD_TEXT_OR_NONE] = {write_text, read_text, clear_text, sizeof (char *)},
    [CUBBY_FIELD_LIST] = {write_list, read_list, clear_list, sizeof (GStrv)},
    [CUBBY_FIELD_INT64] = {write_int64, read_int64, NULL, sizeof (gint64)},
    [CUBBY_FIELD_UINT64] = {write_uint64, read_uint64, NULL, sizeof (guint64)},
    [CUBBY_FIELD_UINT] = {write_uint, read_uint, NULL, sizeof (guint)},
    [CUBBY_FIELD_FLAG] = {write_flag, read_uint, NULL, sizeof (gboolean)},
    [CUBBY_FIELD_WORD] = {write_word, read_word, NULL, sizeof (guint)},
};

void
cubby_record_write (GString *text, const CubbyRecordField *fields, gconstpointer record)
{
  for (const CubbyRecordField *field = fields; field->name != NULL; field++) {
    gconstpointer at = (const char *)record + field->offset;
    g_string_append_c (text, ' ');
    g_string_append (text, field->name);
    if (field->kind == CUBBY_FIELD_TEXT_OR_NONE && *(char *const *)at == NULL)
      continue;
    g_string_append_c (text, '=');
    kinds[field->kind].write (text, field, at);
  }
}

/* Returns: what follows the field, or NULL. */
static const char *
read_field (gpointer at, const CubbyRecordField *field, const char *text)
{
  gsize length = strlen (field->name);
  if (*text != ' ' || strncmp (text + 1, field->name, length) != 0)
    return NULL;
  const char *value = text + 1 + length;
  if (*value != '=')
    return field->kind == CUBBY_FIELD_TEXT_OR_NONE && (*value == ' ' || *value == '\0') ? value : NULL;
  gsize size = strcspn (++value, " ");
  g_autofree char *raw = g_strndup (value, size);
  return kinds[field->kind].read (field, raw, at) ? value + size : NULL;
}

const char *
cubby_record_read (gpointer record, const CubbyRecordField *fields, const char *text, guint version)
{
  for (const CubbyRecordField *field = fields; field->name != NULL; field++) {
    gpointer at = (char *)record + field->offset;
    if (field->since > version) {
      if (field->kind == CUBBY_FIELD_LIST || field->kind == CUBBY_FIELD_TEXT)
        kinds[field->kind].read (field, "", at);
      continue;
    }
    const char *rest = read_field (at, field, text);
    if (rest == NULL)
      return text;
    text = rest;
  }
  return *text != '\0' ? text : NULL;
}

void
cubby_record_clear (gpointer record, const CubbyRecordField *fields)
{
  for (const CubbyRecordField *field = fields; field->name != NULL; field++) {
    gpointer at = (char *)record + field->offset;
    if (kinds[field->kind].clear != NULL)
      kinds[field->kind].clear (at);
    memset (at, 0, kinds[field->kind].size);
  }
}

gboolean
cubby_record_is_blank (gconstpointer record, const CubbyRecordField *fields)
{
  static const guint8 zeros[sizeof (guint64)];
  for (const CubbyRecordField *field = fields; field->name != NULL; field++)
    if (memcmp ((const char *)record + field->offset, zeros, kinds[field->kind].size) != 0)
      return FALSE;
  return TRUE;
}
