/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-kind.h"

#include <string.h>

#define CODE_LENGTH 10
#define SSCC_LENGTH 18
#define GTIN_LENGTH 14
#define MAX_ID 64
#define MAX_SCAN 4096

static const char *const kind_names[CUBBY_N_SCAN_KINDS] = {
  [CUBBY_SCAN_UNKNOWN] = "unknown", [CUBBY_SCAN_PASS] = "pass",   [CUBBY_SCAN_CODE] = "code",
  [CUBBY_SCAN_GTIN] = "gtin",       [CUBBY_SCAN_BASKET] = "basket", [CUBBY_SCAN_BADGE] = "badge",
  [CUBBY_SCAN_LABEL] = "label",
};

const char *
cubby_scan_kind_to_string (CubbyScanKind kind)
{
  g_return_val_if_fail (kind < CUBBY_N_SCAN_KINDS, NULL);
  return kind_names[kind];
}

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* Weights 3, 1, 3 … from the digit before the last; the sum with the check digit is a multiple of ten. */
static gboolean
check_digit_is_right (const char *digits)
{
  guint sum = 0;
  guint weight = 1;
  for (gsize i = strlen (digits); i-- > 0; weight = 4 - weight)
    sum += weight * (guint) (digits[i] - '0');
  return sum % 10 == 0;
}

/* Ids travel in URLs and D-Bus calls: letters, digits, "-" and "_". */
static char *
read_id (const char *text)
{
  gsize length = 0;
  while (g_ascii_isalnum (text[length]) || text[length] == '-' || text[length] == '_')
    length++;
  if (length == 0 || length > MAX_ID || text[length] != '\0')
    return NULL;
  return g_strdup (text);
}

static char *
read_pass (const char *text)
{
  return g_str_has_prefix (text, "CC1:") ? g_strdup (text) : NULL;
}

static char *
read_badge (const char *text)
{
  return g_str_has_prefix (text, "CB1:") ? read_id (text + strlen ("CB1:")) : NULL;
}

static char *
read_basket (const char *text)
{
  if (g_str_has_prefix (text, "CBK1:"))
    return read_id (text + strlen ("CBK1:"));
  if (!g_str_has_prefix (text, "https://") && !g_str_has_prefix (text, "http://"))
    return NULL;
  const char *host = strstr (text, "://") + strlen ("://");
  const char *path = strchr (host, '/');
  if (path == NULL || path == host || !g_str_has_prefix (path, "/b/"))
    return NULL;
  return read_id (path + strlen ("/b/"));
}

/* AI (00): with the parentheses of the human-readable line, with the symbology's name, or bare. */
static char *
read_label (const char *text)
{
  static const char *const prefixes[] = {"]C100", "]d200", "]Q300", "(00)", "00", ""};
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++) {
    if (!g_str_has_prefix (text, prefixes[i]))
      continue;
    const char *digits = text + strlen (prefixes[i]);
    if (strlen (digits) == SSCC_LENGTH && is_digits (digits) && check_digit_is_right (digits))
      return g_strdup (digits);
  }
  return NULL;
}

static char *
read_gtin (const char *text)
{
  gsize length = strlen (text);
  if (!is_digits (text) || (length != 8 && length != 12 && length != 13 && length != GTIN_LENGTH))
    return NULL;
  if (!check_digit_is_right (text))
    return NULL;
  char padding[GTIN_LENGTH + 1] = "00000000000000";
  padding[GTIN_LENGTH - length] = '\0';
  return g_strconcat (padding, text, NULL);
}

/* Crockford's base 32: I and L are read as 1, O as 0, hyphens do not count; U is no character of it. */
static char *
read_code (const char *text)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  g_autoptr (GString) code = g_string_new (NULL);
  for (; *text != '\0'; text++) {
    char c = g_ascii_toupper (*text);
    if (c == '-' || c == ' ')
      continue;
    if (c == 'I' || c == 'L')
      c = '1';
    if (c == 'O')
      c = '0';
    if (strchr (alphabet, c) == NULL || code->len == CODE_LENGTH)
      return NULL;
    g_string_append_c (code, c);
  }
  return code->len == CODE_LENGTH ? g_string_free (g_steal_pointer (&code), FALSE) : NULL;
}

/* In the order of asking: a form that begins with its own mark is asked before one that is only digits. */
static const struct {
  CubbyScanKind kind;
  char *(*read) (const char *text);
} forms[] = {
  {CUBBY_SCAN_PASS, read_pass},   {CUBBY_SCAN_BADGE, read_badge}, {CUBBY_SCAN_BASKET, read_basket},
  {CUBBY_SCAN_LABEL, read_label}, {CUBBY_SCAN_GTIN, read_gtin},   {CUBBY_SCAN_CODE, read_code},
};

CubbyScanKind
cubby_scan_classify (const char *text, char **ret_value)
{
  g_return_val_if_fail (text != NULL, CUBBY_SCAN_UNKNOWN);
  if (ret_value != NULL)
    *ret_value = NULL;
  if (strlen (text) > MAX_SCAN || !g_utf8_validate (text, -1, NULL))
    return CUBBY_SCAN_UNKNOWN;

  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autofree char *value = forms[i].read (trimmed);
    if (value == NULL)
      continue;
    if (ret_value != NULL)
      *ret_value = g_steal_pointer (&value);
    return forms[i].kind;
  }
  return CUBBY_SCAN_UNKNOWN;
}
