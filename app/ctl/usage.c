/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/usage.h"

#include <string.h>

/* The row of the verb that runs: the program's name is "cubbyctl VERB". */
static const CubbyCtlVerb *
get_running_verb (void)
{
  const char *name = strchr (g_get_prgname (), ' ');
  for (const CubbyCtlVerb *verb = cubby_ctl_verbs (); name != NULL && verb->name != NULL; verb++)
    if (strcmp (verb->name, name + 1) == 0)
      return verb;
  return NULL;
}

gboolean
cubby_ctl_parse (const GOptionEntry *entries, int argc, char **argv)
{
  const CubbyCtlVerb *verb = get_running_verb ();
  g_return_val_if_fail (verb != NULL, FALSE);

  g_autoptr (GOptionContext) context = g_option_context_new (verb->arguments);
  g_option_context_set_summary (context, verb->summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);

  g_autoptr (GError) error = NULL;
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    cubby_ctl_usage_error ("%s", error->message);
    return FALSE;
  }
  if (argc > 1) {
    cubby_ctl_usage_error ("%s is one argument too many", argv[1]);
    return FALSE;
  }
  return TRUE;
}

G_GNUC_PRINTF (1, 0)
static void
print_message (const char *format, va_list args)
{
  g_autofree char *message = g_strdup_vprintf (format, args);
  g_printerr ("%s: %s\n", g_get_prgname (), message);
}

int
cubby_ctl_usage_error (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  print_message (format, args);
  va_end (args);
  g_printerr ("Try '%s --help'.\n", g_get_prgname ());
  return CUBBY_CTL_USAGE;
}

int
cubby_ctl_failed (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  print_message (format, args);
  va_end (args);
  return CUBBY_CTL_FAILED;
}
