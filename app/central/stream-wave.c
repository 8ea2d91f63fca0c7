/* SPDX-License-Identifier: Apache-2.0 */
/* What is new, to all who have everything else. */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/stream-private.h"
#include "protocols/http/problem.h"

#define PAGE 500
#define READERS_A_LOOK 64 /* at the clock */

/* Between waves, this much of what the last one took: the newest of each thing is all that is sent then. */
#define REST_PART 4

static GPtrArray *
read_new (CubbyStream *self, CubbyFeedSpan *ret_span)
{
  g_autoptr (GError) error = NULL;
  CubbyFeedQuery query = {
      .since = {.feed = self->feed, .seq = self->sent},
      .limit = PAGE,
      .everything = TRUE,
  };
  GPtrArray *rows = cubby_feed_read (self->sql, &query, ret_span, &error);
  if (rows != NULL)
    return rows;
  g_warning ("change feed: %s", error->message);
  if (!g_error_matches (error, CUBBY_PROBLEM, CUBBY_PROBLEM_TOO_OLD) ||
      !cubby_feed_get_span (self->sql, ret_span, NULL))
    return NULL;
  cubby_stream_end_all (self);
  self->feed = ret_span->feed;
  self->sent = ret_span->last;
  return NULL;
}

static CubbyHttpFrame *
make_frame (CubbyStream *self, const GPtrArray *rows, const char *store)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++) {
    const CubbyFeedRow *row = g_ptr_array_index (rows, i);
    CubbyFeedCursor cursor = {.feed = self->feed, .seq = row->seq};
    if (row->store == NULL || g_strcmp0 (row->store, store) == 0)
      cubby_stream_add_event (text, &cursor, row);
  }
  return text->len > 0 ? cubby_http_frame_new (text->str, text->len) : NULL;
}

/* The groups that @rows have something for that others do not see get a frame of their own. */
static void
make_frames (CubbyStream *self, const GPtrArray *rows)
{
  g_autoptr (CubbyHttpFrame) common = make_frame (self, rows, NULL);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CubbyStreamGroup *group = value;
    g_clear_pointer (&group->frame, cubby_http_frame_unref);
    group->frame = common != NULL ? cubby_http_frame_ref (common) : NULL;
  }
  for (guint i = 0; i < rows->len; i++) {
    const CubbyFeedRow *row = g_ptr_array_index (rows, i);
    CubbyStreamGroup *group = row->store != NULL ? g_hash_table_lookup (self->groups, row->store) : NULL;
    if (group == NULL || (group->frame != NULL && group->frame != common))
      continue;
    g_clear_pointer (&group->frame, cubby_http_frame_unref);
    group->frame = make_frame (self, rows, group->store);
  }
}

gboolean
cubby_stream_wave_begin (CubbyStream *self)
{
  CubbyFeedSpan span;
  gint64 begun_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) rows = read_new (self, &span);
  if (rows == NULL || rows->len == 0)
    return FALSE;
  gint64 from = self->sent;
  self->sent = ((CubbyFeedRow *)rows->pdata[rows->len - 1])->seq;
  make_frames (self, rows);
  self->wave = (CubbyStreamWave){
      .under_way = TRUE,
      .from = from,
      .through = self->sent,
      .left = self->readers->len,
      .took_us = g_get_monotonic_time () - begun_us,
  };
  cubby_stream_wave_go_on (self);
  return rows->len == PAGE;
}

/* Who read newer changes before it came here is told the rest of them alone. */
static void
tell (CubbyStream *self, CubbyStreamReader *reader)
{
  if (!reader->live || reader->seq >= self->wave.through)
    return;
  if (reader->seq > self->wave.from) {
    reader->live = FALSE;
    cubby_stream_reader_queue (reader);
    return;
  }
  reader->seq = self->wave.through;
  if (reader->group->frame == NULL)
    return;
  reader->spoken = TRUE;
  cubby_http_stream_send (reader->http, reader->group->frame); /* @reader may be gone after it */
}

static void
finish (CubbyStream *self)
{
  GHashTableIter iter;
  gpointer group;
  self->wave.under_way = FALSE;
  self->next_us = g_get_monotonic_time () + self->wave.took_us / REST_PART;
  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    g_clear_pointer (&((CubbyStreamGroup *)group)->frame, cubby_http_frame_unref);
}

/* From the end, since a reader that is cut off leaves the list. Who comes meanwhile is behind the end, and
 * has it already. */
void
cubby_stream_wave_go_on (CubbyStream *self)
{
  CubbyStreamWave *wave = &self->wave;
  gint64 begun_us = g_get_monotonic_time ();
  gint64 now_us = begun_us;
  while (wave->left > 0 && now_us - begun_us < CUBBY_STREAM_SLICE_US) {
    for (guint i = 0; i < READERS_A_LOOK && wave->left > 0; i++) {
      wave->left--;
      tell (self, g_ptr_array_index (self->readers, wave->left));
    }
    now_us = g_get_monotonic_time ();
  }
  wave->took_us += now_us - begun_us;
  if (wave->left == 0)
    finish (self);
  else
    cubby_stream_work_soon (self);
}
