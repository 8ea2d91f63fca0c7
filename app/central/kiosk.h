/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/api-key.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* The registry of kiosks. */
char *cubby_kiosk_list (CubbyStore *store, GError **error);
char *cubby_kiosk_get (CubbyStore *store, const char *id, GError **error);

/**
 * cubby_kiosk_rotate:
 * @asker: a kiosk for itself, or an admin
 *
 * Returns: (transfer full) (nullable): JSON with a new token; the old one is good until the new one is used,
 * and [kiosk] token-overlap-hours at most.
 */
char *cubby_kiosk_rotate (CubbyStore *store, const CubbyApiKey *asker, const char *id, GError **error);
/* The token that was made by a rotation is in use: those before it end. */
gboolean cubby_kiosk_confirm_token (CubbyStore *store, const char *key, GError **error);

/* Ends every key of the kiosk, at once; it may be enrolled again. */
char *cubby_kiosk_revoke (CubbyStore *store, const char *id, GError **error);

/* POST /v1/kiosk/hello: takes its time and version, answers with ours and the pass keys. */
char *cubby_kiosk_hello (CubbyStore *store, const CubbyApiKey *key, CubbyJsonBody *body, GError **error);

/* When @kiosk was heard of last, for many at once. */
gboolean cubby_kiosk_set_seen (CubbyStore *store, const char *kiosk, gint64 seen_ms, GError **error);

/* Says to every process that keys have ended: see key-watch.h. */
gboolean cubby_kiosk_count_revocation (CubbyStore *store, GError **error);

G_END_DECLS
