/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/* Queues the notice "basket_reminder" for baskets that were left behind ([baskets] reminder-hours), once
 * each, to customers who agreed to it; a bounded batch. */
gboolean cubby_reminder_run (CubbyStore *store, GError **error);

G_END_DECLS
