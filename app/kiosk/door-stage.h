/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"
#include "app/kiosk/door-flow.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyDoorStage:
 *
 * One door that is opened for somebody: the map of the bank with the door lit, its name as large as it
 * goes, where it is in words, and what to do now. Follows the bank's signals by itself.
 * CubbyDoorStage::phase comes when the door has moved on.
 */
#define CUBBY_TYPE_DOOR_STAGE (cubby_door_stage_get_type ())
G_DECLARE_FINAL_TYPE (CubbyDoorStage, cubby_door_stage, CUBBY, DOOR_STAGE, GtkWidget)

/* Follows the turn of the session, and moves it on. */
void cubby_door_stage_begin (CubbyDoorStage *self, CubbyContext *context);
/* What is said has changed without the door. */
void cubby_door_stage_renew (CubbyDoorStage *self);
CubbyDoorPhase cubby_door_stage_get_phase (CubbyDoorStage *self);
/* The box below the words, for a page's own buttons. */
GtkWidget *cubby_door_stage_get_buttons (CubbyDoorStage *self);

G_END_DECLS
