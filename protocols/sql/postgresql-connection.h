/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/* How long a statement may wait and take. */
#define CUBBY_POSTGRESQL_PATIENCE "SET lock_timeout = '5s'; SET statement_timeout = '30s'"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGconn, PQfinish)

/* A lock that every service shares as long as it is connected. */
#define CUBBY_POSTGRESQL_SERVICE "hashtext('cubby service')"

/**
 * cubby_postgresql_connect:
 * @uri: with its password
 * @name: @uri without, for messages
 *
 * Returns: (transfer full) (nullable): a connection that is set up, or NULL with @error set.
 */
PGconn *cubby_postgresql_connect (const char *uri, const char *name, CubbySqlMode mode, GError **error);

/* What every session of ours insists on. @away: the error of a connection that could not be made */
gboolean cubby_postgresql_set_up (PGconn *connection, const char *name, CubbySqlMode mode, CubbySqlError away,
                                  GError **error);

G_END_DECLS
