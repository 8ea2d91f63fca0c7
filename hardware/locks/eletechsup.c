/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Eletechsup R421A08, R4D8A08, RYN408F, N4D8B08 …: only functions 03 and 06, one register a channel.
 *
 *   write 0x0600 + s    on for s seconds, by the board's timer
 *   write 0x0200        off; does not stop a running delay on RYN4, where 0x0600 does
 *   read                1 energised, 0 not
 *   register 00C0       N4D types: the inputs as a bitmap
 *
 * Channel 1 is register 1 (0 is "all"), but register 0 on RYN4: with the wrong base the neighbour's door
 * opens, so they are different profiles, to be proven at commissioning by watching which door opens. Address
 * 0 is Modbus's broadcast and never used. The shortest pulse is a second.
 */
#include "hardware/locks/lock-board.h"

#define ON 0x0100
#define OFF 0x0200
#define ON_FOR_SECONDS 0x0600
#define STOP 0x0600
#define ALL_OFF 0x0800
#define GAP_MS 25

const CubbyLockBoard cubby_lock_boards_eletechsup[] = {
    {
        .profile = "eletechsup-fc06",
        .what = "Eletechsup R421A08 or R4D8A08, 8 channels from register 1",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 63,
        .gap_ms = GAP_MS,
        .output = {CUBBY_PDU_WRITE_REGISTER, 1, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_REGISTER_WORD, 1, 1, ON_FOR_SECONDS, 1000},
        .all_off = {CUBBY_ALL_OFF_WORD, 0, ALL_OFF},
        .state = {CUBBY_PDU_READ_HOLDING, 1, 8},
    },
    {
        .profile = "eletechsup-fc06-base0",
        .what = "Eletechsup RYN408F, 8 channels from register 0",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 63,
        .gap_ms = GAP_MS,
        .output = {CUBBY_PDU_WRITE_REGISTER, 0, 1, ON, STOP},
        .pulse = {CUBBY_PULSE_KIND_REGISTER_WORD, 0, 1, ON_FOR_SECONDS, 1000},
        .state = {CUBBY_PDU_READ_HOLDING, 0, 8},
    },
    {
        .profile = "eletechsup-n4d8b08",
        .what = "Eletechsup N4D8B08, 8 channels with inputs",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 63,
        .gap_ms = GAP_MS,
        .output = {CUBBY_PDU_WRITE_REGISTER, 1, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_REGISTER_WORD, 1, 1, ON_FOR_SECONDS, 1000},
        .all_off = {CUBBY_ALL_OFF_WORD, 0, ALL_OFF},
        .inputs = {CUBBY_INPUTS_BITMAP, CUBBY_PDU_READ_HOLDING, 0x00C0, 8},
        .state = {CUBBY_PDU_READ_HOLDING, 1, 8},
    },
    {NULL},
};
