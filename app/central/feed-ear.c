/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/feed-ear.h"
#include "app/central/feed-buffer.h"

#define AGAIN_MS 1000

struct _CubbyFeedEar {
  char *uri;
  CubbyHttpServer *server;
  void (*changed) (gpointer data);
  gpointer data;
  CubbySql *sql;     /* (nullable) */
  CubbyHttpEar *ear; /* (nullable) */
  CubbyHttpAlarm *again;
};

static void listen_to (CubbyFeedEar *self);

static void
go_deaf (CubbyFeedEar *self)
{
  g_clear_pointer (&self->ear, cubby_http_ear_free);
  g_clear_pointer (&self->sql, cubby_sql_free);
}

static void
on_notice (gpointer data)
{
  CubbyFeedEar *self = data;
  g_autoptr (GError) error = NULL;
  guint n = 0;
  if (cubby_sql_take_notices (self->sql, &n, &error)) {
    if (n > 0)
      self->changed (self->data);
    return;
  }
  g_message ("change feed: %s", error->message);
  go_deaf (self);
  cubby_http_alarm_set (self->again, AGAIN_MS);
}

/* What was told while nobody listened is looked for at once. */
static void
listen_to (CubbyFeedEar *self)
{
  g_autoptr (GError) error = NULL;
  self->sql = cubby_sql_open (self->uri, CUBBY_SQL_READER, &error);
  if (self->sql != NULL && cubby_sql_listen (self->sql, CUBBY_FEED_CHANNEL, &error)) {
    self->ear = cubby_http_ear_new (self->server, cubby_sql_get_fd (self->sql), on_notice, self);
    self->changed (self->data);
    return;
  }
  go_deaf (self);
  if (!g_error_matches (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_UNSUPPORTED))
    cubby_http_alarm_set (self->again, AGAIN_MS);
}

static void
on_again (gpointer data)
{
  listen_to (data);
}

CubbyFeedEar *
cubby_feed_ear_new (const char *uri, CubbyHttpServer *server, void (*changed) (gpointer data), gpointer data)
{
  CubbyFeedEar *self = g_new0 (CubbyFeedEar, 1);
  self->uri = g_strdup (uri);
  self->server = server;
  self->changed = changed;
  self->data = data;
  self->again = cubby_http_alarm_new (server, on_again, self);
  listen_to (self);
  return self;
}

void
cubby_feed_ear_free (CubbyFeedEar *self)
{
  if (self == NULL)
    return;
  go_deaf (self);
  cubby_http_alarm_free (self->again);
  g_free (self->uri);
  g_free (self);
}
