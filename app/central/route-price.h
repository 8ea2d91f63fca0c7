/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

G_BEGIN_DECLS

void cubby_route_list_price_lists (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_price_list (CubbyHttpRequest *request, gpointer data);
void cubby_route_put_price_list (CubbyHttpRequest *request, gpointer data);
void cubby_route_delete_price_list (CubbyHttpRequest *request, gpointer data);
void cubby_route_list_promotions (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_promotion (CubbyHttpRequest *request, gpointer data);
void cubby_route_put_promotion (CubbyHttpRequest *request, gpointer data);
void cubby_route_delete_promotion (CubbyHttpRequest *request, gpointer data);
void cubby_route_quote (CubbyHttpRequest *request, gpointer data);

G_END_DECLS
