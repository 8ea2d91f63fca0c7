/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/prepare.h"

G_BEGIN_DECLS

/* The later ones count more. */
typedef enum {
  CUBBY_CODE128_UNREAD,         /* too poor to be read so */
  CUBBY_CODE128_PLAIN,          /* the text and nothing else */
  CUBBY_CODE128_WITH_FUNCTIONS, /* the text, and characters that zbar leaves out */
} CubbyCode128Reading;

/**
 * cubby_code128_read_again:
 * @region: where zbar saw a Code 128: the ends of its lines at least
 * @text: what zbar says of it
 *
 * zbar leaves the characters out that set up readers (FNC3), join codes (FNC2) or leave ASCII (FNC4), so that
 * a setup code looks like any text. Here lines and columns through @region are read once more, with a right
 * check character.
 */
CubbyCode128Reading cubby_code128_read_again (const CubbyFrame *frame, const CubbyRegion *region,
                                              const char *text);

G_END_DECLS
