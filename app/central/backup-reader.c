/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/backup-file.h"
#include "app/common/hash.h"

#include <string.h>

#define BUFFER_BYTES (64 << 10)

struct _CubbyBackupReader {
  char *path;
  GDataInputStream *lines;
  CubbyHasher *hasher; /* of all lines but the one that was read last */
  char *last;
  gsize last_length;
  gboolean packed; /* it begins as gzip does, so that what is wrong later is damage */
};

static gboolean
begins_as_gzip (GFileInputStream *stream)
{
  guint8 magic[2] = {0};
  return g_input_stream_read (G_INPUT_STREAM (stream), magic, sizeof magic, NULL, NULL) == sizeof magic &&
         magic[0] == 0x1f && magic[1] == 0x8b;
}

CubbyBackupReader *
cubby_backup_reader_new (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = g_file_read (file, NULL, error);
  if (raw == NULL)
    return NULL;
  gboolean packed = begins_as_gzip (raw);
  if (!g_seekable_seek (G_SEEKABLE (raw), 0, G_SEEK_SET, NULL, error))
    return NULL;
  g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) plain = g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (gzip));
  CubbyBackupReader *self = g_new0 (CubbyBackupReader, 1);
  self->path = g_strdup (path);
  self->packed = packed;
  self->lines = g_data_input_stream_new (plain);
  self->hasher = cubby_hasher_new ();
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (self->lines), BUFFER_BYTES);
  g_data_input_stream_set_newline_type (self->lines, G_DATA_STREAM_NEWLINE_TYPE_LF);
  return self;
}

void
cubby_backup_reader_free (CubbyBackupReader *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->lines);
  cubby_hasher_free (self->hasher);
  g_free (self->last);
  g_free (self->path);
  g_free (self);
}

gboolean
cubby_backup_reader_refuse (CubbyBackupReader *self, const char *what, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "%s: %s; nothing was restored, take another backup", self->path, what);
  return FALSE;
}

static gboolean
read_line (CubbyBackupReader *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (self->last != NULL)
    cubby_hasher_add (self->hasher, self->last, self->last_length);
  g_free (self->last);
  self->last = g_data_input_stream_read_line (self->lines, &self->last_length, NULL, &local);
  if (self->last != NULL)
    return TRUE;
  if (!self->packed)
    return cubby_backup_reader_refuse (self, "is no backup of cubby-central", error);
  if (local == NULL || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return cubby_backup_reader_refuse (self, "is cut off before its end", error);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return cubby_backup_reader_refuse (self, "is damaged", error);
  return cubby_backup_reader_refuse (self, local->message, error);
}

JsonNode *
cubby_backup_reader_next (CubbyBackupReader *self, GError **error)
{
  gboolean first = self->last == NULL;
  if (!read_line (self, error))
    return NULL;
  g_autoptr (GError) local = NULL;
  JsonNode *node = json_from_string (self->last, &local);
  if (node == NULL)
    cubby_backup_reader_refuse (self, first ? "is no backup of cubby-central" : "is damaged", error);
  return node;
}

/* The head of a table is an object too, but has no hash. */
static JsonNode *
read_trailer (CubbyBackupReader *self, GError **error)
{
  do {
    if (!read_line (self, error))
      return NULL;
  } while (*self->last != '{' || strstr (self->last, "\"blake2b\":") == NULL);
  JsonNode *trailer = json_from_string (self->last, NULL);
  if (trailer != NULL && JSON_NODE_HOLDS_OBJECT (trailer))
    return trailer;
  g_clear_pointer (&trailer, json_node_unref);
  cubby_backup_reader_refuse (self, "is damaged", error);
  return NULL;
}

gboolean
cubby_backup_verify (const char *path, GError **error)
{
  g_autoptr (CubbyBackupReader) self = cubby_backup_reader_new (path, error);
  g_autoptr (JsonNode) header = self != NULL ? cubby_backup_reader_next (self, error) : NULL;
  if (header == NULL)
    return FALSE;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (header) ? json_node_get_object (header) : NULL;
  if (object == NULL || json_object_get_int_member_with_default (object, "version", 0) > CUBBY_BACKUP_VERSION)
    return TRUE; /* whoever reads on says what it is */
  g_autoptr (JsonNode) trailer = read_trailer (self, error);
  return trailer != NULL && cubby_backup_reader_finish (self, json_node_get_object (trailer), error);
}

gboolean
cubby_backup_reader_finish (CubbyBackupReader *self, JsonObject *trailer, GError **error)
{
  guint8 hash[CUBBY_HASH_SIZE];
  cubby_hasher_finish (self->hasher, hash);
  g_autofree char *hex = cubby_hex_encode (hash, sizeof hash);
  const char *written = json_object_get_string_member_with_default (trailer, "blake2b", "");
  if (strcmp (hex, written) != 0)
    return cubby_backup_reader_refuse (self, "is damaged: its lines do not have the hash of its end", error);
  g_autoptr (GError) local = NULL;
  g_autofree char *more = g_data_input_stream_read_line (self->lines, NULL, NULL, &local);
  if (more != NULL || local != NULL)
    return cubby_backup_reader_refuse (self, "is damaged after its end", error);
  return TRUE;
}
