/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

typedef struct {
  guint tables;
  gint64 rows;
  gint64 schema;      /* the step of the migrations that it was made at */
  gint64 made_ms;     /* of a restore: when the backup was made */
  gint64 epoch;       /* of a restore: the one that begins with it */
  gint64 migrated_to; /* of a restore */
} CubbyBackupCount;

/* @table: it begins; or @n_rows of it are done */
typedef void (*CubbyBackupProgress) (const char *table, gint64 n_rows, gpointer data);

/**
 * cubby_backup_write:
 * @sql: a reader
 * @path: see CubbyBackupWriter
 * @progress: (nullable)
 *
 * Everything in the database as it is at one moment, while others go on writing. The same for every engine.
 */
gboolean cubby_backup_write (CubbySql *sql, const char *path, gint64 now_ms, CubbyBackupProgress progress,
                             gpointer data, CubbyBackupCount *ret_count, GError **error);

/**
 * cubby_restore_read:
 * @store: of a server's connection to a database with nothing in it, or nothing but its tables
 *
 * Puts a backup into the database, of this engine or another, and brings it to this version; all of it or
 * nothing. A new epoch begins.
 */
gboolean cubby_restore_read (CubbyStore *store, const char *path, CubbyBackupProgress progress, gpointer data,
                             CubbyBackupCount *ret_count, GError **error);

G_END_DECLS
