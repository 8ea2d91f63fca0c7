/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

G_BEGIN_DECLS

typedef struct _CubbySqlDriver CubbySqlDriver;

/* A driver's connection and rows begin with these. */
struct _CubbySql {
  const CubbySqlDriver *driver;
  char *uri;         /* without a password */
  GHashTable *extra; /* (nullable): see cubby_sql_set_extra() */
};

struct _CubbySqlRows {
  const CubbySqlDriver *driver;
};

/**
 * CubbySqlDriver:
 * @scheme: of the URI
 * @open: @rest is the URI without "SCHEME:"; sets nothing of the base
 * @execute: several statements without values
 * @query: values by @types as in cubby_sql_query()
 * @control: begins or ends a transaction or a part of it; with @may_wait it may be sent along with what
 * follows, and fail with it
 * @query_many: both of cubby_sql_run_many() and cubby_sql_query_many()
 * @post_many: (nullable): cubby_sql_post_many(); NULL: it is run at once
 * @reset, @notify, @listen, @get_fd, @take_notices: (nullable): for engines that are another process
 * @maintain: (nullable)
 * @clear_log: (nullable): for engines with a log file of ours
 * @compact_sql: statements that write everything anew
 * @compact_begin_sql, @compact_end_sql: (nullable): what comes before and after them: it takes its time
 * @begin_sql: (nullable): begins a transaction that writes; NULL for BEGIN
 * @begin_snapshot_sql: begins a transaction that sees one moment
 * @migration_lock_sql: (nullable): run in a migration's transaction first, so that they come one by one
 * @be_alone_sql: (nullable): 1 when no other server is connected; then none can until the transaction ends
 * @turn_sql: (nullable): 1 when the lock of the name "?" is had until the transaction ends
 * @row_lock: see cubby_sql_get_row_lock()
 *
 * What an engine must do. All may block; errors are CUBBY_SQL_ERROR.
 */
struct _CubbySqlDriver {
  const char *scheme;
  CubbySql *(*open) (const char *rest, CubbySqlMode mode, GError **error);
  void (*close) (CubbySql *self);
  gboolean (*execute) (CubbySql *self, const char *sql, GError **error);
  CubbySqlRows *(*query) (CubbySql *self, GError **error, const char *sql, const char *types, va_list *args);
  CubbySqlRows *(*query_many) (CubbySql *self, GError **error, const char *sql, const char *types,
                               guint n_rows, const CubbySqlColumn *columns);
  gboolean (*post_many) (CubbySql *self, GError **error, const char *sql, const char *types, guint n_rows,
                         const CubbySqlColumn *columns);
  gboolean (*control) (CubbySql *self, const char *sql, gboolean may_wait, GError **error);
  gboolean (*rows_next) (CubbySqlRows *rows, GError **error);
  gint64 (*rows_get_int) (CubbySqlRows *rows, int column);
  const char *(*rows_get_text) (CubbySqlRows *rows, int column);
  gboolean (*rows_is_null) (CubbySqlRows *rows, int column);
  CubbySqlRows *(*query_streamed) (CubbySql *self, const char *sql, GError **error);
  char (*rows_get_type) (CubbySqlRows *rows, int column);
  gboolean (*rows_is_int) (CubbySqlRows *rows, int column);
  int (*rows_get_n_columns) (CubbySqlRows *rows);
  const char *(*rows_get_name) (CubbySqlRows *rows, int column);
  void (*rows_free) (CubbySqlRows *rows);
  void (*maintain) (CubbySql *self);
  void (*clear_log) (CubbySql *self);
  gboolean (*check) (CubbySql *self, GError **error);
  gboolean (*reset) (CubbySql *self, GError **error);
  gboolean (*notify) (CubbySql *self, const char *channel, GError **error);
  gboolean (*listen) (CubbySql *self, const char *channel, GError **error);
  int (*get_fd) (CubbySql *self);
  gboolean (*take_notices) (CubbySql *self, guint *ret_n, GError **error);
  const char *begin_sql;
  const char *begin_snapshot_sql;
  const char *compact_sql;
  const char *compact_begin_sql;
  const char *compact_end_sql;
  const char *migration_lock_sql;
  const char *be_alone_sql;
  const char *turn_sql;
  const char *row_lock;
  const char
      *change_stamp_sql; /* (nullable): a number that is another after any commit of another connection */
  const char *count_tables_sql; /* how many tables have the name "?", given twice; any when null */
  const char *tables_sql;       /* names of all tables, in the order of their names */
  const char *references_sql;   /* pairs: the name of a table, and of one that its rows refer to */
};

extern const CubbySqlDriver cubby_sql_postgresql_driver;
extern const CubbySqlDriver cubby_sql_sqlite_driver;

G_END_DECLS
