/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lockerd/kill-age.h"

#include "app/common/settings.h"
#include "app/journal/journal-snapshot.h"

#include <glib/gstdio.h>

#define AGE_MS (100LL * 24 * 60 * 60 * 1000)

typedef struct {
  CubbyJournal *journal;
  CubbyLocker *locker;
} Copy;

static CubbyJournal *
open_in (const char *directory, CubbyJournalMode mode)
{
  g_autofree char *path = g_build_filename (directory, "journal.db", NULL);
  g_autoptr (GError) error = NULL;
  CubbyJournal *journal = cubby_journal_open (path, mode, &error);
  g_assert_no_error (error);
  return journal;
}

static gboolean
copy_row (const CubbyJournalRow *row, gpointer user_data, GError **error)
{
  Copy *self = user_data;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_locker_event_free);
  g_autoptr (GPtrArray) outbox = g_ptr_array_new ();
  if (g_str_has_prefix (row->type, "journal."))
    return TRUE;
  CubbyLockerEvent *event = cubby_locker_event_parse (row->type, row->time_ms - AGE_MS, row->text, error);
  if (event == NULL)
    return FALSE;
  g_ptr_array_add (events, event);
  g_assert_true (cubby_locker_step (self->locker, event, NULL, NULL));
  return cubby_journal_append (self->journal, events, outbox, error);
}

void
age_journal (Bench *bench, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings = cubby_settings_load (bench->rig->config, &error);
  g_assert_no_error (error);
  g_autofree guint *groups = g_new0 (guint, BENCH_DOORS);
  const CubbyLockerRules rules = {.pulse_ms = 100};
  const CubbyLockerMake make = {settings->bank, groups, &rules};
  g_auto (CubbyJournalLoad) load = {0};
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  bench_copy_directory (from, bench->crashed); /* reading makes files beside it */
  g_autoptr (CubbyJournal) old = open_in (bench->crashed, CUBBY_JOURNAL_READ);
  g_autoptr (CubbyJournal) aged = open_in (to, CUBBY_JOURNAL_WRITE);
  g_autoptr (CubbyLocker) locker = cubby_journal_load (aged, &make, &load, &error);
  g_assert_no_error (error);
  Copy copy = {aged, locker};
  cubby_journal_read (old, copy_row, &copy, &error);
  g_assert_no_error (error);
  cubby_journal_save (aged, locker, cubby_locker_get_last_ms (locker), &error);
  g_assert_no_error (error);
}

gboolean
is_trimmed (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  bench_keep_crashed (bench);
  g_autoptr (CubbyJournal) journal = open_in (bench->crashed, CUBBY_JOURNAL_READ);
  cubby_journal_read (journal, NULL, NULL, &error);
  g_assert_no_error (error);
  return cubby_journal_get_first (journal) > 1;
}
