/* SPDX-License-Identifier: Apache-2.0 */
#include "app/linkd/synced-file.h"

#include <string.h>
#include <time.h>

#define BOOT_ID "/proc/sys/kernel/random/boot_id"

void
cubby_synced_now (CubbyMoment *ret_now)
{
  struct timespec running = {0};
  g_autofree char *boot = NULL;
  *ret_now = (CubbyMoment){.wall_ms = g_get_real_time () / 1000};
  clock_gettime (CLOCK_BOOTTIME, &running);
  ret_now->running_ms = (gint64)running.tv_sec * 1000 + running.tv_nsec / 1000000;
  if (g_file_get_contents (BOOT_ID, &boot, NULL, NULL))
    g_strlcpy (ret_now->boot, g_strchomp (boot), sizeof ret_now->boot);
}

gboolean
cubby_synced_load (const char *path, CubbyMoment *ret_moment)
{
  g_autofree char *text = NULL;
  return g_file_get_contents (path, &text, NULL, NULL) && cubby_moment_parse (text, ret_moment);
}

gboolean
cubby_synced_save (const char *path, const CubbyMoment *moment, GError **error)
{
  g_autofree char *text = cubby_moment_format (moment);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0640, error);
}
