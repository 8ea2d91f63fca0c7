/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the sensor of a door says, after two equal samples. */
typedef enum {
  CUBBY_DOOR_READING_UNKNOWN, /* no sample yet, the board is silent, or it has no inputs */
  CUBBY_DOOR_READING_SHUT,
  CUBBY_DOOR_READING_OPEN,
} CubbyDoorReading;

const char *cubby_door_reading_to_string (CubbyDoorReading reading); /* "unknown", "shut", "open" */

/* What is known about one pulse. Only the sensor proves that a door opened. */
typedef enum {
  CUBBY_PULSE_ACKNOWLEDGED, /* the board answered with the whole echo */
  CUBBY_PULSE_NOT_SENT,     /* not a byte left this machine, and none will: safe to ask again */
  CUBBY_PULSE_REFUSED,      /* the board answered with a Modbus exception: the lock was not energised */
  CUBBY_PULSE_UNCERTAIN,    /* it was sent, and the answer is missing or wrong: the lock may have moved */
} CubbyPulseResult;

const char *cubby_pulse_result_to_string (CubbyPulseResult result); /* "acknowledged", "not-sent", … */

#define CUBBY_TYPE_LOCK_BANK (cubby_lock_bank_get_type ())

/**
 * CubbyLockBank:
 *
 * All locks and door sensors of the shop, whatever boards and buses they hang
 * on. Doors are indices into the bank's compartments, boards into the configured
 * boards. It carries; it decides nothing: it never pulses by itself and never
 * repeats a pulse. Everything is delivered in the main context in which
 * cubby_lock_bank_start() was called.
 *
 * Signals:
 * - `door-sensed (uint door, int reading, gint64 at_us)`: a #CubbyDoorReading and
 *   the CLOCK_MONOTONIC µs of the sample. Once for every door after the start
 *   (%CUBBY_DOOR_READING_UNKNOWN where the board does not answer or cannot
 *   say), then on every change that two samples agree on. When a board falls
 *   silent its doors become unknown.
 * - `board-state (uint board, gboolean answers, string why)`: the first exchange
 *   with a board, and every change after it. why is a sentence for staff.
 */
G_DECLARE_FINAL_TYPE (CubbyLockBank, cubby_lock_bank, CUBBY, LOCK_BANK, GObject)

/**
 * cubby_lock_bank_new:
 * @settings: outlives the bank
 *
 * Checks the boards' profiles and channels (see cubby_lock_boards_check()).
 * Touches no device.
 */
CubbyLockBank *cubby_lock_bank_new (const CubbySettings *settings, GError **error);

/* Starts a worker thread for each bus, sets the boards up, and polls. A missing device or an unreachable
 * address is a board-state, and is tried again; it is no error. */
void cubby_lock_bank_start (CubbyLockBank *self);

/**
 * cubby_lock_bank_stop:
 *
 * Drops what is waiting (%CUBBY_PULSE_NOT_SENT), switches off the locks whose
 * boards do not time their pulses, closes the buses. Waits for at most one
 * exchange a bus. No signal is emitted and no board is touched afterwards. Not to
 * be called from a signal or callback of the bank: leave the main loop first.
 */
void cubby_lock_bank_stop (CubbyLockBank *self);

/**
 * cubby_lock_bank_pulse_async:
 * @door: index into the bank's compartments
 * @pulse_ms: 100..2000; rounded up to what the board can do
 * @deadline_us: CLOCK_MONOTONIC µs (g_get_monotonic_time()); what has not been
 *   written by then never will be
 * @cancellable: (nullable): drops a pulse that is still waiting; does nothing to one that was sent
 *
 * Energises the lock of @door once. Goes ahead of every poll; written at most
 * once, whatever happens. A second lock of the same power group while one is
 * energised is %CUBBY_PULSE_NOT_SENT. After it the board is polled every 20 ms until the door is open, or for
 * open-wait-ms.
 */
void cubby_lock_bank_pulse_async (CubbyLockBank *self, guint door, guint pulse_ms, gint64 deadline_us,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * cubby_lock_bank_pulse_finish:
 * @ret_at_us: (out) (optional): CLOCK_MONOTONIC µs at which the first byte was
 *   written; 0 if none was
 * @error: set to the reason whenever the result is not %CUBBY_PULSE_ACKNOWLEDGED
 */
CubbyPulseResult cubby_lock_bank_pulse_finish (CubbyLockBank *self, GAsyncResult *result, gint64 *ret_at_us,
                                               GError **error);

/* What a check found about one part. */
typedef struct {
  char *what; /* "board 1", "lock A3" */
  gboolean good;
  char *sentence; /* for staff */
} CubbyLockFinding;

/**
 * cubby_lock_bank_check_async:
 *
 * Looks at every board and every lock's path without energising a lock: boards answer, control modes are
 * normal, each channel takes an "off" and echoes it in full. Goes behind every pulse, one request at a time.
 */
void cubby_lock_bank_check_async (CubbyLockBank *self, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable) (element-type CubbyLockFinding): NULL with @error when the bank was
 * stopped or is being checked already. */
GPtrArray *cubby_lock_bank_check_finish (CubbyLockBank *self, GAsyncResult *result, GError **error);

/* Whether the door's board has an input for it. */
gboolean cubby_lock_bank_has_sensor (CubbyLockBank *self, guint door);

/* The last reading that two samples agreed on. */
CubbyDoorReading cubby_lock_bank_get_reading (CubbyLockBank *self, guint door);

/* Whether the board answered last time; *ret_why (optional, valid until the main loop runs) is the sentence
 * for staff. */
gboolean cubby_lock_bank_get_board_answers (CubbyLockBank *self, guint board, const char **ret_why);

G_END_DECLS
