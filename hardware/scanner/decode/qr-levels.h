/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-gray.h"

G_BEGIN_DECLS

#define CUBBY_QR_TRUST_FULL 4
#define CUBBY_QR_TRUST_SOME 1

/**
 * CubbyQrLevels:
 * @dark: rows of the gray values that dark modules have here
 * @light: likewise light ones
 * @trust: 0 for modules that are burnt out or covered: there is nothing to see; CUBBY_QR_TRUST_SOME beside
 * them
 * @contrast: between dark and light over the whole code
 *
 * What black and white are in each part of a code.
 */
typedef struct {
  float *dark;
  float *light;
  guint8 *trust;
  float contrast;
} CubbyQrLevels;

/**
 * cubby_qr_levels_new:
 * @gray: of fineness 1
 * @kinds: the version's patterns, which are known to be dark or light
 *
 * Returns: (transfer full)
 */
CubbyQrLevels *cubby_qr_levels_new (const CubbyQrGray *gray, const guint8 *kinds);
void cubby_qr_levels_free (CubbyQrLevels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrLevels, cubby_qr_levels_free)

G_END_DECLS
