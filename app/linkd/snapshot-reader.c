/* SPDX-License-Identifier: Apache-2.0 */
#include "app/linkd/snapshot-reader.h"

#include "protocols/http/json-body.h"

#include <gio/gio.h>
#include <string.h>

#define PIECE 65536
#define MAX_LINE (1024 * 1024)

struct _CubbySnapshotReader {
  GBytes *bytes;
  gsize at; /* in @bytes */
  GConverter *gzip;
  GString *text;  /* inflated, not taken apart yet */
  gsize taken;    /* of @text */
  gboolean begun; /* the first line was read */
  gboolean ended; /* the last */
  gboolean whole; /* @at is after a member, whose checksum was right */
  CubbyFeedCursor cursor;
  gint64 n_changes;
};

CubbySnapshotReader *
cubby_snapshot_reader_new (GBytes *bytes)
{
  CubbySnapshotReader *self = g_new0 (CubbySnapshotReader, 1);
  self->bytes = g_bytes_ref (bytes);
  self->gzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  self->text = g_string_new (NULL);
  return self;
}

void
cubby_snapshot_reader_free (CubbySnapshotReader *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_object_unref (self->gzip);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
fail (GError **error, const char *why)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "/v1/snapshot: %s", why);
  return FALSE;
}

/* Members follow each other (RFC 1952, 2.2). */
static gboolean
inflate (CubbySnapshotReader *self, GError **error)
{
  char piece[PIECE];
  gsize size = 0, n_read = 0, n_written = 0;
  const char *data = g_bytes_get_data (self->bytes, &size);
  if (self->at >= size)
    return fail (error, "it was cut off");
  GConverterResult result =
      g_converter_convert (self->gzip, data + self->at, size - self->at, piece, sizeof piece,
                           G_CONVERTER_INPUT_AT_END, &n_read, &n_written, error);
  if (result == G_CONVERTER_ERROR) {
    g_prefix_error (error, "/v1/snapshot: ");
    return FALSE;
  }
  self->whole = result == G_CONVERTER_FINISHED;
  if (self->whole)
    g_converter_reset (self->gzip);
  self->at += n_read;
  g_string_append_len (self->text, piece, (gssize)n_written);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the object of the next line. */
static JsonNode *
read_line (CubbySnapshotReader *self, GError **error)
{
  char *end = NULL;
  g_string_erase (self->text, 0, (gssize)self->taken);
  self->taken = 0;
  while ((end = memchr (self->text->str, '\n', self->text->len)) == NULL) {
    if (self->text->len > MAX_LINE) {
      fail (error, "a line is too long");
      return NULL;
    }
    if (!inflate (self, error))
      return NULL;
  }
  gsize length = (gsize)(end - self->text->str);
  self->taken = length + 1;
  JsonNode *node = cubby_json_read_object (self->text->str, length);
  if (node == NULL)
    fail (error, "a line is no JSON object");
  return node;
}

static gboolean
read_head (CubbySnapshotReader *self, JsonObject *line, GError **error)
{
  const char *cursor = json_object_get_string_member_with_default (line, "cursor", "");
  gint64 seq = json_object_get_int_member_with_default (line, "seq", -1);
  self->begun = json_object_get_int_member_with_default (line, "snapshot", 0) == 1 &&
                cubby_feed_cursor_parse (cursor, &self->cursor) && self->cursor.seq == seq;
  return self->begun || fail (error, "its first line is not that of a snapshot");
}

/* To the last checksum. */
static gboolean
read_end (CubbySnapshotReader *self, JsonObject *line, GError **error)
{
  while (!self->whole || self->at < g_bytes_get_size (self->bytes))
    if (!inflate (self, error))
      return FALSE;
  self->ended = json_object_get_int_member_with_default (line, "changes", -1) == self->n_changes;
  return self->ended || fail (error, "it has not as many changes as it says");
}

static gboolean
take_line (CubbySnapshotReader *self, JsonNode *node, JsonArray *changes, GError **error)
{
  JsonObject *line = json_node_get_object (node);
  if (!self->begun)
    return read_head (self, line, error);
  if (json_object_has_member (line, "end"))
    return read_end (self, line, error);
  json_array_add_element (changes, json_node_ref (node));
  self->n_changes++;
  return TRUE;
}

/* A long run of lines is erased a line at a time, so a piece is not larger than what inflate() adds. */
JsonArray *
cubby_snapshot_reader_next (CubbySnapshotReader *self, guint most, GError **error)
{
  g_autoptr (JsonArray) changes = json_array_new ();
  while (!self->ended && json_array_get_length (changes) < most) {
    g_autoptr (JsonNode) node = read_line (self, error);
    if (node == NULL || !take_line (self, node, changes, error))
      return NULL;
  }
  return g_steal_pointer (&changes);
}

const CubbyFeedCursor *
cubby_snapshot_reader_get_cursor (const CubbySnapshotReader *self)
{
  return &self->cursor;
}
