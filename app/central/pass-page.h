/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/page.h"
#include "app/central/pass-book.h"

G_BEGIN_DECLS

/**
 * cubby_pass_page_add_helpers:
 * @order: whose buyer looks at the page at @token
 * @said: (nullable): limit, often or over: what became of the last thing that was pressed
 *
 * Sets {{helpers}}: the helper passes, and the forms that make, revoke and reissue; nothing where nothing can
 * be done.
 */
void cubby_pass_page_add_helpers (CubbyPage *page, CubbyStore *store, const char *order, const char *token,
                                  const char *said);

/* Sets {{pass}} to the QR code and the typed code of @row, if it is live. */
void cubby_pass_page_add_code (CubbyPage *page, CubbyStore *store, const CubbyPassRow *row);

G_END_DECLS
