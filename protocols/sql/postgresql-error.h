/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/**
 * cubby_postgresql_set_error:
 * @result: (nullable): what failed; NULL for the connection itself
 * @sql: (nullable): what it was
 *
 * Says what the server said, without the values of a row.
 */
void cubby_postgresql_set_error (PGconn *connection, const PGresult *result, const char *uri, const char *sql,
                                 GError **error);

G_END_DECLS
