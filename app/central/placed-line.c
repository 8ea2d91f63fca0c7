/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/placed-line.h"
#include "app/central/delivery-order.h"
#include "app/central/ledger.h"
#include "app/domain/allotment.h"

#define SELECT                                                                                               \
  "SELECT id, order_id, fulfilment, sku, source, quantity, cancelled, returned, unit_price, settled, "       \
  "discount"                                                                                                 \
  " FROM order_line "

static CubbyPlacedLine *
read_row (CubbySqlRows *rows)
{
  CubbyPlacedLine *self = g_new0 (CubbyPlacedLine, 1);
  self->id = g_strdup (cubby_sql_rows_get_text (rows, 0));
  self->order = g_strdup (cubby_sql_rows_get_text (rows, 1));
  self->fulfilment = g_strdup (cubby_sql_rows_get_text (rows, 2));
  self->sku = g_strdup (cubby_sql_rows_get_text (rows, 3));
  self->source = g_strdup (cubby_sql_rows_get_text (rows, 4));
  self->quantity = cubby_sql_rows_get_int (rows, 5);
  self->cancelled = cubby_sql_rows_get_int (rows, 6);
  self->returned = cubby_sql_rows_get_int (rows, 7);
  self->total = self->quantity * cubby_sql_rows_get_int (rows, 8) - cubby_sql_rows_get_int (rows, 10);
  self->standing = (CubbyLineStanding)cubby_sql_rows_get_int (rows, 9);
  return self;
}

void
cubby_placed_line_free (CubbyPlacedLine *self)
{
  if (self == NULL)
    return;
  char *strings[] = {self->id, self->order, self->fulfilment, self->sku, self->source};
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (strings[i]);
  g_free (self);
}

CubbyPlacedLine *
cubby_placed_line_load (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error, SELECT "WHERE id = ?", "t", id);
  return cubby_store_take_row (rows, error, "There is no line %s.", id) ? read_row (rows) : NULL;
}

GPtrArray *
cubby_placed_line_list_open (CubbyStore *store, const char *fulfilment, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       SELECT "WHERE fulfilment = ? AND settled <> 1 ORDER BY position, id", "t", fulfilment);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_placed_line_free);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return NULL;
  while (cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (lines, read_row (rows));
  if (local == NULL)
    return g_steal_pointer (&lines);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

gboolean
cubby_placed_line_find (CubbyStore *store, CubbyJsonBody *body, const char *order, const char *where,
                        const char *id, CubbyPlacedLine **ret_line, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbyPlacedLine) line = cubby_placed_line_load (store, id, &local);
  if (local != NULL && !g_error_matches (local, CUBBY_PROBLEM, CUBBY_PROBLEM_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (line == NULL || !g_str_equal (line->order, order))
    cubby_json_body_fail (body, where, "id", "is no line of this order");
  if (!cubby_json_body_finish (body, error))
    return FALSE;
  *ret_line = g_steal_pointer (&line);
  return TRUE;
}

gint64
cubby_placed_line_count (const CubbyPlacedLine *self)
{
  return self->quantity - self->cancelled;
}

static gboolean
settle (CubbyStore *store, CubbyPlacedLine *self, GError **error)
{
  self->standing = CUBBY_LINE_SETTLED;
  return cubby_sql_run (store->sql, error, "UPDATE order_line SET settled = 1 WHERE id = ?", "t", self->id);
}

gboolean
cubby_placed_line_sell (CubbyStore *store, CubbyPlacedLine *self, GError **error)
{
  CubbyMovement movement = {
      .kind = CUBBY_MOVEMENT_SALE,
      .sku = self->sku,
      .location = self->source,
      .quantity = cubby_placed_line_count (self),
      .reference = self->order,
  };
  return (movement.quantity == 0 || cubby_ledger_write (store, &movement, FALSE, error)) &&
         settle (store, self, error);
}

gint64
cubby_placed_line_get_share (const CubbyPlacedLine *self, gint64 pieces)
{
  gint64 before = self->cancelled + self->returned;
  return cubby_take_share (self->total, before + pieces, self->quantity) -
         cubby_take_share (self->total, before, self->quantity);
}

gboolean
cubby_placed_line_lose (CubbyStore *store, CubbyPlacedLine *self, gint64 pieces, GError **error)
{
  gint64 share = cubby_placed_line_get_share (self, pieces);
  self->cancelled += pieces;
  return cubby_sql_run (store->sql, error, "UPDATE order_line SET cancelled = ? WHERE id = ?", "it",
                        self->cancelled, self->id) &&
         cubby_sql_run (store->sql, error, "UPDATE orders SET credit = credit + ? WHERE id = ?", "it", share,
                        self->order);
}

gboolean
cubby_placed_line_take_off (CubbyStore *store, CubbyPlacedLine *self, gint64 pieces, GError **error)
{
  CubbyMovement movement = {
      .kind = CUBBY_MOVEMENT_RELEASE,
      .sku = self->sku,
      .location = self->source,
      .quantity = pieces,
      .reference = self->order,
  };
  gint64 remaining = cubby_placed_line_count (self) - pieces;
  gboolean promised = self->standing == CUBBY_LINE_ALLOCATED && pieces > 0;
  return (!promised || cubby_ledger_write (store, &movement, FALSE, error)) &&
         cubby_delivery_order_forget (store, self, remaining, error) &&
         cubby_placed_line_lose (store, self, pieces, error) &&
         (remaining > 0 || settle (store, self, error));
}
