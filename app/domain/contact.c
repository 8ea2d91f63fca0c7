/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/contact.h"

#include <string.h>

#define MAX_EMAIL 254
#define MAX_DIGITS 15 /* E.164, with the country code */
#define MIN_DIGITS 8

/* Numbers inside a country, without the 0 in front: what they begin with and how long they are. */
static const struct {
  const char *country;
  const char *code;
  const char *first; /* one of these */
  guint length;
} plans[] = {
    {"VN", "84", "35789", 9},                         /* mobile */
    {"VN", "84", "2", 10},                            /* fixed: 2xx and seven or eight digits */
    {"VN", "84", "2", 9},     {"TH", "66", "689", 9}, /* mobile */
    {"TH", "66", "23457", 8},                         /* fixed */
};

char *
cubby_contact_normalise_email (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_autofree char *plain = g_strstrip (g_strdup (text));
  const char *at = strchr (plain, '@');
  if (at == NULL || at == plain || at[1] == '\0' || strlen (plain) > MAX_EMAIL || !g_str_is_ascii (plain) ||
      strchr (at + 1, '@') != NULL || at[1] == '.' || g_str_has_suffix (plain, ".") ||
      strpbrk (plain, " \t\r\n,;<>\"()\\") != NULL)
    return NULL;
  for (const char *c = plain; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      return NULL;
  return g_ascii_strdown (plain, -1);
}

static const char *
find_code (const char *country)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (g_strcmp0 (plans[i].country, country) == 0)
      return plans[i].code;
  return NULL;
}

/* @number: after the country code, a 0 in front already gone */
static gboolean
is_in_plan (const char *code, const char *number)
{
  gboolean known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++) {
    if (!g_str_equal (plans[i].code, code))
      continue;
    known = TRUE;
    if (strlen (number) == plans[i].length && strchr (plans[i].first, number[0]) != NULL)
      return TRUE;
  }
  return !known;
}

/* Digits of any script, such as Thai ones; what people write between them goes. NULL for anything else. */
static char *
take_digits (const char *text, gboolean *ret_plus)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  *ret_plus = FALSE;
  if (!g_utf8_validate (text, -1, NULL))
    return NULL;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    int digit = g_unichar_digit_value (letter);
    if (digit >= 0)
      g_string_append_c (digits, (char)('0' + digit));
    else if (letter == '+' && digits->len == 0 && !*ret_plus)
      *ret_plus = TRUE;
    else if (letter > 127 || strchr (" .-()/", (int)letter) == NULL)
      return NULL;
  }
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static char *
finish_number (const char *code, const char *number)
{
  const char *rest = *number == '0' ? number + 1 : number;
  gsize length = strlen (code) + strlen (rest);
  if (length < MIN_DIGITS || length > MAX_DIGITS || *rest == '\0' || !is_in_plan (code, rest))
    return NULL;
  return g_strdup_printf ("+%s%s", code, rest);
}

char *
cubby_contact_normalise_phone (const char *text, const char *country)
{
  g_return_val_if_fail (text != NULL && country != NULL, NULL);
  gboolean plus = FALSE;
  g_autofree char *digits = take_digits (text, &plus);
  if (digits == NULL || *digits == '\0')
    return NULL;
  const char *number = digits;
  if (!plus && g_str_has_prefix (digits, "00")) {
    number = digits + 2;
    plus = TRUE;
  }
  if (!plus) {
    const char *code = find_code (country);
    return code != NULL && *digits == '0' ? finish_number (code, digits) : NULL;
  }
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (g_str_has_prefix (number, plans[i].code))
      return finish_number (plans[i].code, number + strlen (plans[i].code));
  return *number != '0' ? finish_number ("", number) : NULL;
}
