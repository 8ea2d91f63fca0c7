/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Wellpro WP8025ADAM (RS-485, 9600, address 1), and many others that have eight plain coils and nothing else.
 *
 *   coils 0…7      the relays: on FF00, off 0000; functions 01, 05, 0F
 *   register 100   the address, 101 the baud rate
 *
 * No inputs and no pulse: the lock bank times it, and nothing but this computer ends it.
 */
#include "hardware/locks/lock-board.h"

const CubbyLockBoard cubby_lock_boards_wellpro[] = {
    {
        .profile = "wellpro-8r",
        .what = "Wellpro WP8025ADAM, 8 relays",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, 0xFF00, 0x0000},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .state = {CUBBY_PDU_READ_COILS, 0, 8},
    },
    {NULL},
};
