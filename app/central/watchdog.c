/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/watchdog.h"

#include "app/common/sd-notify.h"

struct _CubbyWatchdog {
  CubbyHttpServer *server;
  GThread *thread;
  GMutex mutex;
  GCond stopping;
  gboolean stop;
  gint64 period_us;
};

/* In the loop of the server: that it comes here is the proof. */
static void
on_loop_turned (gpointer data)
{
  cubby_sd_notify ("WATCHDOG=1");
}

static gpointer
watch (gpointer data)
{
  CubbyWatchdog *self = data;
  g_mutex_lock (&self->mutex);
  while (!self->stop) {
    cubby_http_server_invoke (self->server, on_loop_turned, NULL);
    gint64 due_us = g_get_monotonic_time () + self->period_us;
    while (!self->stop && g_cond_wait_until (&self->stopping, &self->mutex, due_us))
      ; /* woken for nothing, or to stop */
  }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

CubbyWatchdog *
cubby_watchdog_start (CubbyHttpServer *server)
{
  guint period_ms = cubby_sd_watchdog_get_period_ms ();
  if (period_ms == 0)
    return NULL;
  CubbyWatchdog *self = g_new0 (CubbyWatchdog, 1);
  self->server = server;
  self->period_us = (gint64)period_ms * 1000;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->stopping);
  self->thread = g_thread_new ("watchdog", watch, self);
  return self;
}

void
cubby_watchdog_stop (CubbyWatchdog *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stop = TRUE;
  g_cond_signal (&self->stopping);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->stopping);
  g_free (self);
}
