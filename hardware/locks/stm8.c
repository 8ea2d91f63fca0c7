/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The nameless relay boards with an STM8S103 (RS-485, 9600, address 1; 1, 2, 4 and 8 channels).
 *
 *   coils 1…       the relays: on 0100 and not FF00, off 0000
 *   coil FF        all of them: 0000 off
 *   inputs 1…      straight into the controller, pulled up: the bit is 1 while the input is tied to ground
 *   register 4000  the address
 *
 * One thing a read: more in one answer are not to be trusted. No pulse: the lock bank times it, and nothing
 * but this computer ends it.
 */
#include "hardware/locks/lock-board.h"

#define ON 0x0100
#define OFF 0x0000
#define ALL 0x00FF

const CubbyLockBoard cubby_lock_boards_stm8[] = {
    {
        .profile = "stm8",
        .what = "STM8S103 relay board without a name, up to 8 channels with inputs",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 247,
        .gap_ms = 50,
        .output = {CUBBY_PDU_WRITE_COIL, 1, 1, ON, OFF},
        .all_off = {CUBBY_ALL_OFF_WORD, ALL, OFF},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_INPUTS, 1, 8, .per_read = 1},
        .state = {CUBBY_PDU_READ_COILS, 1, 1},
    },
    {NULL},
};
