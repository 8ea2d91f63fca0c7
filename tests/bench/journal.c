/* SPDX-License-Identifier: Apache-2.0 */
/* A journal of a million rows and 256 doors: how long cubby-lockerd takes to start with it and what it keeps
 * in memory; what a pickup costs on the disk; how fast a file is proved; how long a snapshot and a piece of
 * retention hold up a door. */
#include "app/common/hash.h"
#include "app/journal/journal-verify.h"
#include "tests/bench/journal-fill.h"
#include "tests/bench/report.h"
#include "tests/bench/samples.h"
#include "tests/bench/start-process.h"
#include "tests/journal/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BENCH "journal"
#define ROWS 1000000
#define AFTER 4900 /* after the newest snapshot: the next one is nearly due */
#define STARTS 7
#define SETTLE_US (6 * G_USEC_PER_SEC) /* meanwhile it writes a snapshot and begins to remove old rows */
#define PICKUPS 60
#define TIDYINGS 15

typedef struct {
  const char *lockerd;
  gint64 rows;
  char *folder;
  char *journal;
  char *config;
  GTestDBus *dbus;
  int notify;
} Fixture;

static char *
make_config (const char *folder)
{
  g_auto (GStrv) doors = bench_door_names ();
  GString *text = g_string_new (NULL);
  g_string_append_printf (
      text,
      "[store]\nid=4711\nname=Bench\n[kiosk]\nid=k\n"
      "[locker]\nstate-directory=%s\nstaff-file=%s/staff.conf\npass-keys-file=%s/keys.conf\n"
      "[link]\ncentral-url=http://127.0.0.1:9\nallow-plain-http=true\ntoken-file=%s/token\n"
      "[bus main]\ntransport=tcp\naddress=127.0.0.1\nport=9\n", /* nobody is there */
      folder, folder, folder, folder);
  for (guint i = 0; i < BENCH_DOORS / 8; i++)
    g_string_append_printf (text, "[board %u]\nbus=main\nprofile=waveshare-rtu-d\nunit=%u\n", i + 1, i + 1);
  for (guint i = 0; i < BENCH_DOORS; i++) {
    if (i % 16 == 0)
      g_string_append_printf (text, "\n[column %c]\ndoors=", 'A' + (char)(i / 16));
    g_string_append_printf (text, "%s S %u/%u;", doors[i], i / 8 + 1, i % 8 + 1);
  }
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

static void
set_up (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("cubby-journal-XXXXXX", &error);
  bench_check (error, "a directory");
  fixture->journal = g_build_filename (fixture->folder, "journal.db", NULL);
  fixture->config = g_build_filename (fixture->folder, "cubby.conf", NULL);
  g_autofree char *text = make_config (fixture->folder);
  g_file_set_contents (fixture->config, text, -1, &error);
  bench_check (error, fixture->config);
  fixture->dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->dbus);
  fixture->notify = bench_notify_listen (fixture->folder);
}

static void
tear_down (Fixture *fixture)
{
  static const char *const names[] = {"journal.db", "journal.db-wal", "journal.db-shm", "cubby.conf",
                                      "notify"};
  close (fixture->notify);
  g_test_dbus_down (fixture->dbus);
  g_object_unref (fixture->dbus);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->journal);
  g_free (fixture->config);
}

/* The whole file once, as a start without snapshots would have to. */
static double
read_plain_ms (const char *path)
{
  static guint8 block[1 << 20];
  double begun = bench_wall_ms ();
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    bench_fail ("%s: %s", path, g_strerror (errno));
  while (read (fd, block, sizeof block) > 0)
    ;
  close (fd);
  return bench_wall_ms () - begun;
}

static double
measure_start (Fixture *fixture, BenchMemory *ret_memory)
{
  g_autoptr (BenchSamples) ready_ms = bench_samples_new ();
  const char *const argv[] = {fixture->lockerd, "--session", "--config", fixture->config, NULL};
  for (guint i = 0; i <= STARTS; i++) { /* the first brings the program into the page cache */
    BenchProcess process = bench_process_start (argv, NULL, fixture->notify);
    if (i > 0)
      bench_samples_add (ready_ms, process.ready_ms);
    if (i == STARTS) {
      g_usleep (SETTLE_US);
      *ret_memory = bench_process_read_memory (&process);
    }
    bench_process_stop (&process);
  }
  return bench_samples_get_percentile (ready_ms, 50);
}

static void
report_starts (Fixture *fixture)
{
  BenchMemory full, empty;
  double empty_ms = measure_start (fixture, &empty);
  g_unlink (fixture->journal);
  double begun = bench_wall_ms ();
  bench_journal_fill (fixture->journal, fixture->rows, AFTER);
  bench_progress ("journal: made in %.1f s", (bench_wall_ms () - begun) / 1e3);
  double plain_ms = read_plain_ms (fixture->journal);
  double full_ms = measure_start (fixture, &full);
  g_autofree char *name =
      g_strdup_printf ("cubby-lockerd, 256 doors, %" G_GINT64_FORMAT " rows", fixture->rows);
  g_autofree char *ready = g_strconcat (name, ": exec to ready, median", NULL);
  g_autofree char *rss = g_strconcat (name, ": RSS", NULL);
  g_autofree char *pss = g_strconcat (name, ": PSS", NULL);
  bench_report_against (BENCH, ready, full_ms, "ms", plain_ms, "reading the bytes of the journal once");
  bench_report_against (BENCH, "the same: exec to ready, median", full_ms, "ms", empty_ms,
                        "an empty journal");
  bench_report_against (BENCH, rss, full.rss_kb / 1024, "MiB", empty.rss_kb / 1024, "an empty journal");
  bench_report_against (BENCH, pss, full.pss_kb / 1024, "MiB", empty.pss_kb / 1024, "an empty journal");
}

/* The bytes that verify has to hash, in one piece. */
static double
hash_plain_ms (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;
  guint8 hash[CUBBY_HASH_SIZE];
  g_file_get_contents (path, &bytes, &size, &error);
  bench_check (error, path);
  double begun = bench_wall_ms ();
  cubby_hash_data (bytes, size, hash);
  return bench_wall_ms () - begun;
}

static void
report_verify (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  CubbyJournalVerdict verdict;
  double plain_ms = hash_plain_ms (fixture->journal);
  double begun = bench_wall_ms ();
  g_autoptr (CubbyJournal) journal = cubby_journal_open (fixture->journal, CUBBY_JOURNAL_READ, &error);
  bench_check (error, fixture->journal);
  cubby_journal_verify (journal, NULL, NULL, &verdict, &error);
  bench_check (error, "verify");
  double ms = bench_wall_ms () - begun;
  double rows = (double)(verdict.last - verdict.first + 1);
  bench_report_against (BENCH, "verify: pages, chain, replay", rows / ms * 1e3, "rows/s",
                        rows / plain_ms * 1e3, "BLAKE2b of the file in one piece");
}

/* The decisions of one pickup: granted and intended, opened, closed. */
static double
append_pickup (Keeper *keeper)
{
  g_autoptr (GError) error = NULL;
  while (keeper->life.step != 6) /* tests/journal/life.c: announced, stowed, signed out */
    keeper_live (keeper, 1, &error);
  double begun = bench_wall_ms ();
  keeper_live (keeper, 3, &error);
  bench_check (error, "append");
  return bench_wall_ms () - begun;
}

static Keeper *
open_keeper (Fixture *fixture, GStrv doors)
{
  g_autoptr (GError) error = NULL;
  Life life = {.doors = (const char *const *)doors,
               .now_ms = g_get_real_time () / 1000 + 60000,
               .cycle_ms = 60000,
               .cycle = (guint)fixture->rows};
  Keeper *keeper = keeper_open (fixture->journal, &life, &error);
  bench_check (error, fixture->journal);
  return keeper;
}

static void
report_pickups (Fixture *fixture, Keeper *keeper, double fsync_ms)
{
  g_autoptr (BenchSamples) ms = bench_samples_new ();
  for (guint i = 0; i < PICKUPS; i++)
    bench_samples_add (ms, append_pickup (keeper));
  bench_report_against (BENCH, "append of a pickup, 3 transactions, median",
                        bench_samples_get_percentile (ms, 50), "ms", 3 * fsync_ms, "3 times one fdatasync");
}

static void
report_tidy (Fixture *fixture, Keeper *keeper, double fsync_ms)
{
  g_autoptr (BenchSamples) save_ms = bench_samples_new ();
  g_autoptr (BenchSamples) trim_ms = bench_samples_new ();
  g_autoptr (GError) error = NULL;
  CubbyJournalCare care = cubby_journal_care (90);
  CubbyJournalTidied tidied = CUBBY_JOURNAL_TRIMMED_ROWS;
  for (guint i = 0; i < TIDYINGS; i++) {
    keeper_live (keeper, 1, &error);
    double begun = bench_wall_ms ();
    cubby_journal_save (keeper->journal, keeper->locker, keeper->life.now_ms, &error);
    bench_check (error, "snapshot");
    bench_samples_add (save_ms, bench_wall_ms () - begun);
  }
  for (guint i = 0; i < TIDYINGS && tidied == CUBBY_JOURNAL_TRIMMED_ROWS; i++) {
    double begun = bench_wall_ms ();
    cubby_journal_tidy (keeper->journal, keeper->locker, &care, keeper->life.now_ms, &tidied, &error);
    bench_check (error, "tidy");
    bench_samples_add (trim_ms, bench_wall_ms () - begun);
  }
  g_autofree char *text = cubby_locker_save (keeper->locker);
  bench_report (BENCH, "snapshot of 256 doors and the parcels of a fortnight: size",
                (double)strlen (text) / 1024, "KiB");
  bench_report_against (BENCH, "the same: written, median", bench_samples_get_percentile (save_ms, 50), "ms",
                        fsync_ms, "one fdatasync");
  bench_report_against (BENCH, "500 old rows removed, median", bench_samples_get_percentile (trim_ms, 50),
                        "ms", fsync_ms, "one fdatasync");
}

int
main (int argc, char **argv)
{
  Fixture fixture = {.rows = ROWS};
  bench_begin (BENCH);
  if (argc < 2 || argc > 3 ||
      (argc == 3 && !g_ascii_string_to_signed (argv[2], 10, 20000, 100000000, &fixture.rows, NULL)))
    bench_fail ("usage: bench-journal CUBBY-LOCKERD [ROWS] (20000 or more)");
  fixture.lockerd = argv[1];
  set_up (&fixture);
  report_starts (&fixture);
  report_verify (&fixture);
  g_auto (GStrv) doors = bench_door_names ();
  g_autoptr (Keeper) keeper = open_keeper (&fixture, doors);
  double fsync_ms = bench_measure_fsync_ms (fixture.folder);
  report_pickups (&fixture, keeper, fsync_ms);
  report_tidy (&fixture, keeper, fsync_ms);
  g_clear_pointer (&keeper, keeper_free);
  tear_down (&fixture);
  return 0;
}
