/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/locks/lock-board.h"
#include "protocols/modbus/bus.h"

G_BEGIN_DECLS

/**
 * CubbyBoardSetup:
 *
 * What a board is asked when it is met, before it may move a lock: a frame that
 * it may miss, modes that must be normal (they are set so, and read again),
 * "all off" where nobody but us ends a pulse. A state machine without I/O.
 */
typedef struct {
  guint step;
  guint n_offs; /* how many channels are off, where they are switched off one by one */
} CubbyBoardSetup;

void cubby_board_setup_restart (CubbyBoardSetup *self);

/**
 * cubby_board_setup_next:
 *
 * Returns: FALSE when the board is set up; otherwise @ret_request is to be sent
 */
gboolean cubby_board_setup_next (CubbyBoardSetup *self, const CubbyLockBoard *board, CubbyPdu *ret_request);

/* What came of it. FALSE: the set-up failed and begins again; @error says why, for staff. */
gboolean cubby_board_setup_feed (CubbyBoardSetup *self, const CubbyLockBoard *board,
                                 const CubbyBusReply *reply, GError **error);

G_END_DECLS
