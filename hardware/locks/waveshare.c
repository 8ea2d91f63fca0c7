/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waveshare Modbus RTU Relay (8, 16, 32 channels), Modbus RTU Relay (D) and IO 8CH with inputs, Modbus POE
 * ETH Relay. waveshare.com/wiki/Modbus_RTU_Relay, …_(D), Modbus_RTU_IO_8CH, Modbus_POE_ETH_Relay
 *
 *   coils 0…           relays: on FF00, off 0000 (off stops a running flash)
 *   coils 0200…        flash on: the value is the time in 100 ms, the board switches off by itself
 *   inputs 0…          the optocouplers, boards with inputs
 *   registers 1000…    control mode of each channel: 0 normal, 1 linkage (the relay follows the input!)
 *
 * (D) arrives with linkage on, so that a door contact would drive a lock; it also misses its first frame. The
 * POE boards speak Modbus TCP only after "Modbus TCP" and a gateway type without storage are chosen in their
 * web page.
 *
 * The outputs of IO 8CH are open drains of 500 mA: too weak for most locks (0.5 to 3 A), which need a relay
 * or a stronger transistor between.
 */
#include "hardware/locks/lock-board.h"

#define ON 0xFF00
#define OFF 0x0000
#define FLASH_ON 0x0200
#define FLASH_UNIT_MS 100
#define MODES 0x1000

const CubbyLockBoard cubby_lock_boards_waveshare[] = {
    {
        .profile = "waveshare-rtu-d",
        .what = "Waveshare Modbus RTU Relay (D), 8 channels with inputs",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 247,
        .misses_first_frame = TRUE,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_COIL, FLASH_ON, 1, .unit_ms = FLASH_UNIT_MS},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_INPUTS, 0, 8},
        .state = {CUBBY_PDU_READ_COILS, 0, 8},
        .modes = {MODES, 8},
    },
    {
        .profile = "waveshare-rtu-8",
        .what = "Waveshare Modbus RTU Relay, 8 channels",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_COIL, FLASH_ON, 1, .unit_ms = FLASH_UNIT_MS},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .state = {CUBBY_PDU_READ_COILS, 0, 8},
    },
    {
        .profile = "waveshare-rtu-16",
        .what = "Waveshare Modbus RTU Relay 16CH",
        .n_channels = 16,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_COIL, FLASH_ON, 1, .unit_ms = FLASH_UNIT_MS},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .state = {CUBBY_PDU_READ_COILS, 0, 16},
    },
    {
        .profile = "waveshare-rtu-32",
        .what = "Waveshare Modbus RTU Relay 32CH",
        .n_channels = 32,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_COIL, FLASH_ON, 1, .unit_ms = FLASH_UNIT_MS},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .state = {CUBBY_PDU_READ_COILS, 0, 32},
    },
    {
        .profile = "waveshare-io-8ch",
        .what = "Waveshare Modbus RTU IO 8CH, 8 open-drain outputs (500 mA) with inputs",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 247,
        .misses_first_frame = TRUE,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_COIL, FLASH_ON, 1, .unit_ms = FLASH_UNIT_MS},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_INPUTS, 0, 8},
        .state = {CUBBY_PDU_READ_COILS, 0, 8},
        .modes = {MODES, 8},
    },
    {
        .profile = "waveshare-poe-eth",
        .what = "Waveshare Modbus POE ETH Relay, 8 channels",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_COIL, FLASH_ON, 1, .unit_ms = FLASH_UNIT_MS},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .state = {CUBBY_PDU_READ_COILS, 0, 8},
    },
    {
        .profile = "waveshare-poe-eth-16",
        .what = "Waveshare Modbus POE ETH Relay 16CH",
        .n_channels = 16,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_COIL, FLASH_ON, 1, .unit_ms = FLASH_UNIT_MS},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .state = {CUBBY_PDU_READ_COILS, 0, 16},
    },
    {
        .profile = "waveshare-poe-eth-30",
        .what = "Waveshare Modbus POE ETH Relay 30CH",
        .n_channels = 30,
        .unit_min = 1,
        .unit_max = 247,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_COIL, FLASH_ON, 1, .unit_ms = FLASH_UNIT_MS},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .state = {CUBBY_PDU_READ_COILS, 0, 30},
    },
    {
        .profile = "waveshare-poe-eth-b",
        .what = "Waveshare Modbus POE ETH Relay (B), 8 channels with inputs",
        .n_channels = 8,
        .unit_min = 1,
        .unit_max = 247,
        .misses_first_frame = TRUE,
        .output = {CUBBY_PDU_WRITE_COIL, 0, 1, ON, OFF},
        .pulse = {CUBBY_PULSE_KIND_COIL, FLASH_ON, 1, .unit_ms = FLASH_UNIT_MS},
        .all_off = {CUBBY_ALL_OFF_COILS},
        .inputs = {CUBBY_INPUTS_BITS, CUBBY_PDU_READ_INPUTS, 0, 8},
        .state = {CUBBY_PDU_READ_COILS, 0, 8},
        .modes = {MODES, 8},
    },
    {NULL},
};
