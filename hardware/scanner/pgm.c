/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/pgm.h"

#define NUMBER_MAX 999999999

/* Blanks, and comments from # to the end of the line. */
static gsize
skip_blanks (const guint8 *data, gsize size, gsize at)
{
  gboolean in_comment = FALSE;
  for (; at < size; at++) {
    if (data[at] == '#')
      in_comment = TRUE;
    else if (data[at] == '\n' || data[at] == '\r')
      in_comment = FALSE;
    else if (!in_comment && !g_ascii_isspace (data[at]))
      break;
  }
  return at;
}

static gboolean
take_number (const guint8 *data, gsize size, gsize *at, guint *ret_number)
{
  gsize first = skip_blanks (data, size, *at);
  guint number = 0;
  for (*at = first; *at < size && g_ascii_isdigit (data[*at]); (*at)++) {
    number = number * 10 + (data[*at] - '0');
    if (number > NUMBER_MAX)
      return FALSE;
  }
  *ret_number = number;
  return *at > first;
}

gboolean
cubby_pgm_parse (const guint8 *data, gsize size, CubbyPgm *ret_pgm)
{
  CubbyPgm pgm = {.in_digits = size > 1 && data[1] == '2'};
  gsize at = 2;
  if (size < 3 || data[0] != 'P' || (data[1] != '2' && data[1] != '5'))
    return FALSE;
  if (!take_number (data, size, &at, &pgm.width) || !take_number (data, size, &at, &pgm.height) ||
      !take_number (data, size, &at, &pgm.maximum))
    return FALSE;
  if (at >= size || !g_ascii_isspace (data[at]))
    return FALSE;
  pgm.start = at + 1; /* one blank, then pixels: a second one may be a pixel */
  *ret_pgm = pgm;
  return TRUE;
}

gboolean
cubby_pgm_has_maximum (const CubbyPgm *self)
{
  return self->maximum >= 1 && self->maximum <= CUBBY_PGM_MAXIMUM_MAX;
}

static gboolean
take_pixel (const CubbyPgm *pgm, const guint8 *data, gsize size, gsize *at, guint *ret_value)
{
  if (pgm->in_digits)
    return take_number (data, size, at, ret_value);
  gsize n_bytes = pgm->maximum > 255 ? 2 : 1;
  if (size - *at < n_bytes)
    return FALSE;
  *ret_value = n_bytes == 2 ? (guint)data[*at] << 8 | data[*at + 1] : data[*at];
  *at += n_bytes;
  return TRUE;
}

gboolean
cubby_pgm_read (const CubbyPgm *pgm, const guint8 *data, gsize size, guint8 *pixels)
{
  if (!cubby_pgm_has_maximum (pgm))
    return FALSE;
  gsize at = pgm->start;
  for (gsize i = 0; i < (gsize)pgm->width * pgm->height; i++) {
    guint value = 0;
    if (!take_pixel (pgm, data, size, &at, &value) || value > pgm->maximum)
      return FALSE;
    pixels[i] = (guint8)(value * 255 / pgm->maximum);
  }
  return TRUE;
}
