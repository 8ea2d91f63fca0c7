/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/journal-fill.h"

#include "tests/bench/report.h"
#include "tests/journal/keeper.h"

#define YEAR_MS (365LL * 24 * 60 * 60 * 1000)
#define GROUP_ROWS 5000
#define ROWS_A_CYCLE 11 /* about; see tests/journal/life.c */

GStrv
bench_door_names (void)
{
  GStrv names = g_new0 (char *, BENCH_DOORS + 1);
  for (guint i = 0; i < BENCH_DOORS; i++)
    names[i] = g_strdup_printf ("%c%u", (char)('A' + i / 16), i % 16 + 1);
  return names;
}

static void
apply (CubbyLocker *locker, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    if (!cubby_locker_step (locker, g_ptr_array_index (events, i), NULL, NULL))
      bench_fail ("the life of the lockers does not fit");
}

/* Up to @last, which is met to a row or two. */
static void
fill_to (Keeper *keeper, gint64 last)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  while (cubby_journal_get_rows (keeper->journal) < last) {
    g_autoptr (GPtrArray) events = life_events_new ();
    gint64 most = MIN (GROUP_ROWS, last - cubby_journal_get_rows (keeper->journal));
    while (events->len < most)
      life_next (&keeper->life, events);
    cubby_journal_append (keeper->journal, events, none, &error);
    bench_check (error, "the journal");
    apply (keeper->locker, events);
    if (cubby_journal_get_rows (keeper->journal) % (40 * GROUP_ROWS) < GROUP_ROWS)
      bench_progress ("journal: %" G_GINT64_FORMAT " rows", cubby_journal_get_rows (keeper->journal));
  }
}

static void
save (Keeper *keeper)
{
  g_autoptr (GError) error = NULL;
  cubby_journal_save (keeper->journal, keeper->locker, keeper->life.now_ms, &error);
  bench_check (error, "a snapshot");
}

void
bench_journal_fill (const char *path, gint64 rows, gint64 after)
{
  g_auto (GStrv) doors = bench_door_names ();
  g_autoptr (GError) error = NULL;
  Life life = {.doors = (const char *const *)doors,
               .now_ms = g_get_real_time () / 1000 - YEAR_MS,
               .cycle_ms = YEAR_MS / (rows / ROWS_A_CYCLE + 2)};
  g_autoptr (Keeper) keeper = keeper_open (path, &life, &error);
  bench_check (error, path);
  fill_to (keeper, rows - 2 * after);
  save (keeper);
  fill_to (keeper, rows - after);
  save (keeper);
  fill_to (keeper, rows);
}
