/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/luma.h"

#include <string.h>

/* Every second byte of the eight at @from, in one word of four. */
static guint32
gather_four (const guint8 *from)
{
  guint64 word = 0;
  memcpy (&word, from, sizeof word);
  word = GUINT64_FROM_LE (word) & 0x00ff00ff00ff00ff;
  word = (word | word >> 8) & 0x0000ffff0000ffff;
  return GUINT32_TO_LE ((guint32)(word | word >> 16));
}

/* The last ones singly: behind the last brightness there may be nothing. */
static void
copy_every_second (guint8 *to, const guint8 *from, guint n)
{
  guint x = 0;
  for (; x + 4 < n; x += 4) {
    guint32 four = gather_four (from + 2 * (gsize)x);
    memcpy (to + x, &four, sizeof four);
  }
  for (; x < n; x++)
    to[x] = from[2 * (gsize)x];
}

static void
copy_spread (guint8 *to, const guint8 *from, guint n, guint step)
{
  for (guint x = 0; x < n; x++)
    to[x] = from[(gsize)x * step];
}

/* A loop of its own for each step that cameras have. */
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
