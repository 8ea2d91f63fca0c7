/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/payqr/amount.h"

#include "protocols/payqr/emv-qr.h"

#include <string.h>

#define MAX_LENGTH 13

static gint64
power_of_ten (guint decimals)
{
  gint64 power = 1;
  for (guint i = 0; i < decimals; i++)
    power *= 10;
  return power;
}

char *
cubby_pay_amount_format (gint64 minor_units, guint decimals, GError **error)
{
  gint64 unit = power_of_ten (decimals);
  g_autofree char *whole = g_strdup_printf ("%" G_GINT64_FORMAT, minor_units / unit);
  g_autofree char *text = decimals > 0
                              ? g_strdup_printf ("%s.%0*d", whole, (int)decimals, (int)(minor_units % unit))
                              : g_strdup (whole);
  if (minor_units > 0 && strlen (text) <= MAX_LENGTH)
    return g_steal_pointer (&text);
  g_set_error (error, CUBBY_PAYQR_ERROR, CUBBY_PAYQR_ERROR_VALUE,
               "an amount of %" G_GINT64_FORMAT " minor units cannot be asked for", minor_units);
  return NULL;
}

gboolean
cubby_pay_amount_parse (const char *text, guint decimals, gint64 *ret_minor_units, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 2);
  const char *fraction = parts[0] != NULL && parts[1] != NULL ? parts[1] : "0";
  guint64 whole = 0, rest = 0;
  gsize digits = strlen (fraction);
  gboolean has_fraction = strchr (text, '.') != NULL;
  if (strlen (text) <= MAX_LENGTH && (!has_fraction || (digits >= 1 && digits <= decimals)) &&
      parts[0] != NULL && g_ascii_string_to_unsigned (parts[0], 10, 0, G_MAXINT64 / 1000, &whole, NULL) &&
      g_ascii_string_to_unsigned (fraction, 10, 0, G_MAXINT32, &rest, NULL)) {
    gint64 unit = power_of_ten (decimals);
    gint64 amount = (gint64)whole * unit + (gint64)rest * unit / power_of_ten ((guint)digits);
    if (amount > 0) {
      *ret_minor_units = amount;
      return TRUE;
    }
  }
  g_set_error (error, CUBBY_PAYQR_ERROR, CUBBY_PAYQR_ERROR_FORMAT,
               "payment QR: “%s” is no amount with at most %u decimals", text, decimals);
  return FALSE;
}
