/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/locker-call.h"
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"

/* Nothing moves by it: somebody on the spot has to confirm with a badge. */
int
cubby_ctl_open (int argc, char **argv)
{
  gboolean session = FALSE;
  g_autofree char *why = NULL;
  g_auto (GStrv) doors = NULL;
  const GOptionEntry entries[] = {
      {"session", 0, 0, G_OPTION_ARG_NONE, &session, "Ask on the session bus: for a desk", NULL},
      {"why", 0, 0, G_OPTION_ARG_STRING, &why,
       "What whoever confirms it reads, and the journal keeps; no names of people", "TEXT"},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &doors, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require_one ("DOOR", doors))
    return CUBBY_CTL_USAGE;
  if (!g_utf8_validate (doors[0], -1, NULL))
    return cubby_ctl_usage_error ("DOOR is not UTF-8");
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      cubby_ctl_locker_call (session, "Service", "RequestOpen",
                             g_variant_new ("(ss)", doors[0], why != NULL ? why : "not said"), &error);
  if (answer == NULL)
    return cubby_ctl_failed ("%s", error->message);
  const char *request = "";
  if (g_variant_is_of_type (answer, G_VARIANT_TYPE ("(s)")))
    g_variant_get (answer, "(&s)", &request);
  g_print ("request %s waits for a supervisor at the kiosk; door %s stays shut until then\n", request,
           doors[0]);
  return CUBBY_CTL_GOOD;
}
