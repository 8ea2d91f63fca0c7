/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/locks/lock-bank.h"

G_BEGIN_DECLS

/**
 * CubbyDoorFilter:
 *
 * Makes a reading of the samples of one sensor: two equal ones in a row, or
 * unknown, after eight that never agreed.
 */
typedef struct {
  CubbyDoorReading reading;
  CubbyDoorReading last;
  guint n_restless;
  gboolean told; /* something was reported since the start */
} CubbyDoorFilter;

/* Feeds one sample. Returns: TRUE when the reading is to be reported: it changed, or is the first. */
gboolean cubby_door_filter_feed (CubbyDoorFilter *self, gboolean shut);
/* Nobody can say. Returns: as above. */
gboolean cubby_door_filter_lose (CubbyDoorFilter *self);

G_END_DECLS
