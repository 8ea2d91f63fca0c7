/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/board-profile.h"
#include "app/common/settings.h"
#include "protocols/modbus/pdu.h"

G_BEGIN_DECLS

/**
 * CubbyLockBoard:
 *
 * What a board is, as data: a row of its family's table, or a group of the configuration. All that is asked
 * of it follows from the row.
 */
typedef CubbyBoardProfile CubbyLockBoard;

/* The families; each table ends with an empty row. */
extern const CubbyLockBoard cubby_lock_boards_waveshare[];
extern const CubbyLockBoard cubby_lock_boards_lc_modbus[];
extern const CubbyLockBoard cubby_lock_boards_eletechsup[];
extern const CubbyLockBoard cubby_lock_boards_adam_6000[];
extern const CubbyLockBoard cubby_lock_boards_moxa_e1200[];
extern const CubbyLockBoard cubby_lock_boards_kincony[];
extern const CubbyLockBoard cubby_lock_boards_wellpro[];
extern const CubbyLockBoard cubby_lock_boards_xunming[];
extern const CubbyLockBoard cubby_lock_boards_stm8[];

/* Returns: (nullable): the shipped board number @index, of all families; NULL after the last. */
const CubbyLockBoard *cubby_lock_boards_get (guint index);
/* Returns: (nullable): the shipped board of this name. */
const CubbyLockBoard *cubby_lock_board_find (const char *profile);
/* Returns: (nullable): what [board] number @board of the configuration is: shipped, or described there. Lives
 * as long as @settings. */
const CubbyLockBoard *cubby_lock_board_of (const CubbySettings *settings, guint board);

/**
 * cubby_lock_boards_check:
 *
 * Checks what only the table of boards knows: profiles, channels, units, and
 * whether locks can be pulsed as shortly as asked.
 */
gboolean cubby_lock_boards_check (const CubbySettings *settings, GError **error);

/* How long @pulse_ms becomes on this board's timer. */
guint cubby_lock_board_round_pulse (const CubbyLockBoard *self, guint pulse_ms);
gboolean cubby_lock_board_is_software_timed (const CubbyLockBoard *self);

void cubby_lock_board_make_pulse (const CubbyLockBoard *self, guint channel, guint pulse_ms,
                                  CubbyPdu *ret_request);
void cubby_lock_board_make_off (const CubbyLockBoard *self, guint channel, CubbyPdu *ret_request);
/* "All off" is so many requests. */
guint cubby_lock_board_count_all_off (const CubbyLockBoard *self);
void cubby_lock_board_make_all_off (const CubbyLockBoard *self, guint number, CubbyPdu *ret_request);

/* The poll: its inputs, or its state when it has none, in so many requests; 0: it cannot be asked. */
guint cubby_lock_board_count_reads (const CubbyLockBoard *self);
void cubby_lock_board_make_read (const CubbyLockBoard *self, guint number, CubbyPdu *ret_request);
/* Whether a door on this channel has a sensor. */
gboolean cubby_lock_board_has_input (const CubbyLockBoard *self, guint channel);
/* Which of the reads tells of the input of @channel. */
guint cubby_lock_board_find_read (const CubbyLockBoard *self, guint channel);
/* Input @channel, of a checked answer to the read that tells of it. TRUE: the contact is closed. */
gboolean cubby_lock_board_decode_input (const CubbyLockBoard *self, const CubbyPdu *reply, guint channel);

G_END_DECLS
