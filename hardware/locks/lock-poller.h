/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/locks/lock-bank.h"
#include "hardware/locks/lock-board.h"
#include "protocols/modbus/bus.h"

G_BEGIN_DECLS

/* Whom a poller tells. */
typedef struct {
  void (*door_sensed) (guint door, CubbyDoorReading reading, gint64 at_us, gpointer data);
  void (*board_state) (guint board, gboolean answers, const char *why, gpointer data);
  gpointer data;
} CubbyLockListener;

/**
 * CubbyLockPoller:
 *
 * One bus and the boards on it: meets them, sets them up, looks at them in turn
 * (one request at a time, so that a pulse waits for at most one), and notices
 * when one falls silent.
 */
typedef struct _CubbyLockPoller CubbyLockPoller;

/* @settings outlives it. */
CubbyLockPoller *cubby_lock_poller_new (const CubbySettings *settings, guint bus,
                                        const CubbyLockListener *listener);
/* Ends the bus; see cubby_bus_free(). Nobody is told anything any more. */
void cubby_lock_poller_free (CubbyLockPoller *self);

CubbyBus *cubby_lock_poller_get_bus (CubbyLockPoller *self);
/* Whether the board (an index into the settings) was met and set up, and answers. */
gboolean cubby_lock_poller_is_ready (CubbyLockPoller *self, guint board, const char **ret_why);
/* A pulse is on its way: nothing that can wait goes between it and the look for its door. */
void cubby_lock_poller_hold (CubbyLockPoller *self);
void cubby_lock_poller_release (CubbyLockPoller *self);
/* Looks at the board now, and often until the door on @channel is open, or @until_us. */
void cubby_lock_poller_expect (CubbyLockPoller *self, guint board, guint channel, gint64 until_us);

G_END_DECLS
