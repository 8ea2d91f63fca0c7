/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/journal/journal.h"

G_BEGIN_DECLS

/**
 * cubby_journal_prove_newest:
 *
 * Proves the rows since the newest snapshot again, as they are in the file now, up to the hash that this
 * process wrote last. A journal that fails takes no row any more.
 */
gboolean cubby_journal_prove_newest (CubbyJournal *self, GError **error);

G_END_DECLS
