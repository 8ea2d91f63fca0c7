/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/pass.h"

#include "app/common/hash.h"
#include "protocols/pass/base45.h"

#include <string.h>

/* A pass taken apart, with nothing about it believed. */
typedef struct {
  CubbyCoseSign1 message;
  CubbyClaims claims;
} Parts;

static const char *const refusal_names[CUBBY_N_PASS_REFUSALS] = {
    [CUBBY_PASS_NOT_A_PASS] = "not_a_pass", [CUBBY_PASS_UNKNOWN_KEY] = "unknown_key",
    [CUBBY_PASS_FORGED] = "forged",         [CUBBY_PASS_OTHER_STORE] = "other_store",
    [CUBBY_PASS_EXPIRED] = "expired",
};

const char *
cubby_pass_refusal_to_string (CubbyPassRefusal refusal)
{
  g_return_val_if_fail (refusal < CUBBY_N_PASS_REFUSALS, NULL);
  return refusal_names[refusal];
}

void
cubby_pass_clear (CubbyPass *pass)
{
  g_clear_pointer (&pass->store, g_free);
}

static void
parts_clear (Parts *parts)
{
  cubby_cose_sign1_clear (&parts->message);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static gboolean
check_claims (const char *store, gint64 exp, GError **error)
{
  if (!cubby_claims_is_store (store, strlen (store))) {
    g_set_error (
        error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_CLAIM,
        "“%s” cannot be the store of a pass; it is 1 to %d printable ASCII characters without a space", store,
        CUBBY_STORE_MAX_LENGTH);
    return FALSE;
  }
  if (exp < 1 || exp > G_MAXUINT32) {
    g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_CLAIM,
                 "a pass cannot expire at %" G_GINT64_FORMAT "; it is seconds of UTC from 1 to %u", exp,
                 G_MAXUINT32);
    return FALSE;
  }
  return TRUE;
}

char *
cubby_pass_mint (const CubbyPassSigningKey *key, const char *store, gint64 exp,
                 const guint8 cti[CUBBY_CTI_SIZE], GError **error)
{
  if (!check_claims (store, exp, error))
    return NULL;

  g_auto (Parts) parts = {.claims.exp = (guint32)exp};
  g_strlcpy (parts.claims.aud, store, sizeof parts.claims.aud);
  memcpy (parts.claims.cti, cti, CUBBY_CTI_SIZE);
  parts.message.payload = cubby_claims_encode (&parts.claims);
  cubby_pass_signing_key_sign (key, &parts.message);

  g_autoptr (GBytes) data = cubby_cose_sign1_encode (&parts.message);
  g_autofree char *text = cubby_base45_encode (g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  return g_strconcat (CUBBY_PASS_PREFIX, text, NULL);
}

/* Takes prefix and Base45 off. Returns: (transfer full) (nullable): the bytes. */
static GBytes *
unwrap_text (const char *text, gsize length, char **ret_detail)
{
  const gsize prefix = strlen (CUBBY_PASS_PREFIX);
  if (length > CUBBY_PASS_MAX_LENGTH) {
    *ret_detail = g_strdup_printf ("%" G_GSIZE_FORMAT " characters; a pass has at most %d", length,
                                   CUBBY_PASS_MAX_LENGTH);
    return NULL;
  }
  if (length < prefix || memcmp (text, CUBBY_PASS_PREFIX, prefix) != 0) {
    *ret_detail = g_strdup ("does not start with " CUBBY_PASS_PREFIX);
    return NULL;
  }
  GBytes *data = cubby_base45_decode (text + prefix, length - prefix);
  if (data == NULL)
    *ret_detail = g_strdup ("what follows " CUBBY_PASS_PREFIX " is no Base45 (RFC 9285)");
  return data;
}

/* The decoders accept one layout; that what they read encodes to the same bytes again makes sure of it. */
static gboolean
is_canonical (const Parts *parts, GBytes *data)
{
  g_autoptr (GBytes) claims = cubby_claims_encode (&parts->claims);
  g_autoptr (GBytes) whole = cubby_cose_sign1_encode (&parts->message);
  return g_bytes_equal (claims, parts->message.payload) && g_bytes_equal (whole, data);
}

static gboolean
take_apart (const char *text, gssize length, Parts *parts, char **ret_detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) data = unwrap_text (text, length < 0 ? strlen (text) : (gsize)length, ret_detail);
  if (data == NULL)
    return FALSE;

  gsize size = 0;
  if (!cubby_cose_sign1_decode (data, &parts->message, &error)) {
    *ret_detail = g_strdup_printf ("COSE_Sign1: %s", error->message);
    return FALSE;
  }
  const guint8 *claims = g_bytes_get_data (parts->message.payload, &size);
  if (!cubby_claims_decode (claims, size, &parts->claims, &error)) {
    *ret_detail = g_strdup_printf ("CWT: %s", error->message);
    return FALSE;
  }
  if (is_canonical (parts, data))
    return TRUE;
  *ret_detail = g_strdup ("is not encoded in the one way that a pass is");
  return FALSE;
}

static void
fill_pass (const Parts *parts, CubbyPass *pass)
{
  pass->store = g_strdup (parts->claims.aud);
  pass->exp = parts->claims.exp;
  memcpy (pass->cti, parts->claims.cti, CUBBY_CTI_SIZE);
  memcpy (pass->kid, parts->message.kid, CUBBY_KID_SIZE);
}

/* Returns: why it is refused, or CUBBY_N_PASS_REFUSALS when it is good. */
static CubbyPassRefusal
judge (const Parts *parts, const CubbyPassKeys *keys, const char *store, gint64 now, char **ret_detail)
{
  const guint8 *kid = parts->message.kid;
  const guint8 *public_key = cubby_pass_keys_find (keys, kid);
  if (public_key == NULL) {
    *ret_detail = g_strdup_printf ("no key has the id %02x%02x", kid[0], kid[1]);
    return CUBBY_PASS_UNKNOWN_KEY;
  }
  if (!cubby_cose_sign1_verify (&parts->message, public_key)) {
    *ret_detail = g_strdup_printf ("the signature is not of key %02x%02x", kid[0], kid[1]);
    return CUBBY_PASS_FORGED;
  }
  if (strcmp (parts->claims.aud, store) != 0) {
    *ret_detail = g_strdup_printf ("is for store %s, not for %s", parts->claims.aud, store);
    return CUBBY_PASS_OTHER_STORE;
  }
  if (now >= parts->claims.exp) {
    *ret_detail = g_strdup_printf ("expired at %u; it is %" G_GINT64_FORMAT, parts->claims.exp, now);
    return CUBBY_PASS_EXPIRED;
  }
  return CUBBY_N_PASS_REFUSALS;
}

gboolean
cubby_pass_verify (const char *text, gssize length, const CubbyPassKeys *keys, const char *store, gint64 now,
                   CubbyPass *ret_pass, CubbyPassRefusal *ret_refusal, char **ret_detail)
{
  g_auto (Parts) parts = {0};
  g_autofree char *detail = NULL;
  CubbyPassRefusal refusal = CUBBY_PASS_NOT_A_PASS;
  if (take_apart (text, length, &parts, &detail))
    refusal = judge (&parts, keys, store, now, &detail);

  if (refusal == CUBBY_N_PASS_REFUSALS) {
    if (ret_pass != NULL)
      fill_pass (&parts, ret_pass);
    return TRUE;
  }
  if (ret_refusal != NULL)
    *ret_refusal = refusal;
  if (ret_detail != NULL)
    *ret_detail = g_steal_pointer (&detail);
  return FALSE;
}

gboolean
cubby_pass_inspect (const char *text, gssize length, CubbyPass *ret_pass, char **ret_detail)
{
  g_auto (Parts) parts = {0};
  g_autofree char *detail = NULL;
  if (take_apart (text, length, &parts, &detail)) {
    fill_pass (&parts, ret_pass);
    return TRUE;
  }
  if (ret_detail != NULL)
    *ret_detail = g_steal_pointer (&detail);
  return FALSE;
}
