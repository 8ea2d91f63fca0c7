/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/parse.h"
#include "app/ctl/staff-file.h"
#include "app/ctl/usage.h"

int
cubby_ctl_staff_remove (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_auto (GStrv) badges = NULL;
  const GOptionEntry entries[] = {
      {"staff-file", 0, 0, G_OPTION_ARG_FILENAME, &path, "Instead of " CUBBY_STAFF_FILE, "FILE"},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &badges, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require_one ("BADGE", badges))
    return CUBBY_CTL_USAGE;

  const char *from = path != NULL ? path : CUBBY_STAFF_FILE;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyStaffFile) file = cubby_staff_file_open (from, &error);
  if (file == NULL)
    return cubby_ctl_failed ("%s", error->message);
  if (!cubby_staff_file_has (file, badges[0]))
    return cubby_ctl_failed ("%s: there is no badge %s", from, badges[0]);
  cubby_staff_file_remove (file, badges[0]);
  if (!cubby_staff_file_save (file, &error))
    return cubby_ctl_failed ("%s", error->message);
  return CUBBY_CTL_GOOD;
}
