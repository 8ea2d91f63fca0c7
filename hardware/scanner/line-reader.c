/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/line-reader.h"

#include <string.h>

#define STX '\x02'
#define ETX '\x03'
#define UNFINISHED_GAPS 10

struct _CubbyLineReader {
  const CubbyReaderSettings *settings;
  GString *line;        /* what came since the last end */
  CubbyRefusal spoiled; /* why the line is no code, whatever else comes */
  gboolean outside;     /* framing=stx-etx: no STX since the last ETX */
  CubbyCodeQueue *codes;
};

/* How a code ends; @end is NULL where no byte tells. */
static const struct {
  const char *end;   /* the bytes, all of them */
  gboolean any;      /* one of them is enough, and empty codes are no codes */
  gboolean from_stx; /* what stands before STX is no code */
} framings[CUBBY_N_FRAMINGS] = {
    [CUBBY_FRAMING_LINE] = {.end = "\r\n", .any = TRUE},
    [CUBBY_FRAMING_CR] = {.end = "\r"},
    [CUBBY_FRAMING_LF] = {.end = "\n"},
    [CUBBY_FRAMING_CRLF] = {.end = "\r\n"},
    [CUBBY_FRAMING_TAB] = {.end = "\t"},
    [CUBBY_FRAMING_STX_ETX] = {.end = "\x03", .from_stx = TRUE},
    [CUBBY_FRAMING_GAP] = {.end = NULL},
};

CubbyLineReader *
cubby_line_reader_new (const CubbyReaderSettings *settings)
{
  g_return_val_if_fail (settings->framing < CUBBY_N_FRAMINGS, NULL);
  CubbyLineReader *self = g_new0 (CubbyLineReader, 1);
  self->settings = settings;
  self->line = g_string_new (NULL);
  self->outside = framings[settings->framing].from_stx;
  self->codes = cubby_code_queue_new (settings);
  return self;
}

void
cubby_line_reader_free (CubbyLineReader *self)
{
  if (self == NULL)
    return;
  g_string_free (self->line, TRUE);
  cubby_code_queue_free (self->codes);
  g_free (self);
}

static void
line_reader_clear (CubbyLineReader *self)
{
  g_string_truncate (self->line, 0);
  self->spoiled = CUBBY_REFUSAL_NONE;
  self->outside = framings[self->settings->framing].from_stx;
}

static gboolean
line_reader_is_begun (CubbyLineReader *self)
{
  return self->line->len > 0 || self->spoiled != CUBBY_REFUSAL_NONE;
}

/* The first reason stays. */
static void
line_reader_spoil (CubbyLineReader *self, CubbyRefusal refusal)
{
  if (self->spoiled == CUBBY_REFUSAL_NONE)
    self->spoiled = refusal;
}

/* A line's STX and ETX belong to the framing when a reader sends them besides; affixes of the configuration
 * go first. */
static void
line_reader_cut_stx_etx (CubbyLineReader *self, const char **text, gsize *length)
{
  const CubbyReaderSettings *settings = self->settings;
  gboolean bare = settings->prefix == NULL || settings->prefix[0] == '\0';
  if (settings->framing != CUBBY_FRAMING_LINE)
    return;
  if (bare && *length > 0 && (*text)[0] == STX)
    (*text)++, (*length)--;
  bare = settings->suffix == NULL || settings->suffix[0] == '\0';
  if (bare && *length > 0 && (*text)[*length - 1] == ETX)
    (*length)--;
}

static void
line_reader_finish (CubbyLineReader *self)
{
  const char *text = self->line->str;
  gsize length = self->line->len;
  line_reader_cut_stx_etx (self, &text, &length);
  gboolean skipped = framings[self->settings->framing].any && length == 0;
  if (self->spoiled != CUBBY_REFUSAL_NONE)
    cubby_code_queue_refuse (self->codes, self->spoiled);
  else if (!skipped)
    cubby_code_queue_push (self->codes, text, length);
  line_reader_clear (self);
}

/* Whether the line ends with what ends a code, which is then taken off. */
static gboolean
line_reader_cut_end (CubbyLineReader *self)
{
  const char *end = framings[self->settings->framing].end;
  if (end == NULL || self->line->len == 0)
    return FALSE;
  gsize length = framings[self->settings->framing].any ? 1 : strlen (end);
  const char *tail = self->line->str + self->line->len - MIN (length, self->line->len);
  gboolean ended = framings[self->settings->framing].any ? strchr (end, *tail) != NULL && *tail != '\0'
                                                         : strcmp (tail, end) == 0;
  if (ended)
    g_string_truncate (self->line, self->line->len - length);
  return ended;
}

/* What an earlier STX began has no end any more. */
static void
line_reader_begin (CubbyLineReader *self)
{
  if (line_reader_is_begun (self))
    cubby_code_queue_refuse (self->codes, CUBBY_REFUSAL_UNFINISHED);
  line_reader_clear (self);
  self->outside = FALSE;
}

/* Of a line that is too long, the end alone is kept, so that its end is found. */
static void
line_reader_take (CubbyLineReader *self, guint8 byte)
{
  g_string_append_c (self->line, (char)byte);
  if (line_reader_cut_end (self)) {
    line_reader_finish (self);
  } else if (self->line->len > CUBBY_LINE_BYTES_MAX) {
    line_reader_spoil (self, CUBBY_REFUSAL_TOO_LONG);
    g_string_erase (self->line, 0, CUBBY_LINE_BYTES_MAX);
  }
}

static void
line_reader_add (CubbyLineReader *self, guint8 byte)
{
  if (framings[self->settings->framing].from_stx && byte == STX)
    line_reader_begin (self);
  else if (!self->outside)
    line_reader_take (self, byte);
}

void
cubby_line_reader_push (CubbyLineReader *self, const guint8 *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    line_reader_add (self, bytes[i]);
}

void
cubby_line_reader_lose (CubbyLineReader *self)
{
  g_string_truncate (self->line, 0);
  line_reader_spoil (self, CUBBY_REFUSAL_TOO_MANY);
}

guint
cubby_line_reader_get_silence_ms (CubbyLineReader *self)
{
  if (!line_reader_is_begun (self))
    return 0;
  gboolean gap = self->settings->framing == CUBBY_FRAMING_GAP;
  return MAX (self->settings->gap_ms, 1) * (gap ? 1 : UNFINISHED_GAPS);
}

void
cubby_line_reader_end (CubbyLineReader *self)
{
  if (self->settings->framing == CUBBY_FRAMING_GAP) {
    if (line_reader_is_begun (self))
      line_reader_finish (self);
    return;
  }
  if (line_reader_is_begun (self))
    cubby_code_queue_refuse (self->codes, CUBBY_REFUSAL_UNFINISHED);
  line_reader_clear (self);
}

gboolean
cubby_line_reader_pop (CubbyLineReader *self, char **ret_text, const char **ret_symbology,
                       CubbyRefusal *ret_refusal)
{
  return cubby_code_queue_pop (self->codes, ret_text, ret_symbology, ret_refusal);
}
