/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/* Returns: whether what is allocated is what the lines of living orders wait for; else @error names the
 * place. */
gboolean cubby_order_check (CubbySql *sql, gint64 *ret_orders, GError **error);

G_END_DECLS
