/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/json-text.h"

struct _CubbyJsonText {
  GString *text;
  gboolean follows; /* something stands before, in the same object or array */
};

CubbyJsonText *
cubby_json_text_new (void)
{
  CubbyJsonText *self = g_new0 (CubbyJsonText, 1);
  self->text = g_string_sized_new (256);
  return self;
}

void
cubby_json_text_free (CubbyJsonText *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
append_escaped (GString *text, const char *value)
{
  const char *begin = value; /* of what needs no escape and is not copied yet */
  g_string_append_c (text, '"');
  for (const char *c = value; *c != '\0'; c++) {
    gboolean quoted = *c == '"' || *c == '\\';
    if (!quoted && (guchar)*c >= 0x20)
      continue;
    g_string_append_len (text, begin, c - begin);
    begin = c + 1;
    if (quoted) {
      g_string_append_c (text, '\\');
      g_string_append_c (text, *c);
    } else {
      g_string_append_printf (text, "\\u%04x", (guint)(guchar)*c);
    }
  }
  g_string_append (text, begin);
  g_string_append_c (text, '"');
}

static void
begin_value (CubbyJsonText *self, const char *name)
{
  if (self->follows)
    g_string_append_c (self->text, ',');
  self->follows = TRUE;
  if (name == NULL)
    return;
  append_escaped (self->text, name);
  g_string_append_c (self->text, ':');
}

static void
open_bracket (CubbyJsonText *self, const char *name, char bracket)
{
  begin_value (self, name);
  g_string_append_c (self->text, bracket);
  self->follows = FALSE;
}

static void
close_bracket (CubbyJsonText *self, char bracket)
{
  g_string_append_c (self->text, bracket);
  self->follows = TRUE;
}

void
cubby_json_text_open_object (CubbyJsonText *self, const char *name)
{
  open_bracket (self, name, '{');
}

void
cubby_json_text_close_object (CubbyJsonText *self)
{
  close_bracket (self, '}');
}

void
cubby_json_text_open_array (CubbyJsonText *self, const char *name)
{
  open_bracket (self, name, '[');
}

void
cubby_json_text_close_array (CubbyJsonText *self)
{
  close_bracket (self, ']');
}

void
cubby_json_text_string (CubbyJsonText *self, const char *name, const char *value)
{
  begin_value (self, name);
  if (value == NULL)
    g_string_append (self->text, "null");
  else
    append_escaped (self->text, value);
}

void
cubby_json_text_int (CubbyJsonText *self, const char *name, gint64 value)
{
  begin_value (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
cubby_json_text_boolean (CubbyJsonText *self, const char *name, gboolean value)
{
  begin_value (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

void
cubby_json_text_raw (CubbyJsonText *self, const char *name, const char *json)
{
  begin_value (self, name);
  g_string_append (self->text, json != NULL ? json : "null");
}

char *
cubby_json_text_steal (CubbyJsonText *self)
{
  char *text = g_string_free (self->text, FALSE);
  self->text = g_string_new (NULL);
  self->follows = FALSE;
  return text;
}
