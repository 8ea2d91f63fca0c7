/* SPDX-License-Identifier: Apache-2.0 */
#include "app/journal/journal-newest.h"

#include "app/journal/journal-file.h"
#include "app/journal/journal-private.h"

#include <string.h>

/* The chain goes on from the snapshot's own row; without a snapshot, from the origin. */
static gboolean
read_start (CubbyJournal *self, CubbyJournalPlace *ret_start, GError **error)
{
  GError *cause = NULL;
  *ret_start = self->origin;
  if (self->snapshot <= self->origin.seq)
    return TRUE;
  g_autoptr (CubbySqliteStatement) statement = cubby_sqlite_file_query (
      self->file, &cause, "SELECT hash FROM event WHERE seq = ?", "i", self->snapshot);
  if (statement == NULL || !cubby_sqlite_statement_next (statement, &cause))
    return cause != NULL ? cubby_journal_file_fail (cause, error)
                         : cubby_journal_corrupt (self, self->snapshot, "is missing", error);
  gsize size;
  const void *hash = cubby_sqlite_statement_get_blob (statement, 0, &size);
  if (size != CUBBY_HASH_SIZE)
    return cubby_journal_corrupt (self, self->snapshot, "is not whole", error);
  ret_start->seq = self->snapshot;
  memcpy (ret_start->hash, hash, CUBBY_HASH_SIZE);
  return TRUE;
}

static gboolean
prove (CubbyJournal *self, const CubbyJournalPlace *known, GError **error)
{
  CubbyJournalPlace start;
  if (!read_start (self, &start, error) || !cubby_journal_prove (self, &start, NULL, NULL, error))
    return FALSE;
  return (self->head.seq == known->seq && memcmp (self->head.hash, known->hash, CUBBY_HASH_SIZE) == 0) ||
         cubby_journal_corrupt (self, known->seq, "is not as it was written", error);
}

/* What failed once stays distrusted, and knows what it had written. */
gboolean
cubby_journal_prove_newest (CubbyJournal *self, GError **error)
{
  const CubbyJournalPlace known = self->head;
  if (!self->proved)
    return cubby_journal_corrupt (self, known.seq, "was not proved", error);
  self->proved = prove (self, &known, error);
  self->head = known;
  return self->proved;
}
