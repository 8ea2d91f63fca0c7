/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

G_BEGIN_DECLS

/* Handlers of the range and what runs the service; rows in routes.c. */
void cubby_route_list_products (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_product (CubbyHttpRequest *request, gpointer data);
void cubby_route_list_stock (CubbyHttpRequest *request, gpointer data);
void cubby_route_import (CubbyHttpRequest *request, gpointer data);
void cubby_route_move_stock (CubbyHttpRequest *request, gpointer data);
void cubby_route_media (CubbyHttpRequest *request, gpointer data);
void cubby_route_health (CubbyHttpRequest *request, gpointer data);
void cubby_route_ready (CubbyHttpRequest *request, gpointer data);
void cubby_route_metrics (CubbyHttpRequest *request, gpointer data);

G_END_DECLS
