/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/sim/sim-bank.h"
#include "hardware/sim/sim-port.h"

G_BEGIN_DECLS

/**
 * BoardStage:
 *
 * A simulated bank as it is wired, the configuration that somebody wrote of it, and hands that shut every
 * door a while after it opened. cubbyctl is the real program.
 */
typedef struct {
  char *directory;
  char *config;
  CubbySettings *wired;
  CubbySimBank *bank;
  CubbySimPort *port;
  guint hands;
  guint looks[8];
  char *out;
  char *err;
  int status;
} BoardStage;

void board_stage_set_program (const char *cubbyctl);

/**
 * board_stage_new:
 * @wired: groups [board …] and [column …] of how it is
 * @written: (nullable): of what the configuration says; NULL: the same
 */
BoardStage *board_stage_new (gboolean tcp, const char *wired, const char *written);
void board_stage_free (BoardStage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoardStage, board_stage_free)

CubbySimBoard *board_stage_get_board (BoardStage *self, guint board);
void board_stage_set_fault (BoardStage *self, guint board, const char *fault, guint argument);
/* The sensor wires of the first two channels of a board change places. */
void board_stage_swap_sensors (BoardStage *self, guint board);

/**
 * board_stage_run:
 * @words: what follows "board", NULL at its end; --config is added
 * @input: what the person types
 *
 * Runs it to its end, while the bank lives.
 */
void board_stage_run (BoardStage *self, const char *const *words, const char *input);

G_END_DECLS
