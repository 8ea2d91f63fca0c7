/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-allocate.h"
#include "app/central/ledger.h"
#include "app/central/stock-sources.h"
#include "app/domain/allotment.h"

/* Allocates @quantity pieces of line @index at @location, and makes the order's line of it. */
static gboolean
take (CubbyPlacing *self, guint index, const char *location, gint64 quantity, GError **error)
{
  const CubbySkuFacts *facts = g_ptr_array_index (self->facts->skus, index);
  CubbyMovement movement = {
      .kind = CUBBY_MOVEMENT_ALLOCATE,
      .sku = facts->sku,
      .location = location,
      .quantity = quantity,
      .reference = self->order->id,
  };
  if (!cubby_ledger_write (self->store, &movement, TRUE, error))
    return FALSE;
  CubbyOrderLine *line = cubby_order_add_line (self->order);
  line->id = cubby_store_new_id (self->store);
  line->sku = g_strdup (facts->sku);
  line->name = g_strdup (facts->name);
  line->quantity = quantity;
  line->unit_price = self->facts->priced->request.lines[index].unit_price;
  line->source = g_strdup (location);
  g_array_append_val (self->asked, index);
  return TRUE;
}

/* What a line costs less, and its tax, go to the pieces it was split into, and together are just the sums. */
static void
share_out (CubbyPlacing *self)
{
  guint n = self->order->lines->len;
  const CubbyQuote *quote = self->facts->priced->quote;
  g_autofree gint64 *weights = g_new0 (gint64, n + 1);
  g_autofree gint64 *discounts = g_new0 (gint64, n + 1);
  g_autofree gint64 *taxes = g_new0 (gint64, n + 1);
  for (guint begin = 0, end; begin < n; begin = end) {
    guint index = g_array_index (self->asked, guint, begin);
    for (end = begin; end < n && g_array_index (self->asked, guint, end) == index; end++)
      weights[end] = ((const CubbyOrderLine *)g_ptr_array_index (self->order->lines, end))->quantity;
    cubby_allot (quote->lines[index].discount, weights + begin, end - begin, discounts + begin);
    cubby_allot (quote->lines[index].tax, weights + begin, end - begin, taxes + begin);
  }
  for (guint i = 0; i < n; i++) {
    CubbyOrderLine *line = g_ptr_array_index (self->order->lines, i);
    line->discount = discounts[i];
    line->tax = taxes[i];
  }
}

const CubbyRequestFulfilment *
cubby_placing_get_fulfilment (const CubbyPlacing *self, guint index)
{
  return &g_array_index (self->request->fulfilments, CubbyRequestFulfilment, index);
}

/* Line @index takes from the @picks of its item what it wants. */
static gboolean
allocate_line (CubbyPlacing *self, guint index, guint item, const CubbyStockSources *sources, GArray *picks,
               GError **error)
{
  gint64 left = g_array_index (self->request->lines, CubbyRequestLine, index).quantity;
  for (guint i = 0; i < picks->len && left > 0; i++) {
    CubbySourcingPick *pick = &g_array_index (picks, CubbySourcingPick, i);
    gint64 quantity = pick->item == item ? MIN (pick->quantity, left) : 0;
    if (quantity == 0)
      continue;
    if (!take (self, index, cubby_stock_sources_get_location (sources, pick), quantity, error))
      return FALSE;
    pick->quantity -= quantity;
    left -= quantity;
  }
  return TRUE;
}

/* The lines of one fulfilment are sourced together. */
static gboolean
allocate_fulfilment (CubbyPlacing *self, guint fulfilment, GError **error)
{
  const GArray *lines = self->request->lines;
  g_autoptr (CubbyStockSources) sources = cubby_stock_sources_new ();
  g_autofree guint *items = g_new0 (guint, lines->len);
  for (guint i = 0; i < lines->len; i++) {
    const CubbyRequestLine *line = &g_array_index (lines, CubbyRequestLine, i);
    if (line->fulfilment == fulfilment)
      items[i] = cubby_stock_sources_want (sources, line->sku, line->quantity);
  }
  if (!cubby_stock_sources_load (sources, self->store, error))
    return FALSE;
  g_autoptr (GArray) picks =
      cubby_stock_sources_plan (sources, cubby_placing_get_fulfilment (self, fulfilment)->location, error);
  for (guint i = 0; picks != NULL && i < lines->len; i++)
    if (g_array_index (lines, CubbyRequestLine, i).fulfilment == fulfilment &&
        !allocate_line (self, i, items[i], sources, picks, error))
      return FALSE;
  return picks != NULL;
}

gboolean
cubby_order_allocate (CubbyPlacing *self, GError **error)
{
  for (guint i = 0; i < self->request->fulfilments->len; i++)
    if (!allocate_fulfilment (self, i, error))
      return FALSE;
  share_out (self);
  return TRUE;
}
