/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"
#include "protocols/pass/base45.h"
#include "tests/protocols/pass/vectors.h"

#include <string.h>

static void
test_encodes_and_decodes (gconstpointer data)
{
  const TestVector *vector = data;
  gsize size = strlen (vector->bytes) / 2;
  g_autofree guint8 *bytes = g_malloc (size);
  g_assert_true (cubby_hex_decode (vector->bytes, bytes, size));

  g_autofree char *text = cubby_base45_encode (bytes, size);
  g_assert_cmpstr (text, ==, vector->text);
  g_autoptr (GBytes) decoded = cubby_base45_decode (vector->text, strlen (vector->text));
  g_assert_nonnull (decoded);
  g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), bytes, size);
}

static void
test_is_rejected (gconstpointer data)
{
  const TestVector *vector = data;
  g_assert_null (cubby_base45_decode (vector->text, strlen (vector->text)));
}

static void
test_nul_is_rejected (void)
{
  g_assert_null (cubby_base45_decode ("BB8\0BB", 6));
  g_assert_null (cubby_base45_decode ("\0\0", 2));
}

static void
test_bytes_beyond_a_pair (void)
{
  /* Two characters stand for one byte: 0xff is "U5", one more is too many. */
  g_autoptr (GBytes) most = cubby_base45_decode ("U5", 2);
  g_assert_nonnull (most);
  g_assert_cmpint (((const guint8 *)g_bytes_get_data (most, NULL))[0], ==, 0xff);
  g_assert_null (cubby_base45_decode ("V5", 2));
}

static void
test_empty_is_empty (void)
{
  g_autofree char *text = cubby_base45_encode ("", 0);
  g_autoptr (GBytes) bytes = cubby_base45_decode ("", 0);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 0);
}

static void
test_random_round_trips (void)
{
  for (guint round = 0; round < 2000; round++) {
    guint8 bytes[200];
    gsize size = (gsize)g_test_rand_int_range (0, sizeof bytes + 1);
    for (gsize i = 0; i < size; i++)
      bytes[i] = (guint8)g_test_rand_int_range (0, 256);
    g_autofree char *text = cubby_base45_encode (bytes, size);
    g_autoptr (GBytes) decoded = cubby_base45_decode (text, strlen (text));
    g_assert_nonnull (decoded);
    g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), bytes, size);
  }
}

static void
add_rows (const char *member, const char *what, GTestDataFunc test)
{
  GPtrArray *vectors = test_vectors_base45 (member);
  g_assert_cmpuint (vectors->len, >, 0);
  for (guint i = 0; i < vectors->len; i++) {
    TestVector *vector = g_ptr_array_index (vectors, i);
    g_autofree char *path = g_strdup_printf ("/protocols/pass/base45/“%s” %s", vector->text, what);
    g_test_add_data_func (path, vector, test);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_rows ("ok", "encodes and decodes as in RFC 9285", test_encodes_and_decodes);
  add_rows ("max", "is the greatest group", test_encodes_and_decodes);
  add_rows ("reject", "is rejected", test_is_rejected);
  g_test_add_func ("/protocols/pass/base45/a NUL inside is rejected", test_nul_is_rejected);
  g_test_add_func ("/protocols/pass/base45/two characters above one byte are rejected",
                   test_bytes_beyond_a_pair);
  g_test_add_func ("/protocols/pass/base45/nothing is nothing", test_empty_is_empty);
  g_test_add_func ("/protocols/pass/base45/random bytes come back", test_random_round_trips);
  return g_test_run ();
}
