/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "hardware/sim/sim-board.h"
#include "hardware/sim/sim-door.h"
#include "hardware/sim/sim-fault.h"

G_BEGIN_DECLS

/**
 * CubbySimSlot:
 * @fault_argument: what the fault wants to know
 * @doors: by channel; NULL: none hangs there
 *
 * A board in its place: its bus, what is wrong with it, and which door hangs on which channel.
 */
typedef struct {
  CubbySimBoard *board;
  CubbySimModel described; /* of a board that the configuration describes */
  guint bus;
  gboolean shut_is_one;
  const CubbySimFault *fault;
  guint fault_argument;
  CubbySimDoor *doors[CUBBY_SIM_CHANNELS_MAX];
} CubbySimSlot;

/* [board] number @board. The simulator does not play every board. */
CubbySimSlot *cubby_sim_slot_new (const CubbySettings *settings, guint board, GError **error);
void cubby_sim_slot_free (CubbySimSlot *self);

/* @door: outlives the slot. */
gboolean cubby_sim_slot_hang (CubbySimSlot *self, CubbySimDoor *door, guint channel, const char *path,
                              GError **error);

/* Currents flow from the board's relays to the locks. */
void cubby_sim_slot_connect (CubbySimSlot *self, gint64 now_us);

G_END_DECLS
