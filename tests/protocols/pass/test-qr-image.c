/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/qr-image.h"
#include "tests/protocols/pass/vectors.h"

#include <stdio.h>
#include <string.h>

static const char *
get_pass_text (void)
{
  const TestVector *vector = g_ptr_array_index (test_vectors_passes (), 0);
  return vector->text;
}

static const struct {
  const char *name;
  CubbyQrLevel level;
  guint version;
} versions[] = {
    {"L is version 6", CUBBY_QR_LEVEL_L, 6},
    {"M is version 7, 45 modules a side", CUBBY_QR_LEVEL_M, 7},
    {"Q is version 9", CUBBY_QR_LEVEL_Q, 9},
};

static void
test_version (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyQr) qr = cubby_qr_new (get_pass_text (), versions[i].level, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cubby_qr_get_version (qr), ==, versions[i].version);
  g_assert_cmpuint (cubby_qr_get_size (qr), ==, 17 + 4 * versions[i].version);
}

/* The eye in the corner: seven dark, white within, dark 3 × 3. */
static void
test_modules (void)
{
  g_autoptr (CubbyQr) qr = cubby_qr_new (get_pass_text (), CUBBY_QR_LEVEL_M, NULL);
  for (guint i = 0; i < 7; i++)
    g_assert_true (cubby_qr_is_dark (qr, i, 0));
  g_assert_false (cubby_qr_is_dark (qr, 7, 0));
  g_assert_false (cubby_qr_is_dark (qr, 1, 1));
  g_assert_true (cubby_qr_is_dark (qr, 3, 3));
  g_assert_false (cubby_qr_is_dark (qr, 45, 0));
  g_assert_false (cubby_qr_is_dark (qr, 0, G_MAXUINT));
}

static guint
read_u32 (const guint8 *data)
{
  return (guint)data[0] << 24 | (guint)data[1] << 16 | (guint)data[2] << 8 | data[3];
}

static void
test_png (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyQr) qr = cubby_qr_new (get_pass_text (), CUBBY_QR_LEVEL_M, NULL);
  g_autoptr (GBytes) png = cubby_qr_to_png (qr, 6, &error);
  g_assert_no_error (error);
  const guint8 *data = g_bytes_get_data (png, NULL);
  g_assert_cmpmem (data, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpuint (read_u32 (data + 16), ==, (45 + 8) * 6);
  g_assert_cmpuint (read_u32 (data + 20), ==, (45 + 8) * 6);
}

static void
test_scale_is_limited (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyQr) qr = cubby_qr_new (get_pass_text (), CUBBY_QR_LEVEL_M, NULL);
  g_assert_null (cubby_qr_to_png (qr, GPOINTER_TO_UINT (data), &error));
  g_assert_error (error, CUBBY_QR_ERROR, CUBBY_QR_ERROR_PICTURE);
}

/* The path paints exactly the dark modules. */
static void
test_svg (void)
{
  g_autoptr (CubbyQr) qr = cubby_qr_new (get_pass_text (), CUBBY_QR_LEVEL_M, NULL);
  g_autofree char *svg = cubby_qr_to_svg (qr);
  g_assert_nonnull (strstr (svg, "viewBox=\"0 0 53 53\""));
  guint dark = 0, painted = 0;
  for (guint y = 0; y < 45; y++)
    for (guint x = 0; x < 45; x++)
      dark += cubby_qr_is_dark (qr, x, y);
  g_auto (GStrv) runs = g_strsplit (strstr (svg, "<path d=\""), "M", -1);
  for (char **run = runs + 1; *run != NULL; run++) {
    guint x = 0, y = 0, length = 0;
    g_assert_cmpint (sscanf (*run, "%u %uh%u", &x, &y, &length), ==, 3);
    for (guint i = 0; i < length; i++)
      g_assert_true (cubby_qr_is_dark (qr, x - 4 + i, y - 4));
    painted += length;
  }
  g_assert_cmpuint (painted, ==, dark);
}

static void
test_text_that_does_not_fit (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (5000, 'x');
  g_assert_null (cubby_qr_new (text, CUBBY_QR_LEVEL_M, &error));
  g_assert_error (error, CUBBY_QR_ERROR, CUBBY_QR_ERROR_TEXT);
  g_assert_nonnull (strstr (error->message, "too long"));
}

static void
test_no_text (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_qr_new ("", CUBBY_QR_LEVEL_M, &error));
  g_assert_error (error, CUBBY_QR_ERROR, CUBBY_QR_ERROR_TEXT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autofree char *path = g_strconcat ("/protocols/pass/qr/a pass at level ", versions[i].name, NULL);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_version);
  }
  g_test_add_func ("/protocols/pass/qr/the modules are where they belong", test_modules);
  g_test_add_func ("/protocols/pass/qr/the PNG has its quiet zone", test_png);
  g_test_add_func ("/protocols/pass/qr/the SVG paints every dark module", test_svg);
  g_test_add_data_func ("/protocols/pass/qr/a scale of 0 is refused", GUINT_TO_POINTER (0),
                        test_scale_is_limited);
  g_test_add_data_func ("/protocols/pass/qr/a scale of 33 is refused", GUINT_TO_POINTER (33),
                        test_scale_is_limited);
  g_test_add_func ("/protocols/pass/qr/a text that does not fit is refused", test_text_that_does_not_fit);
  g_test_add_func ("/protocols/pass/qr/no text is refused", test_no_text);
  return g_test_run ();
}
