/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/staff-file.h"
#include "app/ctl/usage.h"

int
cubby_ctl_staff_list (int argc, char **argv)
{
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
      {"staff-file", 0, 0, G_OPTION_ARG_FILENAME, &path, "Instead of " CUBBY_STAFF_FILE, "FILE"},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;

  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyStaffFile) file = cubby_staff_file_open (path != NULL ? path : CUBBY_STAFF_FILE, &error);
  if (file == NULL)
    return cubby_ctl_failed ("%s", error->message);
  g_auto (GStrv) badges = cubby_staff_file_list (file);
  for (char **badge = badges; *badge != NULL; badge++) {
    g_autofree char *role = cubby_staff_file_get (file, *badge, "role");
    g_autofree char *name = cubby_staff_file_get (file, *badge, "name");
    g_print ("%s\t%s\t%s\n", *badge, role, name);
  }
  return CUBBY_CTL_GOOD;
}
