/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kincony KC868-HAv2 with its Modbus firmware (RS-485, 9600, address 10, which cannot be changed: one board a
 * bus).
 *
 *   coils 0…5      the relays: on FF00, off 0000
 *   inputs 0…5     the inputs
 *
 * No pulse over the bus: the lock bank times it, and nothing but this computer ends it. Older KC868-H boards
 * speak a text protocol instead of Modbus.
 */
#include "hardware/locks/lock-board.h"

const CubbyLockBoard cubby_lock_boards_kincony[] = {
    {
        .profile = "kincony-hav2",
        .what = "Kincony KC868-HAv2 with Modbus firmware, 6 relays and 6 inputs",
        .n_channels = 6,
        .unit_min = 10,
        .unit_max = 10,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, 0xFF00, 0x0000},
        .all_off = {CUBBY_ALL_OFF_EACH}, /* function 0F is not in its papers */
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_INPUTS, 0, 6},
        .state = {CUBBY_PDU_READ_COILS, 0, 6},
    },
    {NULL},
};
