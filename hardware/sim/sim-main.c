/* SPDX-License-Identifier: Apache-2.0 */
/* cubby-sim: a locker bank that speaks real Modbus, with doors, latches, sensors and faults. */
#include "app/common/log.h"
#include "app/common/sd-notify.h"
#include "hardware/sim/sim-control.h"
#include "hardware/sim/sim-page.h"
#include "hardware/sim/sim-port.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  char *config;
  GStrv listen;
  char *control;
  char *page;
  int seed;
  gboolean version;
} Options;

static gboolean
read_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
      {"config", 0, 0, G_OPTION_ARG_FILENAME, &options->config, "The bank's cubby.conf", "FILE"},
      {"listen", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->listen,
       "Where a bus is served: [BUS=]tcp:ADDR:PORT or [BUS=]pty:PATH; may be repeated", "WHERE"},
      {"control", 0, 0, G_OPTION_ARG_FILENAME, &options->control, "The control socket to make", "PATH"},
      {"page", 0, 0, G_OPTION_ARG_STRING, &options->page, "Serve a page to play with the bank", "ADDR:PORT"},
      {"seed", 0, 0, G_OPTION_ARG_INT, &options->seed, "Of the random faults (default 1)", "NUMBER"},
      {"version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version", NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_summary (context, "Plays the locker bank of a configuration over Modbus TCP and RTU.\n"
                                         "Say “help” to its control socket.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (options->version || (options->config != NULL && options->listen != NULL && options->control != NULL))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--config, --listen and --control are needed; see --help");
  return FALSE;
}

/* Without a name it is the first bus, which most banks have only one of. */
static int
find_bus (const CubbySettings *settings, const char *listen, const char **ret_where, GError **error)
{
  const char *equals = strchr (listen, '=');
  *ret_where = listen;
  if (settings->buses->len > 0 &&
      (equals == NULL || g_str_has_prefix (listen, "tcp:") || g_str_has_prefix (listen, "pty:")))
    return 0;
  g_autofree char *name = equals != NULL ? g_strndup (listen, (gsize)(equals - listen)) : g_strdup ("");
  for (guint i = 0; i < settings->buses->len; i++) {
    const CubbyBusSettings *bus = g_ptr_array_index (settings->buses, i);
    if (g_str_equal (bus->name, name)) {
      *ret_where = equals + 1;
      return (int)i;
    }
  }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--listen %s: %s has no group [bus %s]",
               listen, settings->path, name);
  return -1;
}

static GPtrArray *
open_ports (CubbySimBank *bank, char **listen, GError **error)
{
  g_autoptr (GPtrArray) ports = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_sim_port_free);
  for (char **it = listen; *it != NULL; it++) {
    const char *where;
    int bus = find_bus (cubby_sim_bank_get_settings (bank), *it, &where, error);
    CubbySimPort *port = bus >= 0 ? cubby_sim_port_new (bank, (guint)bus, where, error) : NULL;
    if (port == NULL)
      return NULL;
    g_ptr_array_add (ports, port);
  }
  return g_steal_pointer (&ports);
}

static void
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
}

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
serve (const Options *options, GError **error)
{
  g_autoptr (CubbySettings) settings = cubby_settings_load (options->config, error);
  if (settings == NULL)
    return FALSE;
  g_autoptr (CubbySimBank) bank = cubby_sim_bank_new (settings, (guint32)options->seed, error);
  g_autoptr (GPtrArray) ports = bank != NULL ? open_ports (bank, options->listen, error) : NULL;
  if (ports == NULL)
    return FALSE;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CubbySimControl) control = cubby_sim_control_new (bank, options->control, quit_cb, loop, error);
  if (control == NULL)
    return FALSE;
  g_autoptr (CubbySimPage) page = NULL;
  if (options->page != NULL) {
    page = cubby_sim_page_new (bank, options->page, error);
    if (page == NULL)
      return FALSE;
    printf ("page %s\n", cubby_sim_page_get_url (page));
  }
  for (guint i = 0; i < ports->len; i++)
    printf ("listening %s\n", cubby_sim_port_get_where (g_ptr_array_index (ports, i)));
  fflush (stdout);
  g_unix_signal_add (SIGTERM, signal_cb, loop);
  g_unix_signal_add (SIGINT, signal_cb, loop);
  cubby_sd_notify ("READY=1");
  g_main_loop_run (loop);
  return TRUE;
}

int
main (int argc, char **argv)
{
  Options options = {.seed = 1};
  g_autoptr (GError) error = NULL;
  cubby_log_init ("cubby-sim");
  gboolean good = read_options (&options, &argc, &argv, &error);
  if (good && options.version)
    printf ("cubby-sim %s\n", CUBBY_VERSION);
  else if (good)
    good = serve (&options, &error);
  if (!good)
    fprintf (stderr, "cubby-sim: %s\n", error->message);
  g_free (options.config);
  g_free (options.control);
  g_free (options.page);
  g_strfreev (options.listen);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
