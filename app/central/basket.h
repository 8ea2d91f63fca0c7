/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/change-request.h"

G_BEGIN_DECLS

/* Baskets that go from the kiosk to the phone and back; the id is the right to see one. */
char *cubby_basket_create (CubbyStore *store, const CubbyChangeRequest *request, GError **error);
/* Of the basket that is the request's parameter, in the state that its If-Match names. */
char *cubby_basket_update (CubbyStore *store, const CubbyChangeRequest *request, GError **error);
char *cubby_basket_get (CubbyStore *store, const char *id, gint64 *ret_version, GError **error);
/* The same without whose it is. */
char *cubby_basket_get_for_kiosk (CubbyStore *store, const char *id, gint64 *ret_version, GError **error);

G_END_DECLS
