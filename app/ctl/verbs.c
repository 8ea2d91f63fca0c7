/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/verbs.h"

#include <string.h>

/* Sorted by name; cubbyctl --help, the manual page and the completion are made of it. */
static const CubbyCtlVerb verbs[] = {
    {"scan", "FILE…", "Decode pictures as the kiosk does: path TAB symbology TAB text, a line each", cubby_ctl_scan},
    {NULL},
};

const CubbyCtlVerb *
cubby_ctl_verbs (void)
{
  return verbs;
}

/* Returns: how many words @name has when @argv starts with all of them, else 0. */
static int
match_words (const char *name, int argc, char **argv)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  int n_words = (int)g_strv_length (words);
  if (n_words > argc)
    return 0;
  for (int i = 0; i < n_words; i++)
    if (strcmp (words[i], argv[i]) != 0)
      return 0;
  return n_words;
}

const CubbyCtlVerb *
cubby_ctl_find_verb (int argc, char **argv, int *ret_n_words)
{
  const CubbyCtlVerb *found = NULL;
  int longest = 0;
  for (const CubbyCtlVerb *verb = verbs; verb->name != NULL; verb++) {
    int n_words = match_words (verb->name, argc, argv);
    if (n_words <= longest)
      continue;
    longest = n_words;
    found = verb;
  }
  if (found != NULL)
    *ret_n_words = longest;
  return found;
}
