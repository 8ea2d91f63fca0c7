/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/delivery-order.h"
#include "app/central/delivery-change.h"
#include "app/central/fulfilment.h"
#include "app/central/ledger.h"
#include "app/central/order-money.h"
#include "app/central/parcel-repack.h"

static gboolean
set_standing (CubbyStore *store, const char *line, CubbyLineStanding standing, const char *source,
              GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "UPDATE order_line SET settled = ?, source = COALESCE(CAST(? AS TEXT), source)"
                        " WHERE id = ? AND settled <> 1",
                        "itt", (gint64)standing, source, line);
}

static gboolean
move (CubbyStore *store, CubbyMovementKind kind, const char *sku, const char *location, gint64 quantity,
      const char *reference, GError **error)
{
  CubbyMovement movement = {
      .kind = kind,
      .sku = sku,
      .location = location,
      .quantity = quantity,
      .reference = reference,
  };
  return quantity == 0 || cubby_ledger_write (store, &movement, FALSE, error);
}

static gboolean
make_from (CubbyStore *store, const char *order, const char *destination, const char *source,
           const GArray *wants, GError **error)
{
  g_autoptr (CubbyDelivery) self = cubby_delivery_new (store, CUBBY_DELIVERY_TRANSFER);
  self->origin = g_strdup (source);
  self->destination = g_strdup (destination);
  self->order = g_strdup (order);
  for (guint i = 0; i < wants->len; i++) {
    const CubbyDeliveryWant *want = &g_array_index (wants, CubbyDeliveryWant, i);
    if (g_str_equal (want->source, source))
      cubby_delivery_add_line (self, want->sku, want->quantity, want->order_line);
  }
  return cubby_delivery_insert (store, self, error);
}

gboolean
cubby_delivery_order_make (CubbyStore *store, const char *order, const char *destination, const GArray *wants,
                           GError **error)
{
  g_autoptr (GHashTable) made = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < wants->len; i++) {
    const char *source = g_array_index (wants, CubbyDeliveryWant, i).source;
    if (!g_str_equal (source, destination) && g_hash_table_add (made, (gpointer)source) &&
        !make_from (store, order, destination, source, wants, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
cubby_delivery_order_leave (CubbyStore *store, const CubbyDelivery *delivery, const CubbyDeliveryLine *line,
                            GError **error)
{
  return move (store, CUBBY_MOVEMENT_RELEASE, line->sku, delivery->origin, line->outstanding, delivery->order,
               error) &&
         set_standing (store, line->order_line, CUBBY_LINE_TRAVELLING, NULL, error);
}

static gboolean
lose (CubbyStore *store, CubbyPlacedLine *placed, gint64 pieces, GError **error)
{
  gboolean closed = FALSE;
  return cubby_placed_line_lose (store, placed, pieces, error) &&
         cubby_parcel_has_closed (store, placed->fulfilment, &closed, error) &&
         (closed || cubby_parcel_repack (store, placed->order, placed->fulfilment, error));
}

gboolean
cubby_delivery_order_arrive (CubbyStore *store, const CubbyDelivery *delivery, CubbyDeliveryLine *line,
                             GError **error)
{
  g_autoptr (CubbyPlacedLine) placed = cubby_placed_line_load (store, line->order_line, error);
  if (placed == NULL)
    return FALSE;
  gint64 wanted = cubby_placed_line_count (placed);
  gint64 more = MAX (MIN (line->received, wanted) - line->allocated, 0);
  line->allocated += more;
  if (!move (store, CUBBY_MOVEMENT_ALLOCATE, line->sku, delivery->destination, more, delivery->order, error))
    return FALSE;
  if (line->outstanding > 0)
    return TRUE;
  return (line->allocated >= wanted || lose (store, placed, wanted - line->allocated, error)) &&
         set_standing (store, line->order_line, CUBBY_LINE_ALLOCATED, delivery->destination, error);
}

gboolean
cubby_delivery_order_lock (CubbyStore *store, const CubbyDelivery *delivery, GError **error)
{
  if (delivery->order == NULL)
    return TRUE;
  g_autoptr (CubbyOrderMoney) money = cubby_order_money_load (store, delivery->order, error);
  return money != NULL;
}

static char *
find_empty (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT id FROM fulfilment WHERE order_id = ? AND state IN"
                       " ('open', 'accepted', 'picking', 'on_hold', 'rejected') AND NOT EXISTS (SELECT 1 FROM"
                       " order_line l WHERE l.fulfilment = fulfilment.id AND l.quantity > l.cancelled)"
                       " ORDER BY position LIMIT 1",
                       "t", order);
  return rows != NULL && cubby_sql_rows_next (rows, error) ? g_strdup (cubby_sql_rows_get_text (rows, 0))
                                                           : NULL;
}

gboolean
cubby_delivery_order_follow (CubbyStore *store, const CubbyDelivery *delivery, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *empty;
  if (delivery->order == NULL)
    return TRUE;
  while ((empty = find_empty (store, delivery->order, &local)) != NULL) {
    g_autofree char *id = empty;
    if (!cubby_fulfilment_become (store, id, CUBBY_FULFILMENT_CANCELLED, error))
      return FALSE;
  }
  if (local == NULL)
    return cubby_order_money_follow (store, delivery->order, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The transfer that carries @line and is not over. */
static CubbyDelivery *
find (CubbyStore *store, const char *column, const char *id, gboolean *ret_failed, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT d.id FROM delivery d JOIN delivery_line l ON l.delivery = d.id"
                       " JOIN order_line o ON o.id = l.order_line"
                       " WHERE o.%s = ? AND d.state IN ('open', 'shipped') AND l.outstanding > 0"
                       " ORDER BY d.id LIMIT 1",
                       column);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error, sql, "t", id);
  g_autoptr (GError) local = NULL;
  *ret_failed = rows == NULL;
  if (rows == NULL)
    return NULL;
  if (!cubby_sql_rows_next (rows, &local)) {
    *ret_failed = local != NULL;
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  g_autofree char *delivery = g_strdup (cubby_sql_rows_get_text (rows, 0));
  g_clear_pointer (&rows, cubby_sql_rows_free);
  CubbyDelivery *self = cubby_delivery_load (store, CUBBY_DELIVERY_TRANSFER, delivery, TRUE, error);
  *ret_failed = self == NULL;
  return self;
}

static CubbyDeliveryLine *
find_line (CubbyDelivery *self, const char *order_line)
{
  for (guint i = 0; i < self->lines->len; i++) {
    CubbyDeliveryLine *line = &g_array_index (self->lines, CubbyDeliveryLine, i);
    if (g_strcmp0 (line->order_line, order_line) == 0)
      return line;
  }
  return NULL;
}

/* Still on its shelf: it stays there. */
static gboolean
shorten (CubbyStore *store, CubbyDelivery *self, CubbyDeliveryLine *line, gint64 remaining, GError **error)
{
  gint64 less = line->outstanding - remaining;
  line->outstanding = remaining;
  if (!move (store, CUBBY_MOVEMENT_EXPECT, line->sku, self->destination, -less, self->id, error) ||
      !cubby_delivery_save_line (store, self, line, error))
    return FALSE;
  return cubby_delivery_count_outstanding (self) > 0 ||
         cubby_delivery_become (store, self, CUBBY_DELIVERY_CANCELLED, error);
}

/* On its way: what is here already is let go, the rest comes for everybody. */
static gboolean
release (CubbyStore *store, CubbyDelivery *self, CubbyDeliveryLine *line, gint64 remaining, GError **error)
{
  gint64 free = MAX (line->allocated - remaining, 0);
  line->allocated -= free;
  if (remaining == 0)
    g_clear_pointer (&line->order_line, g_free);
  return move (store, CUBBY_MOVEMENT_RELEASE, line->sku, self->destination, free, self->order, error) &&
         cubby_delivery_save_line (store, self, line, error);
}

gboolean
cubby_delivery_order_forget (CubbyStore *store, const CubbyPlacedLine *placed, gint64 remaining,
                             GError **error)
{
  gboolean failed = FALSE;
  g_autoptr (CubbyDelivery) self = find (store, "id", placed->id, &failed, error);
  if (self == NULL)
    return !failed;
  CubbyDeliveryLine *line = find_line (self, placed->id);
  return self->state == CUBBY_DELIVERY_OPEN ? shorten (store, self, line, remaining, error)
                                            : release (store, self, line, remaining, error);
}

gboolean
cubby_delivery_order_count (CubbyStore *store, const char *fulfilment, gint64 *ret_n, GError **error)
{
  return cubby_sql_read_int (store->sql, ret_n, 0, error,
                             "SELECT COUNT(*) FROM delivery d JOIN delivery_line l ON l.delivery = d.id"
                             " JOIN order_line o ON o.id = l.order_line WHERE o.fulfilment = ?"
                             " AND d.state IN ('open', 'shipped') AND l.outstanding > 0",
                             "t", fulfilment);
}

gboolean
cubby_delivery_order_bring (CubbyStore *store, const char *fulfilment, GError **error)
{
  for (;;) {
    gboolean failed = FALSE;
    g_autoptr (CubbyDelivery) self = find (store, "fulfilment", fulfilment, &failed, error);
    if (self == NULL)
      return !failed;
    if ((self->state == CUBBY_DELIVERY_OPEN && !cubby_delivery_ship_all (store, self, error)) ||
        !cubby_delivery_receive_all (store, self, error))
      return FALSE;
  }
}
