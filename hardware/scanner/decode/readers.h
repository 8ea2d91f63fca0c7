/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/linear-reader.h"
#include "hardware/scanner/decode/qr-reader.h"

G_BEGIN_DECLS

/* Who reads: the decoder, and our own readers for what it does not find. For one thread. */
typedef struct {
  CubbyDecoder *decoder;
  CubbyQrReader *qr;
  CubbyLinearReader *linear;
} CubbyReaders;

CubbyReaders *cubby_readers_new (void);
void cubby_readers_free (CubbyReaders *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyReaders, cubby_readers_free)

G_END_DECLS
