/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/qr-grid.h"
#include "hardware/scanner/decode/qr-layout.h"

G_BEGIN_DECLS

/* Each module is sampled so many times: upper left, upper right, lower left, lower right. */
#define CUBBY_QR_PHASES 4
#define CUBBY_QR_FINDERS 3
/* Modules of light round the code that are kept with it, so that neighbours need no question. */
#define CUBBY_QR_PADDING 4

/**
 * CubbyQrLine:
 * @gain: from light to dark, halved
 * @offset: in the middle between them; both in gray values, darker is more
 *
 * How modules became samples in one place. A gain of 0: it is not known.
 */
typedef struct {
  float gain;
  float offset;
} CubbyQrLine;

/**
 * CubbyQrPatch:
 * @dimension: modules on a side
 * @stride: from row to row of @modules: @dimension and the padding on both sides
 * @kinds: of the modules
 * @modules: 1 dark, -1 light, between: not sure; begins with the padding
 * @raw: of each module its samples, in gray values, negative, so that darker is more
 * @samples: the same by the levels near: 1 as dark as dark modules are, -1 as light
 * @seen: of each module whether its samples say anything
 *
 * The modules of a code, as far as they are known, and what was seen of them.
 */
typedef struct {
  guint dimension;
  guint stride;
  guint8 *kinds;
  float *modules;
  float *raw[CUBBY_QR_PHASES];
  float *samples[CUBBY_QR_PHASES];
  guint8 *seen;
} CubbyQrPatch;

/* Returns: (transfer full) (nullable): NULL where the grid cannot be sampled, or where there is no contrast.
 *   Of the modules the patterns are known; @samples are not set. */
CubbyQrPatch *cubby_qr_patch_new (const CubbyFrame *frame, const CubbyQrGrid *grid);
void cubby_qr_patch_free (CubbyQrPatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrPatch, cubby_qr_patch_free)

/* Returns: the place of a module in @modules. */
static inline gsize
cubby_qr_patch_at (const CubbyQrPatch *self, guint x, guint y)
{
  return (gsize)(y + CUBBY_QR_PADDING) * self->stride + x + CUBBY_QR_PADDING;
}

/* Returns: whether the standard says what the module is. */
static inline gboolean
cubby_qr_patch_is_pattern (const CubbyQrPatch *self, guint index)
{
  return self->kinds[index] == CUBBY_QR_MODULE_DARK || self->kinds[index] == CUBBY_QR_MODULE_LIGHT;
}

/**
 * cubby_qr_patch_set_levels:
 * @lines: at the finder patterns: top left, top right, bottom left
 * @power: how strong samples are that are mixed of modules of 1 and -1 by chance: sum of the squares of the
 * mixture
 *
 * Sets @samples, by a plane through what the finder patterns tell. Where the means and the spread of what
 * lies between them contradict (a shadow, a reflection), by those.
 */
void cubby_qr_patch_set_levels (CubbyQrPatch *self, const CubbyQrLine lines[CUBBY_QR_FINDERS], float power);

/**
 * cubby_qr_patch_mend_levels:
 * @expected: of each module its samples as the modules would have them that are set now
 *
 * Sets @samples again, so that in each neighbourhood they are most like @expected.
 */
void cubby_qr_patch_mend_levels (CubbyQrPatch *self, float *const expected[CUBBY_QR_PHASES]);

G_END_DECLS
