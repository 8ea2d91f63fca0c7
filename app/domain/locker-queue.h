/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/decision.h"
#include "app/domain/parcel.h"

G_BEGIN_DECLS

typedef struct _CubbyLocker CubbyLocker;

/**
 * CubbyQueueEntry:
 * @since_ms: when it was scanned and there was no room
 * @door: the compartment kept for it; NULL: it waits
 * @assigned_ms: since when; 0 while it waits
 *
 * A parcel in the shop that waits for a compartment. The order of the queue is the order of its entries.
 *
 * Nobody starves: a compartment that becomes free goes to the first that waits and that it fits, parcels that
 * come later stand behind, and a compartment is kept for a parcel that nobody brings for a bounded time,
 * after which that parcel stands behind all others. So whoever has n before it is served at the latest after
 * n times that time and n compartments that fit it became free.
 */
typedef struct {
  char *label;
  gint64 since_ms;
  char *door;
  gint64 assigned_ms;
} CubbyQueueEntry;

void cubby_queue_entry_free (CubbyQueueEntry *self);

/* Returns: (nullable): its entry. */
CubbyQueueEntry *cubby_locker_queue_find (const CubbyLocker *self, const char *label);
/* Whether the compartment is kept for a parcel of the queue. */
gboolean cubby_locker_queue_keeps (const CubbyLocker *self, const char *door);

/* Adds @parcel to the end, if it is not there and some compartment fits it; says its place in @decision. */
void cubby_locker_queue_join (const CubbyLocker *self, const CubbyParcel *parcel, const char *badge,
                              gint64 now_ms, CubbyDecision *decision);

/* What is due for the queue: at most one event. Returns: whether there was one. */
gboolean cubby_locker_decide_queue_due (const CubbyLocker *self, gint64 now_ms, CubbyDecision *decision);
gint64 cubby_locker_get_queue_due_ms (const CubbyLocker *self, gint64 now_ms);

/* Called after every event: parcels that need no compartment any more leave, wherever they went. */
void cubby_locker_queue_settle (CubbyLocker *self);

/**
 * cubby_locker_get_stow_state:
 * @ret_door: (out): "" or the compartment, also one that is kept for it
 *
 * Returns: expected queued assigned, or the parcel's state: what staff have to do with it.
 */
const char *cubby_locker_get_stow_state (const CubbyLocker *self, const CubbyParcel *parcel,
                                         const char **ret_door);

G_END_DECLS
