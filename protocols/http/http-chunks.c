/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/http-chunks.h"

/* Extensions of a chunk mean nothing here, and neither does a trailer; both are short. */
#define MAX_LINE 256
#define MAX_TRAILER 4096
#define MAX_DIGITS 15

enum {
  SIZE,
  EXTENSION,
  SIZE_LF,
  DATA,
  DATA_CR,
  DATA_LF,
  TRAILER_START, /* of a line */
  TRAILER_LINE,
  TRAILER_LF,
  LAST_LF,
  ENDED,
  BROKEN,
  TOO_LONG,
  N_STATES,
};

static guint
on_size (CubbyHttpChunks *self, char c)
{
  int digit = g_ascii_xdigit_value (c);
  if (digit >= 0) {
    if (++self->digits > MAX_DIGITS)
      return BROKEN; /* before it is more than a number may be */
    self->left = self->left * 16 + digit;
    return SIZE;
  }
  if (self->digits == 0)
    return BROKEN;
  if (c == '\r')
    return SIZE_LF;
  return c == ';' || c == ' ' || c == '\t' ? EXTENSION : BROKEN;
}

static guint
on_extension (CubbyHttpChunks *self, char c)
{
  if (c == '\r')
    return SIZE_LF;
  return c == '\n' || ++self->line > MAX_LINE ? BROKEN : EXTENSION;
}

static guint
on_size_lf (CubbyHttpChunks *self, char c)
{
  if (c != '\n')
    return BROKEN;
  self->line = 0;
  return self->left > 0 ? DATA : TRAILER_START;
}

static guint
on_data_cr (CubbyHttpChunks *self, char c)
{
  return c == '\r' ? DATA_LF : BROKEN;
}

static guint
on_data_lf (CubbyHttpChunks *self, char c)
{
  self->digits = 0;
  self->left = 0;
  return c == '\n' ? SIZE : BROKEN;
}

static guint
on_trailer_start (CubbyHttpChunks *self, char c)
{
  if (c == '\r')
    return LAST_LF;
  return c == '\n' || ++self->line > MAX_TRAILER ? BROKEN : TRAILER_LINE;
}

static guint
on_trailer_line (CubbyHttpChunks *self, char c)
{
  if (c == '\r')
    return TRAILER_LF;
  return c == '\n' || ++self->line > MAX_TRAILER ? BROKEN : TRAILER_LINE;
}

static guint
on_trailer_lf (CubbyHttpChunks *self, char c)
{
  return c == '\n' ? TRAILER_START : BROKEN;
}

static guint
on_last_lf (CubbyHttpChunks *self, char c)
{
  return c == '\n' ? ENDED : BROKEN;
}

static guint (*const steps[N_STATES]) (CubbyHttpChunks *self, char c) = {
    [SIZE] = on_size,
    [EXTENSION] = on_extension,
    [SIZE_LF] = on_size_lf,
    [DATA_CR] = on_data_cr,
    [DATA_LF] = on_data_lf,
    [TRAILER_START] = on_trailer_start,
    [TRAILER_LINE] = on_trailer_line,
    [TRAILER_LF] = on_trailer_lf,
    [LAST_LF] = on_last_lf,
};

static gsize
take_data (CubbyHttpChunks *self, const char *data, gsize length, GByteArray *body, gsize max)
{
  gsize n = (gsize)MIN ((gint64)length, self->left);
  if (n > max - MIN (max, body->len)) {
    self->state = TOO_LONG;
    return 0;
  }
  g_byte_array_append (body, (const guint8 *)data, (guint)n);
  self->left -= (gint64)n;
  self->state = self->left > 0 ? DATA : DATA_CR;
  return n;
}

CubbyHttpChunksResult
cubby_http_chunks_take (CubbyHttpChunks *self, const char *data, gsize length, GByteArray *body, gsize max,
                        gsize *ret_taken)
{
  gsize at = 0;
  while (at < length && self->state < ENDED) {
    if (self->state == DATA)
      at += take_data (self, data + at, length - at, body, max);
    else
      self->state = steps[self->state](self, data[at++]);
  }
  *ret_taken = at;
  if (self->state == ENDED)
    return CUBBY_HTTP_CHUNKS_END;
  return self->state < ENDED ? CUBBY_HTTP_CHUNKS_MORE : CUBBY_HTTP_CHUNKS_BROKEN;
}

gboolean
cubby_http_chunks_is_too_long (const CubbyHttpChunks *self)
{
  return self->state == TOO_LONG;
}
