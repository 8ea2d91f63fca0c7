/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

G_BEGIN_DECLS

/* Handlers of orders, baskets, passes and kiosks; rows in routes.c. */
void cubby_route_place_order (CubbyHttpRequest *request, gpointer data);
void cubby_route_list_orders (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_order (CubbyHttpRequest *request, gpointer data);
void cubby_route_cancel_order (CubbyHttpRequest *request, gpointer data);
void cubby_route_return_order (CubbyHttpRequest *request, gpointer data);
void cubby_route_refund_order (CubbyHttpRequest *request, gpointer data);
void cubby_route_pay_order (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_pass (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_pass_png (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_pass_svg (CubbyHttpRequest *request, gpointer data);
void cubby_route_transition (CubbyHttpRequest *request, gpointer data);
void cubby_route_create_basket (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_basket (CubbyHttpRequest *request, gpointer data);
void cubby_route_update_basket (CubbyHttpRequest *request, gpointer data);
void cubby_route_enrol (CubbyHttpRequest *request, gpointer data);
void cubby_route_kiosk_events (CubbyHttpRequest *request, gpointer data);

G_END_DECLS
