/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/report-words.h"

#include "app/kiosk/parcel-words.h"
#include "app/kiosk/words.h"

typedef struct {
  const char *word;
  const char *text;
} Row;

static const Row differences[] = {
    {"missing", N_ ("should be in it, and is not")},
    {"found", N_ ("was missing, and is in it")},
    {"moved", N_ ("is in it, and should lie behind another door")},
    {"stranger", N_ ("does not belong into this locker: take it out")},
};

static const Row parts[] = {
    {"board", N_ ("Board")},     {"bus", N_ ("Cable")},   {"lock", N_ ("Lock")},
    {"sensor", N_ ("Sensor")},   {"path", N_ ("Path")},   {"journal", N_ ("Journal")},
    {"disk", N_ ("Disk")},       {"clock", N_ ("Clock")}, {"outbox", N_ ("Reports to the centre")},
    {"scanner", N_ ("Scanner")},
};

static const char *
find (const Row *rows, guint n, const char *word)
{
  for (guint i = 0; i < n; i++) {
    if (g_strcmp0 (rows[i].word, word) == 0)
      return _ (rows[i].text);
  }
  return word;
}

char *
cubby_report_say_difference (const char *difference, char **ret_heading)
{
  g_return_val_if_fail (difference != NULL && ret_heading != NULL, NULL);
  g_auto (GStrv) words = g_strsplit (difference, " ", 2);
  if (words[0] == NULL || words[1] == NULL) {
    *ret_heading = g_strdup ("");
    return g_strdup (difference);
  }
  *ret_heading = cubby_parcel_words_short (words[1]);
  return g_strdup (find (differences, G_N_ELEMENTS (differences), words[0]));
}

char *
cubby_report_say_when (gint64 at_ms, const char *time_zone)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (time_zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  return at_ms != 0 && local != NULL ? g_date_time_format (local, _ ("%H:%M on %d/%m")) : NULL;
}

char *
cubby_report_say_part (const char *what)
{
  g_return_val_if_fail (what != NULL, NULL);
  g_auto (GStrv) words = g_strsplit (what, " ", 2);
  if (words[0] == NULL)
    return g_strdup ("");
  const char *part = find (parts, G_N_ELEMENTS (parts), words[0]);
  return words[1] != NULL ? g_strdup_printf ("%s %s", part, words[1]) : g_strdup (part);
}
