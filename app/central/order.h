/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/api-key.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* What the routes of orders do; each answers the JSON of the API, or NULL with @error set. */

/* Places an order: allocates, packs, mints, announces, tells; all or nothing. */
char *cubby_order_place (CubbyStore *store, CubbyJsonBody *body, GError **error);

char *cubby_order_get (CubbyStore *store, const char *id, GError **error);
char *cubby_order_list (CubbyStore *store, const char *channel, const char *cursor, guint limit,
                        GError **error);

/* Puts back on the shelf what has not been handed over. */
char *cubby_order_cancel (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error);
/* The same without a request and without an answer: @reason is for the audit. */
gboolean cubby_order_end (CubbyStore *store, const char *id, const char *reason, GError **error);

/* Adds the Order object. FALSE with @error "not-found". */
gboolean cubby_order_add (CubbyStore *store, CubbyJsonText *json, const char *name, const char *id,
                          GError **error);

G_END_DECLS
