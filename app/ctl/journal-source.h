/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/journal/journal.h"

G_BEGIN_DECLS

/**
 * cubby_journal_source_read:
 * @path: (nullable): a journal that nobody has open; NULL: cubby-lockerd is asked for its own
 * @session: it is asked on the session bus
 *
 * Gives every row to @visit, oldest first; those of a file are proved.
 */
gboolean cubby_journal_source_read (const char *path, gboolean session, CubbyJournalVisit visit,
                                    gpointer user_data, GError **error);

G_END_DECLS
