/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/decode/qr-encode.h"

#include <qrencode.h>
#include <string.h>

#define SURE 1000

static TestSymbol *
symbol_of (QRcode *code)
{
  TestSymbol *symbol = g_new0 (TestSymbol, 1);
  symbol->version = (guint)code->version;
  symbol->dimension = (guint)code->width;
  for (guint i = 0; i < symbol->dimension * symbol->dimension; i++) {
    symbol->soft[i] = (code->data[i] & 1) != 0 ? SURE : -SURE;
    symbol->notes[i] = code->data[i];
  }
  QRcode_free (code);
  return symbol;
}

TestSymbol *
test_encode_segments (guint version, CubbyQrGrade level, const TestSegment *segments, guint n)
{
  static const QRencodeMode modes[] = {QR_MODE_NUM, QR_MODE_AN, QR_MODE_8, QR_MODE_KANJI};
  static const QRecLevel levels[] = {QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H};
  QRinput *input = QRinput_new2 ((int)version, levels[level]);
  g_assert_nonnull (input);
  for (guint i = 0; i < n; i++) {
    gsize length = segments[i].length > 0 ? segments[i].length : strlen (segments[i].bytes);
    if (segments[i].eci != 0)
      g_assert_cmpint (QRinput_appendECIheader (input, segments[i].eci), ==, 0);
    g_assert_cmpint (QRinput_append (input, modes[segments[i].mode], (int)length,
                                     (const unsigned char *)segments[i].bytes),
                     ==, 0);
  }
  QRcode *code = QRcode_encodeInput (input);
  g_assert_nonnull (code);
  QRinput_free (input);
  return symbol_of (code);
}

TestSymbol *
test_encode (guint version, CubbyQrGrade level, const char *text)
{
  TestSegment segment = {.mode = TEST_ALPHANUMERIC, .bytes = text};
  return test_encode_segments (version, level, &segment, 1);
}

guint
test_capacity (guint version, CubbyQrGrade level)
{
  CubbyQrBlocks blocks = cubby_qr_layout_get_blocks (version, level);
  guint n_data = blocks.n_codewords - blocks.n_blocks * blocks.n_correction;
  return (n_data * 8 - 17) / 11 * 2; /* mode and count in front, two characters in eleven bits */
}
