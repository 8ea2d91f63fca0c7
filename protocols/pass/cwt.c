/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/cwt.h"

#include "protocols/pass/cbor.h"

#include <string.h>

/* RFC 8392, section 4. */
enum { CLAIM_AUD = 3, CLAIM_EXP = 4, CLAIM_CTI = 7, N_CLAIMS = 3 };

gboolean
cubby_claims_is_store (const char *text, gsize length)
{
  if (length < 1 || length > CUBBY_STORE_MAX_LENGTH)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return TRUE;
}

GBytes *
cubby_claims_encode (const CubbyClaims *claims)
{
  GByteArray *out = g_byte_array_new ();
  cubby_cbor_put_head (out, CUBBY_CBOR_MAP, N_CLAIMS);
  cubby_cbor_put_head (out, CUBBY_CBOR_UNSIGNED, CLAIM_AUD);
  cubby_cbor_put_string (out, CUBBY_CBOR_TEXT, claims->aud, strlen (claims->aud));
  cubby_cbor_put_head (out, CUBBY_CBOR_UNSIGNED, CLAIM_EXP);
  cubby_cbor_put_head (out, CUBBY_CBOR_UNSIGNED, claims->exp);
  cubby_cbor_put_head (out, CUBBY_CBOR_UNSIGNED, CLAIM_CTI);
  cubby_cbor_put_string (out, CUBBY_CBOR_BYTES, claims->cti, CUBBY_CTI_SIZE);
  return g_byte_array_free_to_bytes (out);
}

static gboolean
take_store (CubbyCborReader *reader, CubbyClaims *claims, GError **error)
{
  const guint8 *data = NULL;
  gsize size = 0;
  if (!cubby_cbor_take_string (reader, CUBBY_CBOR_TEXT, 1, CUBBY_STORE_MAX_LENGTH, "the store (aud)", &data,
                               &size, error))
    return FALSE;
  if (!cubby_claims_is_store ((const char *)data, size)) {
    g_set_error_literal (error, CUBBY_CBOR_ERROR, CUBBY_CBOR_ERROR_LAYOUT,
                         "the store (aud): has characters that no store's id has");
    return FALSE;
  }
  memcpy (claims->aud, data, size);
  claims->aud[size] = '\0';
  return TRUE;
}

static gboolean
take_cti (CubbyCborReader *reader, CubbyClaims *claims, GError **error)
{
  const guint8 *data = NULL;
  gsize size = 0;
  if (!cubby_cbor_take_string (reader, CUBBY_CBOR_BYTES, CUBBY_CTI_SIZE, CUBBY_CTI_SIZE, "the id (cti)",
                               &data, &size, error))
    return FALSE;
  memcpy (claims->cti, data, size);
  return TRUE;
}

gboolean
cubby_claims_decode (const guint8 *data, gsize size, CubbyClaims *ret_claims, GError **error)
{
  CubbyClaims claims = {0};
  CubbyCborReader reader = {.data = data, .size = size};
  if (!cubby_cbor_expect (&reader, CUBBY_CBOR_MAP, N_CLAIMS, "the map of three claims", error) ||
      !cubby_cbor_expect (&reader, CUBBY_CBOR_UNSIGNED, CLAIM_AUD, "claim 3 (aud)", error) ||
      !take_store (&reader, &claims, error) ||
      !cubby_cbor_expect (&reader, CUBBY_CBOR_UNSIGNED, CLAIM_EXP, "claim 4 (exp)", error) ||
      !cubby_cbor_take_head (&reader, CUBBY_CBOR_UNSIGNED, "the expiry (exp)", &claims.exp, error) ||
      !cubby_cbor_expect (&reader, CUBBY_CBOR_UNSIGNED, CLAIM_CTI, "claim 7 (cti)", error) ||
      !take_cti (&reader, &claims, error) || !cubby_cbor_expect_end (&reader, "the claims", error))
    return FALSE;
  *ret_claims = claims;
  return TRUE;
}
