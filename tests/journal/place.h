/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/journal/journal.h"

G_BEGIN_DECLS

/* A folder for one journal, which goes with it. */
typedef struct {
  char *directory;
  char *path;
} Place;

Place place_new (void);
/* Removes the journal and its WAL. */
void place_empty (const Place *place);
void place_clear (Place *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

CubbyJournal *place_open (const Place *place, CubbyJournalMode mode);
/* Runs SQL on the file past the journal: damage. */
void place_execute (const Place *place, const char *sql);

G_END_DECLS
