/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "protocols/modbus/pdu.h"

G_BEGIN_DECLS

typedef struct _CubbyLockBoard CubbyLockBoard;

typedef enum {
  CUBBY_LOCK_INPUTS_NONE,
  CUBBY_LOCK_INPUTS_BITS,   /* functions 01 and 02: one bit a channel */
  CUBBY_LOCK_INPUTS_BITMAP, /* functions 03 and 04: bits of registers, channel 1 is bit 0 of the first */
} CubbyLockInputs;

/**
 * CubbyLockBoard:
 * @profile: its name in the configuration
 * @what: its maker and type, for people
 * @unit_max: the highest Modbus address it can have
 * @gap_ms: silence it wants between frames
 * @pulse.unit_ms: the step of its own timer; 0: it has none, and the lock bank times the pulse
 * @pulse.address: of channel 1; @pulse.stride to the next
 * @pulse.make: the request that energises a channel for so many units
 * @off.make: the request that switches a channel off; harmless to repeat
 * @off.all: how many coils from @off.address make "all off"; 0: there is no such request
 * @inputs: the one request that reads every input. @inputs.count is exact: several boards answer nothing else
 * @modes: registers that must read 0, or inputs switch relays by themselves; count 0: it has none
 * @silent_after_power_up: it misses the first frame
 *
 * A board with locks and sensors, as data: one row of its family's table. All
 * addresses are those on the wire, from 0.
 */
struct _CubbyLockBoard {
  const char *profile;
  const char *what;
  guint n_channels;
  guint n_inputs;
  guint unit_max;
  guint gap_ms;
  gboolean silent_after_power_up;
  struct {
    void (*make) (const CubbyLockBoard *board, guint channel, guint units, CubbyPdu *ret_request);
    guint16 address;
    guint16 stride;
    guint unit_ms;
  } pulse;
  struct {
    void (*make) (const CubbyLockBoard *board, guint channel, CubbyPdu *ret_request);
    guint16 address;
    guint16 all;
    guint16 word;
  } off;
  struct {
    CubbyLockInputs kind;
    guint8 function;
    guint16 address;
    guint16 count;
  } inputs;
  /* What is read of a board without inputs, to see whether it is there. */
  struct {
    guint8 function;
    guint16 address;
    guint16 count;
  } outputs;
  struct {
    guint16 address;
    guint16 count;
  } modes;
};

/* The families; each table ends with an empty row. */
extern const CubbyLockBoard cubby_lock_boards_waveshare[];
extern const CubbyLockBoard cubby_lock_boards_lc_modbus[];
extern const CubbyLockBoard cubby_lock_boards_eletechsup[];
extern const CubbyLockBoard cubby_lock_boards_adam_6000[];

/* Returns: (nullable): the board of this name. */
const CubbyLockBoard *cubby_lock_board_find (const char *profile);

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
/* Returns: FALSE when the board has no such request. */
gboolean cubby_lock_board_make_all_off (const CubbyLockBoard *self, CubbyPdu *ret_request);
/* The poll: its inputs, or its outputs when it has none. */
void cubby_lock_board_make_read (const CubbyLockBoard *self, CubbyPdu *ret_request);
gboolean cubby_lock_board_has_inputs (const CubbyLockBoard *self);
/* Input @channel of a checked answer to the poll. */
gboolean cubby_lock_board_decode_input (const CubbyLockBoard *self, const CubbyPdu *reply, guint channel);

/* For the families' tables. */
void cubby_lock_pulse_coil (const CubbyLockBoard *board, guint channel, guint units, CubbyPdu *ret_request);
void cubby_lock_pulse_coil_value (const CubbyLockBoard *board, guint channel, guint units,
                                  CubbyPdu *ret_request);
void cubby_lock_off_coil (const CubbyLockBoard *board, guint channel, CubbyPdu *ret_request);

G_END_DECLS
