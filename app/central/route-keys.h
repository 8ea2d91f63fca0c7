/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

G_BEGIN_DECLS

/* Passes, kiosks and staff; @data is a CubbyCentral. */
void cubby_route_list_passes (CubbyHttpRequest *request, gpointer data);
void cubby_route_make_pass (CubbyHttpRequest *request, gpointer data);
void cubby_route_revoke_pass (CubbyHttpRequest *request, gpointer data);
void cubby_route_reissue_passes (CubbyHttpRequest *request, gpointer data);
void cubby_route_list_kiosks (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_kiosk (CubbyHttpRequest *request, gpointer data);
void cubby_route_rotate_kiosk (CubbyHttpRequest *request, gpointer data);
void cubby_route_revoke_kiosk (CubbyHttpRequest *request, gpointer data);
void cubby_route_kiosk_hello (CubbyHttpRequest *request, gpointer data);
void cubby_route_kiosk_keys (CubbyHttpRequest *request, gpointer data);
void cubby_route_kiosk_staff (CubbyHttpRequest *request, gpointer data);
void cubby_route_list_staff (CubbyHttpRequest *request, gpointer data);
void cubby_route_add_staff (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_staff (CubbyHttpRequest *request, gpointer data);
void cubby_route_update_staff (CubbyHttpRequest *request, gpointer data);
void cubby_route_revoke_staff (CubbyHttpRequest *request, gpointer data);
void cubby_route_get_badge_svg (CubbyHttpRequest *request, gpointer data);

G_END_DECLS
