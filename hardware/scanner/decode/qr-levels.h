/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-gray.h"

G_BEGIN_DECLS

/**
 * CubbyQrLevels:
 * @dark: rows of the gray values that dark modules have here
 * @light: likewise light ones
 * @unknown: of modules that are burnt out or covered: there is nothing to see
 * @contrast: between dark and light over the whole code
 *
 * What black and white are in each part of a code.
 */
typedef struct {
  float *dark;
  float *light;
  guint8 *unknown;
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
