/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/gtin.h"

#include <string.h>

static gboolean
is_digits (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

char
cubby_gs1_check_digit (const char *digits, gsize n_digits)
{
  guint sum = 0;
  for (gsize i = 0; i < n_digits; i++)
    sum += (guint)(digits[n_digits - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
  return (char)('0' + (10 - sum % 10) % 10);
}

gboolean
cubby_gs1_is_valid (const char *text, gsize n_digits)
{
  if (text == NULL || strlen (text) != n_digits || !is_digits (text, n_digits))
    return FALSE;
  return cubby_gs1_check_digit (text, n_digits - 1) == text[n_digits - 1];
}

char *
cubby_gtin_normalise (const char *text)
{
  static const gsize lengths[] = {8, 12, 13, 14};
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (cubby_gs1_is_valid (text, lengths[i]))
      return g_strdup_printf ("%.*s%s", (int)(14 - lengths[i]), "000000", text);
  return NULL;
}

gboolean
cubby_gln_is_valid (const char *text)
{
  return cubby_gs1_is_valid (text, 13);
}

gboolean
cubby_sscc_is_valid (const char *text)
{
  return cubby_gs1_is_valid (text, CUBBY_SSCC_DIGITS);
}

char *
cubby_sscc_new (guint extension, const char *prefix, guint64 serial)
{
  gsize length = strlen (prefix);
  if (extension > 9 || length < 7 || length > 10 || !is_digits (prefix, length))
    return NULL;
  gsize serial_digits = CUBBY_SSCC_DIGITS - 2 - length;
  guint64 modulus = 1;
  for (gsize i = 0; i < serial_digits; i++)
    modulus *= 10;
  g_autofree char *body =
      g_strdup_printf ("%u%s%0*" G_GUINT64_FORMAT, extension, prefix, (int)serial_digits, serial % modulus);
  return g_strdup_printf ("%s%c", body, cubby_gs1_check_digit (body, CUBBY_SSCC_DIGITS - 1));
}
