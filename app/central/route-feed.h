/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

G_BEGIN_DECLS

/* Handlers of the change feed; rows in routes.c. */
void cubby_route_list_changes (CubbyHttpRequest *request, gpointer data);
void cubby_route_snapshot (CubbyHttpRequest *request, gpointer data);
void cubby_route_stream (CubbyHttpRequest *request, gpointer data);

G_END_DECLS
