/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/postgresql-values.h"

G_BEGIN_DECLS

/**
 * CubbyPostgresqlPipeline:
 *
 * Statements that are sent together and answered together: one wait for all of them instead of one each.
 * After one that fails the others are not done. In between nothing else can be sent on @connection.
 */
typedef struct {
  PGconn *connection;
  guint n_posted;
} CubbyPostgresqlPipeline;

gboolean cubby_postgresql_pipeline_post_text (CubbyPostgresqlPipeline *self, const char *text);
gboolean cubby_postgresql_pipeline_post (CubbyPostgresqlPipeline *self, const char *name,
                                         const CubbyPostgresqlValues *values);

/**
 * cubby_postgresql_pipeline_finish:
 *
 * Waits for the answers to all that was posted.
 *
 * Returns: (transfer full) (nullable): the answer to the last, or the first that failed; NULL when nothing
 * was posted or the connection is lost.
 */
PGresult *cubby_postgresql_pipeline_finish (CubbyPostgresqlPipeline *self);

G_END_DECLS
