/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/* One step of a schema's history; its number is its place in the list, from 1. Never edit one that shipped.
 */
typedef struct {
  const char *name;
  const char *sql;
} CubbyMigration;

/* Returns: the number of the last step done in @sql, 0 for an empty database, -1 with @error set. */
gint64 cubby_migration_get_version (CubbySql *sql, GError **error);

/**
 * cubby_migration_require:
 *
 * Checks that @sql is at the last of @migrations; else says what it is at and the way out.
 */
gboolean cubby_migration_require (CubbySql *sql, const CubbyMigration *migrations, guint n_migrations,
                                  GError **error);

/* Does the steps that are missing, all in one transaction. */
gboolean cubby_migration_run (CubbySql *sql, const CubbyMigration *migrations, guint n_migrations,
                              gint64 now_ms, GError **error);

/* For what does more than migrate in one transaction of its own. The first keeps other migrations waiting
 * until it ends; the second does the steps that are missing up to the number @until. */
gboolean cubby_migration_lock (CubbySql *sql, GError **error);
gboolean cubby_migration_run_until (CubbySql *sql, const CubbyMigration *migrations, guint until,
                                    gint64 now_ms, GError **error);

G_END_DECLS
