/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/journal/journal.h"

G_BEGIN_DECLS

/**
 * CubbyJournalStory:
 *
 * Picks the rows of a door or a parcel out of a journal, and tells them a line each. A row about a grant is
 * told with the door and the parcel of that grant.
 */
typedef struct _CubbyJournalStory CubbyJournalStory;

/**
 * CubbyJournalWish:
 * @door: (nullable): @label: (nullable): only what is about it
 * @since_ms: only what is not older
 * @last: only so many rows, the newest; 0 all
 * @json: an object a line, not a sentence
 */
typedef struct {
  const char *door;
  const char *label;
  gint64 since_ms;
  guint last;
  gboolean json;
} CubbyJournalWish;

CubbyJournalStory *cubby_journal_story_new (const CubbyJournalWish *wish);
void cubby_journal_story_free (CubbyJournalStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyJournalStory, cubby_journal_story_free)

/* A CubbyJournalVisit; @story: the story. */
gboolean cubby_journal_story_add (const CubbyJournalRow *row, gpointer story, GError **error);
/* Tells what was kept back for @last. Returns: how many lines were told. */
guint cubby_journal_story_end (CubbyJournalStory *self);

G_END_DECLS
