/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/journal/journal.h"
#include "protocols/sql/sqlite-file.h"

G_BEGIN_DECLS

/* The SQLite file that a journal lies in: how it is opened, its tables, its version. Private to app/journal.
 */

#define CUBBY_JOURNAL_FILE_VERSION 2
#define CUBBY_JOURNAL_FILE_CHECK_ALL "PRAGMA integrity_check(1)"

/* Makes it when it is not there and @mode writes; else refuses what is damaged, foreign or of another
 * version. One that is older is opened as it is. */
CubbySqliteFile *cubby_journal_file_open (const char *path, CubbyJournalMode mode, int *ret_version,
                                          GError **error);

/* From version 1, within a transaction, with the errors of SQLite; whoever calls it has proved every row. */
gboolean cubby_journal_file_migrate (CubbySqliteFile *file, GError **error);

/* @pragma: one of the checks of SQLite */
gboolean cubby_journal_file_check (CubbySqliteFile *file, const char *pragma, GError **error);

gboolean cubby_journal_file_read_int (CubbySqliteFile *file, const char *sql, gint64 *ret_number,
                                      GError **error);

/* Says what SQLite says in the words of a journal. Takes @cause. Returns: FALSE. */
gboolean cubby_journal_file_fail (GError *cause, GError **error);

G_END_DECLS
