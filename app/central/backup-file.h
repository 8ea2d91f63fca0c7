/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * The file of a backup: gzip'd lines of JSON. The first is a header object; a table is an object that names
 * it and its columns, then an array a row; the last line is a trailer object with the hash of all lines
 * before.
 */

#define CUBBY_BACKUP_FORMAT "cubby-central backup"
#define CUBBY_BACKUP_VERSION 1

/**
 * CubbyBackupWriter:
 *
 * Writes FILE.tmp, and puts it in FILE's place when it is whole and on the disk; until then a FILE of before
 * stays as it was.
 */
typedef struct _CubbyBackupWriter CubbyBackupWriter;

CubbyBackupWriter *cubby_backup_writer_new (const char *path, GError **error);
/* Takes back what was not finished. */
void cubby_backup_writer_free (CubbyBackupWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyBackupWriter, cubby_backup_writer_free)
/* Takes @json, one line. */
gboolean cubby_backup_writer_add (CubbyBackupWriter *self, char *json, GError **error);
/* Returns: (transfer full): the hash of the lines so far, in hex; once, before the last of them. */
char *cubby_backup_writer_end_hash (CubbyBackupWriter *self);
gboolean cubby_backup_writer_finish (CubbyBackupWriter *self, GError **error);

/**
 * CubbyBackupReader:
 *
 * Reads such a file line by line. Errors name the file and say what to do.
 */
typedef struct _CubbyBackupReader CubbyBackupReader;

CubbyBackupReader *cubby_backup_reader_new (const char *path, GError **error);
void cubby_backup_reader_free (CubbyBackupReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyBackupReader, cubby_backup_reader_free)
/* Returns: (transfer full) (nullable): the next line; NULL with @error set when there is none. */
JsonNode *cubby_backup_reader_next (CubbyBackupReader *self, GError **error);
/* Reads the whole of @path and checks its hash, before anything is done with it. */
gboolean cubby_backup_verify (const char *path, GError **error);
/* @trailer: the last line that was read. Checks its hash, and that nothing comes after it. */
gboolean cubby_backup_reader_finish (CubbyBackupReader *self, JsonObject *trailer, GError **error);
/* Sets @error: the file is not as it was written. Returns: FALSE. */
gboolean cubby_backup_reader_refuse (CubbyBackupReader *self, const char *what, GError **error);

G_END_DECLS
