/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/route-order.h"
#include "app/central/basket.h"
#include "app/central/central.h"
#include "app/central/enrol.h"
#include "app/central/fulfilment.h"
#include "app/central/kiosk-events.h"
#include "app/central/order-money.h"
#include "app/central/order-place.h"
#include "app/central/order-return.h"
#include "app/central/order.h"
#include "app/central/pickup-pass.h"

#include <string.h>

#define ORDERS_A_PAGE 50

/* -- what changes something, in the writer's thread */

/* A kiosk stands in the shop where anybody may get at it, and takes no money: what it says of a payment is
 * not believed. */
static gboolean
may_say_paid (const CubbyChangeRequest *request, GError **error)
{
  JsonObject *root = cubby_json_body_get_root (request->body);
  JsonObject *payment = cubby_json_body_get_optional_object (request->body, root, "", "payment");
  const char *status =
      payment != NULL ? cubby_json_body_get_optional (request->body, payment, "payment", "status", 32) : NULL;
  if (request->key->scope != CUBBY_SCOPE_KIOSK || status == NULL || g_str_equal (status, "pending"))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_FORBIDDEN, NULL,
                     "payment.status: a kiosk takes no money; it may only say pending.");
  return FALSE;
}

/* Nor does it know anybody. */
static gboolean
may_name_customer (const CubbyChangeRequest *request, GError **error)
{
  JsonObject *root = cubby_json_body_get_root (request->body);
  JsonObject *customer = cubby_json_body_get_optional_object (request->body, root, "", "customer");
  if (request->key->scope != CUBBY_SCOPE_KIOSK || customer == NULL ||
      !json_object_has_member (customer, "id"))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_FORBIDDEN, NULL,
                     "customer.id: a kiosk names nobody; she joins by her address or number.");
  return FALSE;
}

static gpointer
read_order (const CubbyCentralSettings *settings, const CubbyChangeRequest *request, GError **error)
{
  return may_say_paid (request, error) && may_name_customer (request, error)
             ? cubby_order_request_read (settings, request->body, error)
             : NULL;
}

static gboolean
is_plain_order (gconstpointer read)
{
  return cubby_order_request_is_plain (read);
}

static void
want_order (gconstpointer read, CubbyUnitOfWork *unit)
{
  cubby_order_place_want (read, unit);
}

static char *
run_order (CubbyStore *store, const CubbyChangeRequest *request, gconstpointer read, guint *ret_status,
           GError **error)
{
  g_autoptr (CubbyOrder) order = cubby_order_place_request (store, read, error);
  *ret_status = 201;
  return order != NULL ? cubby_order_to_json (order, store->settings->public_url) : NULL;
}

static void
free_order (gpointer read)
{
  cubby_order_request_free (read);
}

static const CubbyGatheredChange place_order = {
    .read = read_order,
    .is_plain = is_plain_order,
    .want = want_order,
    .run = run_order,
    .free = free_order,
};

static char *
do_cancel (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_order_cancel (store, request->parameter, request->body, error);
}

static char *
do_pay (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_order_pay (store, request->parameter, request->body, error);
}

static char *
do_return (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_order_return (store, request->parameter, request->body, error);
}

static char *
do_refund (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_order_refund (store, request->parameter, request->body, error);
}

static char *
do_transition (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_fulfilment_transition (store, request->parameter, request->body, error);
}

static char *
do_create_basket (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  *ret_status = 201;
  return cubby_basket_create (store, request, error);
}

static char *
do_update_basket (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_basket_update (store, request, error);
}

static char *
do_enrol (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_enrol_kiosk (store, request->body, error);
}

static char *
do_kiosk_events (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_kiosk_events_take (store, request->key, request->body, error);
}

void
cubby_route_place_order (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change_gathered (data, request, &place_order);
}

void
cubby_route_cancel_order (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_cancel, TRUE);
}

void
cubby_route_pay_order (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_pay, TRUE);
}

void
cubby_route_return_order (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_return, TRUE);
}

void
cubby_route_refund_order (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_refund, TRUE);
}

void
cubby_route_transition (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_transition, TRUE);
}

void
cubby_route_create_basket (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_create_basket, TRUE);
}

/* Once, by its If-Match. */
void
cubby_route_update_basket (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_update_basket, FALSE);
}

/* Once, by its code; the answer holds a secret and is not kept for a replay. */
void
cubby_route_enrol (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_enrol, FALSE);
}

/* Once, by the ids of the events. */
void
cubby_route_kiosk_events (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_kiosk_events, FALSE);
}

/* -- what reads */

void
cubby_route_get_order (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_read (data, request, cubby_order_get);
}

void
cubby_route_list_orders (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  char *json = cubby_order_list (&store, cubby_http_request_get_query (request, "channel"),
                                 cubby_http_request_get_query (request, "cursor"), ORDERS_A_PAGE, &error);
  cubby_central_answer (request, 200, json, error);
}

void
cubby_route_get_basket (CubbyHttpRequest *request, gpointer data)
{
  const CubbyApiKey *key = cubby_http_request_get_actor (request);
  cubby_central_read_version (
      data, request, key->scope == CUBBY_SCOPE_KIOSK ? cubby_basket_get_for_kiosk : cubby_basket_get);
}

void
cubby_route_get_pass (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_read (data, request, cubby_pickup_pass_get_json);
}

/* Takes @picture. */
static void
answer_picture (CubbyHttpRequest *request, const char *type, GBytes *picture, const GError *error)
{
  if (picture == NULL) {
    cubby_central_reply_error (request, error);
    return;
  }
  cubby_http_request_add_header (request, "Cache-Control", "no-store");
  cubby_http_request_reply (request, 200, type, g_bytes_get_data (picture, NULL), g_bytes_get_size (picture));
  g_bytes_unref (picture);
}

void
cubby_route_get_pass_png (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  GBytes *png = cubby_pickup_pass_get_png (&store, cubby_http_request_get_parameter (request, "id"), &error);
  answer_picture (request, "image/png", png, error);
}

void
cubby_route_get_pass_svg (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  char *svg = cubby_pickup_pass_get_svg (&store, cubby_http_request_get_parameter (request, "id"), &error);
  answer_picture (request, "image/svg+xml", svg != NULL ? g_bytes_new_take (svg, strlen (svg)) : NULL, error);
}
