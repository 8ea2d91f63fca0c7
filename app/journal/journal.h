/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker-event.h"

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_JOURNAL_ERROR (cubby_journal_error_quark ())
GQuark cubby_journal_error_quark (void);

typedef enum {
  CUBBY_JOURNAL_ERROR_OPEN,    /* no such file, or no right to it */
  CUBBY_JOURNAL_ERROR_IN_USE,  /* another process has it open */
  CUBBY_JOURNAL_ERROR_FOREIGN, /* a database of another program */
  CUBBY_JOURNAL_ERROR_VERSION, /* a journal of another version */
  CUBBY_JOURNAL_ERROR_CORRUPT, /* it cannot be trusted; the message names the row */
  CUBBY_JOURNAL_ERROR_IO,      /* reading or writing failed */
} CubbyJournalError;

typedef enum {
  CUBBY_JOURNAL_WRITE, /* made when it is not there; nobody else may have it open */
  CUBBY_JOURNAL_READ,
} CubbyJournalMode;

/**
 * CubbyJournal:
 *
 * What happened to the locker, row by row, in one SQLite file (WAL, synchronous=FULL,
 * locking_mode=EXCLUSIVE). Each row carries a BLAKE2b-256 hash over itself and the
 * hash of the row before; a head row repeats number and hash of the last one, so
 * that a cut-off tail shows. Outbox rows lie in the same file, so that what
 * happened and what the centre hears of it are one transaction.
 */
typedef struct _CubbyJournal CubbyJournal;

/* @path: or a file: URI of SQLite. A journal of an older version is proved and brought up to date by
 * %CUBBY_JOURNAL_WRITE. */
CubbyJournal *cubby_journal_open (const char *path, CubbyJournalMode mode, GError **error);
void cubby_journal_free (CubbyJournal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyJournal, cubby_journal_free)

/**
 * CubbyJournalRow:
 * @type: the name of the event
 * @text: its fields, cubby_locker_event_format()
 */
typedef struct {
  gint64 seq;
  gint64 time_ms;
  const char *type;
  const char *text;
} CubbyJournalRow;

/* Returns: FALSE with @error set to stop. */
typedef gboolean (*CubbyJournalVisit) (const CubbyJournalRow *row, gpointer user_data, GError **error);

/**
 * cubby_journal_read:
 * @visit: (nullable): called for each row whose hash is good, oldest first; those whose type begins with
 * "journal." are about the journal itself
 *
 * Reads and proves the whole chain, also that nothing is missing at its end.
 */
gboolean cubby_journal_read (CubbyJournal *self, CubbyJournalVisit visit, gpointer user_data, GError **error);

/**
 * cubby_journal_list:
 *
 * As cubby_journal_read(), at most @most rows after @after, and without proof: for looking at a journal that
 * was proved when it was opened.
 */
gboolean cubby_journal_list (CubbyJournal *self, gint64 after, guint most, CubbyJournalVisit visit,
                             gpointer user_data, GError **error);

/**
 * CubbyOutboxRow:
 * @id: UUIDv7, the idempotency key of the row
 * @data: JSON
 */
typedef struct {
  gint64 seq;
  char *id;
  gint64 time_ms;
  char *type;
  char *data;
} CubbyOutboxRow;

CubbyOutboxRow *cubby_outbox_row_new (gint64 seq, const char *id, gint64 time_ms, const char *type,
                                      const char *data);
void cubby_outbox_row_free (CubbyOutboxRow *self);

/* Called within the transaction, when the rows are written and nothing is durable yet: FALSE takes them back.
 */
typedef gboolean (*CubbyJournalFits) (gpointer user_data);

/**
 * cubby_journal_append:
 * @events: (element-type CubbyLockerEvent): those that are durable are written
 * @outbox: (element-type CubbyOutboxRow): their seq is given by the journal
 *
 * One transaction; it is on the disk when this returns TRUE. After FALSE nothing may be assumed: no pulse,
 * and the program ends. Before cubby_journal_read() or cubby_journal_load() has proved the file nothing can
 * be appended.
 */
gboolean cubby_journal_append (CubbyJournal *self, GPtrArray *events, GPtrArray *outbox, GError **error);

/* The same, if @fits says so: what a replay would refuse must never be durable. */
gboolean cubby_journal_append_if (CubbyJournal *self, GPtrArray *events, GPtrArray *outbox,
                                  CubbyJournalFits fits, gpointer user_data, GError **error);

/* Returns: (transfer full) (element-type CubbyOutboxRow): the oldest @most rows after @after. */
GPtrArray *cubby_journal_list_outbox (CubbyJournal *self, gint64 after, guint most, GError **error);
gboolean cubby_journal_acknowledge (CubbyJournal *self, gint64 through, GError **error);
/* @ret_rows: (out) (optional): counting takes time when there are many; @ret_last: (out): the newest there
 * ever was */
gboolean cubby_journal_count_outbox (CubbyJournal *self, gint64 *ret_rows, gint64 *ret_last, GError **error);

gint64 cubby_journal_get_rows (const CubbyJournal *self);  /* the number of the last row */
gint64 cubby_journal_get_first (const CubbyJournal *self); /* older ones were removed */
char *cubby_journal_get_head (const CubbyJournal *self);   /* the last hash, in hex */

G_END_DECLS
