/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/hash.h"
#include "app/journal/journal.h"
#include "protocols/sql/sqlite-file.h"

G_BEGIN_DECLS

/* Rows of the journal about itself: in the chain as all others, but no event of the locker. */
#define CUBBY_JOURNAL_OWN "journal."
#define CUBBY_JOURNAL_SNAPSHOT CUBBY_JOURNAL_OWN "snapshot"
#define CUBBY_JOURNAL_TRIMMED CUBBY_JOURNAL_OWN "trimmed"

/* A place in the chain: the row and its hash. Row 0 has a hash of zeros. */
typedef struct {
  gint64 seq;
  guint8 hash[CUBBY_HASH_SIZE];
} CubbyJournalPlace;

struct _CubbyJournal {
  CubbySqliteFile *file;
  int version;
  gboolean proved;
  CubbyJournalPlace head;
  CubbyJournalPlace origin; /* of the last row that was removed: the chain begins after it */
  gint64 trimmed_ms;        /* when that was */
  gint64 snapshot;          /* row of the newest one, 0 none */
  gint64 snapshot_ms;
};

/* Says that a row is not good; FALSE. */
gboolean cubby_journal_corrupt (CubbyJournal *self, gint64 row, const char *what, GError **error);

/* Proves every row after @from, and that the last one is the head. */
gboolean cubby_journal_prove (CubbyJournal *self, const CubbyJournalPlace *from, CubbyJournalVisit visit,
                              gpointer user_data, GError **error);

/* What is done in one transaction, with the errors of SQLite. */
typedef gboolean (*CubbyJournalWork) (CubbyJournal *self, gpointer user_data, GError **error);

/* FALSE: nothing may be assumed, and nothing can be added any more. */
gboolean cubby_journal_transact (CubbyJournal *self, CubbyJournalWork work, gpointer user_data,
                                 GError **error);
/* Within a transaction: the next row, and the head after it. */
gboolean cubby_journal_insert (CubbyJournal *self, gint64 time_ms, const char *type, const char *text,
                               GError **error);

/* Within a transaction. */
gboolean cubby_journal_insert_outbox (CubbyJournal *self, const CubbyOutboxRow *row, GError **error);
/* The same for rows that have no hash yet. */
gboolean cubby_journal_seal_outbox (CubbyJournal *self, GError **error);
/* Whether every row of the outbox is as it was written. */
gboolean cubby_journal_check_outbox (CubbyJournal *self, GError **error);

/* What row of the journal belongs to a snapshot. */
char *cubby_journal_describe_snapshot (const char *text);
char *cubby_journal_describe_trim (const CubbyJournalPlace *through);

G_END_DECLS
