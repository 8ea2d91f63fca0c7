/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "hardware/sim/sim-board.h"
#include "hardware/sim/sim-cable.h"
#include "hardware/sim/sim-door.h"
#include "hardware/sim/sim-fault.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define CUBBY_TYPE_SIM_BANK (cubby_sim_bank_get_type ())

/**
 * CubbySimBank:
 *
 * The whole bank of a configuration, played: doors behind locks, locks behind
 * boards. It keeps real time by a timer in the thread-default main context in
 * which it was made, and belongs to that thread.
 *
 * Signal `event (string line)`: something happened, in the words of the control
 * socket's `watch`: "lock A1 on", "pulse A1 3 AT_US", "door A1 open",
 * "parcel A1 LABEL", "parcel A1 -", "jam A1 on", "board 1 dead", "bus main cut", …
 *
 * Signal `cable (uint bus, int cable)`: a #CubbySimCable changed; those who listen
 * there come and go with it.
 */
G_DECLARE_FINAL_TYPE (CubbySimBank, cubby_sim_bank, CUBBY, SIM_BANK, GObject)

/**
 * cubby_sim_bank_new:
 * @settings: outlives the bank
 * @seed: of what is random in its faults
 */
CubbySimBank *cubby_sim_bank_new (const CubbySettings *settings, guint32 seed, GError **error);

const CubbySettings *cubby_sim_bank_get_settings (CubbySimBank *self);
guint cubby_sim_bank_get_n_doors (CubbySimBank *self);
const CubbySimDoor *cubby_sim_bank_get_door (CubbySimBank *self, guint door);
int cubby_sim_bank_find_door (CubbySimBank *self, const char *name);
guint cubby_sim_bank_get_n_boards (CubbySimBank *self);
const CubbySimBoard *cubby_sim_bank_get_board (CubbySimBank *self, guint board);
int cubby_sim_bank_find_board (CubbySimBank *self, const char *name);
/* The pulses of all doors since the start. */
guint cubby_sim_bank_count_pulses (CubbySimBank *self);

/**
 * cubby_sim_bank_request:
 * @bus: index into the configured buses
 *
 * Returns: (transfer full) (nullable): the answer; %NULL when nobody answers
 */
CubbySimAnswer *cubby_sim_bank_request (CubbySimBank *self, guint bus, guint8 unit, const guint8 *pdu,
                                        gsize length);

/* The hands. NULL: done; otherwise why it cannot be done. */
const char *cubby_sim_bank_hand_open (CubbySimBank *self, guint door);
const char *cubby_sim_bank_hand_shut (CubbySimBank *self, guint door);
const char *cubby_sim_bank_hand_put (CubbySimBank *self, guint door, const char *label);
const char *cubby_sim_bank_hand_take (CubbySimBank *self, guint door);

void cubby_sim_bank_set_jam (CubbySimBank *self, guint door, gboolean jammed);
void cubby_sim_bank_set_sensor (CubbySimBank *self, guint door, CubbySimSensor sensor);
void cubby_sim_bank_set_latch (CubbySimBank *self, guint door, CubbySimLatch latch);
void cubby_sim_bank_force (CubbySimBank *self, guint door);
void cubby_sim_bank_set_fault (CubbySimBank *self, guint board, const CubbySimFault *fault, guint argument);
const CubbySimFault *cubby_sim_bank_get_fault (CubbySimBank *self, guint board);
/* The control mode of an input (Waveshare (D): 0 normal, 1 linkage …), as a board may arrive from its maker.
 */
void cubby_sim_bank_set_modes (CubbySimBank *self, guint board, guint16 mode);
/* The outputs of the board fall when it was asked nothing for @ms; 0: they do not. NULL: done; otherwise why
 * it cannot be done. */
const char *cubby_sim_bank_set_watchdog (CubbySimBank *self, guint board, guint ms);

void cubby_sim_bank_set_cable (CubbySimBank *self, guint bus, CubbySimCable cable);
CubbySimCable cubby_sim_bank_get_cable (CubbySimBank *self, guint bus);
int cubby_sim_bank_find_bus (CubbySimBank *self, const char *name);

G_END_DECLS
