/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/* Returns: whether what orders cost is what their lines cost, and promotions were used as often as they
 * count; else
 * @error names which is not. */
gboolean cubby_price_check (CubbySql *sql, GError **error);

G_END_DECLS
