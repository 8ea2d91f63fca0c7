/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/journal/place.h"

#include <unistd.h>

static void
append (CubbyJournal *journal, guint n_events, guint n_outbox)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_locker_event_free);
  g_autoptr (GPtrArray) outbox = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_outbox_row_free);
  for (guint i = 0; i < n_events; i++) {
    CubbyLockerEvent *event = cubby_locker_event_new (CUBBY_EVENT_DOOR_FORCED, 1000 + i);
    event->door = g_strdup_printf ("A%u", i);
    g_ptr_array_add (events, event);
  }
  for (guint i = 0; i < n_outbox; i++) {
    g_autofree char *id = g_uuid_string_random ();
    g_ptr_array_add (outbox, cubby_outbox_row_new (0, id, 1000, "door.forced", "{}"));
  }
  cubby_journal_append (journal, events, outbox, &error);
  g_assert_no_error (error);
}

/* A journal of ten rows, three in the outbox. */
static void
fill (const Place *place)
{
  g_autoptr (CubbyJournal) journal = place_open (place, CUBBY_JOURNAL_WRITE);
  g_assert_true (cubby_journal_read (journal, NULL, NULL, NULL));
  append (journal, 4, 3);
  append (journal, 6, 0);
}

static gboolean
count_row (const CubbyJournalRow *row, gpointer user_data, GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("door=A%" G_GINT64_FORMAT, row->seq <= 4 ? row->seq - 1 : row->seq - 5);
  g_assert_cmpstr (row->text, ==, text);
  *(guint *)user_data += 1;
  return TRUE;
}

static void
reads_back (void)
{
  g_auto (Place) place = place_new ();
  guint n = 0;
  fill (&place);
  g_autoptr (CubbyJournal) journal = place_open (&place, CUBBY_JOURNAL_READ);
  g_assert_true (cubby_journal_read (journal, count_row, &n, NULL));
  g_assert_cmpuint (n, ==, 10);
  g_assert_cmpint (cubby_journal_get_rows (journal), ==, 10);
}

static void
outbox (void)
{
  g_auto (Place) place = place_new ();
  gint64 rows, last;
  fill (&place);
  g_autoptr (CubbyJournal) journal = place_open (&place, CUBBY_JOURNAL_WRITE);
  g_autoptr (GPtrArray) two = cubby_journal_list_outbox (journal, 1, 2, NULL);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpint (((CubbyOutboxRow *)g_ptr_array_index (two, 0))->seq, ==, 2);
  g_assert_true (cubby_journal_acknowledge (journal, 3, NULL));
  g_assert_true (cubby_journal_count_outbox (journal, &rows, &last, NULL));
  g_assert_cmpint (rows, ==, 0);
  g_assert_cmpint (last, ==, 3);
  g_assert_true (cubby_journal_read (journal, NULL, NULL, NULL));
  append (journal, 1, 1); /* a number is never given twice */
  g_autoptr (GPtrArray) next = cubby_journal_list_outbox (journal, 0, 9, NULL);
  g_assert_cmpint (((CubbyOutboxRow *)g_ptr_array_index (next, 0))->seq, ==, 4);
}

static void
two_writers (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyJournal) first = place_open (&place, CUBBY_JOURNAL_WRITE);
  g_autoptr (CubbyJournal) second = cubby_journal_open (place.path, CUBBY_JOURNAL_WRITE, &error);
  g_assert_null (second);
  g_assert_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_IN_USE);
}

static void
not_proved (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (CubbyJournal) journal = place_open (&place, CUBBY_JOURNAL_WRITE);
  g_assert_false (cubby_journal_append (journal, none, none, &error));
  g_assert_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT);
}

typedef struct {
  const char *name;
  const char *sql;
  CubbyJournalError code;
  const char *message; /* part of it */
} DamageRow;

static const DamageRow damage_rows[] = {
    {"a changed text", "UPDATE event SET text = 'door=B0' WHERE seq = 3", CUBBY_JOURNAL_ERROR_CORRUPT,
     "row 3"},
    {"a changed time", "UPDATE event SET time_ms = 1 WHERE seq = 5", CUBBY_JOURNAL_ERROR_CORRUPT, "row 5"},
    {"a changed type", "UPDATE event SET type = 'clock' WHERE seq = 1", CUBBY_JOURNAL_ERROR_CORRUPT, "row 1"},
    {"a changed hash", "UPDATE event SET hash = zeroblob(32) WHERE seq = 10", CUBBY_JOURNAL_ERROR_CORRUPT,
     "row 10"},
    {"a short hash", "UPDATE event SET hash = x'00' WHERE seq = 2", CUBBY_JOURNAL_ERROR_CORRUPT, "row 2"},
    {"a row taken out", "DELETE FROM event WHERE seq = 4", CUBBY_JOURNAL_ERROR_CORRUPT, "row 4"},
    {"the first row taken out", "DELETE FROM event WHERE seq = 1", CUBBY_JOURNAL_ERROR_CORRUPT, "row 1"},
    {"the tail cut off", "DELETE FROM event WHERE seq > 7", CUBBY_JOURNAL_ERROR_CORRUPT, "row 8"},
    {"everything cut off", "DELETE FROM event", CUBBY_JOURNAL_ERROR_CORRUPT, "row 1"},
    {"two rows exchanged",
     "UPDATE event SET seq = -1 WHERE seq = 2; UPDATE event SET seq = 2 WHERE seq = 3; UPDATE event SET seq "
     "= 3 WHERE seq = -1",
     CUBBY_JOURNAL_ERROR_CORRUPT, "row 2"},
    {"no head", "DELETE FROM head", CUBBY_JOURNAL_ERROR_CORRUPT, "head"},
    {"a head turned back", "UPDATE head SET seq = 9", CUBBY_JOURNAL_ERROR_CORRUPT, "row 10"},
    {"another head", "UPDATE head SET hash = zeroblob(32)", CUBBY_JOURNAL_ERROR_CORRUPT, "row 10"},
    {"another version", "PRAGMA user_version = 99", CUBBY_JOURNAL_ERROR_VERSION, "version 99"},
    {"another program's database", "PRAGMA application_id = 7", CUBBY_JOURNAL_ERROR_FOREIGN,
     "another program"},
    {"no table", "DROP TABLE event", CUBBY_JOURNAL_ERROR_IO, "no such table"},
};

static void
damage (gconstpointer data)
{
  const DamageRow *row = data;
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  fill (&place);
  place_execute (&place, row->sql);
  g_autoptr (CubbyJournal) journal = cubby_journal_open (place.path, CUBBY_JOURNAL_READ, &error);
  if (journal != NULL)
    g_assert_false (cubby_journal_read (journal, NULL, NULL, &error));
  g_assert_error (error, CUBBY_JOURNAL_ERROR, (int)row->code);
  g_assert_nonnull (g_strstr_len (error->message, -1, row->message));
}

/* Bytes of the file itself: whatever is damaged, it is said, and nothing crashes. */
static void
damaged_bytes (void)
{
  g_auto (Place) place = place_new ();
  g_autofree char *good = NULL;
  gsize size;
  fill (&place);
  g_assert_true (g_file_get_contents (place.path, &good, &size, NULL));
  guint found = 0;
  for (gsize at = 0; at < size; at += 307) {
    g_autofree char *bad = g_memdup2 (good, size);
    g_autoptr (GError) error = NULL;
    bad[at] = (char)~bad[at];
    g_assert_true (g_file_set_contents (place.path, bad, (gssize)size, NULL));
    g_autoptr (CubbyJournal) journal = cubby_journal_open (place.path, CUBBY_JOURNAL_READ, &error);
    gboolean proved = journal != NULL && cubby_journal_read (journal, NULL, NULL, &error);
    g_assert_cmpint (proved, ==, error == NULL); /* unused space of a page may change unseen */
    found += !proved;
  }
  g_assert_cmpuint (found, >, 3);
}

static void
cut_file (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  fill (&place);
  g_assert_cmpint (truncate (place.path, 5000), ==, 0);
  g_autoptr (CubbyJournal) journal = cubby_journal_open (place.path, CUBBY_JOURNAL_READ, &error);
  if (journal != NULL)
    g_assert_false (cubby_journal_read (journal, NULL, NULL, &error));
  g_assert_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT);
}

static void
no_database (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GError) error = NULL;
  g_assert_true (
      g_file_set_contents (place.path, "this is a letter to my aunt, and no database at all", -1, NULL));
  g_autoptr (CubbyJournal) journal = cubby_journal_open (place.path, CUBBY_JOURNAL_WRITE, &error);
  g_assert_null (journal);
  g_assert_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT);
}

static void
not_there (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyJournal) journal =
      cubby_journal_open ("/nonexistent/journal.db", CUBBY_JOURNAL_READ, &error);
  g_assert_null (journal);
  g_assert_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_OPEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/journal/what was written is read back", reads_back);
  g_test_add_func ("/journal/the outbox is read, acknowledged and numbered on", outbox);
  g_test_add_func ("/journal/two programs cannot write", two_writers);
  g_test_add_func ("/journal/nothing is added before it is proved", not_proved);
  for (guint i = 0; i < G_N_ELEMENTS (damage_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/journal/it is found: %s", damage_rows[i].name);
    g_test_add_data_func (path, &damage_rows[i], damage);
  }
  g_test_add_func ("/journal/damaged bytes are said and crash nothing", damaged_bytes);
  g_test_add_func ("/journal/a cut file is found", cut_file);
  g_test_add_func ("/journal/a letter is no journal", no_database);
  g_test_add_func ("/journal/a journal that is not there is said", not_there);
  return g_test_run ();
}
