/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"
#include "protocols/pass/key-ring.h"
#include "protocols/pass/pass.h"
#include "tests/rig/scratch.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* RFC 8032, 7.1, tests 1 to 3. */
static const struct {
  const char *seed, *public_key, *message, *signature;
} rfc8032[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
     "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
};

static void
test_rfc8032 (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  guint8 seed[CUBBY_SEED_SIZE], public_key[CUBBY_PUBLIC_KEY_SIZE];
  g_assert_true (cubby_hex_decode (rfc8032[i].seed, seed, sizeof seed));
  cubby_cose_public_key (seed, public_key);
  g_autofree char *hex = cubby_hex_encode (public_key, sizeof public_key);
  g_assert_cmpstr (hex, ==, rfc8032[i].public_key);
  g_assert_true (cubby_cose_public_key_is_sound (public_key));

  /* The library below us signs as the RFC does; what we sign with it is in the vector of the pass. */
  guint8 message[2], signature[CUBBY_SIGNATURE_SIZE], secret_key[crypto_sign_SECRETKEYBYTES];
  gsize size = strlen (rfc8032[i].message) / 2;
  g_assert_true (cubby_hex_decode (rfc8032[i].message, message, size));
  crypto_sign_seed_keypair (public_key, secret_key, seed);
  crypto_sign_detached (signature, NULL, message, size, secret_key);
  g_autofree char *signature_hex = cubby_hex_encode (signature, sizeof signature);
  g_assert_cmpstr (signature_hex, ==, rfc8032[i].signature);
}

#define KEY_1 "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define KEY_2 "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"

/* Files of keys: how many are found, or what the message says. */
static const struct {
  const char *name;
  const char *text;
  guint n_keys;
  const char *message;
} files[] = {
    {"with two keys is read", "[pass-keys]\n6b31=" KEY_1 "\n6B32=" KEY_2 "\n", 2, NULL},
    {"without keys is read", "[pass-keys]\n", 0, NULL},
    {"with a key id of three digits is refused", "[pass-keys]\n6b3=" KEY_1 "\n", 0,
     "[pass-keys] 6b3: is no key id"},
    {"with a short key is refused", "[pass-keys]\n6b31=d75a98\n", 0,
     "[pass-keys] 6b31: “d75a98” is no public key"},
    {"with a weak key is refused",
     "[pass-keys]\n6b31=0100000000000000000000000000000000000000000000000000000000000000\n", 0,
     "no sound Ed25519"},
    {"with a key id twice is refused", "[pass-keys]\n6b31=" KEY_1 "\n6B31=" KEY_2 "\n", 1, "already"},
    {"with something else in it is refused", "[pass-keys]\n6b31=" KEY_1 "\n[pass-kyes]\n6b32=" KEY_2 "\n", 1,
     "pass-kyes"},
};

static void
test_key_file (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyConfFile) conf = cubby_conf_file_new_from_data ("pass-keys.conf", files[i].text, &error);
  g_assert_no_error (error);
  g_autoptr (CubbyPassKeys) keys = cubby_pass_keys_read (conf);
  g_assert_cmpuint (cubby_pass_keys_get_n_keys (keys), ==, files[i].n_keys);
  gboolean is_good = cubby_conf_file_finish (conf, &error);
  g_assert_cmpint (is_good, ==, files[i].message == NULL);
  if (files[i].message != NULL)
    g_assert_nonnull (strstr (error->message, files[i].message));
}

static void
test_signing_key_comes_back (TestScratch *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyPassSigningKey) key = cubby_pass_signing_key_generate ();
  cubby_pass_signing_key_save (key, fixture->path, &error);
  g_assert_no_error (error);

  GStatBuf status;
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);

  g_autoptr (CubbyKeyRing) ring = cubby_key_ring_load (fixture->path, &error);
  g_assert_no_error (error);
  const CubbyPassSigningKey *loaded = cubby_key_ring_get_signer (ring, 0);
  g_assert_cmpmem (cubby_pass_signing_key_get_public_key (key), CUBBY_PUBLIC_KEY_SIZE,
                   cubby_pass_signing_key_get_public_key (loaded), CUBBY_PUBLIC_KEY_SIZE);
  g_assert_cmpmem (cubby_pass_signing_key_get_kid (key), CUBBY_KID_SIZE,
                   cubby_pass_signing_key_get_kid (loaded), CUBBY_KID_SIZE);
}

static void
test_signing_key_is_not_overwritten (TestScratch *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyPassSigningKey) key = cubby_pass_signing_key_generate ();
  g_file_set_contents (fixture->path, "precious", -1, &error);
  g_assert_no_error (error);
  g_assert_false (cubby_pass_signing_key_save (key, fixture->path, &error));
  g_assert_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE);
  g_autofree char *text = NULL;
  g_file_get_contents (fixture->path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "precious");
}

static void
test_open_signing_key_is_refused (TestScratch *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyPassSigningKey) key = cubby_pass_signing_key_generate ();
  cubby_pass_signing_key_save (key, fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  g_assert_null (cubby_key_ring_load (fixture->path, &error));
  g_assert_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "chmod 600"));
}

static const struct {
  const char *name;
  const char *text;
} no_signing_keys[] = {
    {"that is empty", ""},
    {"without a key id", "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60\n"},
    {"with a short seed", "6b31 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f\n"},
    {"with a letter in its seed", "6b31 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f6x\n"},
    {"with two lines", "6b31 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60\n6b32\n"},
};

static void
test_no_signing_key (TestScratch *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_file_set_contents_full (fixture->path, no_signing_keys[i].text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                            &error);
  g_assert_no_error (error);
  g_assert_null (cubby_key_ring_load (fixture->path, &error));
  g_assert_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "cubby-central pass-key generate"));
}

static void
test_missing_signing_key (TestScratch *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_key_ring_load (fixture->path, &error));
  g_assert_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

static void
add_file_test (const char *name, gsize i, void (*test) (TestScratch *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/protocols/pass/keys/", name, NULL);
  g_test_add (path, TestScratch, GSIZE_TO_POINTER (i), test_scratch_set_up, test, test_scratch_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rfc8032); i++) {
    g_autofree char *path = g_strdup_printf (
        "/protocols/pass/keys/RFC 8032 test %u gives its public key and signature", (guint)i + 1);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_rfc8032);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_strconcat ("/protocols/pass/keys/a file ", files[i].name, NULL);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_key_file);
  }
  add_file_test ("a signing key comes back from its file", 0, test_signing_key_comes_back);
  add_file_test ("a file that is there is not overwritten", 0, test_signing_key_is_not_overwritten);
  add_file_test ("a signing key open to everybody is refused", 0, test_open_signing_key_is_refused);
  add_file_test ("a signing key that is not there is refused", 0, test_missing_signing_key);
  for (gsize i = 0; i < G_N_ELEMENTS (no_signing_keys); i++) {
    g_autofree char *name = g_strconcat ("no signing key is a file ", no_signing_keys[i].name, NULL);
    add_file_test (name, i, test_no_signing_key);
  }
  return g_test_run ();
}
