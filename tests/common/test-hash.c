/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"

#include <string.h>

static void
assert_hash (const guint8 hash[CUBBY_HASH_SIZE], const char *hex)
{
  g_autofree char *found = cubby_hex_encode (hash, CUBBY_HASH_SIZE);
  g_assert_cmpstr (found, ==, hex);
}

/* b2sum -l 256 says the same. */
static void
test_plain (void)
{
  guint8 hash[CUBBY_HASH_SIZE];
  cubby_hash_data ("", 0, hash);
  assert_hash (hash, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  cubby_hash_data ("abc", 3, hash);
  assert_hash (hash, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

/* Python: hashlib.blake2b (b"ABCDEFGHJK", digest_size=32, key=bytes (range (32))) */
static void
test_code (void)
{
  guint8 key[CUBBY_HASH_KEY_SIZE], hash[CUBBY_HASH_SIZE], direct[CUBBY_HASH_SIZE];
  for (guint8 i = 0; i < sizeof key; i++)
    key[i] = i;
  g_assert_true (cubby_code_hash (key, "abcde-fghjk", hash));
  assert_hash (hash, "32b87bdc0e21783fc22c97044806da3389ec8264135aa03307a8614682148e83");
  cubby_hash_keyed (key, "ABCDEFGHJK", 10, direct);
  g_assert_cmpmem (hash, sizeof hash, direct, sizeof direct);

  memset (hash, 7, sizeof hash);
  g_assert_false (cubby_code_hash (key, "ABCDE-FGHJU", hash));
  g_assert_cmpint (hash[0], ==, 7);
}

static void
hash_fields (const char *a, const char *b, guint8 ret_hash[CUBBY_HASH_SIZE])
{
  const guint8 zeros[CUBBY_HASH_SIZE] = {0};
  g_autoptr (CubbyHasher) hasher = cubby_hash_chain (zeros);
  cubby_hasher_add_string (hasher, a);
  cubby_hasher_add_string (hasher, b);
  cubby_hasher_finish (hasher, ret_hash);
}

static void
test_fields_do_not_run_together (void)
{
  guint8 one[CUBBY_HASH_SIZE], other[CUBBY_HASH_SIZE];
  hash_fields ("ab", "c", one);
  hash_fields ("a", "bc", other);
  g_assert_false (cubby_secret_equal (one, other, sizeof one));
}

/* Python: blake2b over (32, zeros), (8, 1 big-endian), (1, "x"), each after its length in eight bytes. */
static void
test_chain (void)
{
  const guint8 zeros[CUBBY_HASH_SIZE] = {0};
  guint8 hash[CUBBY_HASH_SIZE];
  g_autoptr (CubbyHasher) hasher = cubby_hash_chain (zeros);
  cubby_hasher_add_int (hasher, 1);
  cubby_hasher_add (hasher, "x", 1);
  cubby_hasher_finish (hasher, hash);
  assert_hash (hash, "d47d64db1e654d8681f2a6257bc71ba6f7f1eff01d22dcc357f4f2a511a59f77");
}

static void
test_pin (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = cubby_pin_hash ("482913", &error);
  g_autofree char *again = cubby_pin_hash ("482913", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (hash, "$argon2id$v=19$m=32768,t=3,p=1$"));
  g_assert_cmpstr (hash, !=, again);
  g_assert_true (cubby_pin_hash_is_sound (hash));
  g_assert_true (cubby_pin_verify ("482913", hash));
  g_assert_false (cubby_pin_verify ("482914", hash));
  g_assert_false (cubby_pin_verify ("", hash));
}

#define SALT_AND_HASH "$kIdRt72cVmVCkHTeXl4GnQ$IjC50wJsKAQBH/ym6AhBv4/MYEMg+VeXd5F4o1lrtNw"

static const struct {
  const char *name;
  const char *hash;
  gboolean is_sound;
} pin_hashes[] = {
    {"of ours is sound", "$argon2id$v=19$m=32768,t=3,p=1" SALT_AND_HASH, TRUE},
    {"of 64 MiB is sound", "$argon2id$v=19$m=65536,t=2,p=1" SALT_AND_HASH, TRUE},
    {"of 4 GiB is refused", "$argon2id$v=19$m=4194304,t=3,p=1" SALT_AND_HASH, FALSE},
    {"of 65 MiB is refused", "$argon2id$v=19$m=65537,t=3,p=1" SALT_AND_HASH, FALSE},
    {"of a few kilobytes is refused", "$argon2id$v=19$m=64,t=3,p=1" SALT_AND_HASH, FALSE},
    {"of a thousand passes is refused", "$argon2id$v=19$m=32768,t=999,p=1" SALT_AND_HASH, FALSE},
    {"of no pass is refused", "$argon2id$v=19$m=32768,t=0,p=1" SALT_AND_HASH, FALSE},
    {"of many lanes is refused", "$argon2id$v=19$m=32768,t=3,p=4" SALT_AND_HASH, FALSE},
    {"of argon2i is refused", "$argon2i$v=19$m=32768,t=3,p=1" SALT_AND_HASH, FALSE},
    {"of another version is refused", "$argon2id$v=16$m=32768,t=3,p=1" SALT_AND_HASH, FALSE},
    {"without a salt is refused",
     "$argon2id$v=19$m=32768,t=3,p=1$$IjC50wJsKAQBH/ym6AhBv4/MYEMg+VeXd5F4o1lrtNw", FALSE},
    {"with something behind is refused", "$argon2id$v=19$m=32768,t=3,p=1" SALT_AND_HASH "\n", FALSE},
    {"that is a plain PIN is refused", "482913", FALSE},
    {"that is nothing is refused", "", FALSE},
};

static void
test_pin_hash (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_assert_cmpint (cubby_pin_hash_is_sound (pin_hashes[i].hash), ==, pin_hashes[i].is_sound);
  if (!pin_hashes[i].is_sound)
    g_assert_false (cubby_pin_verify ("482913", pin_hashes[i].hash));
}

static const struct {
  const char *name;
  const char *text;
  gboolean is_hex;
} hex_rows[] = {
    {"either case is hex", "00fFA9", TRUE},     {"too short is refused", "00ff", FALSE},
    {"too long is refused", "00ffa900", FALSE}, {"an odd digit is refused", "00ffa", FALSE},
    {"a letter is refused", "00ffag", FALSE},   {"a space is refused", "00 fa9", FALSE},
    {"a prefix is refused", "0x00ff", FALSE},   {"nothing is refused", "", FALSE},
};

static void
test_hex (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  guint8 bytes[3] = {1, 2, 3};
  g_assert_cmpint (cubby_hex_decode (hex_rows[i].text, bytes, sizeof bytes), ==, hex_rows[i].is_hex);
  if (!hex_rows[i].is_hex)
    return;
  g_autofree char *text = cubby_hex_encode (bytes, sizeof bytes);
  g_assert_cmpstr (text, ==, "00ffa9");
}

static void
test_secrets (void)
{
  guint8 one[16], other[16];
  cubby_random_fill (one, sizeof one);
  memcpy (other, one, sizeof one);
  g_assert_true (cubby_secret_equal (one, other, sizeof one));
  other[15] ^= 1;
  g_assert_false (cubby_secret_equal (one, other, sizeof one));
  cubby_secret_clear (one, sizeof one);
  for (guint i = 0; i < sizeof one; i++)
    g_assert_cmpint (one[i], ==, 0);
}

static void
add (const char *what, const char *name, gsize i, GTestDataFunc test)
{
  g_autofree char *path = g_strconcat ("/common/hash/", what, name, NULL);
  g_test_add_data_func (path, GSIZE_TO_POINTER (i), test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/common/hash/BLAKE2b-256 gives the known values", test_plain);
  g_test_add_func ("/common/hash/a code is hashed under its key in any spelling", test_code);
  g_test_add_func ("/common/hash/fields do not run together", test_fields_do_not_run_together);
  g_test_add_func ("/common/hash/a chain gives the known value", test_chain);
  g_test_add_func ("/common/hash/a PIN is known again, and no other", test_pin);
  for (gsize i = 0; i < G_N_ELEMENTS (pin_hashes); i++)
    add ("a PIN's hash ", pin_hashes[i].name, i, test_pin_hash);
  for (gsize i = 0; i < G_N_ELEMENTS (hex_rows); i++)
    add ("hex: ", hex_rows[i].name, i, test_hex);
  g_test_add_func ("/common/hash/secrets are compared whole, and cleared", test_secrets);
  return g_test_run ();
}
