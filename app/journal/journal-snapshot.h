/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker-snapshot.h"
#include "app/journal/journal.h"

G_BEGIN_DECLS

#define CUBBY_JOURNAL_SNAPSHOTS 2 /* so many are kept: the newest, and the one before it */

/**
 * CubbyLockerMake:
 *
 * What cubby_locker_new() takes.
 */
typedef struct {
  const CubbyBank *bank;
  const guint *power_groups;
  const CubbyLockerRules *rules;
} CubbyLockerMake;

/**
 * CubbyJournalLoad:
 * @snapshot: the row of the snapshot it began with; 0: it began with the first row
 * @replayed: rows after that
 * @refused: (nullable): why a newer snapshot was passed over
 */
typedef struct {
  gint64 snapshot;
  gint64 replayed;
  char *refused;
} CubbyJournalLoad;

void cubby_journal_load_clear (CubbyJournalLoad *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CubbyJournalLoad, cubby_journal_load_clear)

/**
 * cubby_journal_load:
 * @ret_load: (out): how it went
 *
 * The locker as the journal has it: the newest snapshot that this version can read, whose hash is in the
 * chain, and the rows after it, proved to the head. A snapshot of a newer version is passed over for the one
 * before it, or the first row; never for an empty locker. After this rows can be appended.
 */
CubbyLocker *cubby_journal_load (CubbyJournal *self, const CubbyLockerMake *make, CubbyJournalLoad *ret_load,
                                 GError **error);

/**
 * cubby_journal_save:
 * @locker: as it is after the last row
 *
 * Writes a snapshot and its row, and removes the oldest one, in one transaction. Errors as
 * cubby_journal_append().
 */
gboolean cubby_journal_save (CubbyJournal *self, const CubbyLocker *locker, gint64 now_ms, GError **error);

/* Applies a row to @locker; rows of the journal about itself do nothing. */
gboolean cubby_journal_replay_row (CubbyLocker *locker, const CubbyJournalRow *row, GError **error);

G_END_DECLS
