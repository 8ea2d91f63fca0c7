/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/reader-watch.h"

gboolean
cubby_reader_watch_take (CubbyReaderWatch *self, CubbyReaderSent sent)
{
  if (sent == CUBBY_READER_SENT_CODE)
    self->n_wrong = 0;
  if (sent != CUBBY_READER_SENT_WRONG || self->n_wrong >= CUBBY_READER_WRONG_MAX)
    return FALSE;
  self->n_wrong++;
  return self->n_wrong == CUBBY_READER_WRONG_MAX;
}
