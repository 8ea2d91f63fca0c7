/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-modules.h"

#include "hardware/scanner/decode/qr-codewords.h"

/* zbar is not asked about a clean picture of the modules: it decides each module hard and corrects errors
 * alone, so that it reads a part of what is read here, in some milliseconds instead of some microseconds. */
gboolean
cubby_qr_modules_read (const CubbyQrModules *self, GPtrArray *codes)
{
  g_autoptr (CubbyQrText) text = cubby_qr_codewords_read (self->soft, self->dimension);
  if (text == NULL)
    return FALSE;
  CubbyCode *code = g_new0 (CubbyCode, 1);
  code->symbology = CUBBY_SYMBOLOGY_QR;
  code->length = text->length;
  code->text = g_steal_pointer (&text->text);
  g_ptr_array_add (codes, code);
  return TRUE;
}
