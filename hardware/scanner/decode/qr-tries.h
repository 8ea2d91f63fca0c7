/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-hunt.h"

G_BEGIN_DECLS

/**
 * cubby_qr_tries_make:
 * @triples: (element-type CubbyQrTriple): the likeliest first
 * @tried: (element-type CubbyQrTriple): those that were tried in this picture; what is tried is added
 *
 * Lays grids over the likeliest of the triples and reads them.
 */
void cubby_qr_tries_make (CubbyQrHunt *hunt, const GArray *triples, GArray *tried);

G_END_DECLS
