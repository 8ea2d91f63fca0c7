/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/event-parser.h"

#include <string.h>

struct _CubbyEventParser {
  CubbyServerEventFunc func;
  gpointer func_data;
  gsize max_event;
  GString *line;
  GString *data;
  GString *type;
  GString *id; /* of the event under way: it counts when the event is complete */
  char *last_id;
  gint64 retry_ms;
  guint64 n_lines;   /* the first one may start with a BOM */
  gboolean after_cr; /* a line feed now belongs to the line before */
  gboolean broken;
};

CubbyEventParser *
cubby_event_parser_new (gsize max_event, CubbyServerEventFunc func, gpointer data)
{
  CubbyEventParser *self = g_new0 (CubbyEventParser, 1);
  self->func = func;
  self->func_data = data;
  self->max_event = max_event;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->type = g_string_new (NULL);
  self->id = g_string_new (NULL);
  self->last_id = g_strdup ("");
  self->retry_ms = -1;
  return self;
}

void
cubby_event_parser_free (CubbyEventParser *self)
{
  if (self == NULL)
    return;
  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_string_free (self->type, TRUE);
  g_string_free (self->id, TRUE);
  g_free (self->last_id);
  g_free (self);
}

/* A blank line: the event is complete. One without data is not told, but its id counts. */
static void
parser_dispatch (CubbyEventParser *self)
{
  if (strcmp (self->last_id, self->id->str) != 0) {
    g_free (self->last_id);
    self->last_id = g_strdup (self->id->str);
  }
  if (self->data->len > 0) {
    g_string_truncate (self->data, self->data->len - 1); /* the line feed after the last line */
    CubbyServerEvent event = {
        .id = self->last_id,
        .type = self->type->len > 0 ? self->type->str : "message",
        .data = self->data->str,
    };
    self->func (&event, self->func_data);
  }
  g_string_truncate (self->data, 0);
  g_string_truncate (self->type, 0);
}

static void
on_data (CubbyEventParser *self, const char *value)
{
  g_string_append (self->data, value);
  g_string_append_c (self->data, '\n');
}

static void
on_event (CubbyEventParser *self, const char *value)
{
  g_string_assign (self->type, value);
}

static void
on_id (CubbyEventParser *self, const char *value)
{
  g_string_assign (self->id, value);
}

static void
on_retry (CubbyEventParser *self, const char *value)
{
  guint64 retry_ms = 0;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &retry_ms, NULL))
    self->retry_ms = (gint64)retry_ms;
}

static const struct {
  const char *name;
  void (*read) (CubbyEventParser *self, const char *value);
} fields[] = {
    {"data", on_data},
    {"event", on_event},
    {"id", on_id},
    {"retry", on_retry},
};

static void
parser_read_field (CubbyEventParser *self, char *line)
{
  char *colon = strchr (line, ':');
  const char *value = "";
  if (colon != NULL) {
    *colon = '\0';
    value = colon[1] == ' ' ? colon + 2 : colon + 1;
  }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, line) == 0)
      fields[i].read (self, value);
}

/* A NUL cannot stand in JSON, and an id with one is to be ignored: such a line is passed over. */
static void
parser_end_line (CubbyEventParser *self)
{
  char *line = self->line->str;
  gboolean has_bom = self->n_lines++ == 0 && g_str_has_prefix (line, "\xef\xbb\xbf");
  if (has_bom)
    line += 3;
  if (!g_utf8_validate (self->line->str, -1, NULL))
    self->broken = TRUE;
  else if (*line == '\0' && self->line->len == (has_bom ? 3 : 0))
    parser_dispatch (self);
  else if (*line != ':' && strlen (self->line->str) == self->line->len)
    parser_read_field (self, line);
  g_string_truncate (self->line, 0);
}

static void
parser_read_byte (CubbyEventParser *self, char byte)
{
  gboolean second_half = self->after_cr && byte == '\n';
  self->after_cr = byte == '\r';
  if (second_half)
    return;
  if (byte == '\r' || byte == '\n')
    parser_end_line (self);
  else if (self->line->len + self->data->len < self->max_event)
    g_string_append_c (self->line, byte);
  else
    self->broken = TRUE;
}

gboolean
cubby_event_parser_feed (CubbyEventParser *self, const char *bytes, gsize length)
{
  for (gsize i = 0; i < length && !self->broken; i++)
    parser_read_byte (self, bytes[i]);
  return !self->broken;
}

const char *
cubby_event_parser_get_last_id (CubbyEventParser *self)
{
  return self->last_id;
}

gint64
cubby_event_parser_get_retry_ms (CubbyEventParser *self)
{
  return self->retry_ms;
}
