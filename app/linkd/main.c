/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-link"
#include "app/common/log.h"
#include "app/common/sd-notify.h"
#include "app/linkd/linkd.h"
#include "protocols/dbus/names.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct {
  GMainLoop *loop;
  CubbyLinkd *linkd;
  int status;
} Program;

static void
program_fail (Program *program, const char *message)
{
  fprintf (stderr, "cubby-linkd: %s\n", message);
  program->status = EXIT_FAILURE;
  g_main_loop_quit (program->loop);
}

static void
on_failed (const GError *error, gpointer user_data)
{
  program_fail (user_data, error->message);
}

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (((Program *)user_data)->loop);
  return G_SOURCE_CONTINUE;
}

static void
on_name_acquired (GDBusConnection *bus, const char *name, gpointer user_data)
{
  Program *program = user_data;
  cubby_sd_notify ("READY=1");
  cubby_linkd_start (program->linkd);
}

static void
on_name_lost (GDBusConnection *bus, const char *name, gpointer user_data)
{
  program_fail (user_data,
                bus == NULL || g_dbus_connection_is_closed (bus)
                    ? "the bus is gone"
                    : "the name " CUBBY_LINK_BUS_NAME
                      " is taken on the bus, or may not be owned; is another cubby-linkd running?");
}

static gboolean
is_well (gpointer data)
{
  return TRUE; /* the loop turns, or this would not be asked */
}

static int
serve (const CubbySettings *settings, GBusType bus_type, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Program program = {.loop = loop};
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (bus_type, NULL, error);
  if (bus == NULL) {
    g_prefix_error (error, "there is no D-Bus: start one, or check --session: ");
    return EXIT_FAILURE;
  }
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  program.linkd = cubby_linkd_new (settings, bus, on_failed, &program, error);
  if (program.linkd == NULL)
    return EXIT_FAILURE;
  g_unix_signal_add (SIGTERM, on_signal, &program);
  g_unix_signal_add (SIGINT, on_signal, &program);
  guint name_id = g_bus_own_name_on_connection (bus, CUBBY_LINK_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE,
                                                on_name_acquired, on_name_lost, &program, NULL);
  cubby_sd_watchdog_start (is_well, NULL);
  g_main_loop_run (loop);
  cubby_sd_notify ("STOPPING=1");
  g_bus_unown_name (name_id);
  cubby_linkd_free (program.linkd);
  g_dbus_connection_flush_sync (bus, NULL, NULL);
  return program.status;
}

int
main (int argc, char **argv)
{
  g_autofree char *config = NULL;
  gboolean session = FALSE;
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
      {"config", 0, 0, G_OPTION_ARG_FILENAME, &config, "cubby.conf; /etc/cubby/cubby.conf when not said",
       "FILE"},
      {"session", 0, 0, G_OPTION_ARG_NONE, &session, "Use the session bus (a desk)", NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &version, "Show the version and end", NULL},
      {NULL},
  };
  setlocale (LC_ALL, "");
  cubby_log_init ("cubby-linkd");
  umask (0027); /* the kiosk's group reads the replica, others do not */
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_summary (context,
                                "Keeps the kiosk's copy of range and stock, and delivers its events.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc > 1) {
    fprintf (stderr, "cubby-linkd: %s; see --help\n",
             error != NULL ? error->message : "it takes no argument");
    return 2;
  }
  if (version) {
    printf ("cubby-linkd %s\n", CUBBY_VERSION);
    return EXIT_SUCCESS;
  }
  g_autoptr (CubbySettings) settings =
      cubby_settings_load (config != NULL ? config : "/etc/cubby/cubby.conf", &error);
  int status = EXIT_FAILURE;
  if (settings != NULL)
    status = serve (settings, session ? G_BUS_TYPE_SESSION : G_BUS_TYPE_SYSTEM, &error);
  if (error != NULL)
    fprintf (stderr, "cubby-linkd: %s\n", error->message);
  return status;
}
