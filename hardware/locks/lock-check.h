/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/locks/lock-poller.h"
#include "hardware/locks/power-groups.h"

G_BEGIN_DECLS

/* What a CubbyLockCheck works with; all of it outlives it. */
typedef struct {
  const CubbySettings *settings;
  GPtrArray *pollers; /* of CubbyLockPoller, a bus each */
  CubbyPowerGroups *groups;
} CubbyLockCheckPlace;

/**
 * CubbyLockCheck:
 *
 * A look at every board and every lock's path, that moves nothing: each board answers its poll, its control
 * modes are normal, and each channel takes an "off" with the whole echo. One request at a time, behind every
 * pulse and beside the polls; it waits while a lock of the channel's power group is energised.
 */
typedef struct _CubbyLockCheck CubbyLockCheck;

typedef void (*CubbyLockCheckDone) (CubbyLockCheck *self, gpointer data);

/* @done is called once, from the main loop, when everything was looked at. */
CubbyLockCheck *cubby_lock_check_new (const CubbyLockCheckPlace *place, CubbyLockCheckDone done,
                                      gpointer data);
void cubby_lock_check_free (CubbyLockCheck *self);

/* A pulse comes: takes back what still waits to be written, because an "off" behind it would end it early. */
void cubby_lock_check_yield (CubbyLockCheck *self);

/* Returns: (transfer full) (element-type CubbyLockFinding): what was found so far; empty after it. */
GPtrArray *cubby_lock_check_take_findings (CubbyLockCheck *self);

G_END_DECLS
