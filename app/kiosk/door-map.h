/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/bank.h"
#include "app/kiosk/door-look.h"
#include "app/kiosk/door-sight.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyDoorMap:
 *
 * The bank as it stands before the person, in true proportion, with the screen marked and one door lit. Shut,
 * open and taken are three drawings. It breathes once a second while a door is to be looked for.
 * CubbyDoorMap::followed: see map-follow.h
 * CubbyDoorMap::picked (const char *door): a door was pressed, after cubby_door_map_make_pickable()
 */
#define CUBBY_TYPE_DOOR_MAP (cubby_door_map_get_type ())
G_DECLARE_FINAL_TYPE (CubbyDoorMap, cubby_door_map, CUBBY, DOOR_MAP, GtkWidget)

/* @bank: borrowed; it lives as long as the program */
void cubby_door_map_set_bank (CubbyDoorMap *self, const CubbyBank *bank);
/* @door: the name, or NULL for none */
void cubby_door_map_light (CubbyDoorMap *self, const char *door, CubbyDoorLook look);

/* How @door is drawn while it is not lit; a name that the bank does not have is ignored. */
void cubby_door_map_set_sight (CubbyDoorMap *self, const char *door, CubbyDoorSight sight);

/* Each door has its name written on it, and can be pressed. Once, after the bank. */
void cubby_door_map_make_pickable (CubbyDoorMap *self);
/* What a screen reader says of @door. */
void cubby_door_map_describe (CubbyDoorMap *self, const char *door, const char *text);
/* Marks these doors. */
void cubby_door_map_choose (CubbyDoorMap *self, const char *const *doors);

G_END_DECLS
