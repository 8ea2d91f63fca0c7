/* SPDX-License-Identifier: Apache-2.0 */
/* What one reader missed, page by page, until it has what all live ones have. */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/stream-private.h"

#define PAGE 200

void
cubby_stream_reader_queue (CubbyStreamReader *reader)
{
  if (reader->queued)
    return;
  reader->queued = TRUE;
  g_queue_push_tail (&reader->stream->pages, reader);
  cubby_stream_work_soon (reader->stream);
}

static void
on_taken (gpointer data)
{
  cubby_stream_reader_queue (data);
}

static GPtrArray *
read_page (CubbyStreamReader *reader, CubbyFeedSpan *ret_span)
{
  CubbyStream *self = reader->stream;
  g_autoptr (GError) error = NULL;
  CubbyFeedQuery query = {
      .since = {.feed = self->feed, .seq = reader->seq, .floor = reader->floor},
      .through = self->sent,
      .limit = PAGE,
      .for_store = reader->group->store,
  };
  GPtrArray *rows = cubby_feed_read (self->sql, &query, ret_span, &error);
  if (rows == NULL)
    g_warning ("change feed, for one reader: %s", error->message);
  return rows;
}

static void
send_page (CubbyStreamReader *reader, const GPtrArray *rows, const CubbyFeedSpan *span)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CubbyFeedCursor cursor = {.feed = span->feed, .seq = reader->seq, .floor = reader->floor};
  for (guint i = 0; i < rows->len; i++) {
    const CubbyFeedRow *row = g_ptr_array_index (rows, i);
    cursor = cubby_feed_cursor_move (&cursor, row->seq, span);
    cubby_stream_add_event (text, &cursor, row);
  }
  reader->seq = cursor.seq;
  reader->floor = cursor.floor;
  reader->spoken = TRUE;
  cubby_http_stream_send_page (reader->http, text->str, text->len, on_taken);
}

void
cubby_stream_reader_turn_page (CubbyStreamReader *reader)
{
  CubbyStream *self = reader->stream;
  CubbyFeedSpan span;
  g_autoptr (GPtrArray) rows = read_page (reader, &span);
  if (rows == NULL) {
    cubby_http_stream_end (reader->http);
  } else if (rows->len > 0) {
    send_page (reader, rows, &span);
  } else {
    reader->seq = MAX (reader->seq, self->sent);
    reader->live = TRUE;
  }
}
