/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/line-reader.h"

#include <string.h>

/* More lines than a person scans before we look: a flood, whose rest is dropped. */
#define LINES_WAITING_MAX 16

struct _CubbyLineReader {
  GString *line;
  gboolean too_long;
  GQueue lines;
};

static const struct {
  const char *code; /* the letter and, where it matters, the modifier */
  const char *name;
} aim[] = {
    {.code = "Q", .name = "QR-Code"},
    {.code = "E4", .name = "EAN-8"},
    {.code = "E", .name = "EAN-13"},
    {.code = "C", .name = "Code-128"},
};

CubbyLineReader *
cubby_line_reader_new (void)
{
  CubbyLineReader *self = g_new0 (CubbyLineReader, 1);
  self->line = g_string_new (NULL);
  g_queue_init (&self->lines);
  return self;
}

void
cubby_line_reader_free (CubbyLineReader *self)
{
  if (self == NULL)
    return;
  g_string_free (self->line, TRUE);
  g_queue_clear_full (&self->lines, g_free);
  g_free (self);
}

static void
line_reader_end_line (CubbyLineReader *self)
{
  if (self->line->len > 0 && !self->too_long && g_queue_get_length (&self->lines) < LINES_WAITING_MAX)
    g_queue_push_tail (&self->lines, g_strdup (self->line->str));
  g_string_truncate (self->line, 0);
  self->too_long = FALSE;
}

static void
line_reader_add (CubbyLineReader *self, guint8 byte)
{
  if (byte == '\r' || byte == '\n') {
    line_reader_end_line (self);
    return;
  }
  if (byte < 0x20 || byte == 0x7f)
    return;
  if (self->line->len >= CUBBY_LINE_BYTES_MAX)
    self->too_long = TRUE;
  else
    g_string_append_c (self->line, (char)byte);
}

void
cubby_line_reader_push (CubbyLineReader *self, const guint8 *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    line_reader_add (self, bytes[i]);
}

char *
cubby_line_reader_pop (CubbyLineReader *self)
{
  return g_queue_pop_head (&self->lines);
}

const char *
cubby_line_strip_aim (char *line)
{
  if (line[0] != ']' || !g_ascii_isalpha (line[1]) || !g_ascii_isalnum (line[2]))
    return "reader";
  const char *name = "reader";
  for (guint i = 0; i < G_N_ELEMENTS (aim); i++) {
    if (strncmp (line + 1, aim[i].code, strlen (aim[i].code)) != 0)
      continue;
    name = aim[i].name;
    break;
  }
  memmove (line, line + 3, strlen (line + 3) + 1);
  return name;
}
