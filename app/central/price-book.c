/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/price-book.h"
#include "app/central/promotion-row.h"
#include "app/central/unit-of-work.h"
#include "app/common/hash.h"

#include <string.h>

#define EXTRA "price-book"

struct _CubbyPriceBook {
  gint64 mark;
  guint64 transaction; /* the mark was compared in; 0: none that gathers */
  GStringChunk *strings;
  GHashTable *prices;  /* SKU -> GArray of CubbyListPrice */
  GArray *windows;     /* of CubbyPriceWindow, of the lists */
  GArray *promotions;  /* of CubbyPromotion */
  GPtrArray *names;    /* of the promotions: JSON */
  gboolean limited;    /* some promotion has a limit */
  gboolean discounted; /* some promotion is on the shelf */
};

static void
promotion_clear (gpointer data)
{
  CubbyPromotion *promotion = data;
  g_clear_pointer (&promotion->skus, g_hash_table_unref);
  g_clear_pointer (&promotion->categories, g_hash_table_unref);
}

static CubbyPriceBook *
book_new (gint64 mark)
{
  CubbyPriceBook *self = g_new0 (CubbyPriceBook, 1);
  self->mark = mark;
  self->strings = g_string_chunk_new (4096);
  self->prices = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
  self->windows = g_array_new (FALSE, FALSE, sizeof (CubbyPriceWindow));
  self->promotions = g_array_new (FALSE, TRUE, sizeof (CubbyPromotion));
  g_array_set_clear_func (self->promotions, promotion_clear);
  self->names = g_ptr_array_new ();
  return self;
}

static void
book_free (gpointer data)
{
  CubbyPriceBook *self = data;
  g_hash_table_unref (self->prices);
  g_array_unref (self->windows);
  g_array_unref (self->promotions);
  g_ptr_array_unref (self->names);
  g_string_chunk_free (self->strings);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPriceBook, book_free)

static gboolean
end_of (GError **local, GError **error)
{
  if (*local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (local));
  return FALSE;
}

static void
add_price (CubbyPriceBook *self, CubbySqlRows *rows)
{
  const char *sku = g_string_chunk_insert_const (self->strings, cubby_sql_rows_get_text (rows, 0));
  CubbyListPrice price = {
      .amount = cubby_sql_rows_get_int (rows, 1),
      .channels = (guint)cubby_sql_rows_get_int (rows, 2),
      .currency = g_string_chunk_insert_const (self->strings, cubby_sql_rows_get_text (rows, 3)),
      .window = {cubby_sql_rows_get_int (rows, 4), cubby_sql_rows_get_int (rows, 5)},
  };
  GArray *prices = g_hash_table_lookup (self->prices, sku);
  if (prices == NULL) {
    prices = g_array_new (FALSE, FALSE, sizeof (CubbyListPrice));
    g_hash_table_insert (self->prices, (char *)sku, prices);
  }
  g_array_append_val (prices, price);
}

static gboolean
load_prices (CubbyPriceBook *self, CubbyStore *store, GError **error)
{
  GError *local = NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT p.sku, p.amount, l.channels, l.currency, l.from_ms, l.until_ms"
                       " FROM list_price p JOIN price_list l ON l.id = p.list",
                       "");
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local))
    add_price (self, rows);
  return end_of (&local, error);
}

static gboolean
load_windows (CubbyPriceBook *self, CubbyStore *store, GError **error)
{
  GError *local = NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT from_ms, until_ms FROM price_list", "");
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local)) {
    CubbyPriceWindow window = {cubby_sql_rows_get_int (rows, 0), cubby_sql_rows_get_int (rows, 1)};
    g_array_append_val (self->windows, window);
  }
  return end_of (&local, error);
}

static gboolean
load_promotions (CubbyPriceBook *self, CubbyStore *store, GError **error)
{
  GError *local = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT " CUBBY_PROMOTION_COLUMNS " FROM promotion ORDER BY id", "");
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local)) {
    CubbyPromotion promotion = {0};
    const char *name = cubby_promotion_row_read (rows, self->strings, &promotion);
    self->limited = self->limited || promotion.left != CUBBY_PROMOTION_UNLIMITED;
    self->discounted = self->discounted || cubby_promotion_is_on_shelf (&promotion);
    g_array_append_val (self->promotions, promotion);
    g_ptr_array_add (self->names, (char *)name);
  }
  return end_of (&local, error);
}

static CubbyPromotion *
find (const CubbyPriceBook *self, const char *id)
{
  for (guint i = 0; i < self->promotions->len; i++)
    if (g_strcmp0 (g_array_index (self->promotions, CubbyPromotion, i).id, id) == 0)
      return &g_array_index (self->promotions, CubbyPromotion, i);
  return NULL;
}

/* Orders use them up; that moves no counter. */
static gboolean
count_left (CubbyPriceBook *self, CubbyStore *store, GError **error)
{
  GError *local = NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT id, max_uses - used FROM promotion WHERE max_uses > 0", "");
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local)) {
    CubbyPromotion *promotion = find (self, cubby_sql_rows_get_text (rows, 0));
    if (promotion != NULL)
      promotion->left = MAX (cubby_sql_rows_get_int (rows, 1), 0);
  }
  return end_of (&local, error);
}

/* All orders of a transaction are priced by the same book. */
static guint64
get_transaction (const CubbyStore *store)
{
  return cubby_unit_of_work_is_gathering (store->unit) ? cubby_unit_of_work_get_number (store->unit) : 0;
}

static const CubbyPriceBook *
take_kept (CubbyPriceBook *kept, CubbyStore *store, GError **error)
{
  kept->transaction = get_transaction (store);
  return !kept->limited || count_left (kept, store, error) ? kept : NULL;
}

const CubbyPriceBook *
cubby_price_book_get (CubbyStore *store, GError **error)
{
  gint64 mark = 0;
  CubbyPriceBook *kept = cubby_sql_get_extra (store->sql, EXTRA);
  if (kept != NULL && kept->transaction != 0 && kept->transaction == get_transaction (store))
    return take_kept (kept, store, error);
  if (!cubby_sql_read_int (store->sql, &mark, 0, error, "SELECT value FROM counter WHERE name = 'prices'",
                           ""))
    return NULL;
  if (kept != NULL && kept->mark == mark)
    return take_kept (kept, store, error);
  g_autoptr (CubbyPriceBook) fresh = book_new (mark);
  if (!load_prices (fresh, store, error) || !load_windows (fresh, store, error) ||
      !load_promotions (fresh, store, error))
    return NULL;
  fresh->transaction = get_transaction (store);
  kept = g_steal_pointer (&fresh);
  cubby_sql_set_extra (store->sql, EXTRA, kept, book_free);
  return kept;
}

gboolean
cubby_price_book_touch (CubbyStore *store, GError **error)
{
  gint64 mark = 0;
  cubby_random_fill (&mark, sizeof mark);
  return cubby_sql_run (store->sql, error, "UPDATE counter SET value = ? WHERE name = 'prices'", "i",
                        mark & G_MAXINT64);
}

gint64
cubby_price_book_get_price (const CubbyPriceBook *self, const char *sku, const char *currency, gint64 base,
                            CubbyChannel channel, gint64 now_ms)
{
  const GArray *prices = g_hash_table_lookup (self->prices, sku);
  const CubbyListPrice *price = prices != NULL
                                    ? cubby_list_price_choose ((const CubbyListPrice *)prices->data,
                                                               prices->len, channel, currency, now_ms)
                                    : NULL;
  return price != NULL ? price->amount : base;
}

const CubbyPromotion *
cubby_price_book_get_promotions (const CubbyPriceBook *self, guint *ret_n)
{
  *ret_n = self->promotions->len;
  return (const CubbyPromotion *)self->promotions->data;
}

const char *
cubby_price_book_get_name (const CubbyPriceBook *self, guint index)
{
  return g_ptr_array_index (self->names, index);
}

const CubbyPromotion *
cubby_price_book_find_code (const CubbyPriceBook *self, const char *code)
{
  for (guint i = 0; i < self->promotions->len; i++) {
    const CubbyPromotion *promotion = &g_array_index (self->promotions, CubbyPromotion, i);
    if (promotion->code != NULL && g_str_equal (promotion->code, code))
      return promotion;
  }
  return NULL;
}

gboolean
cubby_price_book_is_empty (const CubbyPriceBook *self)
{
  return g_hash_table_size (self->prices) == 0 && !self->discounted;
}

gint64
cubby_price_book_get_next (const CubbyPriceBook *self, gint64 now_ms)
{
  gint64 next = G_MAXINT64;
  for (guint i = 0; i < self->windows->len; i++)
    next =
        MIN (next, cubby_price_window_get_next (&g_array_index (self->windows, CubbyPriceWindow, i), now_ms));
  for (guint i = 0; i < self->promotions->len; i++) {
    const CubbyPromotion *promotion = &g_array_index (self->promotions, CubbyPromotion, i);
    if (cubby_promotion_is_on_shelf (promotion))
      next = MIN (next, cubby_price_window_get_next (&promotion->window, now_ms));
  }
  return next;
}

GHashTable *
cubby_price_book_get_listed (const CubbyPriceBook *self)
{
  return self->prices;
}
