/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sqlite-file.h"

G_BEGIN_DECLS

/* Disposable: a replica of another version is not migrated but built anew. Count up with every change below.
 */
#define CUBBY_CATALOGUE_VERSION 2

/* Whether an open file is a replica of this version; FALSE with @error set when not. */
gboolean cubby_catalogue_schema_check (CubbySqliteFile *file, GError **error);
/* Makes the tables in an empty file. */
gboolean cubby_catalogue_schema_create (CubbySqliteFile *file, GError **error);
/* Reads the sequence number. */
gboolean cubby_catalogue_schema_get_sequence (CubbySqliteFile *file, guint64 *ret_sequence, GError **error);

G_END_DECLS
