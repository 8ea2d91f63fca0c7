/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XunMing 16-way lock board, from 2024 on (RS-485, 115200, address 1; address 254 means any board and is not
 * used).
 *
 *   coils 65…74    opens lock 1…16: the value is the time in milliseconds. FF00 is the board's own time, FFFF
 * stays on for ever (never sent), 0000 stops
 *
 * Nothing that can be read is in its papers. So it cannot be asked whether it is there, and its doors have no
 * sensor: what became of an opening is unknown, and staff have to look.
 */
#include "hardware/locks/lock-board.h"

#define LOCK_1 0x0065

const CubbyLockBoard cubby_lock_boards_xunming[] = {
    {
        .profile = "xunming-16",
        .what = "XunMing 16-way lock board, opens only",
        .n_channels = 16,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, LOCK_1, 1, 0xFF00, 0x0000},
        .pulse = {CUBBY_PULSE_KIND_COIL, LOCK_1, 1, .unit_ms = 1},
    },
    {NULL},
};
