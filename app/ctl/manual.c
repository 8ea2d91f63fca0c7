/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/manual.h"
#include "app/ctl/verbs.h"

#include <string.h>

void
cubby_ctl_print_verbs (void)
{
  for (const CubbyCtlVerb *verb = cubby_ctl_verbs (); verb->name != NULL; verb++)
    g_print ("%s\n", verb->name);
}

static gboolean
begins_with (const CubbyCtlVerb *verb, const char *first)
{
  return first == NULL || (g_str_has_prefix (verb->name, first) && verb->name[strlen (first)] == ' ');
}

char *
cubby_ctl_describe_verbs (const char *first)
{
  size_t width = 0;
  for (const CubbyCtlVerb *verb = cubby_ctl_verbs (); verb->name != NULL; verb++)
    width = begins_with (verb, first) ? MAX (width, strlen (verb->name)) : width;
  if (width == 0)
    return NULL;

  g_autoptr (GString) text = g_string_new ("Verbs:\n");
  for (const CubbyCtlVerb *verb = cubby_ctl_verbs (); verb->name != NULL; verb++)
    if (begins_with (verb, first))
      g_string_append_printf (text, "  %-*s  %s\n", (int)width, verb->name, verb->summary);
  g_string_append (text, "\n'cubbyctl VERB --help' describes one of them.");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A hyphen is typed as such, and a line never starts as a macro would. */
static char *
escape_roff (const char *text)
{
  g_autoptr (GString) escaped = g_string_new (text);
  g_string_replace (escaped, "\\", "\\e", 0);
  g_string_replace (escaped, "-", "\\-", 0);
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

void
cubby_ctl_print_manual (void)
{
  g_print (".SH VERBS\n");
  for (const CubbyCtlVerb *verb = cubby_ctl_verbs (); verb->name != NULL; verb++) {
    g_autofree char *arguments = escape_roff (verb->arguments);
    g_autofree char *summary = escape_roff (verb->summary);
    g_print (".TP\n\\fB%s\\fR [\\fIoption\\fR ...] %s\n%s.\n", verb->name, arguments, summary);
  }
}
