/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/stock-sources.h"
#include "app/central/unit-of-work.h"

CubbyStockSources *
cubby_stock_sources_new (void)
{
  CubbyStockSources *self = g_new0 (CubbyStockSources, 1);
  self->skus = g_ptr_array_new_with_free_func (g_free);
  self->quantities = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->locations = g_ptr_array_new_with_free_func (g_free);
  self->places = g_array_new (FALSE, TRUE, sizeof (CubbySourcingPlace));
  self->purchasable = g_array_new (FALSE, TRUE, sizeof (gint64));
  return self;
}

void
cubby_stock_sources_free (CubbyStockSources *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->skus);
  g_array_unref (self->quantities);
  g_ptr_array_unref (self->locations);
  g_array_unref (self->places);
  g_array_unref (self->purchasable);
  g_free (self);
}

static guint
find (const GPtrArray *texts, const char *text)
{
  guint index = 0;
  while (index < texts->len && g_strcmp0 (g_ptr_array_index (texts, index), text) != 0)
    index++;
  return index;
}

guint
cubby_stock_sources_want (CubbyStockSources *self, const char *sku, gint64 quantity)
{
  guint item = find (self->skus, sku);
  if (item == self->skus->len) {
    g_ptr_array_add (self->skus, g_strdup (sku));
    g_array_set_size (self->quantities, item + 1);
  }
  g_array_index (self->quantities, gint64, item) += quantity;
  return item;
}

/* What of an item there is at a place; the table is made of these when all places are known. */
typedef struct {
  guint item;
  guint place;
  gint64 purchasable;
} Found;

static void
add_found (CubbyStockSources *self, GArray *found, guint item, const char *location, gboolean warehouse,
           gint64 purchasable)
{
  guint place = find (self->locations, location);
  if (place == self->locations->len) {
    char *id = g_strdup (location);
    g_ptr_array_add (self->locations, id);
    g_array_append_val (self->places, ((CubbySourcingPlace){.location = id, .warehouse = warehouse}));
  }
  g_array_append_val (found, ((Found){item, place, purchasable}));
}

static gboolean
read_item (CubbyStockSources *self, CubbyStore *store, guint item, GArray *found, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT s.location, l.kind, s.on_hand - s.allocated - s.damaged - s.quality_control - s.held -"
      " s.safety_stock FROM stock_level s JOIN location l ON l.id = s.location WHERE s.sku = ?",
      "t", g_ptr_array_index (self->skus, item));
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local))
    add_found (self, found, item, cubby_sql_rows_get_text (rows, 0),
               g_strcmp0 (cubby_sql_rows_get_text (rows, 1), "warehouse") == 0,
               cubby_sql_rows_get_int (rows, 2));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The same of the levels that the unit of work has. */
static gboolean
read_gathered (CubbyStockSources *self, CubbyStore *store, guint item, GArray *found, GError **error)
{
  const GPtrArray *levels = cubby_stock_levels_list (cubby_unit_of_work_get_levels (store->unit), store->sql,
                                                     g_ptr_array_index (self->skus, item), error);
  for (guint i = 0; levels != NULL && i < levels->len; i++) {
    const CubbyStockPlace *level = g_ptr_array_index (levels, i);
    g_autoptr (GError) local = NULL;
    const CubbyLocationFacts *location = cubby_facts_find_location (
        cubby_unit_of_work_get_facts (store->unit), store->sql, level->location, &local);
    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (location != NULL)
      add_found (self, found, item, level->location, location->warehouse,
                 cubby_stock_level_purchasable (&level->level));
  }
  return levels != NULL;
}

gboolean
cubby_stock_sources_load (CubbyStockSources *self, CubbyStore *store, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  gboolean gathering = cubby_unit_of_work_is_gathering (store->unit);
  for (guint item = 0; item < self->skus->len; item++)
    if (!(gathering ? read_gathered : read_item) (self, store, item, found, error))
      return FALSE;
  g_array_set_size (self->purchasable, self->skus->len * self->places->len);
  for (guint i = 0; i < found->len; i++) {
    const Found *one = &g_array_index (found, Found, i);
    g_array_index (self->purchasable, gint64, one->item * self->places->len + one->place) = one->purchasable;
  }
  return TRUE;
}

static gint64
sum_purchasable (const CubbyStockSources *self, guint item)
{
  gint64 sum = 0;
  for (guint place = 0; place < self->places->len; place++)
    sum += MAX (g_array_index (self->purchasable, gint64, item * self->places->len + place), 0);
  return sum;
}

static void
set_out_of_stock (const CubbyStockSources *self, GError **error)
{
  JsonArray *rows = json_array_new ();
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint item = 0; item < self->skus->len; item++) {
    gint64 wanted = g_array_index (self->quantities, gint64, item),
           purchasable = sum_purchasable (self, item);
    if (purchasable >= wanted)
      continue;
    JsonObject *row = json_object_new ();
    json_object_set_string_member (row, "sku", g_ptr_array_index (self->skus, item));
    json_object_set_int_member (row, "wanted", wanted);
    json_object_set_int_member (row, "purchasable", purchasable);
    json_array_add_object_element (rows, row);
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                            (const char *)g_ptr_array_index (self->skus, item));
  }
  JsonObject *members = json_object_new ();
  json_object_set_array_member (members, "skus", rows);
  cubby_problem_set (error, CUBBY_PROBLEM_OUT_OF_STOCK, members, "Not enough of %s anywhere.", names->str);
}

GArray *
cubby_stock_sources_plan (const CubbyStockSources *self, const char *pickup, GError **error)
{
  CubbySourcing sourcing = {
      .places = (const CubbySourcingPlace *)self->places->data,
      .n_places = self->places->len,
      .pickup = pickup,
      .quantities = (const gint64 *)self->quantities->data,
      .n_items = self->skus->len,
      .purchasable = (const gint64 *)self->purchasable->data,
  };
  GArray *picks = cubby_sourcing_plan (&sourcing);
  if (picks == NULL)
    set_out_of_stock (self, error);
  return picks;
}

const char *
cubby_stock_sources_get_sku (const CubbyStockSources *self, const CubbySourcingPick *pick)
{
  return g_ptr_array_index (self->skus, pick->item);
}

const char *
cubby_stock_sources_get_location (const CubbyStockSources *self, const CubbySourcingPick *pick)
{
  return g_ptr_array_index (self->locations, pick->place);
}
