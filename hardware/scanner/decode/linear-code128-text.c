/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-code128-text.h"

#define START_A 103
#define CODE_C 99
#define SHIFT 98
#define FNC1 102

typedef struct {
  int set; /* 0: A, 1: B, 2: C */
  gboolean shifted;
  gboolean is_first;
  char *text;
  gsize length;
  gsize length_max;
} Writer;

/* Returns: FALSE for what a text cannot hold. */
static gboolean
writer_put (Writer *self, guint byte)
{
  if (byte == 0 || self->length == self->length_max)
    return FALSE;
  self->text[self->length++] = (char)byte;
  return TRUE;
}

/* Values that are not characters. Returns: FALSE for what is refused. */
static gboolean
writer_control (Writer *self, guint value)
{
  if (value == FNC1) {
    return self->is_first || writer_put (self, 0x1d);
  }
  if (value == CODE_C && self->set != 2) {
    self->set = 2;
    return TRUE;
  }
  if (value == SHIFT && self->set != 2) {
    self->shifted = TRUE;
    return TRUE;
  }
  /* 100 and 101 choose B and A; the one of the set that is on already is FNC4. */
  int set = value == 100 ? 1 : value == 101 ? 0 : -1;
  if (set < 0 || set == self->set)
    return FALSE;
  self->set = set;
  return TRUE;
}

static gboolean
writer_add (Writer *self, guint value)
{
  int set = self->shifted ? 1 - self->set : self->set;
  gboolean is_control = set == 2 ? value >= 100 : value >= 96;
  self->shifted = FALSE;
  gboolean good = TRUE;
  if (is_control) {
    good = writer_control (self, value);
  } else if (set == 2) {
    good = writer_put (self, '0' + value / 10) && writer_put (self, '0' + value % 10);
  } else {
    /* Set A has the control characters where B has the small letters. */
    good = writer_put (self, set == 0 && value >= 64 ? value - 64 : value + 32);
  }
  self->is_first = FALSE;
  return good;
}

gboolean
cubby_linear_code128_write (const guint *values, guint n, char *text, gsize size)
{
  g_return_val_if_fail (n > 0 && values[0] >= START_A && size > 0, FALSE);

  Writer writer = {.set = (int)(values[0] - START_A), .is_first = TRUE, .text = text, .length_max = size - 1};
  gboolean good = TRUE;
  for (guint i = 1; good && i < n; i++)
    good = writer_add (&writer, values[i]);
  text[writer.length] = '\0';
  return good && writer.length > 0;
}
