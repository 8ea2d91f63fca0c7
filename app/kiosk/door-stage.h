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

/* What is told in a phase; %s is the door's name. */
typedef struct {
  const char *headline;
  const char *advice;
} CubbyDoorWords;

/**
 * cubby_door_stage_begin:
 * @purpose: of the grants to follow: "pickup", or "stow" for all that staff do
 * @words: one row a CubbyDoorPhase, in English
 */
void cubby_door_stage_begin (CubbyDoorStage *self, CubbyContext *context, const char *purpose,
                             const CubbyDoorWords *words);
CubbyDoorPhase cubby_door_stage_get_phase (CubbyDoorStage *self);
/* The box below the words, for a page's own buttons. */
GtkWidget *cubby_door_stage_get_buttons (CubbyDoorStage *self);

G_END_DECLS
