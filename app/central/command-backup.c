/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/command-backup.h"
#include "app/central/backup.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#define NAME_FORMAT "central-%Y%m%dT%H%M%SZ.jsonl.gz"
#define NAME_PATTERN "^central-[0-9]{8}T[0-9]{6}Z\\.jsonl\\.gz$"

static void
show_progress (const char *table, gint64 n_rows, gpointer data)
{
  fprintf (stderr, "\r\033[K%s: %" G_GINT64_FORMAT " rows", table, n_rows);
}

/* For a person who waits; a log has no use for it. */
static CubbyBackupProgress
get_progress (void)
{
  return isatty (STDERR_FILENO) ? show_progress : NULL;
}

static void
end_progress (void)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r\033[K");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* Their names sort by their time. */
static GPtrArray *
list_backups (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (g_regex_match_simple (NAME_PATTERN, name, 0, 0))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Only after a new one is there. */
static gboolean
remove_old (const char *folder, gint64 keep, GError **error)
{
  g_autoptr (GPtrArray) names = keep > 0 ? list_backups (folder, error) : NULL;
  if (names == NULL)
    return keep == 0;
  for (guint i = 0; i + keep < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
    if (g_unlink (path) < 0) {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be removed", path);
      return FALSE;
    }
  }
  return TRUE;
}

static char *
make_path (const char *word, gint64 now_ms)
{
  if (!g_file_test (word, G_FILE_TEST_IS_DIR))
    return g_strdup (word);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now_ms / 1000);
  g_autofree char *name = g_date_time_format (time, NAME_FORMAT);
  return g_build_filename (word, name, NULL);
}

static gboolean
check_words (const CubbyCommandLine *line, const char *usage, GError **error)
{
  if (line->words[0] != NULL && line->words[1] == NULL)
    return TRUE;
  g_set_error_literal (error, CUBBY_COMMAND_ERROR, CUBBY_COMMAND_ERROR_USAGE, usage);
  return FALSE;
}

gboolean
cubby_command_backup (const CubbyCommandLine *line, GError **error)
{
  if (!check_words (line, "backup: name one FILE, or a FOLDER and perhaps --keep", error))
    return FALSE;
  gboolean folder = g_file_test (line->words[0], G_FILE_TEST_IS_DIR);
  if (line->keep < 0 || (line->keep > 0 && !folder)) {
    g_set_error_literal (error, CUBBY_COMMAND_ERROR, CUBBY_COMMAND_ERROR_USAGE,
                         "backup: --keep is a number of backups, of a FOLDER");
    return FALSE;
  }
  gint64 now_ms = g_get_real_time () / 1000;
  g_autofree char *path = make_path (line->words[0], now_ms);
  g_autoptr (CubbySql) sql = cubby_sql_open (line->database, CUBBY_SQL_READER, error);
  CubbyBackupCount count;
  gboolean good = sql != NULL && cubby_backup_write (sql, path, now_ms, get_progress (), NULL, &count, error);
  end_progress ();
  if (!good)
    return FALSE;
  printf ("%s: %" G_GINT64_FORMAT " rows of %u tables, schema %" G_GINT64_FORMAT
          "; pictures and the pass key are not in it\n",
          path, count.rows, count.tables, count.schema);
  return !folder || remove_old (line->words[0], line->keep, error);
}

gboolean
cubby_command_restore (const CubbyCommandLine *line, GError **error)
{
  if (!check_words (line, "restore: name one FILE", error))
    return FALSE;
  g_autoptr (CubbySql) sql = cubby_sql_open (line->database, CUBBY_SQL_SERVER, error);
  if (sql == NULL)
    return FALSE;
  CubbyStore store = {
      .sql = sql,
      .settings = line->settings,
      .now_ms = g_get_real_time () / 1000,
      .actor = "restore",
  };
  CubbyBackupCount count;
  gboolean good = cubby_restore_read (&store, line->words[0], get_progress (), NULL, &count, error);
  end_progress ();
  if (!good)
    return FALSE;
  g_autofree char *made = cubby_store_format_time (count.made_ms);
  printf ("restored %" G_GINT64_FORMAT " rows of %u tables as they were at %s (schema %" G_GINT64_FORMAT
          ", now %" G_GINT64_FORMAT ")\n"
          "epoch %" G_GINT64_FORMAT
          ": kiosks hear of every parcel anew; pictures come by an import or a copy "
          "of their folder\n",
          count.rows, count.tables, made, count.schema, count.migrated_to, count.epoch);
  fprintf (
      stderr,
      "cubby-central: what was revoked after %s is good again: API keys, tokens of kiosks, badges of staff, "
      "passes; so are the PINs of then. Revoke it once more before the service starts or is reached\n",
      made);
  return TRUE;
}
