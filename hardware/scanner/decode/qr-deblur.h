/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-modules.h"

G_BEGIN_DECLS

/* Rounds after which nothing more is learnt. */
#define CUBBY_QR_DEBLUR_ROUNDS 5

/**
 * CubbyQrDeblur:
 *
 * Takes the blur out of a code: how the modules are mixed with their neighbours is learnt from
 * the finder patterns, then from all modules; and the modules are sought that, mixed like
 * that, make what was seen. As modules are black or white, that goes far beyond where
 * a filter for pictures ends.
 */
typedef struct _CubbyQrDeblur CubbyQrDeblur;

/* Returns: (transfer full) (nullable): NULL where the grid cannot be sampled, or where there is no contrast.
 */
CubbyQrDeblur *cubby_qr_deblur_new (const CubbyFrame *frame, const CubbyQrGrid *grid);
void cubby_qr_deblur_free (CubbyQrDeblur *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrDeblur, cubby_qr_deblur_free)

/**
 * cubby_qr_deblur_next:
 * @out: (out): the modules as they are thought to be now
 *
 * One round, one to two milliseconds for version 6. Each knows more of the blur than the one before.
 */
void cubby_qr_deblur_next (CubbyQrDeblur *self, CubbyQrModules *out);

/**
 * cubby_qr_deblur_read:
 * @until_us: cubby_budget_now() after which no further round is begun
 * @modules: room for the modules; what they hold after it is the last round's
 * @codes: (element-type CubbyCode): as cubby_qr_modules_read()
 *
 * Rounds until there is a text.
 */
gboolean cubby_qr_deblur_read (const CubbyFrame *frame, const CubbyQrGrid *grid, gint64 until_us,
                               CubbyQrModules *modules, GPtrArray *codes);

G_END_DECLS
