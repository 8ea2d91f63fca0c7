/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/scanner/frames/shot.h"

G_BEGIN_DECLS

/* A code as it is printed, or drawn by who wants it prettier: ink that runs or is worn off, dots for squares,
 * a picture in its middle. Its unit is a module, its origin the middle of the code. */
typedef struct {
  const CubbyArt *art;
  guint64 seed;
  double half_u, half_v;
  double ink, worn, dots, logo;
} CubbyPrint;

void cubby_print_set_up (CubbyPrint *self, const CubbyArt *art, const CubbyShot *shot, guint64 seed);
/* Returns: whether each module is as it is meant all over. */
gboolean cubby_print_is_plain (const CubbyPrint *self);
/* Returns: how much ink is at a place within the code, 0 to 1. */
float cubby_print_at (const CubbyPrint *self, double u, double v);

G_END_DECLS
