/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/journal/journal-snapshot.h"

G_BEGIN_DECLS

/**
 * CubbyJournalCare:
 * @snapshot_rows: a snapshot is due after so many rows
 * @snapshot_ms: or so long after the last one, when anything has happened
 * @keep_ms: rows are removed when they are older
 * @trim_rows: so many at a time
 * @trim_ms: fewer only when it is so long since some were removed
 */
typedef struct {
  gint64 snapshot_rows;
  gint64 snapshot_ms;
  gint64 keep_ms;
  gint64 trim_rows;
  gint64 trim_ms;
} CubbyJournalCare;

/* What lockerd does; @days: [locker] journal-days */
CubbyJournalCare cubby_journal_care (guint days);

typedef enum {
  CUBBY_JOURNAL_TIDY,         /* nothing was to do */
  CUBBY_JOURNAL_SAVED,        /* a snapshot was written */
  CUBBY_JOURNAL_TRIMMED_ROWS, /* old rows were removed; there may be more of them */
} CubbyJournalTidied;

/**
 * cubby_journal_tidy:
 * @locker: as it is after the last row
 *
 * Does one piece of what is due, in one transaction: to be called when nobody waits. Rows are removed when
 * they are old and lie before the last snapshot but one; the outbox is never touched. What was removed is
 * gone from the file and its WAL too. Errors as cubby_journal_append().
 */
gboolean cubby_journal_tidy (CubbyJournal *self, const CubbyLocker *locker, const CubbyJournalCare *care,
                             gint64 now_ms, CubbyJournalTidied *ret_tidied, GError **error);

G_END_DECLS
