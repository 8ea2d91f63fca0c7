/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/ledger.h"
#include "app/central/feed.h"
#include "app/central/unit-of-work.h"

static void
add_level (CubbyJsonText *json, const char *name, const char *sku, const char *location,
           const CubbyStockLevel *level, gint64 updated_ms)
{
  g_autofree char *updated = cubby_store_format_time (updated_ms);
  cubby_json_text_open_object (json, name);
  cubby_json_text_string (json, "sku", sku);
  cubby_json_text_string (json, "location", location);
  cubby_json_text_int (json, "on_hand", level->on_hand);
  cubby_json_text_int (json, "allocated", level->allocated);
  cubby_json_text_int (json, "held", level->held);
  cubby_json_text_int (json, "damaged", level->damaged);
  cubby_json_text_int (json, "quality_control", level->quality_control);
  cubby_json_text_int (json, "safety_stock", level->safety_stock);
  cubby_json_text_int (json, "incoming", level->incoming);
  cubby_json_text_int (json, "available", cubby_stock_level_available (level));
  cubby_json_text_int (json, "purchasable", cubby_stock_level_purchasable (level));
  cubby_json_text_string (json, "updated_at", updated);
  cubby_json_text_close_object (json);
}

void
cubby_ledger_add_level (CubbyJsonText *json, const char *name, CubbySqlRows *rows)
{
  CubbyStockLevel level = {
      .on_hand = cubby_sql_rows_get_int (rows, 2),
      .allocated = cubby_sql_rows_get_int (rows, 3),
      .held = cubby_sql_rows_get_int (rows, 4),
      .damaged = cubby_sql_rows_get_int (rows, 5),
      .quality_control = cubby_sql_rows_get_int (rows, 6),
      .safety_stock = cubby_sql_rows_get_int (rows, 7),
      .incoming = cubby_sql_rows_get_int (rows, 8),
  };
  add_level (json, name, cubby_sql_rows_get_text (rows, 0), cubby_sql_rows_get_text (rows, 1), &level,
             cubby_sql_rows_get_int (rows, 9));
}

char *
cubby_ledger_level_to_json (const char *sku, const char *location, const CubbyStockLevel *level,
                            gint64 updated_ms)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  add_level (json, NULL, sku, location, level, updated_ms);
  return cubby_json_text_steal (json);
}

char *
cubby_ledger_make_item (const char *sku, const char *location)
{
  return g_strconcat (sku, "@", location, NULL);
}

/* Takes the level that a statement returned to the feed. */
static gboolean
publish (CubbyStore *store, CubbySqlRows *rows, GError **error)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_ledger_add_level (json, NULL, rows);
  g_autofree char *data = cubby_json_text_steal (json);
  g_autofree char *item =
      cubby_ledger_make_item (cubby_sql_rows_get_text (rows, 0), cubby_sql_rows_get_text (rows, 1));
  return cubby_feed_put (store, "stock", item, NULL, data, error);
}

static gboolean
make_level (CubbyStore *store, const char *sku, const char *location, GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "INSERT INTO stock_level (" CUBBY_LEVEL_COLUMNS
                        ") VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0, ?)"
                        " ON CONFLICT (sku, location) DO NOTHING",
                        "tti", sku, location, store->now_ms);
}

/* One statement, so that the guard holds whatever else runs. FALSE without @error: the guard refused. */
static gboolean
apply (CubbyStore *store, const CubbyMovement *movement, const CubbyStockLevel *delta, gboolean guarded,
       GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "UPDATE stock_level SET on_hand = on_hand + ?, allocated = allocated + ?, held = held + ?, damaged = "
      "damaged + ?,"
      " quality_control = quality_control + ?, incoming = incoming + ?, updated_ms = ?"
      " WHERE sku = ? AND location = ?"
      " AND (? = 0 OR on_hand - allocated - damaged - quality_control - held - safety_stock >= ?)"
      " RETURNING " CUBBY_LEVEL_COLUMNS,
      "iiiiiiittii", delta->on_hand, delta->allocated, delta->held, delta->damaged, delta->quality_control,
      delta->incoming, store->now_ms, movement->sku, movement->location, (gint64)guarded, movement->quantity);
  if (rows == NULL || !cubby_sql_rows_next (rows, error))
    return FALSE;
  return publish (store, rows, error);
}

static gboolean
record (CubbyStore *store, const CubbyMovement *movement, const CubbyStockLevel *delta, GError **error)
{
  g_autofree char *id = cubby_store_new_id (store);
  return cubby_table_insert (store, CUBBY_TABLE_MOVEMENT, error, id, store->now_ms,
                             cubby_movement_kind_to_string (movement->kind), movement->sku,
                             movement->location, movement->quantity, delta->on_hand, delta->allocated,
                             delta->held, delta->damaged, delta->quality_control, delta->incoming,
                             movement->reason, movement->reference, store->actor);
}

/* The same on the level in memory, whose row this transaction holds. FALSE without @error: refused. */
static gboolean
apply_gathered (CubbyStore *store, const CubbyMovement *movement, const CubbyStockLevel *delta,
                gboolean guarded, GError **error)
{
  CubbyStockLevels *levels = cubby_unit_of_work_get_levels (store->unit);
  g_autoptr (GError) local = NULL;
  CubbyStockPlace *place =
      cubby_stock_levels_find (levels, store->sql, movement->sku, movement->location, &local);
  if (place == NULL && local == NULL && !guarded &&
      make_level (store, movement->sku, movement->location, &local))
    place = cubby_stock_levels_find_new (levels, store->sql, movement->sku, movement->location, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (place == NULL || (guarded && cubby_stock_level_purchasable (&place->level) < movement->quantity))
    return FALSE;
  CubbyStockLevel after = place->level;
  if (!cubby_stock_level_apply (&after, delta)) {
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "quantity: makes the stock of %s too large",
                       movement->sku);
    return FALSE;
  }
  cubby_stock_levels_change (levels, place, &after, store->now_ms);
  return TRUE;
}

gboolean
cubby_ledger_write (CubbyStore *store, const CubbyMovement *movement, gboolean guarded, GError **error)
{
  gboolean gathering = cubby_unit_of_work_is_gathering (store->unit);
  CubbyStockLevel delta;
  cubby_movement_get_delta (movement->kind, movement->quantity, &delta);
  if (!guarded && !gathering && !make_level (store, movement->sku, movement->location, error))
    return FALSE;
  g_autoptr (GError) local = NULL;
  if ((gathering ? apply_gathered : apply) (store, movement, &delta, guarded, &local))
    return record (store, movement, &delta, error);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  cubby_problem_set (error, CUBBY_PROBLEM_OUT_OF_STOCK, NULL,
                     "%s at %s: fewer than %" G_GINT64_FORMAT " to sell", movement->sku, movement->location,
                     movement->quantity);
  return FALSE;
}

gboolean
cubby_ledger_set_safety_stock (CubbyStore *store, const char *sku, const char *location, gint64 quantity,
                               GError **error)
{
  if (!make_level (store, sku, location, error))
    return FALSE;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "UPDATE stock_level SET safety_stock = ?, updated_ms = ? WHERE sku = ? AND location = ?"
      " AND safety_stock <> ? RETURNING " CUBBY_LEVEL_COLUMNS,
      "iitti", quantity, store->now_ms, sku, location, quantity);
  if (rows == NULL)
    return FALSE;
  g_autoptr (GError) local = NULL;
  if (cubby_sql_rows_next (rows, &local))
    return publish (store, rows, error);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
cubby_ledger_check (CubbySql *sql, gint64 *ret_levels, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      sql, error,
      "SELECT l.sku, l.location FROM stock_level l LEFT JOIN (SELECT sku, location, SUM(on_hand) AS on_hand,"
      " SUM(allocated) AS allocated, SUM(held) AS held, SUM(damaged) AS damaged, SUM(quality_control) AS "
      "quality_control,"
      " SUM(incoming) AS incoming FROM stock_movement GROUP BY sku, location) m"
      " ON m.sku = l.sku AND m.location = l.location"
      " WHERE l.on_hand <> COALESCE(m.on_hand, 0) OR l.allocated <> COALESCE(m.allocated, 0)"
      " OR l.held <> COALESCE(m.held, 0) OR l.damaged <> COALESCE(m.damaged, 0)"
      " OR l.quality_control <> COALESCE(m.quality_control, 0) OR l.incoming <> COALESCE(m.incoming, 0) "
      "LIMIT 1",
      "");
  if (rows == NULL)
    return FALSE;
  g_autoptr (GError) local = NULL;
  if (cubby_sql_rows_next (rows, &local)) {
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED,
                 "stock of %s at %s is not the sum of its movements", cubby_sql_rows_get_text (rows, 0),
                 cubby_sql_rows_get_text (rows, 1));
    return FALSE;
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return cubby_sql_read_int (sql, ret_levels, 0, error, "SELECT COUNT(*) FROM stock_level", "");
}
