/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/thread-queue.h"

#include <pthread.h>
#include <time.h>

struct _CubbyThreadQueue {
  pthread_mutex_t lock;
  pthread_cond_t filled;
  GQueue items;
  GDestroyNotify free_item;
};

CubbyThreadQueue *
cubby_thread_queue_new (GDestroyNotify free_item)
{
  CubbyThreadQueue *self = g_new0 (CubbyThreadQueue, 1);
  pthread_condattr_t attributes;
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&self->filled, &attributes);
  pthread_condattr_destroy (&attributes);
  pthread_mutex_init (&self->lock, NULL);
  g_queue_init (&self->items);
  self->free_item = free_item;
  return self;
}

void
cubby_thread_queue_free (CubbyThreadQueue *self)
{
  if (self == NULL)
    return;
  if (self->free_item != NULL)
    g_queue_clear_full (&self->items, self->free_item);
  g_queue_clear (&self->items);
  pthread_cond_destroy (&self->filled);
  pthread_mutex_destroy (&self->lock);
  g_free (self);
}

void
cubby_thread_queue_push (CubbyThreadQueue *self, gpointer item)
{
  g_return_if_fail (item != NULL);
  pthread_mutex_lock (&self->lock);
  g_queue_push_tail (&self->items, item);
  pthread_cond_signal (&self->filled);
  pthread_mutex_unlock (&self->lock);
}

gpointer
cubby_thread_queue_pop (CubbyThreadQueue *self)
{
  pthread_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->items))
    pthread_cond_wait (&self->filled, &self->lock);
  gpointer item = g_queue_pop_head (&self->items);
  pthread_mutex_unlock (&self->lock);
  return item;
}

gpointer
cubby_thread_queue_pop_until (CubbyThreadQueue *self, gint64 time_us)
{
  const struct timespec when = {.tv_sec = time_us / G_USEC_PER_SEC,
                                .tv_nsec = time_us % G_USEC_PER_SEC * 1000};
  int result = 0;
  pthread_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->items) && result == 0)
    result = pthread_cond_timedwait (&self->filled, &self->lock, &when);
  gpointer item = g_queue_pop_head (&self->items);
  pthread_mutex_unlock (&self->lock);
  return item;
}

gpointer
cubby_thread_queue_try_pop (CubbyThreadQueue *self)
{
  pthread_mutex_lock (&self->lock);
  gpointer item = g_queue_pop_head (&self->items);
  pthread_mutex_unlock (&self->lock);
  return item;
}

guint
cubby_thread_queue_get_length (CubbyThreadQueue *self)
{
  pthread_mutex_lock (&self->lock);
  guint length = self->items.length;
  pthread_mutex_unlock (&self->lock);
  return length;
}
