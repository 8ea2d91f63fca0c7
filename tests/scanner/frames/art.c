/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/art.h"

#include <string.h>

#define EAN_QUIET 11
#define BAR_HEIGHT_PERCENT 62

static CubbyArt *
art_new (guint symbology, const char *text)
{
  CubbyArt *self = g_new0 (CubbyArt, 1);
  self->symbology = symbology;
  self->text = g_strdup (text);
  return self;
}

void
cubby_art_free (CubbyArt *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->dark);
  g_free (self);
}

CubbyArt *
cubby_art_new_qr (const char *text, CubbyQrLevel level)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyQr) qr = cubby_qr_new (text, level, &error);
  g_assert_no_error (error);
  CubbyArt *self = art_new (CUBBY_SYMBOLOGY_QR, text);
  self->width = self->height = cubby_qr_get_size (qr);
  self->quiet = CUBBY_QR_QUIET_ZONE;
  self->dark = g_malloc ((gsize)self->width * self->height);
  for (guint y = 0; y < self->height; y++)
    for (guint x = 0; x < self->width; x++)
      self->dark[y * self->width + x] = cubby_qr_is_dark (qr, x, y);
  return self;
}

/* Widths of white and dark in turn, 7 modules a digit, as the left half with odd parity (set A) has them.
 * Set B is set C backwards, set C is set A with dark for white. */
static const char *const ean_widths[] = {"3211", "2221", "2122", "1411", "1132",
                                         "1231", "1114", "1312", "1213", "3112"};
/* Which digits of the left half are of set B, by the first digit. */
static const char *const ean_parities[] = {"AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB",
                                           "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"};

static void
add_widths (GByteArray *modules, const char *widths, gboolean dark, gboolean backwards)
{
  gsize n = strlen (widths);
  for (gsize i = 0; i < n; i++, dark = !dark)
    for (int left = widths[backwards ? n - 1 - i : i] - '0'; left > 0; left--)
      g_byte_array_append (modules, (const guint8[]){dark}, 1);
}

static void
art_take_modules (CubbyArt *self, GByteArray *modules, guint quiet)
{
  self->width = modules->len;
  self->height = modules->len * BAR_HEIGHT_PERCENT / 100;
  self->quiet = quiet;
  self->dark = g_byte_array_free (modules, FALSE);
}

/* Weights 3 and 1 from the right. */
static char
ean_check (const char *digits, guint off)
{
  guint sum = 0, weight = 3;
  for (gsize i = strlen (digits); i > 0; i--, weight = 4 - weight)
    sum += (guint)(digits[i - 1] - '0') * weight;
  return (char)('0' + (10 - sum % 10 + off) % 10);
}

CubbyArt *
cubby_art_new_ean (guint symbology, const char *digits)
{
  return cubby_art_new_ean_wrong (symbology, digits, 0);
}

CubbyArt *
cubby_art_new_ean_wrong (guint symbology, const char *digits, guint off)
{
  g_autofree char *all = g_strdup_printf ("%s%c", digits, ean_check (digits, off));
  CubbyArt *self = art_new (symbology, all);
  GByteArray *modules = g_byte_array_new ();
  const char *left = symbology == CUBBY_SYMBOLOGY_EAN13 ? all + 1 : all;
  const char *parity = symbology == CUBBY_SYMBOLOGY_EAN13 ? ean_parities[all[0] - '0'] : "AAAAAA";
  guint half = symbology == CUBBY_SYMBOLOGY_EAN8 ? 4 : 6;
  add_widths (modules, "111", TRUE, FALSE);
  for (guint i = 0; i < half; i++)
    add_widths (modules, ean_widths[left[i] - '0'], FALSE, parity[i] == 'B');
  add_widths (modules, "11111", FALSE, FALSE);
  for (guint i = half; i < half * 2; i++)
    add_widths (modules, ean_widths[left[i] - '0'], TRUE, FALSE);
  add_widths (modules, "111", TRUE, FALSE);
  art_take_modules (self, modules, EAN_QUIET);
  return self;
}
