/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/command.h"
#include "app/central/service.h"
#include "app/common/hash.h"
#include "app/common/log.h"

#include <locale.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  char *database;
  char *listen;
  char *config;
  char *scope;
  char *name;
  char *store;
  char *in;
  gboolean now;
  gint64 keep;
  gboolean version;
  char **words;
} Options;

static char *
make_summary (void)
{
  GString *text = g_string_new ("The central order service: without a command it serves.\n\nCommands:");
  for (guint i = 0; i < cubby_n_commands; i++)
    g_string_append_printf (text, "\n  %s %s%s  %s", cubby_commands[i].words,
                            cubby_commands[i].needs_database ? "--database URI " : "",
                            cubby_commands[i].arguments, cubby_commands[i].summary);
  return g_string_free (text, FALSE);
}

static gboolean
read_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
      {"database", 0, 0, G_OPTION_ARG_STRING, &options->database,
       "the database, such as sqlite:/var/lib/cubby-central/central.db", "URI"},
      {"listen", 0, 0, G_OPTION_ARG_STRING, &options->listen, "serve here; port 0 takes a free one",
       "ADDR:PORT"},
      {"config", 0, 0, G_OPTION_ARG_FILENAME, &options->config, "the service's configuration", "FILE"},
      {"scope", 0, 0, G_OPTION_ARG_STRING, &options->scope, "of a key", "channel|kiosk|staff|admin"},
      {"name", 0, 0, G_OPTION_ARG_STRING, &options->name, "of a key", "NAME"},
      {"store", 0, 0, G_OPTION_ARG_STRING, &options->store, "the id of a location", "ID"},
      {"in", 0, 0, G_OPTION_ARG_STRING, &options->in, "when a new key begins to sign; 24 when not said",
       "HOURS"},
      {"now", 0, 0, G_OPTION_ARG_NONE, &options->now, "a key is in wrong hands: it is not believed any more",
       NULL},
      {"keep", 0, 0, G_OPTION_ARG_INT64, &options->keep, "backups in the folder, the new one among them",
       "N"},
      {"version", 0, 0, G_OPTION_ARG_NONE, &options->version, "show the version", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->words, NULL, "[COMMAND]"},
      {NULL},
  };
  g_autofree char *summary = make_summary ();
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, summary);
  return g_option_context_parse (context, argc, argv, error);
}

/* Returns: the command that the words begin with; @ret_rest is what follows. */
static const CubbyCommand *
find_command (char **words, char ***ret_rest)
{
  for (guint i = 0; i < cubby_n_commands; i++) {
    g_auto (GStrv) own = g_strsplit (cubby_commands[i].words, " ", -1);
    guint n_own = g_strv_length (own);
    guint same = 0;
    while (same < n_own && words[same] != NULL && g_str_equal (words[same], own[same]))
      same++;
    if (same < n_own)
      continue;
    *ret_rest = words + n_own;
    return &cubby_commands[i];
  }
  return NULL;
}

static gboolean
fail_usage (GError **error, const char *message)
{
  g_set_error (error, CUBBY_COMMAND_ERROR, CUBBY_COMMAND_ERROR_USAGE, "%s; see cubby-central --help",
               message);
  return FALSE;
}

static gboolean
run (const Options *options, const CubbyCentralSettings *settings, GError **error)
{
  if (options->words == NULL) {
    CubbyServiceOptions service = {
        .database = options->database, .listen = options->listen, .settings = settings};
    if (options->database == NULL || options->listen == NULL)
      return fail_usage (error, "to serve, give --database and --listen");
    return cubby_service_run (&service, error);
  }
  char **rest = NULL;
  const CubbyCommand *command = find_command (options->words, &rest);
  if (command == NULL)
    return fail_usage (error, "there is no such command");
  if (command->needs_database && options->database == NULL)
    return fail_usage (error, "give --database");
  CubbyCommandLine line = {
      .database = options->database,
      .scope = options->scope,
      .name = options->name,
      .store = options->store,
      .in = options->in,
      .now = options->now,
      .keep = options->keep,
      .settings = settings,
      .words = rest,
  };
  return command->run (&line, error);
}

static void
options_clear (Options *options)
{
  g_free (options->database);
  g_free (options->listen);
  g_free (options->config);
  g_free (options->scope);
  g_free (options->name);
  g_free (options->store);
  g_free (options->in);
  g_strfreev (options->words);
}

static int
finish (const GError *error)
{
  if (error == NULL)
    return 0;
  fprintf (stderr, "cubby-central: %s\n", error->message);
  return error->domain == CUBBY_COMMAND_ERROR || error->domain == G_OPTION_ERROR ? 2 : 1;
}

/* What an order needs is given back when it is done; glibc would return that to the kernel each time, to
 * fetch it for the next. */
#define KEPT_BYTES (4 << 20)

int
main (int argc, char **argv)
{
  mallopt (M_TRIM_THRESHOLD, KEPT_BYTES);
  setlocale (LC_ALL, "");
  cubby_log_init ("cubby-central");
  cubby_hash_init ();
  g_autoptr (GError) error = NULL;
  Options options = {0};
  if (read_options (&options, &argc, &argv, &error) && options.version) {
    printf ("cubby-central %s\n", CUBBY_VERSION);
  } else if (error == NULL) {
    g_autoptr (CubbyCentralSettings) settings = cubby_central_settings_load (options.config, &error);
    if (settings != NULL)
      run (&options, settings, &error);
  }
  options_clear (&options);
  return finish (error);
}
