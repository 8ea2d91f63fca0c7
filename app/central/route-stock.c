/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/route-stock.h"
#include "app/central/basket-checkout.h"
#include "app/central/central.h"
#include "app/central/delivery-change.h"
#include "app/central/ledger.h"
#include "app/central/range.h"

#define A_PAGE 50
#define MAX_SAFETY 1000000000

/* -- transfers and receipts */

static char *
do_create_transfer (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  *ret_status = 201;
  return cubby_delivery_create (store, CUBBY_DELIVERY_TRANSFER, request->body, error);
}

static char *
do_create_receipt (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  *ret_status = 201;
  return cubby_delivery_create (store, CUBBY_DELIVERY_RECEIPT, request->body, error);
}

static char *
do_ship (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_delivery_ship (store, request->parameter, error);
}

static char *
do_receive_transfer (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_delivery_receive (store, CUBBY_DELIVERY_TRANSFER, request->parameter, request->body, error);
}

static char *
do_receive_receipt (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_delivery_receive (store, CUBBY_DELIVERY_RECEIPT, request->parameter, request->body, error);
}

static char *
do_cancel_transfer (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_delivery_cancel (store, CUBBY_DELIVERY_TRANSFER, request->parameter, error);
}

static char *
do_cancel_receipt (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_delivery_cancel (store, CUBBY_DELIVERY_RECEIPT, request->parameter, error);
}

void
cubby_route_create_transfer (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_create_transfer, TRUE);
}

void
cubby_route_create_receipt (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_create_receipt, TRUE);
}

void
cubby_route_ship_transfer (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_ship, TRUE);
}

void
cubby_route_receive_transfer (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_receive_transfer, TRUE);
}

void
cubby_route_receive_receipt (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_receive_receipt, TRUE);
}

void
cubby_route_cancel_transfer (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_cancel_transfer, TRUE);
}

void
cubby_route_cancel_receipt (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_cancel_receipt, TRUE);
}

static void
list_deliveries (CubbyCentral *central, CubbyHttpRequest *request, CubbyDeliveryKind kind)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (central, request);
  CubbyDeliveryQuery query = {
      .location = cubby_http_request_get_query (request, "location"),
      .state = cubby_http_request_get_query (request, "state"),
      .order = cubby_http_request_get_query (request, "order"),
      .cursor = cubby_http_request_get_query (request, "cursor"),
      .limit = A_PAGE,
  };
  guint state = 0;
  char *json = NULL;
  if (query.state != NULL &&
      !cubby_state_from_string (cubby_delivery_kind_get_states (kind), query.state, &state))
    cubby_problem_set (&error, CUBBY_PROBLEM_INVALID, NULL,
                       "state: must be open, shipped, received or cancelled");
  else if (cubby_store_check_cursor (query.cursor, &error))
    json = cubby_delivery_list (&store, kind, &query, &error);
  cubby_central_answer (request, 200, json, error);
}

void
cubby_route_list_transfers (CubbyHttpRequest *request, gpointer data)
{
  list_deliveries (data, request, CUBBY_DELIVERY_TRANSFER);
}

void
cubby_route_list_receipts (CubbyHttpRequest *request, gpointer data)
{
  list_deliveries (data, request, CUBBY_DELIVERY_RECEIPT);
}

static char *
get_transfer (CubbyStore *store, const char *id, GError **error)
{
  return cubby_delivery_get (store, CUBBY_DELIVERY_TRANSFER, id, error);
}

static char *
get_receipt (CubbyStore *store, const char *id, GError **error)
{
  return cubby_delivery_get (store, CUBBY_DELIVERY_RECEIPT, id, error);
}

void
cubby_route_get_transfer (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_read (data, request, get_transfer);
}

void
cubby_route_get_receipt (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_read (data, request, get_receipt);
}

/* -- what is kept back */

static gboolean
check_known (CubbyStore *store, const char *what, const char *sql, const char *id, GError **error)
{
  gint64 found = 0;
  if (!cubby_sql_read_int (store->sql, &found, 0, error, sql, "t", id))
    return FALSE;
  if (found == 0)
    cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "There is no %s %s.", what, id);
  return found != 0;
}

static char *
do_set_safety_stock (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  const char *sku = cubby_http_request_get_parameter (request->request, "sku");
  const char *location = cubby_http_request_get_parameter (request->request, "location");
  gint64 pieces = cubby_json_body_get_int (request->body, cubby_json_body_get_root (request->body), "",
                                           "safety_stock", 0, MAX_SAFETY);
  g_autofree char *subject = g_strdup_printf ("%s@%s", sku, location);
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT, pieces);
  if (!cubby_json_body_finish (request->body, error) ||
      !check_known (store, "SKU", "SELECT 1 FROM variant WHERE sku = ?", sku, error) ||
      !check_known (store, "location", "SELECT 1 FROM location WHERE id = ?", location, error) ||
      !cubby_ledger_set_safety_stock (store, sku, location, pieces, error) ||
      !cubby_store_audit (store, "safety-stock", subject, detail, error))
    return NULL;
  return cubby_range_list_stock (store, sku, location, error);
}

/* Sets what it is given: harmless to repeat. */
void
cubby_route_set_safety_stock (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_set_safety_stock, FALSE);
}

/* -- what is held */

static char *
do_checkout (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_basket_checkout (store, request->parameter, request->body, request->ret_version, error);
}

static char *
do_release (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_basket_release (store, request->parameter, request->ret_version, error);
}

void
cubby_route_checkout_basket (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_checkout, TRUE);
}

/* Holds nothing afterwards: harmless to repeat. */
void
cubby_route_release_basket (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_release, FALSE);
}
