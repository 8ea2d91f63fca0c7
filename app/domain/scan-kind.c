/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-kind.h"

#include "app/domain/crockford.h"
#include "app/domain/gtin.h"

#include <string.h>

#define MAX_ID 64
#define MAX_SCAN 4096

static const char *const kind_names[CUBBY_N_SCAN_KINDS] = {
    [CUBBY_SCAN_UNKNOWN] = "unknown", [CUBBY_SCAN_PASS] = "pass",     [CUBBY_SCAN_CODE] = "code",
    [CUBBY_SCAN_GTIN] = "gtin",       [CUBBY_SCAN_BASKET] = "basket", [CUBBY_SCAN_BADGE] = "badge",
    [CUBBY_SCAN_LABEL] = "label",
};

const char *
cubby_scan_kind_to_string (CubbyScanKind kind)
{
  g_return_val_if_fail (kind < CUBBY_N_SCAN_KINDS, NULL);
  return kind_names[kind];
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
    if (cubby_sscc_is_valid (digits))
      return g_strdup (digits);
  }
  return NULL;
}

static char *
read_code (const char *text)
{
  char code[CUBBY_CODE_LENGTH + 1];
  return cubby_code_normalise (text, code) ? g_strdup (code) : NULL;
}

/* In the order of asking: a form that begins with its own mark is asked before one that is only digits. */
static const struct {
  CubbyScanKind kind;
  char *(*read) (const char *text);
} forms[] = {
    {CUBBY_SCAN_PASS, read_pass},   {CUBBY_SCAN_BADGE, read_badge},          {CUBBY_SCAN_BASKET, read_basket},
    {CUBBY_SCAN_LABEL, read_label}, {CUBBY_SCAN_GTIN, cubby_gtin_normalise}, {CUBBY_SCAN_CODE, read_code},
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
