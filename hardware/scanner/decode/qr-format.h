/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-layout.h"

G_BEGIN_DECLS

/* The four levels and eight masks there are room for in the format information, in the order of likelihood.
 */
#define CUBBY_QR_FORMATS 32
#define CUBBY_QR_VERSION_BITS 18

/**
 * CubbyQrFormat:
 * @mask: 0..7
 * @score: how the modules agree with this format: -1 (all say the opposite) to 1 (all say it); 0 is chance
 */
typedef struct {
  CubbyQrGrade grade;
  guint mask;
  float score;
} CubbyQrFormat;

/**
 * cubby_qr_formats_rank:
 * @soft: rows of @dimension soft values, > 0 is dark
 * @formats: (out): all formats, the likeliest first, by both copies of the information together
 */
void cubby_qr_formats_rank (const gint16 *soft, guint dimension, CubbyQrFormat formats[CUBBY_QR_FORMATS]);

/* Returns: the 15 bits of format information, masked, the highest bit first to be drawn. */
guint cubby_qr_format_encode (CubbyQrGrade level, guint mask);
/* Returns: the 18 bits of version information of a version of 7 and above. */
guint cubby_qr_version_encode (guint version);

/**
 * cubby_qr_version_match:
 * @bits: of the version information, the lowest one first; > 0 is dark, the larger the surer
 *
 * Returns: the version that they name, 7 to 40; 0 where they name none surely
 */
guint cubby_qr_version_match (const float bits[CUBBY_QR_VERSION_BITS]);

G_END_DECLS
