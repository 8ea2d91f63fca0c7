/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: the first "?" of @sql that stands for a value, not in quotes or a comment; NULL when there is
 * none. */
const char *cubby_sql_text_find_mark (const char *sql);
guint cubby_sql_text_count_marks (const char *sql);

/* Returns: where @word begins in @sql, in any case, not in quotes, comments or brackets; NULL when nowhere.
 */
const char *cubby_sql_text_find_word (const char *sql, const char *word);
/* @open: a "("; returns: the ")" that closes it, or NULL */
const char *cubby_sql_text_find_close (const char *open);

/**
 * cubby_sql_text_number_marks:
 * @prefix: "$" makes "$1", "$2", …
 *
 * Returns: (transfer full): @sql with a number for each "?".
 */
char *cubby_sql_text_number_marks (const char *sql, const char *prefix);

G_END_DECLS
