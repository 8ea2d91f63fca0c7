/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/prepare.h"
#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

/* A set of these says what is looked for. */
typedef enum {
  CUBBY_SYMBOLOGY_QR = 1 << 0,
  CUBBY_SYMBOLOGY_EAN13 = 1 << 1,
  CUBBY_SYMBOLOGY_EAN8 = 1 << 2,
  CUBBY_SYMBOLOGY_UPCA = 1 << 3,
  CUBBY_SYMBOLOGY_CODE128 = 1 << 4,
} CubbySymbology;

#define CUBBY_SYMBOLOGIES_PRODUCT (CUBBY_SYMBOLOGY_EAN13 | CUBBY_SYMBOLOGY_EAN8 | CUBBY_SYMBOLOGY_UPCA)
#define CUBBY_SYMBOLOGIES_LINEAR (CUBBY_SYMBOLOGIES_PRODUCT | CUBBY_SYMBOLOGY_CODE128)
#define CUBBY_SYMBOLOGIES_ALL (CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGIES_LINEAR)

/* Returns: "QR-Code", "EAN-13", "EAN-8", "UPC-A" or "Code-128". */
const char *cubby_symbology_get_name (CubbySymbology symbology);

/**
 * CubbyCode:
 * @text: in UTF-8, ended by a zero; may hold any character, zeros too
 * @length: bytes of @text
 * @region: the box round it in the frame that was read
 * @corners: of a QR code as printed: top left, top right, bottom right, bottom left; of a linear code the
 * same of its bars, where our own reader read it, and those of @region, where zbar did
 * @part: where @n_parts is not 0: which of so many QR codes that hold one text together this is, from 1; only
 * in a picture alone, for the kiosk takes no parts
 */
typedef struct {
  CubbySymbology symbology;
  char *text;
  gsize length;
  CubbyRegion region;
  CubbyPoint corners[4];
  guint part;
  guint n_parts;
} CubbyCode;

void cubby_code_free (CubbyCode *code);
/* Returns: (transfer full): an empty list for cubby_decoder_read(). */
GPtrArray *cubby_codes_new (void);

/**
 * CubbyDecoder:
 *
 * Finds and reads the codes of one picture as it is. For one thread. The rest of the
 * program sees this interface only, so that the library behind it can be put elsewhere.
 */
typedef struct _CubbyDecoder CubbyDecoder;

CubbyDecoder *cubby_decoder_new (void);
void cubby_decoder_free (CubbyDecoder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyDecoder, cubby_decoder_free)

/**
 * cubby_decoder_read:
 * @symbologies: a set of CubbySymbology
 * @density: every how many-th line is looked at for linear codes; 1 is all
 * @codes: (element-type CubbyCode): what is found is added
 */
void cubby_decoder_read (CubbyDecoder *self, const CubbyFrame *frame, guint symbologies, guint density,
                         GPtrArray *codes);

G_END_DECLS
