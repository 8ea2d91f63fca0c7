/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/* Proves that what refers to something finds it, where no key of the schema sees to it. */
gboolean cubby_reference_check (CubbySql *sql, GError **error);

G_END_DECLS
