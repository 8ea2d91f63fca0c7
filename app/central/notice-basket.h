/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "protocols/notify/notice.h"

G_BEGIN_DECLS

/* Fills @notice with what a basket_reminder says. FALSE without @error: the basket is gone, was ordered, or
 * its customer is no longer to be reminded. */
gboolean cubby_notice_add_basket (CubbyStore *store, CubbyNotice *notice, const char *basket, GError **error);

G_END_DECLS
