/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"
#include "app/common/log.h"
#include "app/lockerd/lockerd.h"

#include <stdio.h>
#include <sys/stat.h>

typedef struct {
  char *config;
  gboolean session;
  gboolean version;
} Options;

static gboolean
parse (Options *options, int argc, char **argv)
{
  const GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config, "Instead of /etc/cubby/cubby.conf", "FILE"},
      {"session", 0, 0, G_OPTION_ARG_NONE, &options->session, "Serve the session bus: for a desk", NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Show the version", NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_option_context_set_summary (context, "Opens the doors of a locker bank, and journals why.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && argc == 1)
    return TRUE;
  g_printerr ("cubby-lockerd: %s; see --help\n", error != NULL ? error->message : "it takes no argument");
  return FALSE;
}

static int
run (const Options *options)
{
  g_autoptr (GError) error = NULL;
  const char *config = options->config != NULL ? options->config : "/etc/cubby/cubby.conf";
  g_autoptr (CubbyLockerd) lockerd = cubby_lockerd_new (config, &error);
  if (lockerd == NULL) {
    g_printerr ("cubby-lockerd: %s\n", error->message);
    return 1;
  }
  return cubby_lockerd_run (lockerd, options->session ? G_BUS_TYPE_SESSION : G_BUS_TYPE_SYSTEM);
}

int
main (int argc, char **argv)
{
  Options options = {0};
  cubby_log_init ("cubby-lockerd");
  cubby_hash_init ();
  umask (0077); /* the journal is nobody else's */
  if (!parse (&options, argc, argv))
    return 2;
  if (options.version) {
    printf ("cubby-lockerd %s\n", CUBBY_VERSION);
    return 0;
  }
  int status = run (&options);
  g_free (options.config);
  return status;
}
