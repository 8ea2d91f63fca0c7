/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-facts.h"
#include "app/central/points.h"
#include "app/central/unit-of-work.h"

void
cubby_order_facts_free (CubbyOrderFacts *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->skus);
  cubby_priced_free (self->priced);
  g_free (self);
}

static gboolean
check_location (CubbyStore *store, const CubbyOrderRequest *request, const CubbyRequestFulfilment *fulfilment,
                GError **error)
{
  g_autoptr (GError) local = NULL;
  if (fulfilment->location == NULL)
    return TRUE;
  const CubbyLocationFacts *location = cubby_facts_find_location (cubby_unit_of_work_get_facts (store->unit),
                                                                  store->sql, fulfilment->location, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (location == NULL || !location->store)
    cubby_json_body_fail (request->body, fulfilment->where, "location", "there is no store %s",
                          fulfilment->location);
  else if (location->lockers == 0 && fulfilment->method == CUBBY_METHOD_LOCKER_PICKUP)
    cubby_json_body_fail (request->body, fulfilment->where, "location",
                          "the store %s has no lockers; take store_pickup", fulfilment->location);
  return TRUE;
}

static gboolean
find_sku (CubbyStore *store, CubbyOrderFacts *self, const CubbyOrderRequest *request, guint index,
          GError **error)
{
  const CubbyRequestLine *line = &g_array_index (request->lines, CubbyRequestLine, index);
  g_autofree char *where = g_strdup_printf ("lines[%u]", index);
  g_autoptr (GError) local = NULL;
  const CubbySkuFacts *facts =
      cubby_facts_find_sku (cubby_unit_of_work_get_facts (store->unit), store->sql, line->sku, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (facts == NULL) {
    cubby_json_body_fail (request->body, where, "sku", "there is no SKU %s", line->sku);
    return TRUE;
  }
  CubbyPricingLine priced = {
      .sku = facts->sku,
      .category = facts->category,
      .quantity = line->quantity,
      .unit_price = facts->price,
      .tax_bp = facts->taxed ? (guint)facts->tax_bp : CUBBY_TAX_UNSAID,
  };
  if (!cubby_priced_add (self->priced, &priced, facts->currency))
    cubby_json_body_fail (request->body, where, "sku", "%s is not sold in %s like the lines before",
                          line->sku, self->priced->currency);
  g_ptr_array_add (self->skus, (gpointer)facts);
  return TRUE;
}

static gboolean
price (CubbyStore *store, CubbyOrderFacts *self, const CubbyOrderRequest *request, GError **error)
{
  self->priced->codes = g_strdupv (request->codes);
  self->priced->request.points = request->points;
  self->priced->request.point_worth = cubby_points_get_worth (store, self->priced->currency);
  return cubby_priced_finish (self->priced, store, request->body, error) &&
         (!request->expects ||
          cubby_priced_expect (self->priced, request->expected_total, request->expected_currency, error));
}

CubbyOrderFacts *
cubby_order_facts_find (CubbyStore *store, const CubbyOrderRequest *request, GError **error)
{
  g_autoptr (CubbyOrderFacts) self = g_new0 (CubbyOrderFacts, 1);
  self->skus = g_ptr_array_sized_new (request->lines->len);
  self->priced = cubby_priced_new (request->channel);
  for (guint i = 0; i < request->fulfilments->len; i++)
    if (!check_location (store, request, &g_array_index (request->fulfilments, CubbyRequestFulfilment, i),
                         error))
      return NULL;
  for (guint i = 0; i < request->lines->len; i++)
    if (!find_sku (store, self, request, i, error))
      return NULL;
  if (!cubby_json_body_finish (request->body, error) || !price (store, self, request, error))
    return NULL;
  return g_steal_pointer (&self);
}
