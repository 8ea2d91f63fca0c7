/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/database.h"
#include "app/central/feed-reader.h"
#include "app/central/schema.h"

static CubbySql *
open_checked (const char *uri, CubbySqlMode mode, gboolean may_fill, GError **error)
{
  g_autoptr (CubbySql) sql = cubby_sql_open (uri, mode, error);
  gint64 version = sql != NULL ? cubby_migration_get_version (sql, error) : -1;
  if (version < 0)
    return NULL;
  if (version == 0 && may_fill && !cubby_schema_migrate (sql, g_get_real_time () / 1000, error))
    return NULL;
  if (!cubby_schema_require (sql, error) || (may_fill && !cubby_feed_draw (sql, FALSE, error)))
    return NULL;
  return g_steal_pointer (&sql);
}

CubbySql *
cubby_database_open_server (const char *uri, GError **error)
{
  return open_checked (uri, CUBBY_SQL_SERVER, TRUE, error);
}

CubbySql *
cubby_database_open_guest (const char *uri, GError **error)
{
  return open_checked (uri, CUBBY_SQL_GUEST, TRUE, error);
}

CubbySql *
cubby_database_open_reader (const char *uri, GError **error)
{
  return open_checked (uri, CUBBY_SQL_READER, FALSE, error);
}

gboolean
cubby_database_migrate (const char *uri, GError **error)
{
  g_autoptr (CubbySql) sql = cubby_sql_open (uri, CUBBY_SQL_SERVER, error);
  return sql != NULL && cubby_schema_migrate (sql, g_get_real_time () / 1000, error);
}
