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

const CubbyLockBoard cubby_lock_boards_lc_modbus[] = {
    {
        .profile = "lc-modbus",
        .what = "LC Technology LC-Modbus-8R",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 255,
        .gap_ms = 5,
        .misses_first_frame = TRUE, /* it greets in ASCII, over whatever is on the wire */
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, 0xFF00, 0x0000},
        .pulse = {CUBBY_PULSE_KIND_REGISTER_PAIR, 3, 5, ON_THEN_OFF, 100},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_INPUTS, 0, 8},
        .state = {CUBBY_PDU_READ_COILS, 0, 8},
    },
    {NULL},
};
