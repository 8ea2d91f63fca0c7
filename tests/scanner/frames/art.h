/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"
#include "protocols/pass/qr-image.h"

G_BEGIN_DECLS

/**
 * CubbyArt:
 * @text: what a reader must say
 * @symbology: of CubbySymbology
 * @width: modules from side to side without the quiet zone
 * @height: the same from top to bottom; a linear code has as many equal rows
 * @quiet: modules of white on the left and the right
 * @dark: @width × @height, or @width for a linear code
 *
 * A code as it is printed or shown.
 */
typedef struct {
  char *text;
  guint symbology;
  guint width;
  guint height;
  guint quiet;
  guint8 *dark;
} CubbyArt;

CubbyArt *cubby_art_new_qr (const char *text, CubbyQrLevel level);

/**
 * cubby_art_new_ean:
 * @digits: 12, 11 or 7 digits for EAN-13, UPC-A and EAN-8, without the last, which is reckoned
 *
 * ISO/IEC 15420. @symbology says which of them.
 */
CubbyArt *cubby_art_new_ean (guint symbology, const char *digits);
/* The same with a check digit that is greater by @off, which makes it no code at all. */
CubbyArt *cubby_art_new_ean_wrong (guint symbology, const char *digits, guint off);

/**
 * cubby_art_new_code128:
 * @text: digits and printable ASCII
 * @gs1: begins with FNC1, as labels of GS1 do; readers do not repeat it in the text
 *
 * ISO/IEC 15417: pairs of digits in set C, the rest in set B.
 */
CubbyArt *cubby_art_new_code128 (const char *text, gboolean gs1);
/* The same with a check symbol that is greater by @off, which makes it no code at all. */
CubbyArt *cubby_art_new_code128_wrong (const char *text, guint off);

void cubby_art_free (CubbyArt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyArt, cubby_art_free)

/* Whether the module is dark; outside is not. */
static inline gboolean
cubby_art_is_dark (const CubbyArt *self, int x, int y)
{
  if (x < 0 || y < 0 || x >= (int)self->width || y >= (int)self->height)
    return FALSE;
  return self->symbology == CUBBY_SYMBOLOGY_QR ? self->dark[y * (int)self->width + x] : self->dark[x];
}

G_END_DECLS
