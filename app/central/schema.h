/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/migration.h"

G_BEGIN_DECLS

extern const CubbyMigration cubby_central_migrations[];
extern const guint cubby_central_n_migrations;

G_END_DECLS
