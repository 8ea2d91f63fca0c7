/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* POST /v1/baskets/{id}/checkout {"location"?}: holds what is in it now, and no longer what was;
 * "out-of-stock" names what there is not enough of. Answers the basket. */
char *cubby_basket_checkout (CubbyStore *store, const char *id, CubbyJsonBody *body, gint64 *ret_version,
                             GError **error);

/* DELETE of the same: holds nothing. */
char *cubby_basket_release (CubbyStore *store, const char *id, gint64 *ret_version, GError **error);

G_END_DECLS
