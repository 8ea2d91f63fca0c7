/* SPDX-License-Identifier: Apache-2.0 */
/* Snapshots, retention, older files, and what damage does to them. */
#include "app/journal/journal-private.h"
#include "app/journal/journal-verify.h"
#include "tests/journal/keeper.h"

#include <string.h>

#define DAY_MS (24LL * 60 * 60 * 1000)

/* Small, so that a short life has everything. */
static const CubbyJournalCare care = {.snapshot_rows = 100,
                                      .snapshot_ms = 10 * DAY_MS,
                                      .keep_ms = 5 * DAY_MS,
                                      .trim_rows = 40,
                                      .trim_ms = DAY_MS};

static char *version_1;

static Keeper *
open_keeper (const Place *place)
{
  g_autoptr (GError) error = NULL;
  static const Life fresh;
  Keeper *keeper = keeper_open (place->path, &fresh, &error);
  g_assert_no_error (error);
  return keeper;
}

static void
live (Keeper *keeper, guint n)
{
  g_autoptr (GError) error = NULL;
  keeper_live (keeper, n, &error);
  g_assert_no_error (error);
}

static guint
tidy (Keeper *keeper)
{
  g_autoptr (GError) error = NULL;
  guint n = keeper_tidy (keeper, &care, &error);
  g_assert_no_error (error);
  return n;
}

/* Lives and tidies in turn, as the days go by. Returns: what the locker is then. */
static char *
fill (const Place *place, guint rounds)
{
  g_autoptr (Keeper) keeper = open_keeper (place);
  for (guint i = 0; i < rounds; i++) {
    live (keeper, 30);
    tidy (keeper);
  }
  live (keeper, 13);
  return cubby_locker_save (keeper->locker);
}

/* What the centre is still to hear, as one text. */
static char *
describe_outbox (CubbyJournal *journal)
{
  g_autoptr (GPtrArray) rows = cubby_journal_list_outbox (journal, 0, 100000, NULL);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++) {
    const CubbyOutboxRow *row = g_ptr_array_index (rows, i);
    g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %s %s\n", row->id, row->time_ms, row->type,
                            row->data);
  }
  return g_string_free (text, FALSE);
}

static void
check_state (const Place *place, const char *expected)
{
  g_autoptr (Keeper) keeper = open_keeper (place);
  g_autofree char *got = cubby_locker_save (keeper->locker);
  g_assert_cmpstr (got, ==, expected);
}

static CubbyJournalVerdict
verify (const Place *place)
{
  g_autoptr (GError) error = NULL;
  CubbyJournalVerdict verdict;
  g_autoptr (CubbyJournal) journal = place_open (place, CUBBY_JOURNAL_READ);
  cubby_journal_verify (journal, NULL, NULL, &verdict, &error);
  g_assert_no_error (error);
  return verdict;
}

static void
starts_from_it (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *state = fill (&place, 9);
  g_autoptr (Keeper) keeper = open_keeper (&place);
  g_autofree char *loaded = cubby_locker_save (keeper->locker);
  g_assert_cmpstr (loaded, ==, state);
  g_assert_cmpint (keeper->load.snapshot, >, 100);
  g_assert_cmpint (keeper->load.snapshot + keeper->load.replayed, ==,
                   cubby_journal_get_rows (keeper->journal));
  g_assert_cmpint (keeper->load.replayed, <, 120);
  live (keeper, 5); /* and goes on */
}

static gint64
count (const Place *place, const char *sql)
{
  g_autoptr (CubbySqliteFile) file = cubby_sqlite_file_open (place->path, CUBBY_SQLITE_READ_ONLY, NULL, NULL);
  gint64 n = -1;
  g_assert_true (cubby_sqlite_file_read_int (file, &n, -1, NULL, sql, ""));
  return n;
}

static void
old_rows_go (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *state = fill (&place, 30); /* eleven weeks */
  CubbyJournalVerdict verdict = verify (&place);
  g_assert_cmpint (verdict.first, >, 500);
  g_assert_cmpuint (verdict.snapshots, >, 0);
  g_assert_cmpint (count (&place, "SELECT count(*) FROM event"), ==, verdict.last - verdict.first + 1);
  g_assert_cmpint (count (&place, "SELECT count(*) FROM snapshot"), ==, 2);
  g_assert_cmpint (count (&place, "SELECT count(*) FROM outbox"), ==, 30 * 30 + 13);
  g_assert_cmpint (verdict.first, <=, count (&place, "SELECT min(seq) FROM snapshot"));
  check_state (&place, state);
}

static void
young_rows_stay (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (Keeper) keeper = open_keeper (&place);
  CubbyJournalCare long_care = care;
  CubbyJournalTidied tidied;
  long_care.keep_ms = 500 * DAY_MS;
  for (guint i = 0; i < 30; i++) {
    live (keeper, 30);
    g_assert_true (
        cubby_journal_tidy (keeper->journal, keeper->locker, &long_care, keeper->life.now_ms, &tidied, NULL));
    g_assert_cmpint (tidied, !=, CUBBY_JOURNAL_TRIMMED_ROWS);
  }
  g_assert_cmpint (cubby_journal_get_first (keeper->journal), ==, 1);
  g_clear_pointer (&keeper, keeper_free);
  CubbyJournalVerdict verdict = verify (&place);
  g_assert_cmpuint (verdict.snapshots, >, 5);
  g_assert_cmpuint (verdict.replayed, ==, verdict.snapshots); /* every one is what the rows come to */
}

/* Even where nothing much happens, and nothing at all. */
static void
by_time (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (Keeper) keeper = open_keeper (&place);
  g_assert_cmpuint (tidy (keeper), ==, 0);
  live (keeper, 2);
  g_assert_cmpuint (tidy (keeper), ==, 1); /* the first */
  g_assert_cmpuint (tidy (keeper), ==, 0);
  live (keeper, 1);
  keeper->life.now_ms += 11 * DAY_MS;
  g_assert_cmpuint (tidy (keeper), ==, 2); /* another, and the rows before the first go */
  keeper->life.now_ms += 11 * DAY_MS;
  g_assert_cmpuint (tidy (keeper), >, 0); /* the row that says so is one */
}

/* A snapshot as a newer program would write it, with its row in the chain. */
static gboolean
write_alien (CubbyJournal *journal, gpointer user_data, GError **error)
{
  static const char text[] = "cubby-locker 99\nlocker smell=roses\nend\n";
  g_autofree char *row = cubby_journal_describe_snapshot (text);
  return cubby_journal_insert (journal, 1800000000000, CUBBY_JOURNAL_SNAPSHOT, row, error) &&
         cubby_sqlite_file_run (journal->file, error, "INSERT INTO snapshot VALUES (?, ?)", "it",
                                journal->head.seq, text);
}

static void
add_alien (const Place *place)
{
  g_autoptr (Keeper) keeper = open_keeper (place);
  g_assert_true (cubby_journal_transact (keeper->journal, write_alien, NULL, NULL));
}

typedef struct {
  const char *name;
  guint rounds;
  const char *sql; /* afterwards */
  const char *refused;
} AlienRow;

static const AlienRow alien_rows[] = {
    {"the one before it is taken", 9, "SELECT 1", "cubby-locker 99"},
    {"there is none before it: everything is replayed", 2,
     "DELETE FROM snapshot WHERE text NOT LIKE 'cubby-locker 99%'", "cubby-locker 99"},
    {"no text is kept at all: everything is replayed", 2, "DELETE FROM snapshot", NULL},
};

static void
alien (gconstpointer data)
{
  const AlienRow *row = data;
  g_auto (Place) place = place_new ();
  g_autofree char *state = fill (&place, row->rounds);
  add_alien (&place);
  place_execute (&place, row->sql);
  g_autoptr (Keeper) keeper = open_keeper (&place);
  g_autofree char *loaded = cubby_locker_save (keeper->locker);
  g_assert_cmpstr (loaded, ==, state);
  if (row->refused == NULL)
    g_assert_null (keeper->load.refused);
  else
    g_assert_nonnull (strstr (keeper->load.refused, row->refused));
}

/* Rather no locker than an empty one. */
static void
alien_and_no_rows (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  static const Life fresh;
  g_free (fill (&place, 30));
  add_alien (&place);
  place_execute (&place, "DELETE FROM snapshot WHERE text NOT LIKE 'cubby-locker 99%'");
  g_autoptr (Keeper) keeper = keeper_open (place.path, &fresh, &error);
  g_assert_null (keeper);
  g_assert_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_VERSION);
  g_assert_nonnull (strstr (error->message, "install the program that wrote it"));
}

typedef struct {
  const char *name;
  const char *sql;
  const char *load;   /* part of what cubby-lockerd says; NULL: it starts, and in the right state */
  const char *verify; /* part of what verify says */
} DamageRow;

#define NEWEST "(SELECT max(seq) FROM snapshot)"
#define OLDEST "(SELECT min(seq) FROM snapshot)"

static const DamageRow damage_rows[] = {
    {"a changed snapshot", "UPDATE snapshot SET text = replace (text, 'B2', 'B9') WHERE seq = " NEWEST,
     "has another hash than its snapshot", "has another hash than its snapshot"},
    {"the snapshot before it changed",
     "UPDATE snapshot SET text = replace (text, 'B2', 'B9') WHERE seq = " OLDEST, NULL,
     "has another hash than its snapshot"},
    {"a snapshot moved", "UPDATE snapshot SET seq = seq + 1 WHERE seq = " NEWEST,
     "is not that of its snapshot", "is not that of its snapshot"},
    {"the snapshot's row changed", "UPDATE event SET text = text || '0' WHERE seq = " NEWEST,
     "has another hash than its snapshot", "was changed"},
    {"a row after the snapshot changed", "UPDATE event SET time_ms = time_ms + 1 WHERE seq = " NEWEST " + 3",
     "was changed", "was changed"},
    {"a row before the snapshot changed", "UPDATE event SET time_ms = time_ms + 1 WHERE seq = " NEWEST " - 3",
     NULL, "was changed"},
    {"the row before the snapshot gone", "DELETE FROM event WHERE seq = " NEWEST " - 1", "is missing",
     "is missing"},
    {"the rows before the snapshot gone", "DELETE FROM event WHERE seq < " NEWEST " - 1", NULL, "is missing"},
    {"the tail cut off", "DELETE FROM event WHERE seq > " NEWEST " + 1", "is missing, and with it the end",
     "is missing, and with it the end"},
    {"the snapshot and the tail cut off",
     "DELETE FROM event WHERE seq >= " NEWEST "; DELETE FROM snapshot WHERE seq = " NEWEST,
     "is missing, and with it the end", "is missing, and with it the end"},
    {"another origin", "UPDATE origin SET seq = seq + 40", NULL, "lies before the origin"},
    {"another hash of the origin", "UPDATE origin SET hash = zeroblob(32)", NULL, "was changed"},
    {"the begin cut off as if by the journal",
     "UPDATE origin SET hash = (SELECT hash FROM event WHERE seq = origin.seq + 9), seq = seq + 9;"
     "DELETE FROM event WHERE seq <= (SELECT seq FROM origin)",
     NULL, "is not where the journal says that it begins"},
    {"no origin", "DELETE FROM origin", "has no origin", "has no origin"},
    {"a changed row of the outbox", "UPDATE outbox SET data = '{}}' WHERE seq = 7", "row 7 of the outbox",
     "row 7 of the outbox"},
    {"no snapshots", "DELETE FROM snapshot", "there is no snapshot", NULL},
};

static void
check_error (const GError *error, const char *part)
{
  g_assert_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT);
  if (strstr (error->message, part) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
damage (gconstpointer data)
{
  const DamageRow *row = data;
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL, verify_error = NULL;
  CubbyJournalVerdict verdict;
  static const Life fresh;
  g_autofree char *state = fill (&place, 20);
  place_execute (&place, row->sql);
  g_autoptr (CubbyJournal) journal = cubby_journal_open (place.path, CUBBY_JOURNAL_READ, &verify_error);
  if (journal != NULL)
    cubby_journal_verify (journal, NULL, NULL, &verdict, &verify_error);
  if (row->verify != NULL)
    check_error (verify_error, row->verify);
  else
    g_assert_no_error (verify_error);
  g_clear_pointer (&journal, cubby_journal_free);
  g_autoptr (Keeper) keeper = keeper_open (place.path, &fresh, &error);
  if (row->load != NULL) {
    check_error (error, row->load);
    return;
  }
  g_assert_no_error (error);
  g_autofree char *loaded = cubby_locker_save (keeper->locker);
  g_assert_cmpstr (loaded, ==, state);
}

static void
not_what_it_comes_to (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  CubbyJournalVerdict verdict;
  {
    g_autoptr (Keeper) keeper = open_keeper (&place);
    g_autoptr (CubbyLocker) liar =
        cubby_locker_new (keeper_make.bank, keeper_make.power_groups, keeper_make.rules);
    live (keeper, 40);
    g_assert_true (cubby_journal_save (keeper->journal, liar, 1, NULL));
  }
  g_autoptr (CubbyJournal) journal = place_open (&place, CUBBY_JOURNAL_READ);
  g_assert_false (cubby_journal_verify (journal, NULL, NULL, &verdict, &error));
  check_error (error, "is not what the rows before it come to");
}

/* Bytes of the file: either it is said, or nothing of it has changed. */
static void
any_byte (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *state = fill (&place, 14);
  g_autofree char *good = NULL, *outbox = NULL;
  gsize size;
  GRand *rand = g_rand_new_with_seed (11);
  {
    g_autoptr (Keeper) keeper = open_keeper (&place);
    outbox = describe_outbox (keeper->journal);
  }
  static const Life fresh;
  guint refused = 0, seen = 0;
  g_assert_true (g_file_get_contents (place.path, &good, &size, NULL));
  for (guint i = 0; i < 400; i++) {
    gsize at = i < 100 ? i : (gsize)g_rand_int_range (rand, 0, (gint32)size); /* the header, and anywhere */
    g_autofree char *bad = g_memdup2 (good, size);
    g_autoptr (GError) error = NULL, verify_error = NULL;
    CubbyJournalVerdict verdict;
    bad[at] = (char)(bad[at] ^ (1 << g_rand_int_range (rand, 0, 8)));
    place_empty (&place);
    g_assert_true (
        g_file_set_contents_full (place.path, bad, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    g_autoptr (CubbyJournal) journal = cubby_journal_open (place.path, CUBBY_JOURNAL_READ, &verify_error);
    seen += journal == NULL || !cubby_journal_verify (journal, NULL, NULL, &verdict, &verify_error);
    g_clear_pointer (&journal, cubby_journal_free);
    g_autoptr (Keeper) keeper = keeper_open (place.path, &fresh, &error);
    refused += keeper == NULL;
    if (keeper == NULL) {
      g_assert_nonnull (error);
      continue;
    }
    g_autofree char *loaded = cubby_locker_save (keeper->locker);
    g_autofree char *told = describe_outbox (keeper->journal);
    g_assert_cmpstr (loaded, ==, state);
    g_assert_cmpstr (told, ==, outbox);
  }
  g_test_message ("%u seen by verify, %u refused at start", seen, refused);
  g_assert_cmpuint (seen, >, 200);
  g_assert_cmpuint (refused, >, 30);
  g_assert_cmpuint (seen, >=, refused);
  g_rand_free (rand);
}

static void
place_version_1 (const Place *place)
{
  g_autofree char *old = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (version_1, &old, &size, NULL));
  g_assert_true (g_file_set_contents (place->path, old, (gssize)size, NULL));
}

static void
older_file (void)
{
  g_auto (Place) place = place_new ();
  place_version_1 (&place);
  CubbyJournalVerdict verdict = verify (&place); /* reading changes nothing */
  g_assert_cmpint (verdict.last, ==, 128);
  g_assert_cmpint (count (&place, "PRAGMA user_version"), ==, 1);
  g_autofree char *state = NULL;
  {
    g_autoptr (Keeper) keeper = open_keeper (&place);
    g_assert_cmpint (keeper->load.replayed, ==, 128);
    g_assert_nonnull (cubby_locker_find_parcel (keeper->locker, "00000000000000000011"));
    g_assert_cmpuint (tidy (keeper), >, 0);
    state = cubby_locker_save (keeper->locker);
  }
  g_assert_cmpint (count (&place, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (count (&place, "SELECT count(*) FROM outbox"), ==, 11);
  verdict = verify (&place);
  g_assert_cmpuint (verdict.replayed, ==, 1);
  check_state (&place, state);
}

/* What cannot be proved is not brought up to date: it stays as it is, byte for byte. */
static void
older_file_damaged (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  static const Life fresh;
  place_version_1 (&place);
  place_execute (&place, "UPDATE event SET text = replace (text, 'A1', 'A2') WHERE seq = 4");
  g_assert_null (keeper_open (place.path, &fresh, &error));
  check_error (error, "row 4");
  g_assert_cmpint (count (&place, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (count (&place, "SELECT count(*) FROM sqlite_schema WHERE name = 'snapshot'"), ==, 0);
}

/* A word that lies in the oldest rows, in no part of what is left. */
static void
nothing_is_left (void)
{
  static const char word[] = "label=00000000000000000007";
  static const char *const ends[] = {"", "-wal"};
  g_auto (Place) place = place_new ();
  g_autoptr (Keeper) keeper = open_keeper (&place);
  live (keeper, 90);
  g_autofree char *before = NULL;
  gsize size;
  g_autofree char *wal = g_strconcat (place.path, "-wal", NULL);
  g_assert_true (g_file_get_contents (wal, &before, &size, NULL));
  g_assert_nonnull (memmem (before, size, word, strlen (word))); /* it was there */
  for (guint i = 0; i < 30; i++) {
    live (keeper, 30);
    tidy (keeper);
  }
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (place.path, ends[i], NULL);
    g_autofree char *bytes = NULL;
    g_assert_true (
        g_file_get_contents (path, &bytes, &size, NULL)); /* while it is open: nothing was cleaned up */
    g_assert_null (memmem (bytes, size, word, strlen (word)));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  version_1 = argv[1];
  g_test_add_func ("/journal/snapshot/a start begins with the newest", starts_from_it);
  g_test_add_func ("/journal/snapshot/there is one a day where little happens", by_time);
  g_test_add_func ("/journal/snapshot/verify compares it with the rows before it", young_rows_stay);
  g_test_add_func ("/journal/snapshot/verify finds one that is not what the rows come to",
                   not_what_it_comes_to);
  for (guint i = 0; i < G_N_ELEMENTS (alien_rows); i++) {
    g_autofree char *path = g_strconcat ("/journal/snapshot/of a newer version: ", alien_rows[i].name, NULL);
    g_test_add_data_func (path, &alien_rows[i], alien);
  }
  g_test_add_func ("/journal/snapshot/of a newer version: and older rows are gone: it does not start",
                   alien_and_no_rows);
  g_test_add_func ("/journal/retention/old rows go, the outbox and the state stay", old_rows_go);
  g_test_add_func ("/journal/retention/what was removed is in no page and not in the WAL", nothing_is_left);
  for (guint i = 0; i < G_N_ELEMENTS (damage_rows); i++) {
    g_autofree char *path = g_strconcat ("/journal/damage/", damage_rows[i].name, NULL);
    g_test_add_data_func (path, &damage_rows[i], damage);
  }
  g_test_add_func ("/journal/damage/any bit is said or counts for nothing", any_byte);
  g_test_add_func ("/journal/version 1/is proved and brought up to date", older_file);
  g_test_add_func ("/journal/version 1/a damaged one stays as it is", older_file_damaged);
  return g_test_run ();
}
