/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/writer.h"
#include "protocols/sql/sqlite-file.h"

#include <errno.h>
#include <glib/gstdio.h>

/* The file first: without it what is left beside it belongs to nothing. */
void
cubby_catalogue_remove_file (const char *path)
{
  static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
    g_unlink (name);
  }
}

/* A connection that does not keep the log folds it into the file when it closes. */
static gboolean
fold_log (const char *path, GError **error)
{
  g_autoptr (CubbySqliteFile) file =
      cubby_sqlite_file_open (path, CUBBY_SQLITE_READ_WRITE, "PRAGMA wal_checkpoint(TRUNCATE)", error);
  return file != NULL;
}

gboolean
cubby_catalogue_replace_file (const char *from, const char *to, GError **error)
{
  if (!fold_log (from, error))
    return FALSE;
  /* A new file must never meet the log of the old one, so the old one goes before the new one comes. Readers
   * go on with the old one, which they hold open; after a crash in between the writer starts with an empty
   * one. */
  cubby_catalogue_remove_file (to);
  if (g_rename (from, to) == 0)
    return TRUE;
  g_set_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_FAILED, "%s: cannot become %s: %s", from,
               to, g_strerror (errno));
  return FALSE;
}
