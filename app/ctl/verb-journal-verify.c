/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"
#include "app/journal/journal.h"

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
  g_autoptr (CubbyJournal) journal = cubby_journal_open (files[0], CUBBY_JOURNAL_READ, &error);
  if (journal == NULL || !cubby_journal_read (journal, NULL, NULL, &error))
    return cubby_ctl_failed ("%s", error->message);
  g_autofree char *head = cubby_journal_get_head (journal);
  g_print ("good\t%" G_GINT64_FORMAT " rows\thead %s\n", cubby_journal_get_rows (journal), head);
  return CUBBY_CTL_GOOD;
}
