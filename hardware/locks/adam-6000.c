/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Advantech ADAM-6050, 6052, 6060 (Modbus TCP, unit 1).
 *
 *   coils 0…       the inputs
 *   coils 10…      the outputs: on FF00, off 0000
 *
 * No pulse over the bus: the lock bank times it, writes "off" until it is acknowledged, and "all off" at the
 * start, at the end and whenever the board comes back. Set the module's host watchdog with fail-safe value
 * "off" as well: it is what lets go of a lock when this computer dies.
 */
#include "hardware/locks/lock-board.h"

#define OUTPUTS 0x10
#define GAP_MS 50

const CubbyLockBoard cubby_lock_boards_adam_6000[] = {
    {
        .profile = "adam-6050",
        .what = "Advantech ADAM-6050, 6 outputs and 12 inputs",
        .n_channels = 6,
        .unit_min = 1,
        .unit_max = 247,
        .gap_ms = GAP_MS,
        .output = {CUBBY_PDU_WRITE_COIL, OUTPUTS, 1, 0xFF00, 0x0000},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_COILS, 0, 12},
        .state = {CUBBY_PDU_READ_COILS, OUTPUTS, 6},
    },
    {
        .profile = "adam-6052",
        .what = "Advantech ADAM-6052, 8 outputs and 8 inputs",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 247,
        .gap_ms = GAP_MS,
        .output = {CUBBY_PDU_WRITE_COIL, OUTPUTS, 1, 0xFF00, 0x0000},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_COILS, 0, 8},
        .state = {CUBBY_PDU_READ_COILS, OUTPUTS, 8},
    },
    {
        .profile = "adam-6060",
        .what = "Advantech ADAM-6060, 6 relays and 6 inputs",
        .n_channels = 6,
        .unit_min = 1,
        .unit_max = 247,
        .gap_ms = GAP_MS,
        .output = {CUBBY_PDU_WRITE_COIL, OUTPUTS, 1, 0xFF00, 0x0000},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_COILS, 0, 6},
        .state = {CUBBY_PDU_READ_COILS, OUTPUTS, 6},
    },
    {NULL},
};
