/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/json-shape.h"

#include <string.h>

#define MAX_DEPTH 32
#define BROKEN_ESCAPE "has a broken escape in a string."

typedef struct {
  guint depth;
  gboolean in_string;
  gboolean escaped;
  guint n_hex;        /* digits of an escape that are still to come */
  guint unit;         /* of UTF-16, from those that came */
  gboolean wants_low; /* a high surrogate stands before a low one, or for nothing */
  gboolean ended;     /* the document is over */
} Shape;

/* RFC 8259, section 7. */
static const char *
take_escape (Shape *self, char c)
{
  self->escaped = FALSE;
  self->unit = 0;
  if (c == 'u')
    self->n_hex = 4;
  else if (self->wants_low)
    return BROKEN_ESCAPE;
  return c != '\0' && strchr ("\"\\/bfnrtu", c) != NULL ? NULL : BROKEN_ESCAPE;
}

static const char *
take_digit (Shape *self, char c)
{
  if (!g_ascii_isxdigit (c))
    return BROKEN_ESCAPE;
  self->unit = self->unit * 16 + (guint)g_ascii_xdigit_value (c);
  if (--self->n_hex > 0)
    return NULL;
  gboolean is_low = self->unit >= 0xdc00 && self->unit <= 0xdfff;
  if (is_low != self->wants_low)
    return BROKEN_ESCAPE;
  self->wants_low = self->unit >= 0xd800 && self->unit <= 0xdbff;
  return NULL;
}

static const char *
take_in_string (Shape *self, char c)
{
  if (self->escaped)
    return take_escape (self, c);
  if (self->n_hex > 0)
    return take_digit (self, c);
  if (self->wants_low && c != '\\')
    return BROKEN_ESCAPE;
  self->escaped = c == '\\';
  self->in_string = c != '"';
  return NULL;
}

static const char *
open_level (Shape *self)
{
  if (self->ended)
    return "holds more than one document.";
  return ++self->depth > MAX_DEPTH ? "is nested deeper than 32 levels." : NULL;
}

static void
close_level (Shape *self)
{
  if (self->depth > 0)
    self->depth--;
  self->ended = self->depth == 0;
}

static const char *
take (Shape *self, char c)
{
  if (c == '{' || c == '[')
    return open_level (self);
  if (c != '\0' && strchr ("/#'", c) != NULL)
    return "has comments or single quotes.";
  if (c != '\0' && strchr (" \t\r\n", c) != NULL)
    return NULL;
  if (self->depth == 0)
    return self->ended ? "goes on after its end." : "must be a JSON object.";
  if (c == '}' || c == ']')
    close_level (self);
  self->in_string = c == '"';
  return NULL;
}

const char *
cubby_json_find_fault (const char *text, gsize length)
{
  Shape shape = {0};
  for (gsize i = 0; i < length; i++) {
    const char *fault = shape.in_string ? take_in_string (&shape, text[i]) : take (&shape, text[i]);
    if (fault != NULL)
      return fault;
  }
  return shape.ended ? NULL : "breaks off.";
}
