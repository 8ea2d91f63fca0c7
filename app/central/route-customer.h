/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

G_BEGIN_DECLS

void cubby_route_create_customer (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_customer (CubbyHttpRequest *request, gpointer data);
void cubby_route_update_customer (CubbyHttpRequest *request, gpointer data);
void cubby_route_erase_customer (CubbyHttpRequest *request, gpointer data);
void cubby_route_export_customer (CubbyHttpRequest *request, gpointer data);
void cubby_route_list_customer_orders (CubbyHttpRequest *request, gpointer data);
void cubby_route_list_points (CubbyHttpRequest *request, gpointer data);
void cubby_route_adjust_points (CubbyHttpRequest *request, gpointer data);
void cubby_route_unsubscribe_page (CubbyHttpRequest *request, gpointer data);
void cubby_route_unsubscribe (CubbyHttpRequest *request, gpointer data);

G_END_DECLS
