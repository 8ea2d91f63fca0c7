/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

G_BEGIN_DECLS

/* Handlers of transfers, receipts, what is kept back and what is held; rows in routes.c. */
void cubby_route_create_transfer (CubbyHttpRequest *request, gpointer data);
void cubby_route_list_transfers (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_transfer (CubbyHttpRequest *request, gpointer data);
void cubby_route_ship_transfer (CubbyHttpRequest *request, gpointer data);
void cubby_route_receive_transfer (CubbyHttpRequest *request, gpointer data);
void cubby_route_cancel_transfer (CubbyHttpRequest *request, gpointer data);
void cubby_route_create_receipt (CubbyHttpRequest *request, gpointer data);
void cubby_route_list_receipts (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_receipt (CubbyHttpRequest *request, gpointer data);
void cubby_route_receive_receipt (CubbyHttpRequest *request, gpointer data);
void cubby_route_cancel_receipt (CubbyHttpRequest *request, gpointer data);
void cubby_route_set_safety_stock (CubbyHttpRequest *request, gpointer data);
void cubby_route_checkout_basket (CubbyHttpRequest *request, gpointer data);
void cubby_route_release_basket (CubbyHttpRequest *request, gpointer data);

G_END_DECLS
