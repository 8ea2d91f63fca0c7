/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LC Technology LC-Modbus-8R and its like.
 *
 *   coils 0…7, inputs 0…7    read all eight at once; another count is not answered
 *   registers 3 + 5n         a pulse is two words: 4 (on, then off) and the time in 100 ms
 *
 * A running pulse can be neither read nor stopped. The factory's address is 255, which libmodbus cannot
 * expect and protocols/modbus therefore checks by itself.
 */
#include "hardware/locks/lock-board.h"

#define ON_THEN_OFF 4

static void
make_pulse (const CubbyLockBoard *board, guint channel, guint units, CubbyPdu *ret_request)
{
  const guint16 words[] = {ON_THEN_OFF, (guint16)units};
  cubby_pdu_write_words (ret_request, (guint16)(board->pulse.address + board->pulse.stride * channel), words,
                         G_N_ELEMENTS (words));
}

const CubbyLockBoard cubby_lock_boards_lc_modbus[] = {
    {
        .profile = "lc-modbus",
        .what = "LC Technology LC-Modbus-8R",
        .n_channels = 8,
        .n_inputs = 8,
        .unit_max = 255,
        .gap_ms = 5,
        .silent_after_power_up = TRUE, /* it greets in ASCII, over whatever is on the wire */
        .pulse = {make_pulse, 3, 5, 100},
        .off = {cubby_lock_off_coil, 0, 8},
        .inputs = {CUBBY_LOCK_INPUTS_BITS, CUBBY_PDU_READ_INPUTS, 0, 8},
        .outputs = {CUBBY_PDU_READ_COILS, 0, 8},
    },
    {NULL},
};
