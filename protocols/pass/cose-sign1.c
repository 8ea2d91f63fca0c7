/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/cose-sign1.h"

#include "protocols/pass/cbor.h"

#include <sodium.h>
#include <string.h>

/* RFC 9052, 2 and 3.1; RFC 9053, 2.2. */
enum { TAG_SIGN1 = 18, HEADER_ALG = 1, HEADER_KID = 4, N_PARTS = 4 };
#define EDDSA 7 /* -8, as CBOR's negative of 7 */

void
cubby_cose_sign1_clear (CubbyCoseSign1 *self)
{
  g_clear_pointer (&self->payload, g_bytes_unref);
}

static void
put_protected_header (GByteArray *out, const guint8 kid[CUBBY_KID_SIZE])
{
  g_autoptr (GByteArray) header = g_byte_array_new ();
  cubby_cbor_put_head (header, CUBBY_CBOR_MAP, 2);
  cubby_cbor_put_head (header, CUBBY_CBOR_UNSIGNED, HEADER_ALG);
  cubby_cbor_put_head (header, CUBBY_CBOR_NEGATIVE, EDDSA);
  cubby_cbor_put_head (header, CUBBY_CBOR_UNSIGNED, HEADER_KID);
  cubby_cbor_put_string (header, CUBBY_CBOR_BYTES, kid, CUBBY_KID_SIZE);
  cubby_cbor_put_string (out, CUBBY_CBOR_BYTES, header->data, header->len);
}

static void
put_payload (GByteArray *out, GBytes *payload)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (payload, &size);
  cubby_cbor_put_string (out, CUBBY_CBOR_BYTES, data, size);
}

/* Sig_structure of RFC 9052, 4.4: what is signed, with no external data. */
static GByteArray *
build_sig_structure (const CubbyCoseSign1 *self)
{
  static const char context[] = "Signature1";
  GByteArray *out = g_byte_array_new ();
  cubby_cbor_put_head (out, CUBBY_CBOR_ARRAY, 4);
  cubby_cbor_put_string (out, CUBBY_CBOR_TEXT, context, strlen (context));
  put_protected_header (out, self->kid);
  cubby_cbor_put_head (out, CUBBY_CBOR_BYTES, 0);
  put_payload (out, self->payload);
  return out;
}

void
cubby_cose_sign1_sign (CubbyCoseSign1 *self, const guint8 seed[CUBBY_SEED_SIZE])
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES];
  guint8 secret_key[crypto_sign_SECRETKEYBYTES];
  g_autoptr (GByteArray) message = build_sig_structure (self);
  crypto_sign_seed_keypair (public_key, secret_key, seed);
  crypto_sign_detached (self->signature, NULL, message->data, message->len, secret_key);
  sodium_memzero (secret_key, sizeof secret_key);
}

gboolean
cubby_cose_sign1_verify (const CubbyCoseSign1 *self, const guint8 public_key[CUBBY_PUBLIC_KEY_SIZE])
{
  if (sodium_is_zero (self->signature, CUBBY_SIGNATURE_SIZE))
    return FALSE;
  g_autoptr (GByteArray) message = build_sig_structure (self);
  return cubby_cose_public_key_is_sound (public_key) &&
         crypto_sign_verify_detached (self->signature, message->data, message->len, public_key) == 0;
}

GBytes *
cubby_cose_sign1_encode (const CubbyCoseSign1 *self)
{
  GByteArray *out = g_byte_array_new ();
  cubby_cbor_put_head (out, CUBBY_CBOR_TAG, TAG_SIGN1);
  cubby_cbor_put_head (out, CUBBY_CBOR_ARRAY, N_PARTS);
  put_protected_header (out, self->kid);
  cubby_cbor_put_head (out, CUBBY_CBOR_MAP, 0);
  put_payload (out, self->payload);
  cubby_cbor_put_string (out, CUBBY_CBOR_BYTES, self->signature, CUBBY_SIGNATURE_SIZE);
  return g_byte_array_free_to_bytes (out);
}

static gboolean
take_protected_header (CubbyCborReader *outer, guint8 kid[CUBBY_KID_SIZE], GError **error)
{
  const guint8 *header = NULL, *found = NULL;
  gsize size = 0, kid_size = 0;
  if (!cubby_cbor_take_string (outer, CUBBY_CBOR_BYTES, 1, 255, "the protected header", &header, &size,
                               error))
    return FALSE;

  CubbyCborReader reader = {.data = header, .size = size};
  if (!cubby_cbor_expect (&reader, CUBBY_CBOR_MAP, 2, "the protected header, a map of two", error) ||
      !cubby_cbor_expect (&reader, CUBBY_CBOR_UNSIGNED, HEADER_ALG, "header 1 (alg)", error) ||
      !cubby_cbor_expect (&reader, CUBBY_CBOR_NEGATIVE, EDDSA, "the algorithm, -8 (EdDSA)", error) ||
      !cubby_cbor_expect (&reader, CUBBY_CBOR_UNSIGNED, HEADER_KID, "header 4 (kid)", error) ||
      !cubby_cbor_take_string (&reader, CUBBY_CBOR_BYTES, CUBBY_KID_SIZE, CUBBY_KID_SIZE, "the key id (kid)",
                               &found, &kid_size, error) ||
      !cubby_cbor_expect_end (&reader, "the protected header", error))
    return FALSE;
  memcpy (kid, found, CUBBY_KID_SIZE);
  return TRUE;
}

gboolean
cubby_cose_sign1_decode (GBytes *data, CubbyCoseSign1 *ret_self, GError **error)
{
  g_auto (CubbyCoseSign1) self = {0};
  CubbyCborReader reader = {0};
  reader.data = g_bytes_get_data (data, &reader.size);

  const guint8 *payload = NULL, *signature = NULL;
  gsize payload_size = 0, signature_size = 0;
  if (!cubby_cbor_expect (&reader, CUBBY_CBOR_TAG, TAG_SIGN1, "tag 18 (COSE_Sign1)", error) ||
      !cubby_cbor_expect (&reader, CUBBY_CBOR_ARRAY, N_PARTS, "the array of four", error) ||
      !take_protected_header (&reader, self.kid, error) ||
      !cubby_cbor_expect (&reader, CUBBY_CBOR_MAP, 0, "the unprotected header, an empty map", error) ||
      !cubby_cbor_take_string (&reader, CUBBY_CBOR_BYTES, 1, CUBBY_PAYLOAD_MAX_SIZE, "the payload", &payload,
                               &payload_size, error) ||
      !cubby_cbor_take_string (&reader, CUBBY_CBOR_BYTES, CUBBY_SIGNATURE_SIZE, CUBBY_SIGNATURE_SIZE,
                               "the signature", &signature, &signature_size, error) ||
      !cubby_cbor_expect_end (&reader, "the message", error))
    return FALSE;

  self.payload = g_bytes_new (payload, payload_size);
  memcpy (self.signature, signature, CUBBY_SIGNATURE_SIZE);
  *ret_self = self;
  self.payload = NULL;
  return TRUE;
}

void
cubby_cose_public_key (const guint8 seed[CUBBY_SEED_SIZE], guint8 ret_public_key[CUBBY_PUBLIC_KEY_SIZE])
{
  guint8 secret_key[crypto_sign_SECRETKEYBYTES];
  crypto_sign_seed_keypair (ret_public_key, secret_key, seed);
  sodium_memzero (secret_key, sizeof secret_key);
}

gboolean
cubby_cose_public_key_is_sound (const guint8 public_key[CUBBY_PUBLIC_KEY_SIZE])
{
  return crypto_core_ed25519_is_valid_point (public_key) == 1;
}
