/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CUBBY_SCAN_UNKNOWN,
  CUBBY_SCAN_PASS,   /* "CC1:…", the credential of a pickup; judged by lockerd alone */
  CUBBY_SCAN_CODE,   /* a pickup code of ten characters, as printed below a pass */
  CUBBY_SCAN_GTIN,   /* a product's barcode */
  CUBBY_SCAN_BASKET, /* a basket that the shopper brings on the phone */
  CUBBY_SCAN_BADGE,  /* a member of staff */
  CUBBY_SCAN_LABEL,  /* the SSCC of a parcel */
  CUBBY_N_SCAN_KINDS,
} CubbyScanKind;

const char *cubby_scan_kind_to_string (CubbyScanKind kind);

/**
 * cubby_scan_classify:
 * @text: what a scanner read, or was typed
 * @ret_value: (out) (optional): what the kind is about: the pass as read, the code in ten upper-case
 * characters, the GTIN in 14 digits, the basket's or the badge's id, the SSCC in 18 digits; NULL for unknown
 *
 * Tells by its form alone what was held up. GTIN and SSCC must have a right
 * check digit (GS1 General Specifications 7.9.1).
 */
CubbyScanKind cubby_scan_classify (const char *text, char **ret_value);

G_END_DECLS
