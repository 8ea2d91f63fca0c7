/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/door-place.h"

#define GAP_MM 12.0f
#define FRAME_MM 34.0f
#define HEAD_MM 60.0f /* above the highest door */

static float
get_width_mm (const CubbyBank *bank)
{
  float width = 0;
  for (guint i = 0; i < bank->columns->len; i++)
    width += (float)((const CubbyColumn *)g_ptr_array_index (bank->columns, i))->width_mm;
  return width + 2 * FRAME_MM;
}

static float
get_height_mm (const CubbyBank *bank)
{
  float height = 0;
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++) {
    const CubbyCompartment *one = cubby_bank_get_compartment (bank, i);
    height = MAX (height, (float)(one->bottom_mm + one->height_mm));
  }
  return height + HEAD_MM;
}

float
cubby_door_place_column_left_mm (const CubbyBank *bank, guint column)
{
  float left = FRAME_MM;
  for (guint i = 0; i < column; i++)
    left += (float)((const CubbyColumn *)g_ptr_array_index (bank->columns, i))->width_mm;
  return left;
}

float
cubby_door_place_height_for (const CubbyBank *bank, float door)
{
  float lowest = get_height_mm (bank);
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++)
    lowest = MIN (lowest, (float)cubby_bank_get_compartment (bank, i)->height_mm - GAP_MM);
  return lowest > 0 ? get_height_mm (bank) * door / lowest : 0;
}

CubbyDoorPlace
cubby_door_place_find (const CubbyBank *bank, float width, float height)
{
  CubbyDoorPlace place = {.width_mm = get_width_mm (bank), .height_mm = get_height_mm (bank)};
  place.scale = MIN (width / place.width_mm, height / place.height_mm);
  place.left = (width - place.width_mm * place.scale) / 2;
  place.floor = height - (height - place.height_mm * place.scale) / 2;
  return place;
}

graphene_rect_t
cubby_door_place_rect (const CubbyDoorPlace *place, float left_mm, float bottom_mm, float width_mm,
                       float height_mm)
{
  return GRAPHENE_RECT_INIT (place->left + left_mm * place->scale,
                             place->floor - (bottom_mm + height_mm) * place->scale, width_mm * place->scale,
                             height_mm * place->scale);
}

graphene_rect_t
cubby_door_place_door (const CubbyDoorPlace *place, const CubbyBank *bank, guint index)
{
  const CubbyCompartment *one = cubby_bank_get_compartment (bank, index);
  const CubbyColumn *column = g_ptr_array_index (bank->columns, one->column);
  return cubby_door_place_rect (place, cubby_door_place_column_left_mm (bank, one->column) + GAP_MM / 2,
                                (float)one->bottom_mm + GAP_MM / 2, (float)column->width_mm - GAP_MM,
                                (float)one->height_mm - GAP_MM);
}
