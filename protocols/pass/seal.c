/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/seal.h"

#include "app/common/hash.h"

#include <sodium.h>
#include <string.h>

#define KID_LENGTH (2 * CUBBY_KID_SIZE)
#define SEAL_LENGTH (KID_LENGTH + 1 + 2 * CUBBY_SIGNATURE_SIZE)

char *
cubby_seal_make (const CubbyPassSigningKey *key, const char *text)
{
  guint8 signature[CUBBY_SIGNATURE_SIZE];
  cubby_pass_signing_key_sign_text (key, text, signature);
  g_autofree char *kid = cubby_hex_encode (cubby_pass_signing_key_get_kid (key), CUBBY_KID_SIZE);
  g_autofree char *hex = cubby_hex_encode (signature, sizeof signature);
  return g_strdup_printf ("%s.%s", kid, hex);
}

static gboolean
parse (const char *seal, guint8 kid[CUBBY_KID_SIZE], guint8 signature[CUBBY_SIGNATURE_SIZE])
{
  gboolean one_way = strspn (seal, "0123456789abcdef.") == SEAL_LENGTH; /* one seal has one text */
  if (strlen (seal) != SEAL_LENGTH || seal[KID_LENGTH] != '.' || !one_way)
    return FALSE;
  g_autofree char *kid_text = g_strndup (seal, KID_LENGTH);
  return cubby_hex_decode (kid_text, kid, CUBBY_KID_SIZE) &&
         cubby_hex_decode (seal + KID_LENGTH + 1, signature, CUBBY_SIGNATURE_SIZE);
}

gboolean
cubby_seal_verify (const char *seal, const char *text, const CubbyPassKeys *keys)
{
  guint8 kid[CUBBY_KID_SIZE], signature[CUBBY_SIGNATURE_SIZE];
  if (!parse (seal, kid, signature))
    return FALSE;
  const guint8 *public_key = cubby_pass_keys_find (keys, kid);
  return public_key != NULL && cubby_cose_public_key_is_sound (public_key) &&
         crypto_sign_verify_detached (signature, (const guint8 *)text, strlen (text), public_key) == 0;
}
