/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/stock-levels.h"

/* How a place was before a change. */
typedef struct {
  CubbyStockPlace *place;
  CubbyStockLevel level;
  gint64 updated_ms;
  gboolean changed;
} Undo;

struct _CubbyStockLevels {
  GHashTable *skus;   /* SKU -> GPtrArray of CubbyStockPlace */
  GHashTable *wanted; /* set of SKUs that are not in @skus yet */
  GArray *undos;      /* of Undo, the last one last */
};

static void
place_free (gpointer data)
{
  CubbyStockPlace *place = data;
  g_free (place->sku);
  g_free (place->location);
  g_free (place);
}

static void
places_free (gpointer data)
{
  g_ptr_array_unref (data);
}

CubbyStockLevels *
cubby_stock_levels_new (void)
{
  CubbyStockLevels *self = g_new0 (CubbyStockLevels, 1);
  self->skus = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, places_free);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->undos = g_array_new (FALSE, FALSE, sizeof (Undo));
  return self;
}

void
cubby_stock_levels_free (CubbyStockLevels *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->skus);
  g_hash_table_unref (self->wanted);
  g_array_unref (self->undos);
  g_free (self);
}

void
cubby_stock_levels_forget (CubbyStockLevels *self)
{
  g_array_set_size (self->undos, 0);
  g_hash_table_remove_all (self->skus);
  g_hash_table_remove_all (self->wanted);
}

void
cubby_stock_levels_want (CubbyStockLevels *self, const char *sku)
{
  if (!g_hash_table_contains (self->skus, sku) && !g_hash_table_contains (self->wanted, sku))
    g_hash_table_add (self->wanted, g_strdup (sku));
}

#define COLUMNS                                                                                              \
  "sku, location, on_hand, allocated, held, damaged, quality_control, safety_stock, incoming, updated_ms"

static CubbyStockPlace *
add_row (CubbyStockLevels *self, CubbySqlRows *rows)
{
  CubbyStockPlace *place = g_new0 (CubbyStockPlace, 1);
  place->sku = g_strdup (cubby_sql_rows_get_text (rows, 0));
  place->location = g_strdup (cubby_sql_rows_get_text (rows, 1));
  place->level = (CubbyStockLevel){
      .on_hand = cubby_sql_rows_get_int (rows, 2),
      .allocated = cubby_sql_rows_get_int (rows, 3),
      .held = cubby_sql_rows_get_int (rows, 4),
      .damaged = cubby_sql_rows_get_int (rows, 5),
      .quality_control = cubby_sql_rows_get_int (rows, 6),
      .safety_stock = cubby_sql_rows_get_int (rows, 7),
      .incoming = cubby_sql_rows_get_int (rows, 8),
  };
  place->updated_ms = cubby_sql_rows_get_int (rows, 9);
  g_ptr_array_add (g_hash_table_lookup (self->skus, place->sku), place);
  return place;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* Everybody locks in the order of SKU and location, so that nobody waits for somebody who waits for him. */
static gboolean
load_sorted (CubbyStockLevels *self, CubbySql *sql, GPtrArray *skus, GError **error)
{
  g_autofree char *text = g_strconcat ("SELECT " COLUMNS " FROM stock_level WHERE sku = ? ORDER BY location",
                                       cubby_sql_get_row_lock (sql), NULL);
  CubbySqlColumn column = {.texts = (const char *const *)skus->pdata};
  for (guint i = 0; i < skus->len; i++)
    g_hash_table_replace (self->skus, g_strdup (g_ptr_array_index (skus, i)),
                          g_ptr_array_new_with_free_func (place_free));
  g_autoptr (CubbySqlRows) rows = cubby_sql_query_many (sql, error, text, "t", skus->len, &column);
  if (rows == NULL)
    return FALSE;
  g_autoptr (GError) local = NULL;
  while (cubby_sql_rows_next (rows, &local))
    add_row (self, rows);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
cubby_stock_levels_load (CubbyStockLevels *self, CubbySql *sql, GError **error)
{
  if (g_hash_table_size (self->wanted) == 0)
    return TRUE;
  g_autoptr (GPtrArray) skus = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer sku;
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &sku, NULL))
    g_ptr_array_add (skus, sku);
  g_ptr_array_sort (skus, compare_texts);
  gboolean loaded = load_sorted (self, sql, skus, error);
  g_hash_table_remove_all (self->wanted);
  return loaded;
}

const GPtrArray *
cubby_stock_levels_list (CubbyStockLevels *self, CubbySql *sql, const char *sku, GError **error)
{
  cubby_stock_levels_want (self, sku);
  if (!cubby_stock_levels_load (self, sql, error))
    return NULL;
  return g_hash_table_lookup (self->skus, sku);
}

CubbyStockPlace *
cubby_stock_levels_find (CubbyStockLevels *self, CubbySql *sql, const char *sku, const char *location,
                         GError **error)
{
  const GPtrArray *places = cubby_stock_levels_list (self, sql, sku, error);
  for (guint i = 0; places != NULL && i < places->len; i++) {
    CubbyStockPlace *place = g_ptr_array_index (places, i);
    if (g_str_equal (place->location, location))
      return place;
  }
  return NULL;
}

CubbyStockPlace *
cubby_stock_levels_find_new (CubbyStockLevels *self, CubbySql *sql, const char *sku, const char *location,
                             GError **error)
{
  g_autofree char *text = g_strconcat ("SELECT " COLUMNS " FROM stock_level WHERE sku = ? AND location = ?",
                                       cubby_sql_get_row_lock (sql), NULL);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (sql, error, text, "tt", sku, location);
  return rows != NULL && cubby_sql_rows_next (rows, error) ? add_row (self, rows) : NULL;
}

void
cubby_stock_levels_change (CubbyStockLevels *self, CubbyStockPlace *place, const CubbyStockLevel *after,
                           gint64 now_ms)
{
  Undo undo = {
      .place = place,
      .level = place->level,
      .updated_ms = place->updated_ms,
      .changed = place->changed,
  };
  g_array_append_val (self->undos, undo);
  place->level = *after;
  place->updated_ms = now_ms;
  place->changed = TRUE;
}

guint
cubby_stock_levels_get_n_changes (CubbyStockLevels *self)
{
  return self->undos->len;
}

void
cubby_stock_levels_undo (CubbyStockLevels *self, guint n)
{
  while (self->undos->len > n) {
    const Undo *undo = &g_array_index (self->undos, Undo, self->undos->len - 1);
    undo->place->level = undo->level;
    undo->place->updated_ms = undo->updated_ms;
    undo->place->changed = undo->changed;
    g_array_set_size (self->undos, self->undos->len - 1);
  }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const CubbyStockPlace *left = *(CubbyStockPlace *const *)a, *right = *(CubbyStockPlace *const *)b;
  int by_sku = g_strcmp0 (left->sku, right->sku);
  return by_sku != 0 ? by_sku : g_strcmp0 (left->location, right->location);
}

GPtrArray *
cubby_stock_levels_list_changed (CubbyStockLevels *self)
{
  GPtrArray *changed = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->undos->len; i++) {
    CubbyStockPlace *place = g_array_index (self->undos, Undo, i).place;
    if (place->changed && g_hash_table_add (seen, place))
      g_ptr_array_add (changed, place);
  }
  g_ptr_array_sort (changed, compare_places);
  return changed;
}

/* The columns of the UPDATE, one after the other. */
enum { ON_HAND, ALLOCATED, HELD, DAMAGED, QUALITY_CONTROL, INCOMING, UPDATED, N_NUMBERS };

gboolean
cubby_stock_levels_flush (CubbyStockLevels *self, CubbySql *sql, GError **error)
{
  g_autoptr (GPtrArray) changed = cubby_stock_levels_list_changed (self);
  guint n = changed->len;
  g_autofree gint64 *numbers = g_new (gint64, n * N_NUMBERS + 1);
  g_autofree const char **texts = g_new (const char *, 2 * n + 1);
  for (guint i = 0; i < n; i++) {
    CubbyStockPlace *place = g_ptr_array_index (changed, i);
    const gint64 row[N_NUMBERS] = {
        [ON_HAND] = place->level.on_hand,   [ALLOCATED] = place->level.allocated,
        [HELD] = place->level.held,         [DAMAGED] = place->level.damaged,
        [UPDATED] = place->updated_ms,      [QUALITY_CONTROL] = place->level.quality_control,
        [INCOMING] = place->level.incoming,
    };
    for (guint column = 0; column < N_NUMBERS; column++)
      numbers[column * n + i] = row[column];
    texts[i] = place->sku;
    texts[n + i] = place->location;
    place->changed = FALSE;
  }
  CubbySqlColumn columns[N_NUMBERS + 2];
  for (guint column = 0; column < N_NUMBERS; column++)
    columns[column].ints = numbers + column * n;
  columns[N_NUMBERS].texts = texts;
  columns[N_NUMBERS + 1].texts = texts + n;
  g_array_set_size (self->undos, 0);
  return cubby_sql_post_many (sql, error,
                              "UPDATE stock_level SET on_hand = ?, allocated = ?, held = ?, damaged = ?,"
                              " quality_control = ?, incoming = ?, updated_ms = ?"
                              " WHERE sku = ? AND location = ?",
                              "iiiiiiitt", n, columns);
}
