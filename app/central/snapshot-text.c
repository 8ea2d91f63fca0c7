/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/snapshot-text.h"
#include "app/central/store.h"

#include <string.h>

#define PAGE 1000
#define LEVEL 6

/* JSON lines on their way into a gzip member (RFC 1952); members may follow each other. */
typedef struct {
  GOutputStream *memory;
  GOutputStream *out;
  guint n_changes;
} Member;

static void
member_open (Member *self)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
  self->memory = g_memory_output_stream_new_resizable ();
  self->out = g_converter_output_stream_new (self->memory, G_CONVERTER (gzip));
}

static void
member_clear (Member *self)
{
  g_clear_object (&self->out);
  g_clear_object (&self->memory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Member, member_clear)

static gboolean
member_add (Member *self, const char *line, GError **error)
{
  return g_output_stream_write_all (self->out, line, strlen (line), NULL, NULL, error) &&
         g_output_stream_write_all (self->out, "\n", 1, NULL, NULL, error);
}

static GBytes *
member_close (Member *self, GError **error)
{
  if (!g_output_stream_close (self->out, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (self->memory));
}

static gboolean
add_head (Member *member, const CubbyFeedSpan *span, GError **error)
{
  CubbyFeedCursor cursor = {.feed = span->feed, .seq = span->last};
  g_autofree char *text = cubby_feed_cursor_format (&cursor);
  g_autofree char *time = cubby_store_format_time (g_get_real_time () / 1000);
  g_autofree char *line =
      g_strdup_printf ("{\"snapshot\":1,\"seq\":%" G_GINT64_FORMAT ",\"cursor\":\"%s\",\"time\":\"%s\"}",
                       span->last, text, time);
  return member_add (member, line, error);
}

/* What is gone is not told to one who never had it. */
static gboolean
add_rows (Member *member, const GPtrArray *rows, gboolean only_private, GError **error)
{
  for (guint i = 0; i < rows->len; i++) {
    const CubbyFeedRow *row = g_ptr_array_index (rows, i);
    if (row->gone || (only_private && row->store == NULL))
      continue;
    if (!member_add (member, row->json, error))
      return FALSE;
    member->n_changes++;
  }
  return TRUE;
}

static gboolean
add_feed (Member *member, CubbySql *sql, const CubbyFeedSpan *span, GError **error)
{
  CubbyFeedQuery query = {.through = span->last, .limit = PAGE};
  gboolean more = span->last > 0;
  while (more) {
    g_autoptr (GPtrArray) rows = cubby_feed_read (sql, &query, NULL, error);
    if (rows == NULL || !add_rows (member, rows, FALSE, error))
      return FALSE;
    more = rows->len == PAGE;
    if (more)
      query.since =
          cubby_feed_cursor_move (&query.since, ((CubbyFeedRow *)rows->pdata[rows->len - 1])->seq, span);
  }
  return TRUE;
}

CubbySnapshotText *
cubby_snapshot_text_read (CubbySql *sql, GError **error)
{
  g_autoptr (CubbySnapshotText) self = g_new0 (CubbySnapshotText, 1);
  g_auto (Member) member = {0};
  member_open (&member);
  if (!cubby_feed_get_span (sql, &self->span, error) || !add_head (&member, &self->span, error) ||
      !add_feed (&member, sql, &self->span, error))
    return NULL;
  self->n_changes = member.n_changes;
  self->bytes = member_close (&member, error);
  return self->bytes != NULL ? g_steal_pointer (&self) : NULL;
}

void
cubby_snapshot_text_free (CubbySnapshotText *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static gboolean
add_parcels (Member *member, CubbySql *sql, const CubbyFeedSpan *span, const char *store, GError **error)
{
  g_autoptr (GPtrArray) rows = cubby_feed_read_private (sql, store, span->last, error);
  return rows != NULL && add_rows (member, rows, TRUE, error);
}

GBytes *
cubby_snapshot_text_end (const CubbySnapshotText *self, CubbySql *sql, const char *for_store, GError **error)
{
  g_auto (Member) member = {0};
  member_open (&member);
  if (for_store != NULL && !add_parcels (&member, sql, &self->span, for_store, error))
    return NULL;
  g_autofree char *line =
      g_strdup_printf ("{\"end\":true,\"changes\":%u}", self->n_changes + member.n_changes);
  return member_add (&member, line, error) ? member_close (&member, error) : NULL;
}
