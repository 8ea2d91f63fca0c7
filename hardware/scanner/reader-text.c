/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/reader-text.h"

#include "app/domain/scan-filter.h"

#include <string.h>

#define UNKNOWN "reader"
#define AIM_LENGTH 3 /* "]", the letter of the symbology, its modifier */

static const char *const refusals[] = {
    [CUBBY_REFUSAL_NONE] = "none",
    [CUBBY_REFUSAL_EMPTY] = "empty",
    [CUBBY_REFUSAL_TOO_LONG] = "too-long",
    [CUBBY_REFUSAL_UNFINISHED] = "unfinished",
    [CUBBY_REFUSAL_CONTROL] = "control",
    [CUBBY_REFUSAL_KEY] = "key",
    [CUBBY_REFUSAL_PREFIX] = "prefix",
    [CUBBY_REFUSAL_SUFFIX] = "suffix",
    [CUBBY_REFUSAL_IDENTIFIER] = "identifier",
    [CUBBY_REFUSAL_SETUP] = "setup",
    [CUBBY_REFUSAL_SYMBOLOGY] = "symbology",
    [CUBBY_REFUSAL_TOO_MANY] = "too-many",
};

/* What stands before a code and what it says; the first row that fits. Honeywell: “Symbology Charts” of its
 * user guides; Newland: “Code ID Table”; Zebra: “Symbol Code Characters”; AIM: ISO/IEC 15424. */
static const struct {
  CubbyIdentifier identifier;
  const char *id;
  const char *symbology;
} ids[] = {
    {CUBBY_IDENTIFIER_AIM, "]Q", "QR-Code"},       {CUBBY_IDENTIFIER_AIM, "]E4", "EAN-8"},
    {CUBBY_IDENTIFIER_AIM, "]E", "EAN-13"},        {CUBBY_IDENTIFIER_AIM, "]C", "Code-128"},
    {CUBBY_IDENTIFIER_AIM, "]", UNKNOWN},

    {CUBBY_IDENTIFIER_HONEYWELL, "s", "QR-Code"},  {CUBBY_IDENTIFIER_HONEYWELL, "d", "EAN-13"},
    {CUBBY_IDENTIFIER_HONEYWELL, "D", "EAN-8"},    {CUBBY_IDENTIFIER_HONEYWELL, "c", "UPC-A"},
    {CUBBY_IDENTIFIER_HONEYWELL, "j", "Code-128"}, {CUBBY_IDENTIFIER_HONEYWELL, "I", "Code-128"},

    {CUBBY_IDENTIFIER_NEWLAND, "s", "QR-Code"},    {CUBBY_IDENTIFIER_NEWLAND, "d", "EAN-13"},
    {CUBBY_IDENTIFIER_NEWLAND, "c", "UPC-A"},      {CUBBY_IDENTIFIER_NEWLAND, "j", "Code-128"},

    {CUBBY_IDENTIFIER_ZEBRA, "P01", "QR-Code"},    {CUBBY_IDENTIFIER_ZEBRA, "A", "EAN-13"},
    {CUBBY_IDENTIFIER_ZEBRA, "D", "Code-128"},     {CUBBY_IDENTIFIER_ZEBRA, "K", "Code-128"},
};

const char *
cubby_refusal_to_string (CubbyRefusal refusal)
{
  g_return_val_if_fail (refusal < CUBBY_N_REFUSALS, "none");
  return refusals[refusal];
}

/* One letter stands for all of EAN and UPC with some makers: their lengths tell them apart. */
static const char *
narrow_by_length (const char *symbology, gsize length)
{
  static const struct {
    gsize length;
    const char *symbology;
  } of_length[] = {{8, "EAN-8"}, {12, "UPC-A"}};
  for (guint i = 0; i < G_N_ELEMENTS (of_length); i++)
    if (strcmp (symbology, "EAN-13") == 0 && length == of_length[i].length)
      return of_length[i].symbology;
  return symbology;
}

/* Returns: how many bytes of @text are an identifier of that kind. */
static gsize
find_identifier (CubbyIdentifier identifier, const char *text, const char **ret_symbology)
{
  gboolean aim = identifier == CUBBY_IDENTIFIER_AIM;
  if (aim && (text[0] != ']' || !g_ascii_isalpha (text[1]) || !g_ascii_isalnum (text[2])))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    if (ids[i].identifier != identifier || !g_str_has_prefix (text, ids[i].id))
      continue;
    gsize length = aim ? AIM_LENGTH : strlen (ids[i].id);
    *ret_symbology = narrow_by_length (ids[i].symbology, strlen (text) - length);
    return length;
  }
  return 0;
}

/* Returns: what is between the affixes of the configuration, ended by a zero. */
static CubbyRefusal
cut_affixes (const CubbyReaderSettings *settings, const char *sent, gsize length, char **ret_text)
{
  gsize prefix = settings->prefix != NULL ? strlen (settings->prefix) : 0;
  gsize suffix = settings->suffix != NULL ? strlen (settings->suffix) : 0;
  if (length < prefix || (prefix > 0 && memcmp (sent, settings->prefix, prefix) != 0))
    return CUBBY_REFUSAL_PREFIX;
  if (length - prefix < suffix ||
      (suffix > 0 && memcmp (sent + length - suffix, settings->suffix, suffix) != 0))
    return CUBBY_REFUSAL_SUFFIX;
  if (memchr (sent, '\0', length) != NULL)
    return CUBBY_REFUSAL_CONTROL;
  *ret_text = g_strndup (sent + prefix, length - prefix - suffix);
  return CUBBY_REFUSAL_NONE;
}

static CubbyRefusal
judge (const char *text)
{
  if (text[0] == '\0')
    return CUBBY_REFUSAL_EMPTY;
  if (g_utf8_validate (text, -1, NULL) && g_utf8_strlen (text, -1) > CUBBY_SCAN_LENGTH_MAX)
    return CUBBY_REFUSAL_TOO_LONG;
  if (!cubby_scan_text_is_sound (text, strlen (text)))
    return CUBBY_REFUSAL_CONTROL;
  return cubby_scan_text_is_setup (text) ? CUBBY_REFUSAL_SETUP : CUBBY_REFUSAL_NONE;
}

CubbyRefusal
cubby_reader_text_take (const CubbyReaderSettings *settings, const char *sent, gsize length, char **ret_text,
                        const char **ret_symbology)
{
  *ret_text = NULL;
  *ret_symbology = UNKNOWN;
  g_autofree char *text = NULL;
  CubbyRefusal refusal = cut_affixes (settings, sent, length, &text);
  if (refusal != CUBBY_REFUSAL_NONE)
    return refusal;
  gsize id = find_identifier (settings->identifier, text, ret_symbology);
  if (id == 0 && settings->identifier > CUBBY_IDENTIFIER_NONE)
    return CUBBY_REFUSAL_IDENTIFIER;
  if (settings->identifier > CUBBY_IDENTIFIER_NONE) /* a reader may send both, the maker's first */
    id += find_identifier (CUBBY_IDENTIFIER_AIM, text + id, ret_symbology);
  refusal = judge (text + id);
  if (refusal == CUBBY_REFUSAL_NONE)
    *ret_text = g_strdup (text + id);
  return refusal;
}
