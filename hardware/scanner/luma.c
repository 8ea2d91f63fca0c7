/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/luma.h"

#include <string.h>

static void
copy_every_second (guint8 *to, const guint8 *from, guint n)
{
  for (guint x = 0; x < n; x++)
    to[x] = from[2 * (gsize)x];
}

static void
copy_spread (guint8 *to, const guint8 *from, guint n, guint step)
{
  for (guint x = 0; x < n; x++)
    to[x] = from[(gsize)x * step];
}

/* A loop of its own for each step that cameras have: the compiler makes wide instructions of it. */
void
cubby_luma_copy (CubbyFrame *to, const guint8 *from, gsize row, guint step)
{
  for (guint y = 0; y < to->height; y++, from += row) {
    guint8 *line = to->pixels + (gsize)y * to->stride;
    if (step == 1)
      memcpy (line, from, to->width);
    else if (step == 2)
      copy_every_second (line, from, to->width);
    else
      copy_spread (line, from, to->width, step);
  }
}
