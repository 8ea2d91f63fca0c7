/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/log.h"
#include "app/ctl/manual.h"
#include "app/ctl/usage.h"
#include "app/ctl/verbs.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

static gboolean show_version;
static gboolean list_verbs;
static gboolean write_manual;

static const GOptionEntry entries[] = {
    {"version", 0, 0, G_OPTION_ARG_NONE, &show_version, "Show the version and end", NULL},
    {"list-verbs", 0, 0, G_OPTION_ARG_NONE, &list_verbs, "List the verbs, one a line (for completion)", NULL},
    {"manual", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &write_manual, NULL, NULL},
    {NULL},
};

/* Our own options, up to the first word; what follows belongs to the verb. */
static gboolean
parse_own_options (int *argc, char ***argv, GError **error)
{
  g_autofree char *verbs = cubby_ctl_describe_verbs (NULL);
  g_autoptr (GOptionContext) context = g_option_context_new ("VERB …");
  g_option_context_set_summary (context, "The operator's command line of a Cubby kiosk and locker bank.");
  g_option_context_set_description (context, verbs);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

/* Names the verbs that start with the same word, if any do. */
static int
refuse_verb (int argc, char **argv)
{
  g_autofree char *start = g_strconcat (argv[0], " ", NULL);
  g_autoptr (GString) likely = g_string_new (NULL);
  for (const CubbyCtlVerb *verb = cubby_ctl_verbs (); verb->name != NULL; verb++)
    if (g_str_has_prefix (verb->name, start))
      g_string_append_printf (likely, "%s%s", likely->len > 0 ? ", " : "; there are: ", verb->name);
  return cubby_ctl_usage_error ("there is no verb '%s%s%s'%s", argv[0],
                                likely->len > 0 && argc > 1 ? " " : "",
                                likely->len > 0 && argc > 1 ? argv[1] : "", likely->str);
}

/* `cubbyctl pass --help`: what begins with the word. */
static gboolean
describe_noun (int argc, char **argv)
{
  gboolean asks = argc == 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"));
  g_autofree char *verbs = asks ? cubby_ctl_describe_verbs (argv[0]) : NULL;
  if (verbs != NULL)
    g_print ("%s\n", verbs);
  return verbs != NULL;
}

static int
run_verb (int argc, char **argv)
{
  int n_words = 0;
  const CubbyCtlVerb *verb = cubby_ctl_find_verb (argc, argv, &n_words);
  if (verb == NULL)
    return describe_noun (argc, argv) ? CUBBY_CTL_GOOD : refuse_verb (argc, argv);

  g_autofree char *name = g_strconcat ("cubbyctl ", verb->name, NULL);
  g_set_prgname (name);
  argv[n_words - 1] = name;
  return verb->run (argc - n_words + 1, argv + n_words - 1);
}

static int
run (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  if (!parse_own_options (&argc, &argv, &error))
    return cubby_ctl_usage_error ("%s", error->message);
  if (show_version) {
    g_print ("cubbyctl %s\n", CUBBY_VERSION);
    return EXIT_SUCCESS;
  }
  if (list_verbs) {
    cubby_ctl_print_verbs ();
    return EXIT_SUCCESS;
  }
  if (write_manual) {
    cubby_ctl_print_manual ();
    return EXIT_SUCCESS;
  }
  if (argc < 2)
    return cubby_ctl_usage_error ("say what to do");
  return run_verb (argc - 1, argv + 1);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  cubby_log_init ("cubbyctl");
  g_set_prgname ("cubbyctl");
  int status = run (argc, argv);
  if (fflush (stdout) == 0 && ferror (stdout) == 0)
    return status;
  cubby_ctl_failed ("not all could be written to standard output; is the disk full?");
  return status == CUBBY_CTL_GOOD ? CUBBY_CTL_FAILED : status;
}
