/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/child/wire.h"

/* A question that is in order, of a slot of so many bytes. */
#define TEST_SLOT_BYTES ((gsize)64 * 48)

static const CubbyWireRequest test_good_request = {
    .serial = 7,
    .slot = 1,
    .width = 60,
    .height = 48,
    .stride = 64,
    .symbologies = CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGY_EAN13,
    .effort = CUBBY_DECODE_EFFORT_FRAME,
    .budget_us = 20000,
    .captured_us = 123456789,
};
