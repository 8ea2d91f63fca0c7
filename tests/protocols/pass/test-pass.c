/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"
#include "protocols/pass/base45.h"
#include "protocols/pass/pass.h"
#include "tests/protocols/pass/vectors.h"

#include <string.h>

static CubbyPassSigningKey *
make_signing_key (const TestVector *vector)
{
  guint8 kid[CUBBY_KID_SIZE], seed[CUBBY_SEED_SIZE];
  g_assert_true (cubby_hex_decode (vector->kid, kid, sizeof kid));
  g_assert_true (cubby_hex_decode (vector->seed, seed, sizeof seed));
  return cubby_pass_signing_key_new (kid, seed);
}

static CubbyPassKeys *
make_keys (const TestVector *vector)
{
  guint8 kid[CUBBY_KID_SIZE], public_key[CUBBY_PUBLIC_KEY_SIZE];
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_hex_decode (vector->kid, kid, sizeof kid));
  g_assert_true (cubby_hex_decode (vector->public_key, public_key, sizeof public_key));
  CubbyPassKeys *keys = cubby_pass_keys_new ();
  cubby_pass_keys_add (keys, kid, public_key, &error);
  g_assert_no_error (error);
  return keys;
}

static void
test_mints_the_vector (gconstpointer data)
{
  const TestVector *vector = data;
  g_autoptr (CubbyPassSigningKey) key = make_signing_key (vector);
  g_autoptr (GError) error = NULL;
  guint8 cti[CUBBY_CTI_SIZE];
  g_assert_true (cubby_hex_decode (vector->cti, cti, sizeof cti));
  g_autofree char *public_key =
      cubby_hex_encode (cubby_pass_signing_key_get_public_key (key), CUBBY_PUBLIC_KEY_SIZE);
  g_assert_cmpstr (public_key, ==, vector->public_key);

  g_autofree char *text = cubby_pass_mint (key, vector->store, vector->exp, cti, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, vector->text);

  g_autoptr (GBytes) bytes = cubby_base45_decode (text + 4, strlen (text) - 4);
  g_autofree char *cose = cubby_hex_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (cose, ==, vector->bytes);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 110);
  g_assert_cmpuint (strlen (text), ==, 169);
}

static void
test_verifies_the_vector (gconstpointer data)
{
  const TestVector *vector = data;
  g_autoptr (CubbyPassKeys) keys = make_keys (vector);
  g_auto (CubbyPass) pass = {0};
  g_assert_true (
      cubby_pass_verify (vector->text, -1, keys, vector->store, vector->exp - 1, &pass, NULL, NULL));

  g_autofree char *cti = cubby_hex_encode (pass.cti, sizeof pass.cti);
  g_autofree char *kid = cubby_hex_encode (pass.kid, sizeof pass.kid);
  g_assert_cmpstr (pass.store, ==, vector->store);
  g_assert_cmpint (pass.exp, ==, vector->exp);
  g_assert_cmpstr (cti, ==, vector->cti);
  g_assert_cmpstr (kid, ==, vector->kid);
}

static void
test_inspect_believes_nothing (gconstpointer data)
{
  const TestVector *vector = data;
  g_auto (CubbyPass) pass = {0};
  g_assert_true (cubby_pass_inspect (vector->text, -1, &pass, NULL));
  g_assert_cmpstr (pass.store, ==, vector->store);

  g_autofree char *detail = NULL;
  g_assert_false (cubby_pass_inspect ("CC1:BB8", -1, NULL, &detail));
  g_assert_nonnull (strstr (detail, "COSE_Sign1"));
}

/* Every bit of the 110 bytes is flipped once: whatever it is in, the pass is refused. */
static void
test_every_flipped_bit_is_refused (gconstpointer data)
{
  const TestVector *vector = data;
  g_autoptr (CubbyPassKeys) keys = make_keys (vector);
  guint8 bytes[110];
  g_assert_true (cubby_hex_decode (vector->bytes, bytes, sizeof bytes));
  for (guint bit = 0; bit < 8 * sizeof bytes; bit++) {
    bytes[bit / 8] ^= (guint8)(1 << bit % 8);
    g_autofree char *base45 = cubby_base45_encode (bytes, sizeof bytes);
    g_autofree char *text = g_strconcat (CUBBY_PASS_PREFIX, base45, NULL);
    g_auto (CubbyPass) pass = {0};
    CubbyPassRefusal refusal = CUBBY_N_PASS_REFUSALS;
    g_assert_false (cubby_pass_verify (text, -1, keys, vector->store, 1, &pass, &refusal, NULL));
    g_assert_cmpint (refusal, <=, CUBBY_PASS_FORGED);
    g_assert_null (pass.store);
    bytes[bit / 8] ^= (guint8)(1 << bit % 8);
  }
}

/* As that, with every character of the text replaced by every other one of the alphabet. */
static void
test_every_other_character_is_refused (gconstpointer data)
{
  const TestVector *vector = data;
  g_autoptr (CubbyPassKeys) keys = make_keys (vector);
  g_autofree char *text = g_strdup (vector->text);
  for (char *place = text; *place != '\0'; place++) {
    char right = *place;
    for (const char *other = "0A9Z $%*+-./:a\n"; *other != '\0'; other++) {
      if (*other == right)
        continue;
      *place = *other;
      g_assert_false (cubby_pass_verify (text, -1, keys, vector->store, 1, NULL, NULL, NULL));
    }
    *place = right;
  }
  g_assert_true (cubby_pass_verify (text, -1, keys, vector->store, 1, NULL, NULL, NULL));
}

/* One to four bytes put in, taken out or replaced, anywhere. */
static void
edit_at_random (GByteArray *bytes)
{
  for (int n_edits = g_test_rand_int_range (1, 5); n_edits > 0; n_edits--) {
    guint8 byte = (guint8)g_test_rand_int_range (0, 256);
    guint place = (guint)g_test_rand_int_range (0, (gint32)bytes->len);
    int kind = g_test_rand_int_range (0, 3);
    if (kind == 0)
      g_byte_array_remove_index (bytes, place);
    else if (kind == 1)
      bytes->data[place] = byte;
    else {
      g_byte_array_append (bytes, &byte, 1);
      memmove (bytes->data + place + 1, bytes->data + place, bytes->len - place - 1);
      bytes->data[place] = byte;
    }
  }
}

static void
test_random_edits_are_refused (gconstpointer data)
{
  const TestVector *vector = data;
  g_autoptr (CubbyPassKeys) keys = make_keys (vector);
  guint8 right[110];
  g_assert_true (cubby_hex_decode (vector->bytes, right, sizeof right));
  for (guint round = 0; round < 5000; round++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_byte_array_append (bytes, right, sizeof right);
    edit_at_random (bytes);
    gboolean is_right = bytes->len == sizeof right && memcmp (bytes->data, right, sizeof right) == 0;
    g_autofree char *base45 = cubby_base45_encode (bytes->data, bytes->len);
    g_autofree char *text = g_strconcat (CUBBY_PASS_PREFIX, base45, NULL);
    g_assert_cmpint (cubby_pass_verify (text, -1, keys, vector->store, 1, NULL, NULL, NULL), ==, is_right);
  }
}

static void
test_random_passes_come_back (void)
{
  for (guint round = 0; round < 300; round++) {
    g_autoptr (CubbyPassSigningKey) key = cubby_pass_signing_key_generate ();
    g_autoptr (CubbyPassKeys) keys = cubby_pass_keys_new ();
    g_autoptr (GError) error = NULL;
    cubby_pass_keys_add (keys, cubby_pass_signing_key_get_kid (key),
                         cubby_pass_signing_key_get_public_key (key), &error);
    g_assert_no_error (error);

    char store[CUBBY_STORE_MAX_LENGTH + 1] = {0};
    int length = g_test_rand_int_range (1, CUBBY_STORE_MAX_LENGTH + 1);
    for (int i = 0; i < length; i++)
      store[i] = (char)g_test_rand_int_range ('!', '~' + 1);
    guint8 cti[CUBBY_CTI_SIZE];
    cubby_random_fill (cti, sizeof cti);
    /* All the widths that CBOR writes a number in. */
    gint64 exp = 1 + ((guint32)g_test_rand_int () >> g_test_rand_int_range (1, 31));

    g_autofree char *text = cubby_pass_mint (key, store, exp, cti, &error);
    g_assert_no_error (error);
    g_auto (CubbyPass) pass = {0};
    g_autofree char *detail = NULL;
    g_assert_true (cubby_pass_verify (text, -1, keys, store, exp - 1, &pass, NULL, &detail));
    g_assert_cmpstr (pass.store, ==, store);
    g_assert_cmpint (pass.exp, ==, exp);
    g_assert_cmpmem (pass.cti, sizeof pass.cti, cti, sizeof cti);
    g_assert_false (cubby_pass_verify (text, -1, keys, store, exp, NULL, NULL, NULL));
  }
}

static void
test_cannot_be_minted (gconstpointer data)
{
  const TestVector *vector = data;
  g_autoptr (CubbyPassSigningKey) key = cubby_pass_signing_key_generate ();
  g_autoptr (GError) error = NULL;
  const guint8 cti[CUBBY_CTI_SIZE] = {0};
  g_assert_null (cubby_pass_mint (key, vector->store, vector->exp, cti, &error));
  g_assert_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_CLAIM);
}

static const struct {
  const char *name;
  TestVector claims;
} unmintable[] = {
    {"without a store", {.store = (char *)"", .exp = 9}},
    {"for a store of 24 characters", {.store = (char *)"123456789012345678901234", .exp = 9}},
    {"for a store with a space", {.store = (char *)"47 11", .exp = 9}},
    {"for a store in other letters", {.store = (char *)"Hà Nội", .exp = 9}},
    {"that expires at 0", {.store = (char *)"4711", .exp = 0}},
    {"that expires before 1970", {.store = (char *)"4711", .exp = -1}},
    {"that expires at 2^32", {.store = (char *)"4711", .exp = G_GINT64_CONSTANT (4294967296)}},
};

/* The reasons are words of the D-Bus interface, which the screen turns into sentences. */
static void
test_refusals_are_words_of_the_bus (void)
{
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "..", "protocols", "dbus",
                                                 "org.cubby.Locker1.xml", NULL);
  g_file_get_contents (path, &xml, NULL, &error);
  g_assert_no_error (error);
  for (CubbyPassRefusal refusal = 0; refusal < CUBBY_N_PASS_REFUSALS; refusal++) {
    g_autofree char *word = g_strdup_printf ("\\b%s\\b", cubby_pass_refusal_to_string (refusal));
    g_assert_true (g_regex_match_simple (word, xml, 0, 0));
  }
}

static void
add_vector_tests (void)
{
  static const struct {
    const char *name;
    GTestDataFunc test;
  } rows[] = {
      {"is minted to the letter", test_mints_the_vector},
      {"is verified", test_verifies_the_vector},
      {"is inspected without a key", test_inspect_believes_nothing},
      {"is refused with any bit flipped", test_every_flipped_bit_is_refused},
      {"is refused with random edits", test_random_edits_are_refused},
      {"is refused with any character replaced", test_every_other_character_is_refused},
  };
  GPtrArray *vectors = test_vectors_passes ();
  g_assert_cmpuint (vectors->len, >, 0);
  for (guint i = 0; i < vectors->len; i++)
    for (guint row = 0; row < G_N_ELEMENTS (rows); row++) {
      g_autofree char *path = g_strdup_printf ("/protocols/pass/vector %u %s", i + 1, rows[row].name);
      g_test_add_data_func (path, g_ptr_array_index (vectors, i), rows[row].test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_vector_tests ();
  g_test_add_func ("/protocols/pass/random passes come back, and end at exp", test_random_passes_come_back);
  g_test_add_func ("/protocols/pass/every refusal is a word of the bus", test_refusals_are_words_of_the_bus);
  for (guint i = 0; i < G_N_ELEMENTS (unmintable); i++) {
    g_autofree char *path = g_strdup_printf ("/protocols/pass/no pass is minted %s", unmintable[i].name);
    g_test_add_data_func (path, &unmintable[i].claims, test_cannot_be_minted);
  }
  return g_test_run ();
}
