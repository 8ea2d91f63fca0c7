/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/api-key.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): a code for one kiosk of @location, good for 15 minutes. */
char *cubby_enrol_make_code (CubbyStore *store, const char *location, GError **error);

/* POST /v1/enrol: takes a code; answers the kiosk's key, its store's code key and the keys that sign passes.
 */
char *cubby_enrol_kiosk (CubbyStore *store, CubbyJsonBody *body, GError **error);

G_END_DECLS
