/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/locks/board-setup.h"
#include "hardware/locks/door-filter.h"
#include "hardware/locks/lock-poller.h"
#include "hardware/locks/poll-plan.h"

G_BEGIN_DECLS

/**
 * CubbyBoardWatch:
 *
 * What is known about one board: how far its set-up is, whether it answers, when it
 * is looked at next, and what its sensors say. Without I/O: it makes requests
 * and is fed replies.
 */
typedef struct _CubbyBoardWatch CubbyBoardWatch;

CubbyBoardWatch *cubby_board_watch_new (const CubbySettings *settings, guint index,
                                        const CubbyLockListener *listener);
void cubby_board_watch_free (CubbyBoardWatch *self);

guint cubby_board_watch_get_index (CubbyBoardWatch *self);
const CubbyLockBoard *cubby_board_watch_get_board (CubbyBoardWatch *self);
CubbyPollPlan *cubby_board_watch_get_plan (CubbyBoardWatch *self);
gboolean cubby_board_watch_is_ready (CubbyBoardWatch *self, const char **ret_why);

/* The door on @channel was pulsed: it is looked for until it is open, or @until_us. */
void cubby_board_watch_expect (CubbyBoardWatch *self, guint channel, gint64 now_us, gint64 until_us);
/**
 * cubby_board_watch_make_request:
 *
 * The next thing to ask it. The deadline is the caller's to set.
 *
 * Returns: FALSE when it cannot be asked anything: its plan says "never" from then on
 */
gboolean cubby_board_watch_make_request (CubbyBoardWatch *self, gint64 now_us, CubbyBusRequest *ret_request);
void cubby_board_watch_feed (CubbyBoardWatch *self, const CubbyBusReply *reply, gint64 now_us);

G_END_DECLS
