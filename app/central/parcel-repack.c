/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/parcel-repack.h"
#include "app/central/parcel.h"
#include "app/domain/order-packing.h"

gboolean
cubby_parcel_has_closed (CubbyStore *store, const char *fulfilment, gboolean *ret_closed, GError **error)
{
  gint64 closed = 0;
  if (!cubby_sql_read_int (store->sql, &closed, 0, error,
                           "SELECT COUNT(*) FROM parcel WHERE fulfilment = ?"
                           " AND (door IS NOT NULL OR state <> 'expected') AND state <> 'withdrawn'",
                           "t", fulfilment))
    return FALSE;
  *ret_closed = closed > 0;
  return TRUE;
}

static GArray *
pack (CubbyStore *store, const char *fulfilment, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT v.parcel_size, l.quantity - l.cancelled, v.weight_g FROM order_line l"
                       " JOIN variant v ON v.sku = l.sku WHERE l.fulfilment = ? AND l.quantity > l.cancelled"
                       " ORDER BY l.position",
                       "t", fulfilment);
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (CubbyPackLine));
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return NULL;
  while (cubby_sql_rows_next (rows, &local)) {
    CubbyPackLine line = {
        .size = CUBBY_SIZE_M,
        .quantity = cubby_sql_rows_get_int (rows, 1),
        .weight_g = cubby_sql_rows_get_int (rows, 2),
    };
    cubby_size_from_string (cubby_sql_rows_get_text (rows, 0), &line.size);
    g_array_append_val (lines, line);
  }
  if (local == NULL)
    return cubby_order_pack ((const CubbyPackLine *)lines->data, lines->len);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static GPtrArray *
list_labels (CubbyStore *store, const char *fulfilment, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT label FROM parcel WHERE fulfilment = ? AND state = 'expected' ORDER BY label", "t", fulfilment);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return NULL;
  while (cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (labels, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  if (local == NULL)
    return g_steal_pointer (&labels);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
relabel (CubbyStore *store, const char *fulfilment, const GPtrArray *labels, GArray *boxes, GError **error)
{
  for (guint i = 0; i < labels->len; i++) {
    const CubbyPackBox *box = i < boxes->len ? &g_array_index (boxes, CubbyPackBox, i) : NULL;
    const char *label = g_ptr_array_index (labels, i);
    gboolean done =
        box != NULL
            ? cubby_sql_run (store->sql, error,
                             "UPDATE parcel SET size = ?, heavy = ?, updated_ms = ? WHERE label = ?", "tiit",
                             cubby_size_to_string (box->size), (gint64)box->heavy, store->now_ms, label)
            : cubby_sql_run (store->sql, error,
                             "UPDATE parcel SET state = 'withdrawn', updated_ms = ? WHERE label = ?", "it",
                             store->now_ms, label);
    if (!done)
      return FALSE;
  }
  if (boxes->len <= labels->len)
    return TRUE;
  g_array_remove_range (boxes, 0, labels->len);
  return cubby_parcel_write (store, fulfilment, boxes, error);
}

gboolean
cubby_parcel_repack (CubbyStore *store, const char *order, const char *fulfilment, GError **error)
{
  gint64 pending = 0;
  g_autoptr (GArray) boxes = pack (store, fulfilment, error);
  g_autoptr (GPtrArray) labels = boxes != NULL ? list_labels (store, fulfilment, error) : NULL;
  if (labels == NULL || !relabel (store, fulfilment, labels, boxes, error) ||
      !cubby_sql_read_int (store->sql, &pending, 0, error,
                           "SELECT COUNT(*) FROM orders WHERE id = ? AND status = 'pending'", "t", order))
    return FALSE;
  return pending > 0 || cubby_parcel_announce (store, order, error);
}
