/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/money.h"

#include <string.h>

static const CubbyCurrency currencies[] = {
    {.code = "VND", .decimals = 0, .symbol = "₫"},
    {.code = "THB", .decimals = 2, .symbol = "฿"},
    {.code = "USD", .decimals = 2, .symbol = "$"},
};

/* How a language writes amounts. */
typedef struct {
  const char *language;
  const char *group;
  const char *point;
  gboolean symbol_after;
} Notation;

static const Notation notations[] = {
    {.language = "en", .group = ",", .point = ".", .symbol_after = FALSE},
    {.language = "th", .group = ",", .point = ".", .symbol_after = FALSE},
    {.language = "vi", .group = ".", .point = ",", .symbol_after = TRUE},
};

const CubbyCurrency *
cubby_currency_find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (g_strcmp0 (currencies[i].code, code) == 0)
      return &currencies[i];
  return NULL;
}

gboolean
cubby_money_add (gint64 a, gint64 b, gint64 *ret_amount)
{
  gint64 sum;
  if (__builtin_add_overflow (a, b, &sum))
    return FALSE;
  *ret_amount = sum;
  return TRUE;
}

gboolean
cubby_money_multiply (gint64 amount, gint64 quantity, gint64 *ret_amount)
{
  gint64 product;
  if (__builtin_mul_overflow (amount, quantity, &product))
    return FALSE;
  *ret_amount = product;
  return TRUE;
}

static const Notation *
notation_find (const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (notations); i++)
    if (g_strcmp0 (notations[i].language, language) == 0)
      return &notations[i];
  return &notations[0];
}

static void
append_grouped (GString *text, guint64 whole, const char *group)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, whole);
  gsize length = strlen (digits);
  for (gsize i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0)
      g_string_append (text, group);
    g_string_append_c (text, digits[i]);
  }
}

char *
cubby_money_format (gint64 amount, const char *currency, const char *language)
{
  const CubbyCurrency *row = cubby_currency_find (currency);
  const Notation *notation = notation_find (language);
  const char *symbol = row != NULL ? row->symbol : currency;
  guint decimals = row != NULL ? row->decimals : 0;
  guint64 unit = 1;
  for (guint i = 0; i < decimals; i++)
    unit *= 10;

  /* the magnitude of G_MININT64 does not fit a gint64 */
  guint64 magnitude = amount < 0 ? -(guint64)amount : (guint64)amount;
  GString *text = g_string_new (amount < 0 ? "-" : "");
  if (!notation->symbol_after)
    g_string_append (text, symbol);
  append_grouped (text, magnitude / unit, notation->group);
  if (decimals > 0)
    g_string_append_printf (text, "%s%0*" G_GUINT64_FORMAT, notation->point, (int)decimals, magnitude % unit);
  if (notation->symbol_after)
    g_string_append_printf (text, "\302\240%s", symbol);
  return g_string_free (text, FALSE);
}
