/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/order-packing.h"

/* What a box is filled with beyond this goes into a low compartment. */
#define HEAVY_G 8000

/* In units of about 2 litres: what one piece takes, and what a box holds. */
static const struct {
  gint64 piece;
  gint64 box;
} volumes[CUBBY_N_SIZES] = {
    [CUBBY_SIZE_XS] = {.piece = 1, .box = 2},   [CUBBY_SIZE_S] = {.piece = 2, .box = 6},
    [CUBBY_SIZE_M] = {.piece = 6, .box = 14},   [CUBBY_SIZE_L] = {.piece = 14, .box = 30},
    [CUBBY_SIZE_XL] = {.piece = 30, .box = 60},
};

typedef struct {
  gint64 volume;
  gint64 weight_g;
  CubbySize largest;
} Fill;

static void
close_box (GArray *boxes, Fill *fill)
{
  if (fill->volume == 0)
    return;
  CubbySize size = fill->largest;
  while (size < CUBBY_SIZE_XL && volumes[size].box < fill->volume)
    size++;
  g_array_append_val (boxes, ((CubbyPackBox){
                                 .size = size,
                                 .weight_g = fill->weight_g,
                                 .heavy = fill->weight_g > HEAVY_G,
                             }));
  *fill = (Fill){0};
}

static void
pack_line (GArray *boxes, Fill *fill, const CubbyPackLine *line)
{
  gint64 left = line->quantity;
  while (left > 0) {
    gint64 room = (volumes[CUBBY_SIZE_XL].box - fill->volume) / volumes[line->size].piece;
    gint64 put = MIN (room, left);
    if (put == 0) {
      close_box (boxes, fill);
      continue;
    }
    fill->volume += put * volumes[line->size].piece;
    fill->weight_g += put * line->weight_g;
    fill->largest = MAX (fill->largest, line->size);
    left -= put;
  }
}

GArray *
cubby_order_pack (const CubbyPackLine *lines, guint n_lines)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (CubbyPackBox));
  Fill fill = {0};
  for (guint size = CUBBY_N_SIZES; size > 0; size--)
    for (guint i = 0; i < n_lines; i++)
      if (lines[i].size == size - 1)
        pack_line (boxes, &fill, &lines[i]);
  close_box (boxes, &fill);
  return boxes;
}
