/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/facts.h"

/* So that a range of millions does not fill the memory: when there are so many, begin anew. */
#define MAX_SKUS 100000

struct _CubbyFacts {
  GHashTable *skus;      /* SKU -> CubbySkuFacts */
  GHashTable *locations; /* id -> CubbyLocationFacts */
  gint64 range;          /* what the counter said when these were read */
  gint64 epoch;
};

static void
sku_free (gpointer data)
{
  CubbySkuFacts *facts = data;
  g_free (facts->sku);
  g_free (facts->name);
  g_free (facts->currency);
  g_free (facts->category);
  g_free (facts->size);
  g_free (facts);
}

static void
location_free (gpointer data)
{
  CubbyLocationFacts *facts = data;
  g_free (facts->id);
  g_free (facts);
}

CubbyFacts *
cubby_facts_new (void)
{
  CubbyFacts *self = g_new0 (CubbyFacts, 1);
  self->skus = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, sku_free);
  self->locations = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, location_free);
  self->range = -1;
  return self;
}

void
cubby_facts_free (CubbyFacts *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->skus);
  g_hash_table_unref (self->locations);
  g_free (self);
}

void
cubby_facts_forget (CubbyFacts *self)
{
  g_hash_table_remove_all (self->skus);
  g_hash_table_remove_all (self->locations);
  self->range = -1;
}

gboolean
cubby_facts_touch (CubbySql *sql, GError **error)
{
  return cubby_sql_run (sql, error,
                        "INSERT INTO counter (name, value) VALUES ('range', 1)"
                        " ON CONFLICT (name) DO UPDATE SET value = counter.value + 1",
                        "");
}

gboolean
cubby_facts_refresh (CubbyFacts *self, CubbySql *sql, GError **error)
{
  gint64 range = 0;
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (sql, error, "SELECT name, value FROM counter WHERE name IN ('range', 'epoch')", "");
  if (rows == NULL)
    return FALSE;
  self->epoch = 0;
  while (cubby_sql_rows_next (rows, &local)) {
    gboolean is_range = g_str_equal (cubby_sql_rows_get_text (rows, 0), "range");
    *(is_range ? &range : &self->epoch) = cubby_sql_rows_get_int (rows, 1);
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (range != self->range || g_hash_table_size (self->skus) > MAX_SKUS)
    cubby_facts_forget (self);
  self->range = range;
  return TRUE;
}

gint64
cubby_facts_get_epoch (CubbyFacts *self)
{
  return self->epoch;
}

/* Returns: whether there is a row; FALSE without @error when not. */
static gboolean
take_row (CubbySqlRows *rows, GError **error)
{
  return rows != NULL && cubby_sql_rows_next (rows, error);
}

const CubbySkuFacts *
cubby_facts_find_sku (CubbyFacts *self, CubbySql *sql, const char *sku, GError **error)
{
  CubbySkuFacts *facts = g_hash_table_lookup (self->skus, sku);
  if (facts != NULL)
    return facts;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (sql, error,
                       "SELECT v.price, v.currency, v.weight_g, v.parcel_size, p.name, p.category,"
                       " COALESCE(p.tax_bp, c.tax_bp) FROM variant v JOIN product p ON p.id = v.product"
                       " JOIN category c ON c.id = p.category WHERE v.sku = ?",
                       "t", sku);
  if (!take_row (rows, error))
    return NULL;
  facts = g_new0 (CubbySkuFacts, 1);
  facts->sku = g_strdup (sku);
  facts->price = cubby_sql_rows_get_int (rows, 0);
  facts->currency = g_strdup (cubby_sql_rows_get_text (rows, 1));
  facts->weight_g = cubby_sql_rows_get_int (rows, 2);
  facts->size = g_strdup (cubby_sql_rows_get_text (rows, 3));
  facts->name = g_strdup (cubby_sql_rows_get_text (rows, 4));
  facts->category = g_strdup (cubby_sql_rows_get_text (rows, 5));
  facts->taxed = !cubby_sql_rows_is_null (rows, 6);
  facts->tax_bp = cubby_sql_rows_get_int (rows, 6);
  g_hash_table_replace (self->skus, facts->sku, facts);
  return facts;
}

const CubbyLocationFacts *
cubby_facts_find_location (CubbyFacts *self, CubbySql *sql, const char *id, GError **error)
{
  CubbyLocationFacts *facts = g_hash_table_lookup (self->locations, id);
  if (facts != NULL)
    return facts;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (sql, error, "SELECT kind, lockers FROM location WHERE id = ?", "t", id);
  if (!take_row (rows, error))
    return NULL;
  facts = g_new0 (CubbyLocationFacts, 1);
  facts->id = g_strdup (id);
  facts->store = g_strcmp0 (cubby_sql_rows_get_text (rows, 0), "store") == 0;
  facts->warehouse = g_strcmp0 (cubby_sql_rows_get_text (rows, 0), "warehouse") == 0;
  facts->lockers = cubby_sql_rows_get_int (rows, 1);
  g_hash_table_replace (self->locations, facts->id, facts);
  return facts;
}
