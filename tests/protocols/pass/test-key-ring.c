/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"
#include "protocols/pass/code-vault.h"
#include "protocols/pass/key-ring.h"
#include "tests/rig/scratch.h"

#include <glib/gstdio.h>
#include <string.h>

#define SEED "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
#define OTHER "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
#define NOW 1000

static void
write_file (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

static char *
get_signer (CubbyKeyRing *ring, gint64 now)
{
  const CubbyPassSigningKey *key = cubby_key_ring_get_signer (ring, now);
  return key != NULL ? cubby_hex_encode (cubby_pass_signing_key_get_kid (key), CUBBY_KID_SIZE)
                     : g_strdup ("");
}

static void
assert_signer (CubbyKeyRing *ring, gint64 now, const char *kid)
{
  g_autofree char *is = get_signer (ring, now);
  g_assert_cmpstr (is, ==, kid);
}

static void
test_one_key (TestScratch *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  write_file (fixture->path, "6b31 " SEED "\n");
  g_autoptr (CubbyKeyRing) ring = cubby_key_ring_load (fixture->path, &error);
  g_assert_no_error (error);
  assert_signer (ring, NOW, "6b31");
  g_assert_cmpuint (cubby_key_ring_get_version (ring), ==, 1);
}

static void
test_rotation (TestScratch *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  write_file (fixture->path, "6b31 " SEED "\n");
  g_autoptr (CubbyKeyRing) ring = cubby_key_ring_load (fixture->path, &error);
  g_autofree char *kid = cubby_key_ring_rotate (ring, NOW, NOW + 100, NOW);
  assert_signer (ring, NOW - 1, "6b31");
  assert_signer (ring, NOW, kid);
  g_assert_nonnull (cubby_key_ring_find (ring, "6b31", NOW + 99));
  g_assert_null (cubby_key_ring_find (ring, "6b31", NOW + 100));
  g_assert_true (cubby_key_ring_save (ring, fixture->path, FALSE, &error));
  g_autoptr (CubbyKeyRing) back = cubby_key_ring_load (fixture->path, &error);
  g_assert_no_error (error);
  assert_signer (back, NOW, kid);
  /* above whatever kiosks have taken, though the file may have come back from a copy; and on from there */
  g_assert_cmpuint (cubby_key_ring_get_version (back), ==, NOW);
  g_free (cubby_key_ring_rotate (back, NOW, NOW + 100, NOW));
  g_assert_cmpuint (cubby_key_ring_get_version (back), ==, NOW + 1);
  g_assert_cmpmem (cubby_key_ring_get_code_secret (back), CUBBY_VAULT_SECRET_SIZE,
                   cubby_key_ring_get_code_secret (ring), CUBBY_VAULT_SECRET_SIZE);
  GStatBuf status;
  g_stat (fixture->path, &status);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

static void
test_refresh (TestScratch *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint8 secret[CUBBY_VAULT_SECRET_SIZE];
  write_file (fixture->path, "6b31 " SEED "\n");
  g_autoptr (CubbyKeyRing) ring = cubby_key_ring_load (fixture->path, &error);
  const CubbyPassSigningKey *held = cubby_key_ring_get_signer (ring, NOW);
  memcpy (secret, cubby_key_ring_get_code_secret (ring), sizeof secret);
  write_file (fixture->path, "6b32 " OTHER "\nversion 7\n");
  g_assert_true (cubby_key_ring_refresh (ring, &error));
  assert_signer (ring, NOW, "6b32");
  g_assert_cmpuint (cubby_key_ring_get_version (ring), ==, 7);
  g_assert_cmpmem (cubby_pass_signing_key_get_kid (held), CUBBY_KID_SIZE, "k1", 2); /* still there */
  g_assert_cmpmem (cubby_key_ring_get_code_secret (ring), sizeof secret, secret, sizeof secret);
  write_file (fixture->path, "rubbish\n");
  g_assert_false (cubby_key_ring_refresh (ring, &error));
  assert_signer (ring, NOW, "6b32");
}

static const struct {
  const char *name;
  const char *text;
  const char *kid;
  gint64 until;
  gboolean good;
} retirements[] = {
    {"a key with a successor is retired", "6b31 " SEED "\n6b32 " OTHER "\n", "6b31", NOW + 9, TRUE},
    {"a key with a successor is revoked", "6b31 " SEED "\n6b32 " OTHER "\n", "6b31", 0, TRUE},
    {"the only key stays", "6b31 " SEED "\n", "6b31", 0, FALSE},
    {"a retired key is no successor", "6b31 " SEED " until=2000\n6b32 " OTHER " from=5\n", "6b32", 0, FALSE},
    {"a key that has not begun is no successor", "6b31 " SEED "\n6b32 " OTHER " from=5000\n", "6b31", 0,
     FALSE},
    {"a key that is not there is not retired", "6b31 " SEED "\n6b32 " OTHER "\n", "6b33", 0, FALSE},
};

static void
test_retirement (TestScratch *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  write_file (fixture->path, retirements[i].text);
  g_autoptr (CubbyKeyRing) ring = cubby_key_ring_load (fixture->path, &error);
  g_assert_no_error (error);
  gboolean good = cubby_key_ring_retire (ring, retirements[i].kid, retirements[i].until, NOW, &error);
  g_assert_cmpint (good, ==, retirements[i].good);
  g_assert_cmpint (error == NULL, ==, good);
  if (good)
    g_assert_cmpint (cubby_key_ring_find (ring, retirements[i].kid, NOW) != NULL, ==,
                     retirements[i].until > NOW);
}

static const struct {
  const char *name;
  const char *text;
} no_rings[] = {
    {"an empty file", ""},
    {"a file with a code secret alone", "codes " SEED "\n"},
    {"a seed that is too short", "6b31 9d61\n"},
    {"a word that there is not", "6b31 " SEED " till=5\n"},
    {"a time that is none", "6b31 " SEED " until=soon\n"},
    {"a key id twice", "6b31 " SEED "\n6b31 " OTHER "\n"},
    {"a version that is none", "6b31 " SEED "\nversion 0\n"},
    {"a code secret that is none", "6b31 " SEED "\ncodes 00\n"},
};

static void
test_no_ring (TestScratch *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  write_file (fixture->path, no_rings[i].text);
  g_assert_null (cubby_key_ring_load (fixture->path, &error));
  g_assert_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_null (strstr (error->message, SEED));
}

static void
test_open_file (TestScratch *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  write_file (fixture->path, "6b31 " SEED "\n");
  g_chmod (fixture->path, 0644);
  g_assert_null (cubby_key_ring_load (fixture->path, &error));
  g_assert_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE);
}

static void
test_vault (void)
{
  guint8 secret[CUBBY_VAULT_SECRET_SIZE] = {1}, other[CUBBY_VAULT_SECRET_SIZE] = {2};
  g_autofree char *sealed = cubby_vault_seal (secret, "here", "ABCDE12345");
  g_autofree char *back = cubby_vault_open (secret, "here", sealed);
  g_assert_cmpstr (back, ==, "ABCDE12345");
  g_assert_true (cubby_vault_is_sealed (sealed));
  g_assert_null (cubby_vault_open (secret, "there", sealed));
  g_assert_null (cubby_vault_open (other, "here", sealed));
  g_assert_null (cubby_vault_open (secret, "here", "ABCDE12345"));
  g_assert_null (cubby_vault_open (secret, "here", "s1:00"));
  for (gsize i = strlen ("s1:"); sealed[i] != '\0'; i++) {
    char was = sealed[i];
    sealed[i] = was == '0' ? '1' : '0';
    g_assert_null (cubby_vault_open (secret, "here", sealed));
    sealed[i] = was;
  }
}

static void
test_derived (void)
{
  guint8 secret[CUBBY_VAULT_SECRET_SIZE] = {1}, one[CUBBY_VAULT_SECRET_SIZE], two[CUBBY_VAULT_SECRET_SIZE];
  cubby_vault_derive (secret, "code-key", "4711", one);
  cubby_vault_derive (secret, "code-key", "4711", two);
  g_assert_cmpmem (one, sizeof one, two, sizeof two);
  cubby_vault_derive (secret, "code-key", "4713", two);
  g_assert_cmpint (memcmp (one, two, sizeof one), !=, 0);
}

static void
add (const char *name, gsize i, void (*test) (TestScratch *fixture, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/pass/key-ring/", name, NULL);
  g_test_add (path, TestScratch, GSIZE_TO_POINTER (i), test_scratch_set_up, test, test_scratch_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("a file of one key is a ring of one", 0, test_one_key);
  add ("a new key signs from its time on, the old one is believed to its end", 0, test_rotation);
  add ("a file that was replaced is read again, one that is bad is not", 0, test_refresh);
  add ("a file open to everybody is refused", 0, test_open_file);
  for (gsize i = 0; i < G_N_ELEMENTS (retirements); i++)
    add (retirements[i].name, i, test_retirement);
  for (gsize i = 0; i < G_N_ELEMENTS (no_rings); i++) {
    g_autofree char *name = g_strconcat ("no ring is ", no_rings[i].name, NULL);
    add (name, i, test_no_ring);
  }
  g_test_add_func ("/pass/vault/what is sealed opens with its secret in its place alone", test_vault);
  g_test_add_func ("/pass/vault/each store has a key of its own", test_derived);
  return g_test_run ();
}
