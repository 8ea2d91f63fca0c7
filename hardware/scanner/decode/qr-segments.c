/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-segments.h"

#include "hardware/scanner/decode/qr-charset.h"

#define GROUP_SEPARATOR '\x1D'

typedef struct {
  const guint8 *data;
  gsize n_bits;
  gsize at;
  guint version;

  GString *text;
  GByteArray *bytes; /* of segments that follow each other: a character may lie across two */
  guint eci;
  gboolean fnc1;
  CubbyQrPart part;
} Reader;

typedef struct {
  guint mode;
  gboolean (*read) (Reader *self, guint count);
  guint8 count_bits[3]; /* versions 1..9, 10..26, 27..40; 0: no count */
} Mode;

static gboolean
has_bits (const Reader *self, gsize n)
{
  return self->n_bits - self->at >= n;
}

/* 0 behind the end: whoever needs to know asks has_bits() first. */
static guint
take (Reader *self, guint n)
{
  guint value = 0;
  for (guint i = 0; i < n && self->at < self->n_bits; i++, self->at++)
    value = value << 1 | (self->data[self->at / 8] >> (7 - self->at % 8) & 1);
  return value;
}

/* Returns: FALSE where the bytes so far are no text. */
static gboolean
flush (Reader *self)
{
  if (self->bytes->len == 0)
    return TRUE;
  gboolean good = cubby_qr_charset_append (self->text, self->eci, self->bytes->data, self->bytes->len);
  g_byte_array_set_size (self->bytes, 0);
  return good;
}

static gboolean
read_digits (Reader *self, guint count)
{
  static const struct {
    guint bits, limit;
  } groups[] = {{0, 0}, {4, 10}, {7, 100}, {10, 1000}};
  if (!flush (self) || !has_bits (self, (gsize)count / 3 * 10 + groups[count % 3].bits))
    return FALSE;
  for (guint left = count; left > 0;) {
    guint n = MIN (left, 3);
    guint value = take (self, groups[n].bits);
    if (value >= groups[n].limit)
      return FALSE;
    g_string_append_printf (self->text, "%0*u", (int)n, value);
    left -= n;
  }
  return TRUE;
}

/* With FNC1 a percent sign stands for the separator, two for itself. */
static void
resolve_percent (GString *text, gsize from)
{
  for (gsize i = from; i < text->len; i++) {
    if (text->str[i] != '%')
      continue;
    if (text->str[i + 1] == '%')
      g_string_erase (text, (gssize)i, 1);
    else
      text->str[i] = GROUP_SEPARATOR;
  }
}

static gboolean
read_alphanumeric (Reader *self, guint count)
{
  static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const guint n_characters = sizeof characters - 1;
  if (!flush (self) || !has_bits (self, (gsize)count / 2 * 11 + count % 2 * 6))
    return FALSE;
  gsize start = self->text->len;
  for (guint i = 0; i + 1 < count; i += 2) {
    guint value = take (self, 11);
    if (value >= n_characters * n_characters)
      return FALSE;
    g_string_append_c (self->text, characters[value / n_characters]);
    g_string_append_c (self->text, characters[value % n_characters]);
  }
  if (count % 2 == 1) {
    guint value = take (self, 6);
    if (value >= n_characters)
      return FALSE;
    g_string_append_c (self->text, characters[value]);
  }
  if (self->fnc1)
    resolve_percent (self->text, start);
  return TRUE;
}

static gboolean
read_bytes (Reader *self, guint count)
{
  if (!has_bits (self, (gsize)count * 8))
    return FALSE;
  for (guint i = 0; i < count; i++) {
    guint8 byte = (guint8)take (self, 8);
    g_byte_array_append (self->bytes, &byte, 1);
  }
  return TRUE;
}

static gboolean
read_kanji (Reader *self, guint count)
{
  if (!flush (self) || !has_bits (self, (gsize)count * 13))
    return FALSE;
  for (guint i = 0; i < count; i++) {
    guint value = take (self, 13);
    guint both = value / 0xC0 << 8 | value % 0xC0;
    both += both < 0x1F00 ? 0x8140 : 0xC140;
    gunichar character = cubby_qr_charset_get_shift_jis (both >> 8, both & 0xFF);
    if (character == 0)
      return FALSE;
    g_string_append_unichar (self->text, character);
  }
  return TRUE;
}

static gboolean
read_eci (Reader *self, G_GNUC_UNUSED guint count)
{
  if (!flush (self) || !has_bits (self, 8))
    return FALSE;
  guint first = take (self, 8);
  if (first < 0x80)
    self->eci = first;
  else if (first < 0xC0 && has_bits (self, 8))
    self->eci = (first & 0x3F) << 8 | take (self, 8);
  else if (first < 0xE0 && has_bits (self, 16))
    self->eci = (first & 0x1F) << 16 | take (self, 16);
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_fnc1_first (Reader *self, G_GNUC_UNUSED guint count)
{
  self->fnc1 = TRUE;
  return TRUE;
}

/* The application indicator: a letter (its code and 100) or two digits, at the head of the text. */
static gboolean
read_fnc1_second (Reader *self, G_GNUC_UNUSED guint count)
{
  if (!flush (self) || !has_bits (self, 8))
    return FALSE;
  guint value = take (self, 8);
  self->fnc1 = TRUE;
  if (value < 100)
    g_string_append_printf (self->text, "%02u", value);
  else if (g_ascii_isalpha ((char)(value - 100)))
    g_string_append_c (self->text, (char)(value - 100));
  else
    return FALSE;
  return TRUE;
}

/* At the head of the code: which part, of how many, and a sum over the whole text. */
static gboolean
read_part (Reader *self, G_GNUC_UNUSED guint count)
{
  if (self->at != 4 || !has_bits (self, 16))
    return FALSE;
  self->part.number = take (self, 4) + 1;
  self->part.n = take (self, 4) + 1;
  take (self, 8);
  return self->part.n > 1 && self->part.number <= self->part.n;
}

static const Mode modes[] = {
    {.mode = 1, .read = read_digits, .count_bits = {10, 12, 14}},
    {.mode = 2, .read = read_alphanumeric, .count_bits = {9, 11, 13}},
    {.mode = 4, .read = read_bytes, .count_bits = {8, 16, 16}},
    {.mode = 8, .read = read_kanji, .count_bits = {8, 10, 12}},
    {.mode = 7, .read = read_eci},
    {.mode = 5, .read = read_fnc1_first},
    {.mode = 9, .read = read_fnc1_second},
    {.mode = 3, .read = read_part},
};

static gboolean
read_segment (Reader *self, guint wanted)
{
  guint size = self->version < 10 ? 0 : self->version < 27 ? 1 : 2;
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++) {
    const Mode *mode = &modes[i];
    if (mode->mode != wanted)
      continue;
    if (!has_bits (self, mode->count_bits[size]))
      return FALSE;
    return mode->read (self, take (self, mode->count_bits[size]));
  }
  return FALSE;
}

static gboolean
read_all (Reader *self)
{
  /* A code that is full has no terminator, or a shortened one. */
  while (has_bits (self, 4)) {
    guint mode = take (self, 4);
    if (mode == 0)
      break;
    if (!read_segment (self, mode))
      return FALSE;
  }
  return flush (self) && self->text->len > 0 && self->text->len <= CUBBY_QR_TEXT_MAX;
}

char *
cubby_qr_segments_read (const guint8 *data, gsize length, guint version, gsize *ret_length,
                        CubbyQrPart *ret_part)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Reader reader = {
      .data = data,
      .n_bits = length * 8,
      .version = version,
      .text = g_string_new (NULL),
      .bytes = bytes,
      .eci = CUBBY_QR_ECI_NONE,
  };
  gboolean good = read_all (&reader);
  if (good)
    *ret_length = reader.text->len;
  *ret_part = reader.part;
  return g_string_free (reader.text, !good);
}
