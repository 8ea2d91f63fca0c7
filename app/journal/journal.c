/* SPDX-License-Identifier: Apache-2.0 */
#include "app/journal/journal.h"

#include "app/journal/journal-file.h"
#include "app/journal/journal-private.h"

#include <string.h>

void
cubby_journal_free (CubbyJournal *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, cubby_sqlite_file_free);
  g_free (self);
}

static gboolean
get_hash (CubbySqliteStatement *statement, int column, guint8 ret_hash[CUBBY_HASH_SIZE])
{
  gsize size;
  const void *hash = cubby_sqlite_statement_get_blob (statement, column, &size);
  if (hash == NULL || size != CUBBY_HASH_SIZE)
    return FALSE;
  memcpy (ret_hash, hash, CUBBY_HASH_SIZE);
  return TRUE;
}

static gboolean
read_origin (CubbyJournal *self, GError **error)
{
  GError *cause = NULL;
  if (self->version < 2)
    return TRUE; /* from the first row */
  g_autoptr (CubbySqliteStatement) statement =
      cubby_sqlite_file_query (self->file, &cause, "SELECT seq, hash, time_ms FROM origin", "");
  if (statement == NULL || !cubby_sqlite_statement_next (statement, &cause))
    return cause != NULL ? cubby_journal_file_fail (cause, error)
                         : cubby_journal_corrupt (self, 1, "has no origin", error);
  self->origin.seq = cubby_sqlite_statement_get_int (statement, 0);
  self->trimmed_ms = cubby_sqlite_statement_get_int (statement, 2);
  return get_hash (statement, 1, self->origin.hash) ||
         cubby_journal_corrupt (self, self->origin.seq + 1, "has an origin that is not whole", error);
}

static gboolean
bring_up_to_date (CubbyJournal *self, gpointer user_data, GError **error)
{
  return cubby_journal_file_migrate (self->file, error) && cubby_journal_seal_outbox (self, error);
}

/* A file of version 1 is proved from its first row to its last before anything in it is touched. */
static gboolean
migrate (CubbyJournal *self, GError **error)
{
  if (!cubby_journal_read (self, NULL, NULL, error) ||
      !cubby_journal_transact (self, bring_up_to_date, NULL, error))
    return FALSE;
  self->version = CUBBY_JOURNAL_FILE_VERSION;
  self->proved = FALSE;
  return TRUE;
}

CubbyJournal *
cubby_journal_open (const char *path, CubbyJournalMode mode, GError **error)
{
  g_autoptr (CubbyJournal) self = g_new0 (CubbyJournal, 1);
  self->file = cubby_journal_file_open (path, mode, &self->version, error);
  if (self->file == NULL)
    return NULL;
  if (mode == CUBBY_JOURNAL_WRITE && self->version != CUBBY_JOURNAL_FILE_VERSION && !migrate (self, error))
    return NULL;
  return read_origin (self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
cubby_journal_corrupt (CubbyJournal *self, gint64 row, const char *what, GError **error)
{
  g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT,
               "%s: row %" G_GINT64_FORMAT " of the journal %s: from there on it cannot be trusted",
               cubby_sqlite_file_get_path (self->file), row, what);
  return FALSE;
}

static void
hash_row (const guint8 previous[CUBBY_HASH_SIZE], const CubbyJournalRow *row,
          guint8 ret_hash[CUBBY_HASH_SIZE])
{
  g_autoptr (CubbyHasher) hasher = cubby_hash_chain (previous);
  cubby_hasher_add_int (hasher, row->seq);
  cubby_hasher_add_int (hasher, row->time_ms);
  cubby_hasher_add_string (hasher, row->type);
  cubby_hasher_add_string (hasher, row->text);
  cubby_hasher_finish (hasher, ret_hash);
}

static CubbyJournalRow
get_row (CubbySqliteStatement *statement)
{
  return (CubbyJournalRow){
      .seq = cubby_sqlite_statement_get_int (statement, 0),
      .time_ms = cubby_sqlite_statement_get_int (statement, 1),
      .type = cubby_sqlite_statement_get_text (statement, 2),
      .text = cubby_sqlite_statement_get_text (statement, 3),
  };
}

/* Moves the head forward over a row whose hash is good. */
static gboolean
prove_row (CubbyJournal *self, CubbySqliteStatement *statement, CubbyJournalRow *ret_row, GError **error)
{
  *ret_row = get_row (statement);
  if (ret_row->seq != self->head.seq + 1)
    return cubby_journal_corrupt (self, self->head.seq + 1, "is missing", error);
  guint8 stored[CUBBY_HASH_SIZE], hash[CUBBY_HASH_SIZE];
  if (ret_row->type == NULL || ret_row->text == NULL || !get_hash (statement, 4, stored))
    return cubby_journal_corrupt (self, ret_row->seq, "is not whole", error);
  hash_row (self->head.hash, ret_row, hash);
  if (memcmp (hash, stored, CUBBY_HASH_SIZE) != 0)
    return cubby_journal_corrupt (self, ret_row->seq, "was changed", error);
  memcpy (self->head.hash, hash, CUBBY_HASH_SIZE);
  self->head.seq = ret_row->seq;
  return TRUE;
}

/* The head row was written with the last row: it knows of rows that are not there any more. */
static gboolean
prove_end (CubbyJournal *self, GError **error)
{
  GError *cause = NULL;
  g_autoptr (CubbySqliteStatement) statement =
      cubby_sqlite_file_query (self->file, &cause, "SELECT seq, hash FROM head", "");
  if (statement == NULL || !cubby_sqlite_statement_next (statement, &cause))
    return cause != NULL ? cubby_journal_file_fail (cause, error)
                         : cubby_journal_corrupt (self, self->head.seq, "has no head", error);
  guint8 hash[CUBBY_HASH_SIZE];
  gint64 seq = cubby_sqlite_statement_get_int (statement, 0);
  if (seq > self->head.seq)
    return cubby_journal_corrupt (self, self->head.seq + 1, "is missing, and with it the end", error);
  if (seq < self->head.seq)
    return cubby_journal_corrupt (self, seq + 1, "was added by somebody else", error);
  if (!get_hash (statement, 1, hash) || memcmp (hash, self->head.hash, CUBBY_HASH_SIZE) != 0)
    return cubby_journal_corrupt (self, self->head.seq, "does not fit the head", error);
  return TRUE;
}

gboolean
cubby_journal_prove (CubbyJournal *self, const CubbyJournalPlace *from, CubbyJournalVisit visit,
                     gpointer user_data, GError **error)
{
  GError *cause = NULL;
  self->proved = FALSE;
  self->head = *from;
  g_autoptr (CubbySqliteStatement) statement = cubby_sqlite_file_query (
      self->file, &cause, "SELECT seq, time_ms, type, text, hash FROM event WHERE seq > ? ORDER BY seq", "i",
      from->seq);
  if (statement == NULL)
    return cubby_journal_file_fail (cause, error);
  while (cubby_sqlite_statement_next (statement, &cause)) {
    CubbyJournalRow row;
    if (!prove_row (self, statement, &row, error) || (visit != NULL && !visit (&row, user_data, error)))
      return FALSE;
  }
  if (cause != NULL)
    return cubby_journal_file_fail (cause, error);
  self->proved = prove_end (self, error);
  return self->proved;
}

/* Rows that lie before the origin were to be gone: whoever put them there has something to hide. */
static gboolean
prove_begin (CubbyJournal *self, GError **error)
{
  gint64 first;
  if (!cubby_journal_file_read_int (self->file, "SELECT min(seq) FROM event", &first, error))
    return FALSE;
  return first == 0 || first > self->origin.seq ||
         cubby_journal_corrupt (self, first, "lies before the origin of the journal", error);
}

gboolean
cubby_journal_read (CubbyJournal *self, CubbyJournalVisit visit, gpointer user_data, GError **error)
{
  return prove_begin (self, error) && cubby_journal_prove (self, &self->origin, visit, user_data, error);
}

gboolean
cubby_journal_list (CubbyJournal *self, gint64 after, guint most, CubbyJournalVisit visit, gpointer user_data,
                    GError **error)
{
  GError *cause = NULL;
  g_autoptr (CubbySqliteStatement) statement = cubby_sqlite_file_query (
      self->file, &cause, "SELECT seq, time_ms, type, text FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
      "ii", after, (gint64)most);
  if (statement == NULL)
    return cubby_journal_file_fail (cause, error);
  while (cubby_sqlite_statement_next (statement, &cause)) {
    CubbyJournalRow row = get_row (statement);
    if (row.type == NULL || row.text == NULL)
      return cubby_journal_corrupt (self, row.seq, "is not whole", error);
    if (!visit (&row, user_data, error))
      return FALSE;
  }
  return cause == NULL || cubby_journal_file_fail (cause, error);
}

gboolean
cubby_journal_transact (CubbyJournal *self, CubbyJournalWork work, gpointer user_data, GError **error)
{
  GError *cause = NULL;
  if (!self->proved) {
    g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT,
                 "%s: the journal was not proved and cannot be added to",
                 cubby_sqlite_file_get_path (self->file));
    return FALSE;
  }
  if (cubby_sqlite_file_execute (self->file, "BEGIN IMMEDIATE", &cause) && work (self, user_data, &cause) &&
      cubby_sqlite_file_execute (self->file, "COMMIT", &cause))
    return TRUE;
  self->proved = FALSE; /* what is on the disk is not known any more */
  return cubby_journal_file_fail (cause, error);
}

static gboolean
insert_row (CubbyJournal *self, gint64 time_ms, const char *type, const char *text, GError **error)
{
  CubbyJournalRow row = {.seq = self->head.seq + 1, .time_ms = time_ms, .type = type, .text = text};
  guint8 hash[CUBBY_HASH_SIZE];
  hash_row (self->head.hash, &row, hash);
  if (!cubby_sqlite_file_run (self->file, error, "INSERT INTO event VALUES (?, ?, ?, ?, ?)", "iittb", row.seq,
                              row.time_ms, row.type, row.text, (const void *)hash, sizeof hash))
    return FALSE;
  memcpy (self->head.hash, hash, sizeof hash);
  self->head.seq = row.seq;
  return TRUE;
}

static gboolean
write_head (CubbyJournal *self, GError **error)
{
  return cubby_sqlite_file_run (self->file, error, "UPDATE head SET seq = ?, hash = ?", "ib", self->head.seq,
                                (const void *)self->head.hash, sizeof self->head.hash);
}

gboolean
cubby_journal_insert (CubbyJournal *self, gint64 time_ms, const char *type, const char *text, GError **error)
{
  return insert_row (self, time_ms, type, text, error) && write_head (self, error);
}

typedef struct {
  GPtrArray *events;
  GPtrArray *outbox;
  CubbyJournalFits fits; /* or NULL */
  gpointer user_data;
} Append;

static gboolean
insert_all (CubbyJournal *self, gpointer user_data, GError **error)
{
  const Append *append = user_data;
  for (guint i = 0; i < append->events->len; i++) {
    const CubbyLockerEvent *event = g_ptr_array_index (append->events, i);
    g_autofree char *text = cubby_locker_event_format (event);
    if (cubby_locker_event_is_durable (event) &&
        !insert_row (self, event->time_ms, cubby_locker_event_get_name (event), text, error))
      return FALSE;
  }
  for (guint i = 0; i < append->outbox->len; i++) {
    if (!cubby_journal_insert_outbox (self, g_ptr_array_index (append->outbox, i), error))
      return FALSE;
  }
  if (!write_head (self, error))
    return FALSE;
  if (append->fits == NULL || append->fits (append->user_data))
    return TRUE;
  g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_IO,
               "what was to be written does not fit what happened before it");
  return FALSE;
}

gboolean
cubby_journal_append_if (CubbyJournal *self, GPtrArray *events, GPtrArray *outbox, CubbyJournalFits fits,
                         gpointer user_data, GError **error)
{
  Append append = {.events = events, .outbox = outbox, .fits = fits, .user_data = user_data};
  return cubby_journal_transact (self, insert_all, &append, error);
}

gboolean
cubby_journal_append (CubbyJournal *self, GPtrArray *events, GPtrArray *outbox, GError **error)
{
  return cubby_journal_append_if (self, events, outbox, NULL, NULL, error);
}

gint64
cubby_journal_get_rows (const CubbyJournal *self)
{
  return self->head.seq;
}

gint64
cubby_journal_get_first (const CubbyJournal *self)
{
  return self->origin.seq + 1;
}

char *
cubby_journal_get_head (const CubbyJournal *self)
{
  return cubby_hex_encode (self->head.hash, sizeof self->head.hash);
}
