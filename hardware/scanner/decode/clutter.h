/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/* More of them than a picture with codes has: zbar, which tries all threes of them and cannot be stopped,
 * would take hundreds of milliseconds. */
#define CUBBY_CLUTTER_MAX 12
/* A picture alone, such as a sheet of labels, has that time. */
#define CUBBY_CLUTTER_STILL_MAX 48

/**
 * cubby_clutter_count:
 * @frame: a picture, best in black and white
 *
 * Counts what lines cross as they do a finder pattern (1:1:3:1:1, both ways, ISO/IEC 18004), by the tolerance
 * of a reader which takes each two runs beside each other for whole modules.
 *
 * Returns: how many, at most @max
 */
guint cubby_clutter_count (const CubbyFrame *frame, guint max);

G_END_DECLS
