/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/api-key.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/**
 * cubby_kiosk_events_take:
 *
 * POST /v1/kiosk/events: what happened at the lockers. Facts: each is written down
 * once, and one that makes no sense to us any
 * more is kept with a remark instead of being refused, so that the kiosk's outbox
 * always drains.
 */
char *cubby_kiosk_events_take (CubbyStore *store, const CubbyApiKey *key, CubbyJsonBody *body,
                               GError **error);

G_END_DECLS
