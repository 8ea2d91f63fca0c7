/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moxa ioLogik E1212, E1213, E1214 (Modbus TCP, unit 1, 192.168.127.254 as it comes).
 *
 *   coils 0…       the outputs: on FF00, off 0000 (manual, appendix A; the web page can move them)
 *   inputs 0…      the digital inputs
 *
 * E1212: the outputs are its eight DIO, to be set to DO by jumper. E1213: four DO, then its four DIO. The
 * pulse mode of an output is made for trains of pulses and set in the web page; we do not use it. So the lock
 * bank times the pulse; set the module's communication watchdog with safe value "off" as well: it is what
 * lets go of a lock when this computer dies.
 */
#include "hardware/locks/lock-board.h"

const CubbyLockBoard cubby_lock_boards_moxa_e1200[] = {
    {
        .profile = "moxa-e1212",
        .what = "Moxa ioLogik E1212, 8 inputs and 8 outputs",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, 0xFF00, 0x0000},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_INPUTS, 0, 8},
        .state = {CUBBY_PDU_READ_COILS, 0, 8},
    },
    {
        .profile = "moxa-e1213",
        .what = "Moxa ioLogik E1213, 8 inputs and 8 outputs",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, 0xFF00, 0x0000},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_INPUTS, 0, 8},
        .state = {CUBBY_PDU_READ_COILS, 0, 8},
    },
    {
        .profile = "moxa-e1214",
        .what = "Moxa ioLogik E1214, 6 inputs and 6 relays",
        .n_channels = 6,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, 0xFF00, 0x0000},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_INPUTS, 0, 6},
        .state = {CUBBY_PDU_READ_COILS, 0, 6},
    },
    {NULL},
};
