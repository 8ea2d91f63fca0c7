/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/locks/lock-bank.h"
#include "hardware/locks/lock-poller.h"
#include "hardware/locks/power-groups.h"

G_BEGIN_DECLS

/* What a pulse needs from the bank; all of it outlives the pulse. */
typedef struct {
  CubbyLockPoller *poller;
  CubbyPowerGroups *groups;
  const CubbyLockBoard *board;
  const CubbyBoardSettings *settings;
  guint board_index;
  guint channel;
  guint open_wait_ms;
} CubbyLockPulsePlace;

/**
 * CubbyLockPulse:
 *
 * The life of one pulse: written once, told to its caller, and, where the board
 * has no timer, switched off again: until "off" is acknowledged.
 */
typedef struct _CubbyLockPulse CubbyLockPulse;

/**
 * cubby_lock_pulse_new:
 * @task: returns a #CubbyPulseResult and the time, see cubby_lock_pulse_finish_task()
 * @ended: called once, when nothing is left to do; frees the pulse
 */
CubbyLockPulse *cubby_lock_pulse_new (const CubbyLockPulsePlace *place, guint pulse_ms, gint64 deadline_us,
                                      GTask *task, void (*ended) (CubbyLockPulse *self, gpointer data),
                                      gpointer data);
void cubby_lock_pulse_free (CubbyLockPulse *self);

/* Ends @task without a pulse. */
void cubby_lock_pulse_refuse (GTask *task, const char *format, ...) G_GNUC_PRINTF (2, 3);
CubbyPulseResult cubby_lock_pulse_finish_task (GTask *task, gint64 *ret_at_us, GError **error);

G_END_DECLS
