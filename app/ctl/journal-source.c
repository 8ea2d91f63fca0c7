/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/journal-source.h"

#include "app/ctl/locker-call.h"

#define ROWS 200 /* what it gives at a time */

static gboolean
read_file (const char *path, CubbyJournalVisit visit, gpointer user_data, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (CubbyJournal) journal = cubby_journal_open (path, CUBBY_JOURNAL_READ, &problem);
  if (journal != NULL)
    return cubby_journal_read (journal, visit, user_data, error);
  if (g_error_matches (problem, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_IN_USE))
    g_prefix_error (&problem, "cubby-lockerd is asked for its own when no file is named: ");
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* @after: (inout): the number of the last row. Returns: FALSE at the end, and FALSE with @error set. */
static gboolean
read_some (gboolean session, guint64 *after, CubbyJournalVisit visit, gpointer user_data, GError **error)
{
  g_autoptr (GVariant) answer = cubby_ctl_locker_call (session, "Service", "ReadJournal",
                                                       g_variant_new ("(tu)", *after, (guint)ROWS), error);
  if (answer == NULL)
    return FALSE;
  if (!g_variant_is_of_type (answer, G_VARIANT_TYPE ("(a(txss))"))) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "cubby-lockerd answers otherwise than it should");
    return FALSE;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (answer, 0);
  GVariantIter iter;
  CubbyJournalRow row;
  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(tx&s&s)", after, &row.time_ms, &row.type, &row.text)) {
    row.seq = (gint64)*after;
    if (!visit (&row, user_data, error))
      return FALSE;
  }
  return g_variant_n_children (rows) == ROWS;
}

gboolean
cubby_journal_source_read (const char *path, gboolean session, CubbyJournalVisit visit, gpointer user_data,
                           GError **error)
{
  guint64 after = 0;
  GError *problem = NULL;
  if (path != NULL)
    return read_file (path, visit, user_data, error);
  while (read_some (session, &after, visit, user_data, &problem))
    ;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}
