/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/journal/place.h"

#include "protocols/sql/sqlite-file.h"

#include <glib/gstdio.h>

Place
place_new (void)
{
  gboolean memory =
      g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR); /* hundreds of fsyncs, of which none matters */
  Place place = {.directory =
                     g_build_filename (memory ? "/dev/shm" : g_get_tmp_dir (), "cubby-journal-XXXXXX", NULL)};
  g_assert_nonnull (g_mkdtemp (place.directory));
  place.path = g_build_filename (place.directory, "journal.db", NULL);
  return place;
}

void
place_empty (const Place *place)
{
  static const char *const ends[] = {"", "-wal", "-shm"};
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (place->path, ends[i], NULL);
    g_unlink (path);
  }
}

void
place_clear (Place *place)
{
  place_empty (place);
  g_rmdir (place->directory);
  g_free (place->directory);
  g_free (place->path);
}

CubbyJournal *
place_open (const Place *place, CubbyJournalMode mode)
{
  g_autoptr (GError) error = NULL;
  CubbyJournal *journal = cubby_journal_open (place->path, mode, &error);
  g_assert_no_error (error);
  return journal;
}

void
place_execute (const Place *place, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySqliteFile) file =
      cubby_sqlite_file_open (place->path, CUBBY_SQLITE_READ_WRITE, NULL, &error);
  g_assert_no_error (error);
  cubby_sqlite_file_execute (file, sql, &error);
  g_assert_no_error (error);
}
