/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyThreadQueue:
 *
 * What one thread hands to another, first in, first out. As GAsyncQueue, with locks that are pthread's own,
 * so that the thread sanitizer sees who waits for whom.
 */
typedef struct _CubbyThreadQueue CubbyThreadQueue;

/* @free_item: (nullable): for what is left in it at the end */
CubbyThreadQueue *cubby_thread_queue_new (GDestroyNotify free_item);
/* When no thread uses it any more. */
void cubby_thread_queue_free (CubbyThreadQueue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyThreadQueue, cubby_thread_queue_free)

void cubby_thread_queue_push (CubbyThreadQueue *self, gpointer item);
/* Waits until there is one. */
gpointer cubby_thread_queue_pop (CubbyThreadQueue *self);
/* Waits until @time_us of the monotonic clock at most. Returns: (nullable) */
gpointer cubby_thread_queue_pop_until (CubbyThreadQueue *self, gint64 time_us);
/* Returns: (nullable): NULL when there is none at this moment. */
gpointer cubby_thread_queue_try_pop (CubbyThreadQueue *self);
guint cubby_thread_queue_get_length (CubbyThreadQueue *self);

G_END_DECLS
