/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/basket-checkout.h"
#include "app/central/basket.h"
#include "app/central/hold.h"
#include "app/central/stock-sources.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)

/* Returns: (transfer full) (nullable): the lines of the basket, which nobody else changes until the commit.
 */
static char *
take_lines (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "UPDATE basket SET version = version + 1, updated_ms = ? WHERE id = ? RETURNING lines",
                       "it", store->now_ms, id);
  if (!cubby_store_take_row (rows, error, "There is no basket %s.", id))
    return NULL;
  return g_strdup (cubby_sql_rows_get_text (rows, 0));
}

static void
want_lines (CubbyStockSources *sources, const char *lines)
{
  g_autoptr (JsonNode) node = json_from_string (lines, NULL);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *line = json_array_get_object_element (array, i);
    cubby_stock_sources_want (sources, json_object_get_string_member (line, "sku"),
                              json_object_get_int_member (line, "quantity"));
  }
}

static gboolean
hold_all (CubbyStore *store, const char *basket, CubbyStockSources *sources, const char *location,
          GError **error)
{
  gint64 until_ms = store->now_ms + store->settings->hold_minutes * MINUTE_MS;
  if (!cubby_stock_sources_load (sources, store, error))
    return FALSE;
  g_autoptr (GArray) picks = cubby_stock_sources_plan (sources, location, error);
  for (guint i = 0; picks != NULL && i < picks->len; i++) {
    const CubbySourcingPick *pick = &g_array_index (picks, CubbySourcingPick, i);
    if (!cubby_hold_take (store, basket, cubby_stock_sources_get_sku (sources, pick),
                          cubby_stock_sources_get_location (sources, pick), pick->quantity, until_ms, error))
      return FALSE;
  }
  return picks != NULL;
}

static gboolean
check_location (CubbyStore *store, CubbyJsonBody *body, const char *location, GError **error)
{
  gint64 found = 0;
  if (location != NULL && !cubby_sql_read_int (store->sql, &found, 0, error,
                                               "SELECT 1 FROM location WHERE id = ?", "t", location))
    return FALSE;
  if (location != NULL && found == 0)
    cubby_json_body_fail (body, "", "location", "there is no location %s", location);
  return cubby_json_body_finish (body, error);
}

char *
cubby_basket_checkout (CubbyStore *store, const char *id, CubbyJsonBody *body, gint64 *ret_version,
                       GError **error)
{
  const char *location =
      cubby_json_body_get_optional (body, cubby_json_body_get_root (body), "", "location", 64);
  g_autofree char *lines = take_lines (store, id, error);
  if (lines == NULL || !check_location (store, body, location, error))
    return NULL;
  g_autoptr (CubbyStockSources) sources = cubby_stock_sources_new ();
  want_lines (sources, lines);
  if (sources->skus->len == 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "The basket is empty: put lines in it first.");
    return NULL;
  }
  if (!cubby_hold_release (store, id, error) || !hold_all (store, id, sources, location, error))
    return NULL;
  return cubby_basket_get (store, id, ret_version, error);
}

char *
cubby_basket_release (CubbyStore *store, const char *id, gint64 *ret_version, GError **error)
{
  g_autofree char *lines = take_lines (store, id, error);
  if (lines == NULL || !cubby_hold_release (store, id, error))
    return NULL;
  return cubby_basket_get (store, id, ret_version, error);
}
