/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/price-list.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* What price lists, promotions and quotes have in common of their members; problems stick to @body. */

/* "channels": kiosk and phone both, or neither. Returns: CubbyChannel bits. */
guint cubby_price_read_channels (CubbyJsonBody *body, JsonObject *object, const char *where);
/* "from" and "until", RFC 3339. */
CubbyPriceWindow cubby_price_read_window (CubbyJsonBody *body, JsonObject *object, const char *where);
/* Returns: (transfer full) (nullable): an array of at most @max strings, none twice; NULL when there is none.
 */
char **cubby_price_read_strings (CubbyJsonBody *body, JsonObject *object, const char *where,
                                 const char *member, guint max);
/* "channel". */
CubbyChannel cubby_price_read_channel (CubbyJsonBody *body, JsonObject *object, const char *where);
/* "codes", normalised. Returns: (transfer full) (nullable) */
char **cubby_price_read_codes (CubbyJsonBody *body, JsonObject *object);
/* The currency of a member; VND when it is none. */
const char *cubby_price_read_currency (CubbyJsonBody *body, JsonObject *object, const char *where);
/* A Money object of at least 1. Returns: 0 when there is none. */
gint64 cubby_price_read_money (CubbyJsonBody *body, JsonObject *object, const char *where, const char *member,
                               const char **ret_currency);
/* The id in @object must be that of the address, without "/", "@" and spaces. */
void cubby_price_check_id (CubbyJsonBody *body, JsonObject *object, const char *where, const char *id);

G_END_DECLS
