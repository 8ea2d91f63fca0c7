/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/readers.h"

CubbyReaders *
cubby_readers_new (void)
{
  CubbyReaders *self = g_new0 (CubbyReaders, 1);
  self->decoder = cubby_decoder_new ();
  self->qr = cubby_qr_reader_new ();
  self->linear = cubby_linear_reader_new ();
  return self;
}

void
cubby_readers_free (CubbyReaders *self)
{
  if (self == NULL)
    return;
  cubby_linear_reader_free (self->linear);
  cubby_qr_reader_free (self->qr);
  cubby_decoder_free (self->decoder);
  g_free (self);
}
