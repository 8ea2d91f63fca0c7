/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What ISO/IEC 18004 lays down of a QR code: where its patterns lie and how its codewords are arranged. */

#define CUBBY_QR_VERSION_MAX 40
#define CUBBY_QR_DIMENSION_MIN 21
#define CUBBY_QR_DIMENSION_MAX 177
#define CUBBY_QR_MODULES_MAX (CUBBY_QR_DIMENSION_MAX * CUBBY_QR_DIMENSION_MAX)
#define CUBBY_QR_CODEWORDS_MAX 3706
/* Codewords of the longest block and of its correction. */
#define CUBBY_QR_BLOCK_MAX 153
#define CUBBY_QR_CORRECTION_MAX 30
#define CUBBY_QR_ALIGNMENT_MAX 7

typedef enum { CUBBY_QR_GRADE_L, CUBBY_QR_GRADE_M, CUBBY_QR_GRADE_Q, CUBBY_QR_GRADE_H } CubbyQrGrade;

/* What a module is for. */
typedef enum {
  CUBBY_QR_MODULE_DATA,
  CUBBY_QR_MODULE_LIGHT,   /* of a finder, timing or alignment pattern, or of a separator */
  CUBBY_QR_MODULE_DARK,    /* likewise, and the one that is always dark */
  CUBBY_QR_MODULE_FORMAT,  /* format information */
  CUBBY_QR_MODULE_VERSION, /* version information */
} CubbyQrModuleKind;

/**
 * CubbyQrBlocks:
 * @n_blocks: the codewords are dealt to so many blocks
 * @n_codewords: all of them
 * @n_correction: codewords of error correction in each block
 * @n_short: the first so many blocks have @short_data codewords of data, the others one more
 * @n_guard: codewords of correction that the standard keeps for not misreading: 2e + s <= n_correction -
 * n_guard
 */
typedef struct {
  guint n_blocks;
  guint n_codewords;
  guint n_correction;
  guint n_short;
  guint short_data;
  guint n_guard;
} CubbyQrBlocks;

/* Returns: 1..40, or 0 where no version has this many modules a side. */
guint cubby_qr_version_of_dimension (guint dimension);

/**
 * cubby_qr_layout_get_alignment:
 * @positions: (out): the coordinates of the alignment patterns' middles, rising; every pair of them is a
 *   middle but the three at the finders
 *
 * Returns: how many, 0 for version 1
 */
guint cubby_qr_layout_get_alignment (guint version, guint8 positions[CUBBY_QR_ALIGNMENT_MAX]);

/* Fills @kinds (rows of the version's dimension) with CubbyQrModuleKind. */
void cubby_qr_layout_get_kinds (guint version, guint8 *kinds);

CubbyQrBlocks cubby_qr_layout_get_blocks (guint version, CubbyQrGrade level);

/**
 * cubby_qr_layout_get_order:
 * @kinds: of this dimension, from cubby_qr_layout_get_kinds()
 * @order: (out): indices of the data modules as the bits of the codewords lie in them
 *
 * Returns: how many
 */
guint cubby_qr_layout_get_order (const guint8 *kinds, guint dimension, guint16 *order);

/* Returns: whether @mask (0..7) turns the module over. */
gboolean cubby_qr_layout_is_masked (guint mask, guint x, guint y);

G_END_DECLS
