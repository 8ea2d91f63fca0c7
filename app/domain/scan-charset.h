/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CUBBY_SCAN_CHARSET_UTF8,
  CUBBY_SCAN_CHARSET_SHIFT_JIS,
  CUBBY_SCAN_CHARSET_LATIN1, /* ISO/IEC 8859-1, what ISO/IEC 18004:2015 7.3.5 says of bytes without a word */
} CubbyScanCharset;

/**
 * cubby_scan_guess_charset:
 * @bytes: of a code that does not say how its bytes are to be read
 *
 * UTF-8 where they are UTF-8, which other text is only by a rare accident. Then Shift-JIS, where
 * they are whole and have what no sane text in ISO 8859-1 has: a lead byte that is a control
 * character there, or three half-width kana in a row. Then ISO 8859-1.
 */
CubbyScanCharset cubby_scan_guess_charset (const guint8 *bytes, gsize length);

/* Returns: whether the bytes are UTF-8, zeros or not. */
gboolean cubby_scan_is_utf8 (const guint8 *bytes, gsize length);

G_END_DECLS
