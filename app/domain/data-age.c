/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/data-age.h"

#include <string.h>

gint64
cubby_moment_age_ms (const CubbyMoment *then, const CubbyMoment *now)
{
  if (then == NULL)
    return CUBBY_AGE_UNKNOWN;
  gboolean same_run = then->boot[0] != '\0' && strcmp (then->boot, now->boot) == 0;
  gint64 age_ms = same_run ? now->running_ms - then->running_ms : now->wall_ms - then->wall_ms;
  return age_ms >= 0 ? age_ms : CUBBY_AGE_UNKNOWN;
}

char *
cubby_moment_format (const CubbyMoment *self)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", self->boot, self->running_ms,
                          self->wall_ms);
}

gboolean
cubby_moment_parse (const char *text, CubbyMoment *ret_moment)
{
  g_autofree char *line = g_strdup (text);
  g_auto (GStrv) parts = g_strsplit (g_strchomp (line), " ", 4);
  *ret_moment = (CubbyMoment){0};
  if (g_strv_length (parts) != 3 || strlen (parts[0]) >= sizeof ret_moment->boot)
    return FALSE;
  memcpy (ret_moment->boot, parts[0], strlen (parts[0]) + 1);
  return g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &ret_moment->running_ms, NULL) &&
         g_ascii_string_to_signed (parts[2], 10, 0, G_MAXINT64, &ret_moment->wall_ms, NULL);
}
