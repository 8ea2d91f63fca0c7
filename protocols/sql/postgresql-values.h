/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/* The values of one statement as libpq takes them. */
typedef struct {
  int n;
  const char **data;
  int *lengths;
  int *formats;
  GPtrArray *kept; /* what @data points into and is ours */
} CubbyPostgresqlValues;

/* @args: as in cubby_sql_query(); the texts are not copied */
void cubby_postgresql_values_init (CubbyPostgresqlValues *self, const char *types, va_list *args);
/* An array for each column. */
void cubby_postgresql_values_init_many (CubbyPostgresqlValues *self, const char *types, guint n_rows,
                                        const CubbySqlColumn *columns);
void cubby_postgresql_values_clear (CubbyPostgresqlValues *self);

/* The types of the values, for PQprepare(). @ret_types: room for one a letter */
void cubby_postgresql_list_types (const char *types, gboolean many, Oid *ret_types);

G_END_DECLS
