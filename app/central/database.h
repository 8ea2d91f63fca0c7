/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/* An empty database gets its tables; one of another version is refused, with the way out. */
CubbySql *cubby_database_open_server (const char *uri, GError **error);
CubbySql *cubby_database_open_guest (const char *uri, GError **error);
CubbySql *cubby_database_open_reader (const char *uri, GError **error);
gboolean cubby_database_migrate (const char *uri, GError **error);

G_END_DECLS
