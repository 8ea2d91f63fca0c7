/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/pass-book.h"

G_BEGIN_DECLS

/**
 * cubby_pass_to_json:
 * @secret: with the QR text and the typed code, while it is live; never in an answer that is kept for repeats
 *
 * A pass as the API shows it.
 */
gboolean cubby_pass_to_json (CubbyStore *store, CubbyJsonText *json, const CubbyPassRow *row, gboolean secret,
                             GError **error);
/* Returns: (transfer full) (nullable): one of @order, without its secrets. */
char *cubby_pass_get_json (CubbyStore *store, const char *order, const char *cti, GError **error);
/* Returns: (transfer full) (nullable): all of @order. */
char *cubby_pass_list_json (CubbyStore *store, const char *order, gboolean secret, GError **error);

/* Returns: (transfer full) (nullable): where its page is. */
char *cubby_pass_get_url (CubbyStore *store, const CubbyPassRow *row, GError **error);

G_END_DECLS
