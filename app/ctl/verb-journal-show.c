/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/journal-source.h"
#include "app/ctl/journal-story.h"
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"

#include <string.h>

/* A day, a day and a time of day (local), or RFC 3339 with its zone. */
static gboolean
parse_since (const char *text, gint64 *ret_ms)
{
  if (text == NULL)
    return TRUE;
  g_autofree char *iso = strlen (text) == 10 ? g_strconcat (text, "T00:00:00", NULL) : g_strdup (text);
  if (strlen (iso) > 10 && iso[10] == ' ')
    iso[10] = 'T';
  g_autofree char *full = strlen (iso) == 16 ? g_strconcat (iso, ":00", NULL) : g_strdup (iso);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (full, zone);
  if (time == NULL) {
    cubby_ctl_usage_error (
        "--since: '%s' is no time; say 2026-11-21, '2026-11-21 14:30' or 2026-11-21T07:30:00Z", text);
    return FALSE;
  }
  *ret_ms = g_date_time_to_unix (time) * 1000;
  return TRUE;
}

static gboolean
parse_last (const char *text, guint *ret_last)
{
  gint64 number = 0;
  if (text != NULL && !cubby_ctl_parse_int ("--last", text, 1, 1000000, &number))
    return FALSE;
  *ret_last = (guint)number;
  return TRUE;
}

int
cubby_ctl_journal_show (int argc, char **argv)
{
  g_autofree char *door = NULL, *label = NULL, *since = NULL, *last = NULL;
  g_auto (GStrv) files = NULL;
  gboolean session = FALSE, json = FALSE;
  const GOptionEntry entries[] = {
      {"door", 0, 0, G_OPTION_ARG_STRING, &door, "Only what is about this door", "DOOR"},
      {"label", 0, 0, G_OPTION_ARG_STRING, &label, "Only what is about this parcel", "LABEL"},
      {"since", 0, 0, G_OPTION_ARG_STRING, &since, "Only what happened then or later (local time)", "TIME"},
      {"last", 0, 0, G_OPTION_ARG_STRING, &last, "Only so many rows, the newest", "NUMBER"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &json, "One JSON object a row, with all fields", NULL},
      {"session", 0, 0, G_OPTION_ARG_NONE, &session, "Ask on the session bus: for a desk", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL},
      {NULL},
  };
  CubbyJournalWish wish = {0};
  if (!cubby_ctl_parse (entries, argc, argv) || (files != NULL && !cubby_ctl_require_one ("FILE", files)) ||
      !parse_since (since, &wish.since_ms) || !parse_last (last, &wish.last))
    return CUBBY_CTL_USAGE;
  wish.door = door;
  wish.label = label;
  wish.json = json;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyJournalStory) story = cubby_journal_story_new (&wish);
  gboolean good = cubby_journal_source_read (files != NULL ? files[0] : NULL, session,
                                             cubby_journal_story_add, story, &error);
  guint told = cubby_journal_story_end (story);
  if (!good)
    return cubby_ctl_failed ("%s", error->message);
  if (told == 0)
    g_printerr ("%s: the journal has no such row\n", g_get_prgname ());
  return CUBBY_CTL_GOOD;
}
