/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"
#include "protocols/pass/seal.h"

#include <string.h>

#define TEXT "cubby-notice-1\nlabel=L1\n"

/* RFC 8032, 7.1, test 1: the seed, and its public key. */
#define SEED "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
#define PUBLIC "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

static CubbyPassSigningKey *
make_key (const char *kid_hex)
{
  guint8 kid[CUBBY_KID_SIZE], seed[CUBBY_SEED_SIZE];
  g_assert_true (cubby_hex_decode (kid_hex, kid, sizeof kid));
  g_assert_true (cubby_hex_decode (SEED, seed, sizeof seed));
  return cubby_pass_signing_key_new (kid, seed);
}

static CubbyPassKeys *
believe (const CubbyPassSigningKey *key)
{
  CubbyPassKeys *keys = cubby_pass_keys_new ();
  g_assert_true (cubby_pass_keys_add (keys, cubby_pass_signing_key_get_kid (key),
                                      cubby_pass_signing_key_get_public_key (key), NULL));
  return keys;
}

/* The signature of the empty text is printed in the RFC. */
static void
test_rfc_8032 (void)
{
  g_autoptr (CubbyPassSigningKey) key = make_key ("6b31");
  g_autofree char *public =
      cubby_hex_encode (cubby_pass_signing_key_get_public_key (key), CUBBY_PUBLIC_KEY_SIZE);
  g_autofree char *seal = cubby_seal_make (key, "");
  g_assert_cmpstr (public, ==, PUBLIC);
  g_assert_cmpstr (seal, ==,
                   "6b31.e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e"
                   "39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
}

static void
test_comes_back (void)
{
  g_autoptr (CubbyPassSigningKey) key = make_key ("6b31");
  g_autoptr (CubbyPassKeys) keys = believe (key);
  g_autofree char *seal = cubby_seal_make (key, TEXT);
  g_assert_true (cubby_seal_verify (seal, TEXT, keys));
  g_assert_false (cubby_seal_verify (seal, TEXT "\n", keys));
}

static void
test_every_other_character (void)
{
  g_autoptr (CubbyPassSigningKey) key = make_key ("6b31");
  g_autoptr (CubbyPassKeys) keys = believe (key);
  g_autofree char *seal = cubby_seal_make (key, TEXT);
  for (gsize i = 0; seal[i] != '\0'; i++)
    for (const char *c = "0123456789abcdefF.x "; *c != '\0'; c++) {
      char before = seal[i];
      if (*c == before)
        continue;
      seal[i] = *c;
      g_assert_false (cubby_seal_verify (seal, TEXT, keys));
      seal[i] = before;
    }
}

static void
test_another_key (void)
{
  g_autoptr (CubbyPassSigningKey) key = make_key ("6b31");
  g_autoptr (CubbyPassSigningKey) stranger = cubby_pass_signing_key_generate ();
  g_autoptr (CubbyPassKeys) keys = believe (stranger);
  g_autofree char *seal = cubby_seal_make (key, TEXT);
  g_assert_false (cubby_seal_verify (seal, TEXT, keys));
}

static const char *const no_seals[] = {
    "",        "6b31",    "6b31.",
    "6b31.00", "CC1:ABC", "6b31.e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"};

static void
test_no_seal (gconstpointer data)
{
  g_autoptr (CubbyPassSigningKey) key = make_key ("6b31");
  g_autoptr (CubbyPassKeys) keys = believe (key);
  g_assert_false (cubby_seal_verify (data, TEXT, keys));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cubby_hash_init ();
  g_test_add_func ("/protocols/pass/seal/is Ed25519 as RFC 8032 prints it", test_rfc_8032);
  g_test_add_func ("/protocols/pass/seal/fits its text and no other", test_comes_back);
  g_test_add_func ("/protocols/pass/seal/with any character replaced is refused", test_every_other_character);
  g_test_add_func ("/protocols/pass/seal/of a key that is not believed is refused", test_another_key);
  for (guint i = 0; i < G_N_ELEMENTS (no_seals); i++) {
    g_autofree char *path = g_strdup_printf ("/protocols/pass/seal/“%s” is none", no_seals[i]);
    g_test_add_data_func (path, no_seals[i], test_no_seal);
  }
  return g_test_run ();
}
