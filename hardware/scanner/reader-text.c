/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/reader-text.h"

#include "app/domain/scan-filter.h"
#include "hardware/scanner/code-id.h"

#include <string.h>

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

const char *
cubby_refusal_to_string (CubbyRefusal refusal)
{
  g_return_val_if_fail (refusal < CUBBY_N_REFUSALS, "none");
  return refusals[refusal];
}

CubbyReaderSent
cubby_refusal_to_sent (CubbyRefusal refusal)
{
  static const CubbyReaderSent sent[CUBBY_N_REFUSALS] = {
      [CUBBY_REFUSAL_NONE] = CUBBY_READER_SENT_CODE,
      [CUBBY_REFUSAL_EMPTY] = CUBBY_READER_SENT_OTHER,
      [CUBBY_REFUSAL_TOO_LONG] = CUBBY_READER_SENT_OTHER,
      [CUBBY_REFUSAL_UNFINISHED] = CUBBY_READER_SENT_WRONG,
      [CUBBY_REFUSAL_CONTROL] = CUBBY_READER_SENT_WRONG,
      [CUBBY_REFUSAL_KEY] = CUBBY_READER_SENT_OTHER,
      [CUBBY_REFUSAL_PREFIX] = CUBBY_READER_SENT_WRONG,
      [CUBBY_REFUSAL_SUFFIX] = CUBBY_READER_SENT_WRONG,
      [CUBBY_REFUSAL_IDENTIFIER] = CUBBY_READER_SENT_WRONG,
      [CUBBY_REFUSAL_SETUP] = CUBBY_READER_SENT_OTHER,
      [CUBBY_REFUSAL_SYMBOLOGY] = CUBBY_READER_SENT_CODE,
      [CUBBY_REFUSAL_TOO_MANY] = CUBBY_READER_SENT_OTHER,
  };
  g_return_val_if_fail (refusal < CUBBY_N_REFUSALS, CUBBY_READER_SENT_OTHER);
  return sent[refusal];
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
  *ret_symbology = CUBBY_SYMBOLOGY_UNTOLD;
  g_autofree char *text = NULL;
  CubbyRefusal refusal = cut_affixes (settings, sent, length, &text);
  if (refusal != CUBBY_REFUSAL_NONE)
    return refusal;
  const char *code = text;
  if (!cubby_code_id_take (settings->identifier, &code, ret_symbology))
    return CUBBY_REFUSAL_IDENTIFIER;
  refusal = judge (code);
  if (refusal == CUBBY_REFUSAL_NONE)
    *ret_text = g_strdup (code);
  return refusal;
}
