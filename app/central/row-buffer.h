/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

#include <stdarg.h>

G_BEGIN_DECLS

/**
 * CubbyRowBuffer:
 *
 * Rows that are to be written by one statement, column by column. The last ones can be taken back.
 */
typedef struct _CubbyRowBuffer CubbyRowBuffer;

/* @sql, @types: static, as for cubby_sql_run_many() */
CubbyRowBuffer *cubby_row_buffer_new (const char *sql, const char *types);
void cubby_row_buffer_free (CubbyRowBuffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyRowBuffer, cubby_row_buffer_free)

/* Texts are copied into @texts, which must live as long as the row. */
void cubby_row_buffer_add (CubbyRowBuffer *self, GStringChunk *texts, va_list *values);
guint cubby_row_buffer_get_n (CubbyRowBuffer *self);
/* Forgets all rows but the first @n. */
void cubby_row_buffer_truncate (CubbyRowBuffer *self, guint n);
/* Writes them all and forgets them. */
gboolean cubby_row_buffer_flush (CubbyRowBuffer *self, CubbySql *sql, GError **error);

G_END_DECLS
