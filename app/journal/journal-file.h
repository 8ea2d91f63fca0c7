/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/journal/journal.h"
#include "protocols/sql/sqlite-file.h"

G_BEGIN_DECLS

/* The SQLite file that a journal lies in: how it is opened, its tables, its version. Private to app/journal.
 */

/* Makes it when it is not there and @mode writes; else refuses what is damaged, foreign or of another
 * version. */
CubbySqliteFile *cubby_journal_file_open (const char *path, CubbyJournalMode mode, GError **error);

gboolean cubby_journal_file_read_int (CubbySqliteFile *file, const char *sql, gint64 *ret_number,
                                      GError **error);

/* Says what SQLite says in the words of a journal. Takes @cause. Returns: FALSE. */
gboolean cubby_journal_file_fail (GError *cause, GError **error);

G_END_DECLS
