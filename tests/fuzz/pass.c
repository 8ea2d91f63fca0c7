/* SPDX-License-Identifier: Apache-2.0 */
/* A pass as it is scanned. With a first byte of 0 the rest is what the Base45 of a pass decodes to, so that
 * the search does not have to learn that code. Nothing that was not minted is believed; what can be read is
 * the one encoding of itself. */
#include "protocols/pass/pass.h"
#include "protocols/pass/base45.h"
#include "protocols/pass/cose-sign1.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static CubbyPassKeys *
get_keys (void)
{
  static CubbyPassKeys *keys;
  const guint8 seed[CUBBY_SEED_SIZE] = {7}, kid[CUBBY_KID_SIZE] = {0, 1};
  guint8 public[CUBBY_PUBLIC_KEY_SIZE];
  GError *error = NULL;
  if (keys != NULL)
    return keys;
  keys = cubby_pass_keys_new ();
  cubby_cose_public_key (seed, public);
  cubby_pass_keys_add (keys, kid, public, &error);
  g_assert_no_error (error);
  return keys;
}

static void
decode_cose (const guint8 *data, gsize size)
{
  g_auto (CubbyCoseSign1) cose = {0};
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  GError *error = NULL;
  gboolean good = cubby_cose_sign1_decode (bytes, &cose, &error);
  g_assert_true (good == (error == NULL));
  g_clear_error (&error);
  if (!good)
    return;
  g_autoptr (GBytes) again = cubby_cose_sign1_encode (&cose);
  g_assert_true (g_bytes_equal (again, bytes));
}

static void
verify (const char *text, gsize length)
{
  g_auto (CubbyPass) pass = {0};
  g_autofree char *detail = NULL;
  CubbyPassRefusal refusal;
  g_assert_false (cubby_pass_verify (text, (gssize)length, get_keys (), "4711", 1, &pass, &refusal, &detail));
  g_assert_nonnull (cubby_pass_refusal_to_string (refusal));
  g_clear_pointer (&detail, g_free);
  cubby_pass_inspect (text, (gssize)length, &pass, &detail);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (size > 0 && data[0] == 0) {
    g_autofree char *base45 = cubby_base45_encode (data + 1, size - 1);
    g_autoptr (GBytes) back = cubby_base45_decode (base45, strlen (base45));
    g_autofree char *text = g_strconcat (CUBBY_PASS_PREFIX, base45, NULL);
    g_assert_nonnull (back);
    g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), data + 1, size - 1);
    decode_cose (data + 1, size - 1);
    verify (text, strlen (text));
    return 0;
  }
  g_autoptr (GBytes) decoded = cubby_base45_decode ((const char *)data, size);
  verify ((const char *)data, size);
  return 0;
}
