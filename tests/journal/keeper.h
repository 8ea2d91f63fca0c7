/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/journal/journal-tidy.h"
#include "tests/journal/life.h"
#include "tests/journal/place.h"

G_BEGIN_DECLS

/**
 * Keeper:
 * @locker: of no doors, which a journal does not need
 *
 * A journal, the locker that it is of, and a life that goes into both: cubby-lockerd without its wires.
 */
typedef struct {
  CubbyJournal *journal;
  CubbyLocker *locker;
  CubbyJournalLoad load;
  Life life;
} Keeper;

extern const CubbyLockerMake keeper_make; /* no doors, no rules */
extern const char *const keeper_doors[];

/* @life: where it stood before, or a new one of zeros */
Keeper *keeper_open (const char *path, const Life *life, GError **error);
void keeper_free (Keeper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Keeper, keeper_free)

/* Journals and applies the next @n decisions of the life, each with a row of the outbox. */
gboolean keeper_live (Keeper *self, guint n, GError **error);
/* Tidies until nothing is due. Returns: how many pieces of work that was; 0 with @error set. */
guint keeper_tidy (Keeper *self, const CubbyJournalCare *care, GError **error);

G_END_DECLS
