/* SPDX-License-Identifier: Apache-2.0 */
/* Modules of a QR code, as a picture may have them. What is read is text within its limit, and reads again.
 */
#include "hardware/scanner/decode/qr-codewords.h"
#include "hardware/scanner/decode/qr-segments.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void
check_text (const CubbyQrText *text)
{
  g_assert_cmpuint (text->length, >, 0);
  g_assert_cmpuint (text->length, <=, CUBBY_QR_TEXT_MAX);
  g_assert_cmpint (text->text[text->length], ==, '\0');
  for (const char *part = text->text; part < text->text + text->length; part += strlen (part) + 1)
    g_assert_true (g_utf8_validate (part, -1, NULL));
}

/* The codewords themselves: corrections let hardly anything through to them. */
static void
check_segments (const guint8 *data, gsize size, guint version)
{
  gsize length = 0;
  CubbyQrPart part = {0};
  g_autofree char *text =
      cubby_qr_segments_read (data, MIN (size, CUBBY_QR_CODEWORDS_MAX), version, &length, &part);
  if (text != NULL)
    check_text (&(CubbyQrText){.text = text, .length = length});
}

/* Patterns and format are put in, so that the search begins behind them: @choice says which. */
static void
put_patterns (gint16 *soft, guint version, guint dimension, guint choice)
{
  g_autofree guint8 *kinds = g_malloc (CUBBY_QR_MODULES_MAX);
  cubby_qr_layout_get_kinds (version, kinds);
  for (guint i = 0; i < dimension * dimension; i++)
    if (kinds[i] == CUBBY_QR_MODULE_DARK || kinds[i] == CUBBY_QR_MODULE_LIGHT)
      soft[i] = kinds[i] == CUBBY_QR_MODULE_DARK ? 1000 : -1000;
  guint word = cubby_qr_format_encode ((CubbyQrGrade)(choice / 8 % 4), choice % 8);
  for (guint i = 0; i < 15; i++) {
    guint along = i < 6 ? i : i < 8 ? i + 1 : i == 8 ? 7 : 14 - i;
    guint at = i < 8 ? along * dimension + 8 : 8 * dimension + along;
    soft[at] = (word >> i & 1) != 0 ? 1000 : -1000;
  }
}

/* Two bytes say what is asked; behind them a bit a module, then a byte a module for how sure it is. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (size < 2)
    return 0;
  guint version = 1 + data[0] % CUBBY_QR_VERSION_MAX, dimension = 17 + 4 * version, choice = data[1];
  const guint8 *rest = data + 2;
  gsize n_rest = size - 2, n = (gsize)dimension * dimension, n_bits = (n + 7) / 8;
  check_segments (rest, n_rest, version);

  g_autofree gint16 *soft = g_new0 (gint16, CUBBY_QR_MODULES_MAX);
  for (gsize i = 0; i < n && i / 8 < n_rest; i++) {
    gint16 sure = n_bits + i < n_rest ? (gint16)(rest[n_bits + i] * 4) : 1000;
    soft[i] = (gint16)((rest[i / 8] >> (7 - i % 8) & 1) != 0 ? sure : -sure);
  }
  if (choice < 128)
    put_patterns (soft, version, dimension, choice);
  g_autoptr (CubbyQrText) text = cubby_qr_codewords_read (soft, dimension);
  if (text != NULL && text->text != NULL)
    check_text (text);
  return 0;
}
