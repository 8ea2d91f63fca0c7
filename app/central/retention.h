/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/* A round of forgetting what is no longer needed ([retention] of the configuration, app/domain/retention.h),
 * and of points that end; each a bounded batch, so that nobody waits for it. */
gboolean cubby_retention_run (CubbyStore *store, GError **error);

G_END_DECLS
