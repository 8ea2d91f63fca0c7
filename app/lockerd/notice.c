/* SPDX-License-Identifier: Apache-2.0 */
#include "app/lockerd/notice.h"

#include <string.h>

#define MAX_LABEL 64
#define MAX_CTIS 16

static gboolean
is_hex (const char *text, gsize length)
{
  return strlen (text) == length && strspn (text, "0123456789abcdef") == length;
}

static gboolean
is_word (const char *text)
{
  gsize length = strlen (text);
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]) || text[i] == '@') /* nobody's address is a label; see ReportSeen */
      return FALSE;
  return length > 0 && length <= MAX_LABEL;
}

/* Returns: (nullable): the first key that there is not; it does not outlive its entry. */
static char *
find_unknown_key (GVariant *dictionary)
{
  static const char *const known[] = {"label",     "version",    "fulfilment", "size",  "ctis",
                                      "code_hash", "hold_until", "heavy",      "reach", "state",
                                      "seal",      "epoch",      "why",        NULL};
  GVariantIter iter;
  const char *key;
  GVariant *value;
  g_variant_iter_init (&iter, dictionary);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value)) {
    g_variant_unref (value);
    if (!g_strv_contains (known, key))
      return g_strdup (key);
  }
  return NULL;
}

/* One a pass, joined by commas; none is "". */
static gboolean
are_code_hashes (const char *text)
{
  g_auto (GStrv) hashes = g_strsplit (text, ",", -1);
  for (char **hash = hashes; *hash != NULL; hash++)
    if (!is_hex (*hash, 64))
      return FALSE;
  return g_strv_length (hashes) <= MAX_CTIS;
}

static char *
read_expected (GVariant *dictionary, CubbyNotice *notice, const char ***ret_ctis)
{
  const char *size;
  if (!g_variant_lookup (dictionary, "fulfilment", "&s", &notice->fulfilment) ||
      !is_word (notice->fulfilment))
    return g_strdup_printf ("parcel %s: fulfilment: is not 1–64 printable characters without @",
                            notice->label);
  if (!g_variant_lookup (dictionary, "size", "&s", &size) || !cubby_size_from_string (size, &notice->size))
    return g_strdup_printf ("parcel %s: size: is not one of XS, S, M, L, XL", notice->label);
  if (!g_variant_lookup (dictionary, "code_hash", "&s", &notice->code_hash) ||
      !are_code_hashes (notice->code_hash))
    return g_strdup_printf ("parcel %s: code_hash: is not 64 hex digits in lower case", notice->label);
  if (!g_variant_lookup (dictionary, "hold_until", "x", &notice->hold_until_s) || notice->hold_until_s < 0 ||
      notice->hold_until_s > G_MAXINT64 / 1000)
    return g_strdup_printf ("parcel %s: hold_until: is not a time in seconds", notice->label);
  g_variant_lookup (dictionary, "heavy", "b", &notice->heavy);
  g_variant_lookup (dictionary, "reach", "b", &notice->reach);
  if (!g_variant_lookup (dictionary, "ctis", "^a&s", ret_ctis))
    return g_strdup_printf ("parcel %s: ctis: is not an array of texts", notice->label);
  notice->ctis = *ret_ctis;
  if (g_strv_length ((char **)*ret_ctis) > MAX_CTIS)
    return g_strdup_printf ("parcel %s: ctis: more than %d", notice->label, MAX_CTIS);
  for (const char **cti = *ret_ctis; *cti != NULL; cti++)
    if (!is_hex (*cti, 32))
      return g_strdup_printf ("parcel %s: ctis: “%s” is not 32 hex digits in lower case", notice->label,
                              *cti);
  return NULL;
}

char *
cubby_notice_read (GVariant *dictionary, CubbyNotice *ret_notice, const char **ret_seal,
                   const char ***ret_ctis)
{
  const char *state;
  g_autofree char *unknown = find_unknown_key (dictionary);
  *ret_notice = (CubbyNotice){0};
  *ret_ctis = NULL;
  *ret_seal = "";
  g_variant_lookup (dictionary, "seal", "&s", ret_seal);
  if (unknown != NULL)
    return g_strdup_printf ("“%s” is no key of a parcel", unknown);
  if (!g_variant_lookup (dictionary, "label", "&s", &ret_notice->label) || !is_word (ret_notice->label))
    return g_strdup ("a parcel: label: is not 1–64 printable characters without @");
  if (!g_variant_lookup (dictionary, "version", "t", &ret_notice->version) ||
      ret_notice->version > G_MAXINT64)
    return g_strdup_printf ("parcel %s: version: is not a sequence number", ret_notice->label);
  g_variant_lookup (dictionary, "epoch", "t", &ret_notice->epoch);
  if (ret_notice->epoch > G_MAXINT64)
    return g_strdup_printf ("parcel %s: epoch: is not a number of an epoch", ret_notice->label);
  if (!g_variant_lookup (dictionary, "state", "&s", &state))
    return g_strdup_printf ("parcel %s: state: is missing", ret_notice->label);
  ret_notice->withdrawn = g_str_equal (state, "withdrawn");
  if (ret_notice->withdrawn) {
    const char *why = NULL;
    g_variant_lookup (dictionary, "why", "&s", &why);
    ret_notice->why = cubby_withdrawal_from_string (why);
    return NULL;
  }
  ret_notice->returning = g_str_equal (state, "return");
  if (!ret_notice->returning && !g_str_equal (state, "expected"))
    return g_strdup_printf ("parcel %s: state: “%s” is not expected, return or withdrawn", ret_notice->label,
                            state);
  return read_expected (dictionary, ret_notice, ret_ctis);
}
