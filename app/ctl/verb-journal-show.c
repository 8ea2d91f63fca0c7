/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"
#include "app/journal/journal.h"

typedef struct {
  const char *door;   /* NULL: everything */
  GHashTable *grants; /* of that door */
} Filter;

static gboolean
is_wanted (const Filter *filter, const CubbyLockerEvent *event)
{
  if (filter->door == NULL)
    return TRUE;
  if (g_strcmp0 (event->door, filter->door) == 0) {
    if (event->grant != NULL)
      g_hash_table_add (filter->grants, g_strdup (event->grant));
    return TRUE;
  }
  return event->grant != NULL && g_hash_table_contains (filter->grants, event->grant);
}

/* number TAB time TAB event TAB fields */
static gboolean
show_row (const CubbyJournalRow *row, gpointer user_data, GError **error)
{
  g_autoptr (CubbyLockerEvent) event = cubby_locker_event_parse (row->type, row->time_ms, row->text, error);
  if (event == NULL)
    return FALSE;
  if (!is_wanted (user_data, event))
    return TRUE;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (row->time_ms / 1000);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : g_strdup ("?");
  g_print ("%" G_GINT64_FORMAT "\t%s.%03dZ\t%s\t%s\n", row->seq, text, (int)(row->time_ms % 1000), row->type,
           row->text);
  return TRUE;
}

int
cubby_ctl_journal_show (int argc, char **argv)
{
  g_autofree char *door = NULL;
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
      {"door", 0, 0, G_OPTION_ARG_STRING, &door, "Only what is about this door", "DOOR"},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require_one ("FILE", files))
    return CUBBY_CTL_USAGE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) grants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Filter filter = {.door = door, .grants = grants};
  g_autoptr (CubbyJournal) journal = cubby_journal_open (files[0], CUBBY_JOURNAL_READ, &error);
  if (journal == NULL || !cubby_journal_read (journal, show_row, &filter, &error))
    return cubby_ctl_failed ("%s", error->message);
  return CUBBY_CTL_GOOD;
}
