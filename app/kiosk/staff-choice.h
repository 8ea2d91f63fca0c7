/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/door-flow.h"

G_BEGIN_DECLS

/* What staff beside a door are offered. */
typedef enum {
  CUBBY_STAFF_TOO_SMALL = 1 << 0,
  CUBBY_STAFF_NEXT_PARCEL = 1 << 1,
  CUBBY_STAFF_TASKS = 1 << 2,
  CUBBY_STAFF_STOP = 1 << 3,    /* doors whose turn is still to come do not open */
  CUBBY_STAFF_NOTHING = 1 << 4, /* nothing is in it */
} CubbyStaffChoice;

/**
 * cubby_staff_choices:
 * @purpose: of the grant
 * @result: (nullable): what came, or is to come, of it
 * @more: whether other doors follow
 *
 * Returns: flags of CubbyStaffChoice
 */
guint cubby_staff_choices (const char *purpose, CubbyDoorPhase phase, const char *result, gboolean more);

G_END_DECLS
