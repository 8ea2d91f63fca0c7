/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* Baskets that go from the kiosk to the phone and back; the id is the right to see one. */
char *cubby_basket_create (CubbyStore *store, CubbyJsonBody *body, GError **error);
char *cubby_basket_update (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error);
char *cubby_basket_get (CubbyStore *store, const char *id, GError **error);

G_END_DECLS
