/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/child/looking.h"
#include "tests/hardware/scanner/scene.h"

#include <string.h>

void
test_looking_set_up (TestLooking *f, gconstpointer data)
{
  f->client = cubby_decode_client_new (NULL);
  f->code = test_draw_qr (TEST_PASS);
}

void
test_looking_tear_down (TestLooking *f, gconstpointer data)
{
  cubby_decode_client_free (f->client);
  cubby_frame_unref (f->code);
}

GPtrArray *
test_looking_look (TestLooking *f, gint64 budget_us, GError **error)
{
  return cubby_decode_client_look (f->client, f->code, CUBBY_SYMBOLOGIES_ALL, CUBBY_DECODE_EFFORT_FRAME,
                                   budget_us, NULL, error);
}

void
test_looking_assert_reads (TestLooking *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = test_looking_look (f, TEST_LONG_BUDGET_US, &error);
  g_assert_no_error (error);
  test_assert_one (codes, "QR-Code", TEST_PASS);
}

void
test_looking_assert_lost (TestLooking *f, gint64 budget_us, CubbyDecodeError how, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = test_looking_look (f, budget_us, &error);
  g_assert_null (codes);
  g_assert_error (error, CUBBY_DECODE_ERROR, (gint)how);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}
