/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/schema.h"
#include "migration-resources.h"

#define FOLDER "/org/cubby/central/migrations/"

/* One row a step; its number is its place, from 1. Never edit or move one that shipped. */
static const struct {
  const char *name;
  const char *file;
} steps[] = {
    {"range and stock", "01-range-and-stock.sql"},
    {"orders", "02-orders.sql"},
    {"keys, kiosks and the audit", "03-keys-kiosks-and-audit.sql"},
    {"the feed of a store", "04-feed-of-a-store.sql"},
    {"passes, kiosks and staff", "05-passes-kiosks-and-staff.sql"},
    {"prices and promotions", "06-prices.sql"},
    {"deliveries, holds and refunds", "07-deliveries-holds-and-refunds.sql"},
    {"customers", "08-customers.sql"},
    {"what kiosks report", "09-kiosk-reports.sql"},
    {"the version of a parcel", "10-parcel-version.sql"},
    {"claims of notices", "11-claims-of-notices.sql"},
};

/* They are part of the program, uncompressed, and stay where they are. */
static const char *
get_sql (const char *file)
{
  g_autofree char *path = g_strconcat (FOLDER, file, NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (cubby_migrations_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    g_error ("the program was built without %s", file);
  return g_bytes_get_data (bytes, NULL);
}

CubbyMigration *
cubby_schema_list (guint *ret_n)
{
  CubbyMigration *list = g_new0 (CubbyMigration, G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    list[i] = (CubbyMigration){.name = steps[i].name, .sql = get_sql (steps[i].file)};
  *ret_n = G_N_ELEMENTS (steps);
  return list;
}

gboolean
cubby_schema_migrate (CubbySql *sql, gint64 now_ms, GError **error)
{
  guint n = 0;
  g_autofree CubbyMigration *list = cubby_schema_list (&n);
  return cubby_migration_run (sql, list, n, now_ms, error);
}

gboolean
cubby_schema_run_until (CubbySql *sql, gint64 until, gint64 now_ms, GError **error)
{
  guint n = 0;
  g_autofree CubbyMigration *list = cubby_schema_list (&n);
  return cubby_migration_run_until (sql, list, (guint)until, now_ms, error);
}

gboolean
cubby_schema_require (CubbySql *sql, GError **error)
{
  guint n = 0;
  g_autofree CubbyMigration *list = cubby_schema_list (&n);
  return cubby_migration_require (sql, list, n, error);
}
