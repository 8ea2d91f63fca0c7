/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/bank.h"

#include <graphene.h>

G_BEGIN_DECLS

/* Where the bank lies on the map: millimetres to pixels, the floor at the bottom. */
typedef struct {
  float scale;
  float left;
  float floor;
  float width_mm;
  float height_mm;
} CubbyDoorPlace;

/* As large as it goes in @width by @height pixels. */
CubbyDoorPlace cubby_door_place_find (const CubbyBank *bank, float width, float height);
float cubby_door_place_column_left_mm (const CubbyBank *bank, guint column);
/* Returns: how high the map has to be for each door to be at least @door pixels high. */
float cubby_door_place_height_for (const CubbyBank *bank, float door);
graphene_rect_t cubby_door_place_rect (const CubbyDoorPlace *place, float left_mm, float bottom_mm,
                                       float width_mm, float height_mm);
graphene_rect_t cubby_door_place_door (const CubbyDoorPlace *place, const CubbyBank *bank, guint index);

G_END_DECLS
