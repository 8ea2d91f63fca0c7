/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/journal/journal.h"

G_BEGIN_DECLS

/**
 * CubbyJournalVerdict:
 * @first: the row that the journal begins with; those before it were removed, as the journal itself says
 * @last: its last row
 * @snapshots: so many rows hold a snapshot's hash
 * @replayed: so many of these are what the rows before them come to
 * @unread: so many are of a version that this program cannot write, and prove by their hash alone
 */
typedef struct {
  gint64 first;
  gint64 last;
  guint snapshots;
  guint replayed;
  guint unread;
} CubbyJournalVerdict;

/* @done of @all rows are proved. */
typedef void (*CubbyJournalProgress) (gint64 done, gint64 all, gpointer user_data);

/**
 * cubby_journal_verify:
 * @progress: (nullable): called now and then
 *
 * Everything that can be proved of the file: its pages, the chain from the origin to the head, that every
 * event fits the locker, that each snapshot is what the rows before it come to, the origin, the outbox. The
 * first thing that is not good is the error; it names the row.
 */
gboolean cubby_journal_verify (CubbyJournal *self, CubbyJournalProgress progress, gpointer user_data,
                               CubbyJournalVerdict *ret_verdict, GError **error);

G_END_DECLS
