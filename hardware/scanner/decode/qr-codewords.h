/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-format.h"
#include "hardware/scanner/decode/qr-segments.h"

G_BEGIN_DECLS

/**
 * CubbyQrText:
 * @text: (nullable): UTF-8, ended by a zero; may hold zeros; NULL where the codewords are right, but of no
 *   text: of a character set that nobody knows
 * @length: bytes of @text
 * @part: what it is a part of
 * @n_errors: codewords that were wrong
 *
 * What the modules of a code say.
 */
typedef struct {
  char *text;
  gsize length;
  CubbyQrPart part;
  guint version;
  CubbyQrGrade grade;
  guint mask;
  guint n_errors;
} CubbyQrText;

void cubby_qr_text_free (CubbyQrText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrText, cubby_qr_text_free)

/**
 * cubby_qr_codewords_read:
 * @soft: rows of @dimension soft values: > 0 is dark, the larger the surer, 0 is unknown
 *
 * The text of a code by ISO/IEC 18004. Codewords of which little is known are taken for
 * erasures, more of them in each try. A text is believed only where the correction has so
 * much to spare that chance would not make it: in noise none is found.
 *
 * Returns: (transfer full) (nullable): NULL where there is no code
 */
CubbyQrText *cubby_qr_codewords_read (const gint16 *soft, guint dimension);

G_END_DECLS
