/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/stream.h"
#include "app/central/feed.h"

#include <string.h>

#define KEEP_ALIVE_MS 10000
#define PUMP_MS 1000 /* a command beside the service may have written */
#define PAGE 500

struct _CubbyStream {
  CubbySql *reader;
  CubbyHttpServer *server;
  GPtrArray *readers; /* of Reader */
  gint64 sent;        /* everybody who has caught up has this */
};

typedef struct {
  CubbyStream *stream;
  CubbyHttpStream *http;
  char *for_store; /* (nullable) */
  gint64 sent;
} Reader;

static void
on_closed (CubbyHttpStream *http, gpointer data)
{
  Reader *reader = data;
  g_ptr_array_remove_fast (reader->stream->readers, reader);
  g_free (reader->for_store);
  g_free (reader);
}

static gboolean
may_see (const Reader *reader, const CubbyFeedRow *row)
{
  return row->store == NULL || g_strcmp0 (row->store, reader->for_store) == 0;
}

static char *
format_event (const CubbyFeedRow *row)
{
  return g_strdup_printf ("id: %" G_GINT64_FORMAT "\nevent: change\ndata: %s\n\n", row->seq, row->json);
}

/* From the end, since a reader that is cut off leaves the list. */
static void
send_to_all (CubbyStream *self, const CubbyFeedRow *row)
{
  g_autofree char *event = format_event (row);
  gsize length = strlen (event);
  for (guint i = self->readers->len; i > 0; i--) {
    if (i > self->readers->len)
      continue;
    Reader *reader = g_ptr_array_index (self->readers, i - 1);
    if (reader->sent >= row->seq)
      continue;
    reader->sent = row->seq;
    if (may_see (reader, row))
      cubby_http_stream_send (reader->http, event, length);
  }
}

void
cubby_stream_pump (CubbyStream *self)
{
  gboolean more = TRUE;
  while (more) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) rows = cubby_feed_read (self->reader, self->sent, PAGE, NULL, TRUE, &error);
    if (rows == NULL) {
      g_warning ("change feed: %s", error->message);
      return;
    }
    for (guint i = 0; i < rows->len; i++) {
      const CubbyFeedRow *row = g_ptr_array_index (rows, i);
      if (self->readers->len > 0)
        send_to_all (self, row);
      self->sent = row->seq;
    }
    more = rows->len == PAGE;
  }
}

static void
on_pump_time (gpointer data)
{
  cubby_stream_pump (data);
}

static void
on_keep_alive_time (gpointer data)
{
  static const char comment[] = ": keep-alive\n\n";
  CubbyStream *self = data;
  for (guint i = self->readers->len; i > 0; i--) {
    if (i > self->readers->len)
      continue;
    Reader *reader = g_ptr_array_index (self->readers, i - 1);
    cubby_http_stream_send (reader->http, comment, sizeof comment - 1);
  }
}

CubbyStream *
cubby_stream_new (CubbySql *reader, CubbyHttpServer *server)
{
  CubbyStream *self = g_new0 (CubbyStream, 1);
  self->reader = reader;
  self->server = server;
  self->readers = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  if (!cubby_feed_get_last (reader, &self->sent, &error))
    g_warning ("change feed: %s", error->message);
  cubby_http_server_add_timer (server, KEEP_ALIVE_MS, on_keep_alive_time, self);
  cubby_http_server_add_timer (server, PUMP_MS, on_pump_time, self);
  return self;
}

void
cubby_stream_free (CubbyStream *self)
{
  if (self == NULL)
    return;
  while (self->readers->len > 0) {
    Reader *reader = g_ptr_array_index (self->readers, self->readers->len - 1);
    cubby_http_stream_end (reader->http);
  }
  g_ptr_array_unref (self->readers);
  g_free (self);
}

/* What was missed, in pages; the rest comes with the next commit. */
static GString *
collect_missed (CubbyStream *self, Reader *reader, gint64 since, GError **error)
{
  g_autoptr (GString) text = g_string_new (": cubby\n\n");
  reader->sent = since;
  gboolean more = TRUE;
  while (more) {
    g_autoptr (GPtrArray) rows =
        cubby_feed_read (self->reader, reader->sent, PAGE, reader->for_store, FALSE, error);
    if (rows == NULL)
      return NULL;
    for (guint i = 0; i < rows->len; i++) {
      const CubbyFeedRow *row = g_ptr_array_index (rows, i);
      g_autofree char *event = format_event (row);
      g_string_append (text, event);
      reader->sent = row->seq;
    }
    more = rows->len == PAGE;
  }
  return g_steal_pointer (&text);
}

void
cubby_stream_add (CubbyStream *self, CubbyHttpRequest *request, gint64 since, const char *for_store)
{
  Reader *reader = g_new0 (Reader, 1);
  reader->stream = self;
  reader->for_store = g_strdup (for_store);
  g_autoptr (GError) error = NULL;
  GString *missed = collect_missed (self, reader, since, &error);
  if (missed == NULL) {
    cubby_http_request_reply_error (request, error);
    g_free (reader->for_store);
    g_free (reader);
    return;
  }
  reader->http = cubby_http_request_start_stream (request, "text/event-stream", on_closed, reader);
  g_ptr_array_add (self->readers, reader);
  cubby_http_stream_send (reader->http, missed->str, missed->len);
  g_string_free (missed, TRUE);
}

guint
cubby_stream_get_n_readers (CubbyStream *self)
{
  return self->readers->len;
}
