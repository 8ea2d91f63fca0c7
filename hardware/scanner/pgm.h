/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyPgm:
 *
 * The header of a PGM picture (Netpbm, P2 in digits or P5 in bytes) and where its pixels begin.
 */
typedef struct {
  guint width;
  guint height;
  guint maximum; /* 1..65535 is white; above 255 a P5 pixel has two bytes */
  gboolean in_digits;
  gsize start;
} CubbyPgm;

/* Returns: whether @data begins with a whole header with numbers of at most six digits. */
gboolean cubby_pgm_parse (const guint8 *data, gsize size, CubbyPgm *ret_pgm);

/**
 * cubby_pgm_read:
 * @pixels: (array): width × height bytes, 255 is white
 *
 * Returns: FALSE when @data ends before the last pixel or has a number above the maximum.
 */
gboolean cubby_pgm_read (const CubbyPgm *pgm, const guint8 *data, gsize size, guint8 *pixels);

G_END_DECLS
