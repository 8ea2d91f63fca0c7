/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/page-duration.h"

static const struct {
  gint64 seconds;
  const char *key; /* of texts.ini */
} units[] = {{24 * 3600, "unit_d"}, {3600, "unit_h"}, {60, "unit_min"}, {1, "unit_s"}};

char *
cubby_page_format_duration (CubbyPage *page, gint64 seconds, gint64 least_s)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0, n = 0; i < G_N_ELEMENTS (units) && units[i].seconds >= least_s && n < 2; i++) {
    gint64 count = seconds / units[i].seconds;
    seconds %= units[i].seconds;
    gboolean last = i + 1 == G_N_ELEMENTS (units) || units[i + 1].seconds < least_s;
    n += n > 0 || count > 0; /* the second is the one below the first, be it none */
    if (count > 0 || (last && text->len == 0))
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? " " : "", count,
                              cubby_page_get_text (page, units[i].key));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
cubby_page_format_skew (CubbyPage *page, gint64 skew_ms)
{
  gint64 seconds = (ABS (skew_ms) + 500) / 1000;
  g_autofree char *duration = cubby_page_format_duration (page, seconds, 1);
  if (seconds == 0)
    return g_steal_pointer (&duration);
  g_auto (GStrv) parts =
      g_strsplit (cubby_page_get_text (page, skew_ms > 0 ? "skew_fast" : "skew_slow"), "{}", 2);
  return g_strjoinv (duration, parts);
}
