/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No code holds more characters (version 40-L, digits), and a character of one or two bytes becomes at most
 * three. */
#define CUBBY_QR_TEXT_MAX (3 * 7089)

/**
 * CubbyQrPart:
 * @n: of how many codes the text is a part; 0: it is whole
 * @number: which of them, from 1
 *
 * A text that lies in several codes (structured append, ISO/IEC 18004, 8).
 */
typedef struct {
  guint number;
  guint n;
} CubbyQrPart;

/**
 * cubby_qr_segments_read:
 * @data: the codewords of data of all blocks
 * @version: 1..40
 * @ret_length: (out): bytes of the text, which may hold zeros
 * @ret_part: (out): what the text is a part of
 *
 * The text of a code (ISO/IEC 18004, 7.4): digits, alphanumeric, bytes, kanji, ECI and FNC1,
 * of which the separator (GS) is left in the text.
 *
 * Returns: (transfer full): valid UTF-8, ended by a zero; NULL where the data are no such text
 */
char *cubby_qr_segments_read (const guint8 *data, gsize length, guint version, gsize *ret_length,
                              CubbyQrPart *ret_part);

G_END_DECLS
