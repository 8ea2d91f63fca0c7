/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

G_BEGIN_DECLS

typedef struct _CubbySqlDriver CubbySqlDriver;

/* A driver's connection and rows begin with these. */
struct _CubbySql {
  const CubbySqlDriver *driver;
  char *uri;
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
 * @maintain: (nullable)
 *
 * What an engine must do. All may block; errors are CUBBY_SQL_ERROR.
 */
struct _CubbySqlDriver {
  const char *scheme;
  CubbySql *(*open) (const char *rest, CubbySqlMode mode, GError **error);
  void (*close) (CubbySql *self);
  gboolean (*execute) (CubbySql *self, const char *sql, GError **error);
  CubbySqlRows *(*query) (CubbySql *self, GError **error, const char *sql, const char *types, va_list *args);
  gboolean (*rows_next) (CubbySqlRows *rows, GError **error);
  gint64 (*rows_get_int) (CubbySqlRows *rows, int column);
  const char *(*rows_get_text) (CubbySqlRows *rows, int column);
  gboolean (*rows_is_null) (CubbySqlRows *rows, int column);
  void (*rows_free) (CubbySqlRows *rows);
  void (*maintain) (CubbySql *self);
  gboolean (*check) (CubbySql *self, GError **error);
  const char *count_tables_sql; /* how many tables have the name "?", given twice; any when null */
};

extern const CubbySqlDriver cubby_sql_sqlite_driver;

G_END_DECLS
