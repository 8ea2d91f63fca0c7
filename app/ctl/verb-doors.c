/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/locker-call.h"
#include "app/ctl/usage.h"

/* A line a door: name TAB size TAB door TAB content. */
static void
print_door (GVariant *dictionary)
{
  const char *name = "", *size = "", *door = "", *content = "";
  g_variant_lookup (dictionary, "name", "&s", &name);
  g_variant_lookup (dictionary, "size", "&s", &size);
  g_variant_lookup (dictionary, "door", "&s", &door);
  g_variant_lookup (dictionary, "content", "&s", &content);
  g_print ("%s\t%s\t%s\t%s\n", name, size, door, content);
}

int
cubby_ctl_doors (int argc, char **argv)
{
  gboolean session = FALSE;
  const GOptionEntry entries[] = {
      {"session", 0, 0, G_OPTION_ARG_NONE, &session, "Ask on the session bus: for a desk", NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cubby_ctl_locker_call (session, "Bank", "GetDoors", NULL, &error);
  if (answer == NULL)
    return cubby_ctl_failed ("%s", error->message);
  g_autoptr (GVariant) doors = g_variant_get_child_value (answer, 0);
  for (gsize i = 0; i < g_variant_n_children (doors); i++) {
    g_autoptr (GVariant) door = g_variant_get_child_value (doors, i);
    print_door (door);
  }
  return CUBBY_CTL_GOOD;
}
