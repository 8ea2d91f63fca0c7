/* SPDX-License-Identifier: Apache-2.0 */
/* After this a reader that was sent away comes back: not all of them in one moment. */
#define RETRY_MS 500
#define RETRY_MAX_MS 5000

#define G_LOG_DOMAIN "cubby-central"
#include "app/central/stream.h"
#include "app/central/api-key.h"
#include "app/central/central.h"
#include "app/central/stream-private.h"

#include <string.h>

#define SLOTS 10 /* of the wheel: a reader hears from us at least so many seconds, and is often let alone */
#define SLOT_MS 1000
#define POLL_MS 1000 /* a command beside the service may have written */

static const char keep_alive[] = ": keep-alive\n\n";

static void
group_free (gpointer data)
{
  CubbyStreamGroup *group = data;
  g_clear_pointer (&group->frame, cubby_http_frame_unref);
  g_free (group->store);
  g_free (group);
}

static CubbyStreamGroup *
join_group (CubbyStream *self, const char *store)
{
  const char *name = store != NULL ? store : "";
  CubbyStreamGroup *group = g_hash_table_lookup (self->groups, name);
  if (group == NULL) {
    group = g_new0 (CubbyStreamGroup, 1);
    group->store = g_strdup (store);
    g_hash_table_insert (self->groups, g_strdup (name), group);
  }
  group->n_readers++;
  return group;
}

static void
leave_group (CubbyStream *self, CubbyStreamGroup *group)
{
  if (--group->n_readers == 0)
    g_hash_table_remove (self->groups, group->store != NULL ? group->store : "");
}

/* The last one of the list takes its place: it was told already, as waves go from the end. */
static void
on_closed (CubbyHttpStream *http, gpointer data)
{
  CubbyStreamReader *reader = data;
  CubbyStream *self = reader->stream;
  CubbyStreamReader *last = g_ptr_array_index (self->readers, self->readers->len - 1);
  last->index = reader->index;
  g_ptr_array_remove_index_fast (self->readers, reader->index);
  self->wave.left = MIN (self->wave.left, self->readers->len);
  if (reader->queued)
    g_queue_remove (&self->pages, reader);
  leave_group (self, reader->group);
  g_free (reader->key);
  g_free (reader->kiosk);
  g_free (reader);
}

void
cubby_stream_end_all (CubbyStream *self)
{
  while (self->readers->len > 0) {
    CubbyStreamReader *reader = g_ptr_array_index (self->readers, self->readers->len - 1);
    cubby_http_stream_end (reader->http);
  }
}

/* From the end: one that is ended gives its place to the last. */
void
cubby_stream_visit (CubbyStream *self, gboolean (*visit) (const char *key, const char *kiosk, gpointer data),
                    gpointer data)
{
  for (guint i = self->readers->len; i > 0; i--) {
    CubbyStreamReader *reader = g_ptr_array_index (self->readers, i - 1);
    if (reader->key != NULL && !visit (reader->key, reader->kiosk, data))
      cubby_http_stream_end (reader->http);
  }
}

void
cubby_stream_drain (CubbyStream *self)
{
  while (self->readers->len > 0) {
    CubbyStreamReader *reader = g_ptr_array_index (self->readers, self->readers->len - 1);
    char text[32];
    int length = g_snprintf (text, sizeof text, "retry: %d\n\n", g_random_int_range (RETRY_MS, RETRY_MAX_MS));
    g_autoptr (CubbyHttpFrame) frame = cubby_http_frame_new (text, (gsize)length);
    if (cubby_http_stream_send (reader->http, frame))
      cubby_http_stream_end (reader->http);
  }
}

void
cubby_stream_add_event (GString *text, const CubbyFeedCursor *cursor, const CubbyFeedRow *row)
{
  g_autofree char *id = cubby_feed_cursor_format (cursor);
  g_string_append (text, "id: ");
  g_string_append (text, id);
  g_string_append (text, "\nevent: change\ndata: ");
  g_string_append (text, row->json);
  g_string_append (text, "\n\n");
}

static void
turn_pages (CubbyStream *self)
{
  gint64 end_us = g_get_monotonic_time () + CUBBY_STREAM_SLICE_US;
  while (!g_queue_is_empty (&self->pages) && g_get_monotonic_time () < end_us) {
    CubbyStreamReader *reader = g_queue_pop_head (&self->pages);
    reader->queued = FALSE;
    cubby_stream_reader_turn_page (reader);
  }
}

static void
on_work (gpointer data)
{
  CubbyStream *self = data;
  self->working = FALSE;
  if (self->wave.under_way)
    cubby_stream_wave_go_on (self);
  turn_pages (self);
  if (!self->wave.under_way && self->again && g_get_monotonic_time () >= self->next_us) {
    self->again = FALSE;
    self->again = cubby_stream_wave_begin (self) || self->again;
  }
  if (self->wave.under_way || self->again || !g_queue_is_empty (&self->pages))
    cubby_stream_work_soon (self);
}

static guint
get_delay_ms (CubbyStream *self)
{
  if (self->wave.under_way || !g_queue_is_empty (&self->pages))
    return 0;
  gint64 left_us = self->next_us - g_get_monotonic_time ();
  return left_us > 0 ? (guint)(left_us / 1000) : 0;
}

void
cubby_stream_work_soon (CubbyStream *self)
{
  if (self->working)
    return;
  self->working = TRUE;
  cubby_http_alarm_set (self->work, get_delay_ms (self));
}

/* Without readers nobody looks: the first that comes has it read where the feed is. */
void
cubby_stream_pump (CubbyStream *self)
{
  if (self->readers->len == 0)
    return;
  self->again = TRUE;
  if (!self->working)
    on_work (self);
}

static void
on_poll_time (gpointer data)
{
  CubbyStream *self = data;
  cubby_stream_pump (self);
  cubby_http_alarm_set (self->poll, POLL_MS);
}

/* From the end, since a reader that is cut off leaves the list. */
static void
on_slot_time (gpointer data)
{
  CubbyStream *self = data;
  g_autoptr (CubbyHttpFrame) frame = cubby_http_frame_new (keep_alive, sizeof keep_alive - 1);
  self->slot = (self->slot + 1) % SLOTS;
  for (guint i = self->readers->len; i > 0; i--) {
    if (i > self->readers->len)
      continue;
    CubbyStreamReader *reader = g_ptr_array_index (self->readers, i - 1);
    if (reader->slot != self->slot)
      continue;
    if (!reader->spoken && !cubby_http_stream_send (reader->http, frame))
      continue;
    reader->spoken = FALSE;
  }
  cubby_http_alarm_set (self->wheel, SLOT_MS);
}

static gboolean
look_at_feed (CubbyStream *self, GError **error)
{
  CubbyFeedSpan span;
  if (!cubby_feed_get_span (self->sql, &span, error))
    return FALSE;
  self->feed = span.feed;
  self->sent = span.last;
  return TRUE;
}

CubbyStream *
cubby_stream_new (CubbySql *reader, CubbyHttpServer *server)
{
  CubbyStream *self = g_new0 (CubbyStream, 1);
  self->sql = reader;
  self->readers = g_ptr_array_new ();
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, group_free);
  self->work = cubby_http_alarm_new (server, on_work, self);
  self->poll = cubby_http_alarm_new (server, on_poll_time, self);
  self->wheel = cubby_http_alarm_new (server, on_slot_time, self);
  cubby_http_alarm_set (self->poll, POLL_MS);
  cubby_http_alarm_set (self->wheel, SLOT_MS);
  return self;
}

void
cubby_stream_free (CubbyStream *self)
{
  if (self == NULL)
    return;
  cubby_stream_end_all (self);
  cubby_http_alarm_free (self->work);
  cubby_http_alarm_free (self->poll);
  cubby_http_alarm_free (self->wheel);
  g_ptr_array_unref (self->readers);
  g_hash_table_unref (self->groups);
  g_free (self);
}

/* Who has just what everybody has needs no look into the database: thousands come back at once. */
static gboolean
check (CubbyStream *self, const CubbyFeedCursor *since, GError **error)
{
  CubbyFeedQuery query = {.since = *since, .limit = 1, .everything = TRUE};
  if (self->readers->len == 0 && !look_at_feed (self, error))
    return FALSE;
  if (since->feed == self->feed && since->seq == self->sent)
    return TRUE;
  g_autoptr (GPtrArray) rows = cubby_feed_read (self->sql, &query, NULL, error);
  return rows != NULL;
}

void
cubby_stream_add (CubbyStream *self, CubbyHttpRequest *request, const CubbyFeedCursor *since,
                  const char *for_store)
{
  g_autoptr (GError) error = NULL;
  if (!check (self, since, &error)) {
    cubby_central_reply_error (request, error);
    return;
  }
  CubbyStreamReader *reader = g_new0 (CubbyStreamReader, 1);
  g_autoptr (CubbyHttpFrame) hello = cubby_http_frame_new (": cubby\n\n", strlen (": cubby\n\n"));
  reader->stream = self;
  reader->group = join_group (self, for_store);
  const CubbyApiKey *key = cubby_http_request_get_actor (request);
  reader->key = key != NULL ? g_strdup (key->id) : NULL;
  reader->kiosk = key != NULL ? g_strdup (key->kiosk) : NULL;
  reader->seq = since->seq;
  reader->floor = since->floor;
  reader->slot = (guint8)(self->readers->len % SLOTS);
  reader->index = self->readers->len;
  g_ptr_array_add (self->readers, reader);
  reader->http = cubby_http_request_start_stream (request, "text/event-stream", on_closed, reader);
  if (!cubby_http_stream_send (reader->http, hello))
    return;
  reader->live = reader->seq >= self->sent;
  if (!reader->live)
    cubby_stream_reader_queue (reader);
}

guint
cubby_stream_get_n_readers (CubbyStream *self)
{
  return self->readers->len;
}
