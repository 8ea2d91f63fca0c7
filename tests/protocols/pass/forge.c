/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/protocols/pass/forge.h"

#include "app/common/hash.h"
#include "protocols/pass/base45.h"

#include <sodium.h>
#include <string.h>

#define PROTECTED "a2012704426b31"
#define CONTEXT "846a5369676e617475726531" /* an array of four, "Signature1" */

/* The order of the curve's main group, little-endian. */
static const guint8 group_order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                       0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                       0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

static void
put_hex (GByteArray *out, const char *hex)
{
  gsize size = strlen (hex) / 2;
  guint before = out->len;
  g_byte_array_set_size (out, before + (guint)size);
  g_assert_true (cubby_hex_decode (hex, out->data + before, size));
}

/* The head that @hex has as a byte string, unless @head says another. */
static void
put_bytes (GByteArray *out, const char *head, const char *hex)
{
  gsize size = strlen (hex) / 2;
  g_autofree char *right =
      size < 24 ? g_strdup_printf ("%02x", 0x40 + (guint)size) : g_strdup_printf ("58%02x", (guint)size);
  put_hex (out, head != NULL ? head : right);
  put_hex (out, hex);
}

static void
sign (const TestForgery *forgery, const guint8 seed[32], guint8 signature[64])
{
  guint8 public_key[32], secret_key[64];
  g_autoptr (GByteArray) message = g_byte_array_new ();
  put_hex (message, CONTEXT);
  put_bytes (message, NULL, forgery->protected != NULL ? forgery->protected : PROTECTED);
  put_hex (message, "40");
  put_bytes (message, NULL, forgery->payload != NULL ? forgery->payload : TEST_FORGE_CLAIMS);
  crypto_sign_seed_keypair (public_key, secret_key, seed);
  crypto_sign_detached (signature, NULL, message->data, message->len, secret_key);
}

static char *
write_text (const TestForgery *forgery, const guint8 signature[64])
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autofree char *signature_hex = cubby_hex_encode (signature, 64);
  put_hex (out, forgery->head != NULL ? forgery->head : "d284");
  put_bytes (out, forgery->protected_head, forgery->protected != NULL ? forgery->protected : PROTECTED);
  put_hex (out, forgery->unprotected != NULL ? forgery->unprotected : "a0");
  put_bytes (out, forgery->payload_head, forgery->payload != NULL ? forgery->payload : TEST_FORGE_CLAIMS);
  put_bytes (out, forgery->signature_head, forgery->signature != NULL ? forgery->signature : signature_hex);
  put_hex (out, forgery->tail != NULL ? forgery->tail : "");
  g_autofree char *base45 = cubby_base45_encode (out->data, out->len);
  return g_strconcat ("CC1:", base45, NULL);
}

char *
test_forge (const TestForgery *forgery, const guint8 seed[32])
{
  guint8 signature[64];
  sign (forgery, seed, signature);
  if (forgery->payload_head != NULL && g_str_equal (forgery->payload_head, "f6")) {
    /* A payload that is nil lies elsewhere: signed all the same, but not in the message. */
    TestForgery detached = *forgery;
    detached.payload = "";
    return write_text (&detached, signature);
  }
  return write_text (forgery, signature);
}

char *
test_forge_malleated (const guint8 seed[32])
{
  const TestForgery right = {0};
  guint8 signature[64];
  guint carry = 0;
  sign (&right, seed, signature);
  for (guint i = 0; i < 32; i++) {
    carry += (guint)signature[32 + i] + group_order[i];
    signature[32 + i] = carry & 0xff;
    carry >>= 8;
  }
  g_assert_cmpuint (carry, ==, 0);
  return write_text (&right, signature);
}
