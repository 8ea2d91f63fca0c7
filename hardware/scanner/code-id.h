/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"

G_BEGIN_DECLS

/* The symbology of a code whose reader does not say. */
#define CUBBY_SYMBOLOGY_UNTOLD "reader"

/**
 * cubby_code_id_take:
 * @identifier: what a reader is set to send
 * @text: (inout): a code with what stands before it; moved on to the code itself
 * @ret_symbology: (out): as CubbyScanner::scanned tells it
 *
 * Takes off what names the symbology: the maker's code id, the AIM identifier (ISO/IEC 15424), or both, the
 * maker's first. The digits of a product are counted besides, for several makers have one letter for EAN and
 * UPC.
 *
 * Returns: FALSE when the identifier that has to be there is missing, or stands for what we do not read, such
 *   as the eight digits of UPC-E or an add-on.
 */
gboolean cubby_code_id_take (CubbyIdentifier identifier, const char **text, const char **ret_symbology);

G_END_DECLS
