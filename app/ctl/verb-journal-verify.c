/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"
#include "app/journal/journal-verify.h"

#include <unistd.h>

#define LONG_ROWS 100000 /* it takes more than the twinkling of an eye */

/* Says why; what cannot be looked at is neither good nor bad. */
static int
say_why (const GError *error)
{
  static const CubbyJournalError unseen[] = {CUBBY_JOURNAL_ERROR_OPEN, CUBBY_JOURNAL_ERROR_IN_USE,
                                             CUBBY_JOURNAL_ERROR_FOREIGN, CUBBY_JOURNAL_ERROR_VERSION};
  cubby_ctl_failed ("%s", error->message);
  if (g_error_matches (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_IN_USE))
    g_printerr ("Stop cubby-lockerd, verify, and start it again: systemctl stop cubby-lockerd\n");
  for (gsize i = 0; i < G_N_ELEMENTS (unseen); i++)
    if (g_error_matches (error, CUBBY_JOURNAL_ERROR, (int)unseen[i]))
      return CUBBY_CTL_UNSEEN;
  return CUBBY_CTL_FAILED;
}

static void
show_progress (gint64 done, gint64 all, gpointer user_data)
{
  if (all >= LONG_ROWS && isatty (STDERR_FILENO))
    g_printerr ("\r%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " rows%s", done, all,
                all - done < 10000 ? "\n" : "");
}

static void
print_verdict (const CubbyJournal *journal, const CubbyJournalVerdict *verdict)
{
  g_autofree char *head = cubby_journal_get_head (journal);
  g_print ("good\t%" G_GINT64_FORMAT " rows\thead %s\n", verdict->last, head);
  if (verdict->first > 1)
    g_print ("begins\trow %" G_GINT64_FORMAT ": older ones were removed\n", verdict->first);
  if (verdict->snapshots > 0)
    g_print ("snapshots\t%u, of which %u are what the rows before them come to\n", verdict->snapshots,
             verdict->replayed);
  if (verdict->unread > 0)
    g_print ("snapshots\t%u of another version were proved by their hash alone\n", verdict->unread);
}

int
cubby_ctl_journal_verify (int argc, char **argv)
{
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require_one ("FILE", files))
    return CUBBY_CTL_USAGE;
  g_autoptr (GError) error = NULL;
  CubbyJournalVerdict verdict;
  g_autoptr (CubbyJournal) journal = cubby_journal_open (files[0], CUBBY_JOURNAL_READ, &error);
  if (journal == NULL || !cubby_journal_verify (journal, show_progress, NULL, &verdict, &error))
    return say_why (error);
  print_verdict (journal, &verdict);
  return CUBBY_CTL_GOOD;
}
