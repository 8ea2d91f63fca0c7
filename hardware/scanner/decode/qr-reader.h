/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/qr-grid.h"

G_BEGIN_DECLS

/**
 * CubbyQrReader:
 *
 * Finds QR codes by their finder patterns, lays a grid over each and reads its modules:
 * for what the decoder does not find by itself. For one thread.
 */
typedef struct _CubbyQrReader CubbyQrReader;

CubbyQrReader *cubby_qr_reader_new (void);
void cubby_qr_reader_free (CubbyQrReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrReader, cubby_qr_reader_free)

/**
 * cubby_qr_look:
 * @frame: a picture of any size
 * @until_us: cubby_budget_now() after which no further candidate is begun
 * @codes: (element-type CubbyCode): what is read is added, each code once; its places are those of @frame
 */
void cubby_qr_look (CubbyQrReader *self, const CubbyFrame *frame, gint64 until_us, GPtrArray *codes);

/* Returns: (nullable): the likeliest grid of the last look, read or not; NULL where none was seen. */
const CubbyQrGrid *cubby_qr_reader_get_grid (const CubbyQrReader *self);

/* Returns: whether the last look had the time to go once over the whole picture. */
gboolean cubby_qr_reader_went_over (const CubbyQrReader *self);

G_END_DECLS
