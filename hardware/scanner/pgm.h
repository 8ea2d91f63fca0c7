/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_PGM_MAXIMUM_MAX 65535

/**
 * CubbyPgm:
 *
 * The header of a PGM picture (Netpbm, P2 in digits or P5 in bytes) and where its pixels begin.
 */
typedef struct {
  guint width;
  guint height;
  guint maximum; /* is white; above 255 a P5 pixel has two bytes */
  gboolean in_digits;
  gsize start;
} CubbyPgm;

/* Returns: whether @data begins with a whole header with numbers of at most nine digits, whatever they are.
 */
gboolean cubby_pgm_parse (const guint8 *data, gsize size, CubbyPgm *ret_pgm);
/* Returns: whether white is what the format lets it be, 1 to CUBBY_PGM_MAXIMUM_MAX. */
gboolean cubby_pgm_has_maximum (const CubbyPgm *self);

/**
 * cubby_pgm_read:
 * @pixels: (array): width × height bytes, 255 is white
 *
 * Returns: FALSE when @data ends before the last pixel or has a number above the maximum, or that is none.
 */
gboolean cubby_pgm_read (const CubbyPgm *pgm, const guint8 *data, gsize size, guint8 *pixels);

G_END_DECLS
