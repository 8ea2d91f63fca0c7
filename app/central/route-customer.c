/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/route-customer.h"
#include "app/central/central.h"
#include "app/central/customer-erase.h"
#include "app/central/customer-export.h"
#include "app/central/customer.h"
#include "app/central/points.h"

#define A_PAGE 50

static char *
do_create (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  *ret_status = 201;
  return cubby_customer_create (store, request, error);
}

static char *
do_update (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_customer_update (store, request, error);
}

static char *
do_erase (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  return cubby_customer_delete (store, request, error);
}

static char *
do_adjust_points (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  *ret_status = 201;
  return cubby_points_adjust (store, request, error);
}

void
cubby_route_create_customer (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_create, TRUE);
}

/* Once, by the state that If-Match names. */
void
cubby_route_update_customer (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_update, FALSE);
}

void
cubby_route_erase_customer (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_erase, FALSE);
}

void
cubby_route_adjust_points (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_adjust_points, TRUE);
}

void
cubby_route_get_customer (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_read_version (data, request, cubby_customer_get);
}

/* It says when it was made, so no two are the same: an entity tag would be of no use. */
void
cubby_route_export_customer (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  char *json = cubby_customer_export (&store, cubby_http_request_get_parameter (request, "id"), &error);
  cubby_central_answer_fresh (request, json, error);
}

void
cubby_route_list_customer_orders (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  char *json = cubby_customer_list_orders (&store, cubby_http_request_get_parameter (request, "id"),
                                           cubby_http_request_get_query (request, "channel"),
                                           cubby_http_request_get_query (request, "cursor"), A_PAGE, &error);
  cubby_central_answer (request, 200, json, error);
}

void
cubby_route_list_points (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  char *json = cubby_points_list (&store, cubby_http_request_get_parameter (request, "id"),
                                  cubby_http_request_get_query (request, "cursor"), A_PAGE, &error);
  cubby_central_answer (request, 200, json, error);
}
