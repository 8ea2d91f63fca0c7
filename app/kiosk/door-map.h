/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/bank.h"
#include "app/kiosk/door-sight.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyDoorMap:
 *
 * The bank as it stands before the person, in true proportion, with the screen marked and one door lit. Shut,
 * open and taken are three drawings. It breathes once a second while a door is to be looked for.
 */
#define CUBBY_TYPE_DOOR_MAP (cubby_door_map_get_type ())
G_DECLARE_FINAL_TYPE (CubbyDoorMap, cubby_door_map, CUBBY, DOOR_MAP, GtkWidget)

typedef enum {
  CUBBY_DOOR_LOOK_SHUT,  /* about to open */
  CUBBY_DOOR_LOOK_OPEN,  /* the leaf turned out, the parcel behind it */
  CUBBY_DOOR_LOOK_TAKEN, /* shut again, ticked */
  CUBBY_DOOR_LOOK_FAULT,
} CubbyDoorLook;

/* @bank: borrowed; it lives as long as the program */
void cubby_door_map_set_bank (CubbyDoorMap *self, const CubbyBank *bank);
/* @door: the name, or NULL for none */
void cubby_door_map_light (CubbyDoorMap *self, const char *door, CubbyDoorLook look);

/* How @door is drawn while it is not lit; a name that the bank does not have is ignored. */
void cubby_door_map_set_sight (CubbyDoorMap *self, const char *door, CubbyDoorSight sight);

G_END_DECLS
