/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/backup-file.h"
#include "app/common/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Fast, and half as small again as it could be. */
#define GZIP_LEVEL 4
#define BUFFER_BYTES (64 << 10)

struct _CubbyBackupWriter {
  char *path;
  char *tmp_path;
  int fd;
  GOutputStream *stream;
  CubbyHasher *hasher; /* NULL once it has ended */
  gboolean finished;
};

/* The end is the only line that tells its own story: what is on the disk now is what it was. */
static gboolean
fail (CubbyBackupWriter *self, const char *reason, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s; %s", self->tmp_path, reason,
               g_file_test (self->path, G_FILE_TEST_EXISTS) ? "the backup of before is as it was"
                                                            : "no backup was made");
  return FALSE;
}

CubbyBackupWriter *
cubby_backup_writer_new (const char *path, GError **error)
{
  g_autoptr (CubbyBackupWriter) self = g_new0 (CubbyBackupWriter, 1);
  self->path = g_strdup (path);
  self->tmp_path = g_strconcat (path, ".tmp", NULL);
  self->hasher = cubby_hasher_new ();
  /* what is in it is the shop's and its shoppers': nobody else's to read */
  self->fd = g_open (self->tmp_path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (self->fd < 0) {
    fail (self, g_strerror (errno), error);
    return NULL;
  }
  g_autoptr (GOutputStream) file = g_unix_output_stream_new (self->fd, FALSE);
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, GZIP_LEVEL);
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (file, G_CONVERTER (gzip));
  self->stream = g_buffered_output_stream_new_sized (packed, BUFFER_BYTES);
  return g_steal_pointer (&self);
}

void
cubby_backup_writer_free (CubbyBackupWriter *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->stream);
  if (self->fd >= 0) {
    close (self->fd);
    if (!self->finished)
      g_unlink (self->tmp_path);
  }
  g_clear_pointer (&self->hasher, cubby_hasher_free);
  g_free (self->path);
  g_free (self->tmp_path);
  g_free (self);
}

gboolean
cubby_backup_writer_add (CubbyBackupWriter *self, char *json, GError **error)
{
  g_autofree char *line = json;
  g_autoptr (GError) local = NULL;
  gsize length = strlen (line);
  if (self->hasher != NULL)
    cubby_hasher_add (self->hasher, line, length);
  line[length] = '\n'; /* in place of its end */
  if (g_output_stream_write_all (self->stream, line, length + 1, NULL, NULL, &local))
    return TRUE;
  return fail (self, local->message, error);
}

char *
cubby_backup_writer_end_hash (CubbyBackupWriter *self)
{
  guint8 hash[CUBBY_HASH_SIZE];
  cubby_hasher_finish (self->hasher, hash);
  g_clear_pointer (&self->hasher, cubby_hasher_free);
  return cubby_hex_encode (hash, sizeof hash);
}

/* A name is as durable as its folder. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

gboolean
cubby_backup_writer_finish (CubbyBackupWriter *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (!g_output_stream_close (self->stream, NULL, &local))
    return fail (self, local->message, error);
  if (fsync (self->fd) < 0 || g_rename (self->tmp_path, self->path) < 0)
    return fail (self, g_strerror (errno), error);
  self->finished = TRUE;
  sync_folder (self->path);
  return TRUE;
}
