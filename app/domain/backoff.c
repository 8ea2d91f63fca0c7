/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/backoff.h"

#include <stdio.h>
#include <string.h>

#define FIRST_WAIT_MS 500
#define LONGEST_WAIT_MS 60000
#define LONGEST_ASKED_S 3600 /* a mistake of the other side must not silence a kiosk for days */

guint
cubby_backoff_ms (guint attempt, double random, gint64 asked_s)
{
  guint doublings = CLAMP (attempt, 1, 8) - 1;
  guint longest = MIN ((guint)FIRST_WAIT_MS << doublings, (guint)LONGEST_WAIT_MS);
  guint asked_ms = (guint)CLAMP (asked_s, 0, LONGEST_ASKED_S) * 1000;
  return asked_ms + (guint)(random * longest);
}

/* "Sun, 06 Nov 1994 08:49:37 GMT"; the two obsolete forms are not sent by anybody we speak to. */
static gint64
parse_time (const char *text)
{
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char month_name[4], zone[4];
  int day, year, hour, minute, second, month = 0;
  if (sscanf (text, "%*3s, %2d %3s %4d %2d:%2d:%2d %3s", &day, month_name, &year, &hour, &minute, &second,
              zone) != 7 ||
      strcmp (zone, "GMT") != 0)
    return 0;
  while (month < 12 && strcmp (months[month], month_name) != 0)
    month++;
  g_autoptr (GDateTime) time =
      month < 12 ? g_date_time_new_utc (year, month + 1, day, hour, minute, second) : NULL;
  return time != NULL ? g_date_time_to_unix (time) : 0;
}

gint64
cubby_retry_after_parse (const char *text, gint64 now_s)
{
  guint64 seconds = 0;
  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64)seconds;
  return MAX (parse_time (text) - now_s, 0);
}
