/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/log.h"
#include "app/common/sd-notify.h"
#include "app/kiosk/camera-light.h"
#include "app/kiosk/context.h"
#include "app/kiosk/ordering.h"
#include "app/kiosk/scan-router.h"
#include "app/kiosk/shift-log.h"
#include "app/kiosk/theme.h"
#include "app/kiosk/window.h"
#include "app/kiosk/words.h"

#include <glib-unix.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <string.h>

/* On a desk, where the configuration does not ask for the whole screen. */
#define DESK_WIDTH 1080
#define DESK_HEIGHT 1920

typedef struct {
  char *config;
  char *size;
  char *language;
  gboolean session;
  gboolean version;
} Options;

/* Before GTK begins: the renderer for machines without a GPU, settings that nobody else can change, no
 * clipboard portals and no session services. */
static void
prepare_environment (void)
{
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GTK_USE_PORTAL", "0", TRUE);
  g_unsetenv ("GTK_DEBUG");
  g_unsetenv ("GTK_THEME");
}

/* The inspector's keys are looked up in the settings, which are in memory now. */
static void
close_inspector (void)
{
  static const char id[] = "org.gtk.gtk4.Settings.Debug";
  g_autoptr (GSettingsSchema) schema =
      g_settings_schema_source_lookup (g_settings_schema_source_get_default (), id, TRUE);
  if (schema == NULL)
    return;
  g_autoptr (GSettings) settings = g_settings_new (id);
  g_settings_set_boolean (settings, "enable-inspector-keybinding", FALSE);
}

static gboolean
read_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config,
       "The configuration (default /etc/cubby/cubby.conf)", "FILE"},
      {"session", 0, 0, G_OPTION_ARG_NONE, &options->session, "Use the session bus, on a desk", NULL},
      {"windowed", 0, 0, G_OPTION_ARG_STRING, &options->size, "A window of this size, which can be closed",
       "WxH"},
      {"language", 0, 0, G_OPTION_ARG_STRING, &options->language, "Rest in this language", "vi|th|en"},
      {"version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Show the version", NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_summary (context, "The screen of a Cubby kiosk: collect parcels, shop, restock.");
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
parse_size (const char *text, int *ret_width, int *ret_height)
{
  char rest;
  return sscanf (text, "%dx%d%c", ret_width, ret_height, &rest) == 2 && *ret_width >= 640 &&
         *ret_width <= 7680 && *ret_height >= 640 && *ret_height <= 7680;
}

/* The language asked for comes first, so that the screen rests in it. */
static gboolean
put_first (GStrv languages, const char *language)
{
  for (guint i = 0; languages[i] != NULL; i++) {
    if (!g_str_equal (languages[i], language))
      continue;
    char *first = languages[i];
    memmove (languages + 1, languages, i * sizeof *languages);
    languages[0] = first;
    return TRUE;
  }
  return FALSE;
}

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static int
fail (const char *what)
{
  fprintf (stderr, "cubby-kiosk: %s\n", what);
  return 1;
}

/* Asked from the main loop: that it is asked is the answer. */
static gboolean
is_well (gpointer data)
{
  return TRUE;
}

static void
run (CubbyContext *context, int width, int height)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GtkWidget *window = cubby_window_new (context, width, height);
  g_signal_connect_swapped (window, "destroy", G_CALLBACK (g_main_loop_quit), loop);
  cubby_scan_router_attach (context, CUBBY_WINDOW (window));
  cubby_ordering_attach (context);
  cubby_shift_log_attach (context);
  g_autoptr (CubbyCameraLight) light = cubby_camera_light_new (context);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  cubby_scan_source_start (context->scans);
  cubby_words_set_language (context->session->language);
  gtk_window_present (GTK_WINDOW (window));
  cubby_sd_notify ("READY=1");
  cubby_sd_watchdog_start (is_well, NULL);
  g_main_loop_run (loop);
  cubby_sd_notify ("STOPPING=1");
  cubby_scan_source_stop (context->scans);
}

static int
serve (const CubbySettings *settings, const Options *options, int width, int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyPeers) peers =
      cubby_peers_new (options->session ? G_BUS_TYPE_SESSION : G_BUS_TYPE_SYSTEM, &error);
  if (peers == NULL)
    return fail (error->message);
  g_autoptr (CubbyShelf) shelf = cubby_shelf_new (peers, settings->store_id, settings->replica_directory);
  g_autoptr (CubbyScanSource) scans = cubby_scan_source_new (settings);
  g_autoptr (CubbySession) session = cubby_session_new (settings->languages[0]);
  g_autoptr (CubbyNavigator) navigator = cubby_navigator_new ();
  CubbyContext context = {.settings = settings,
                          .peers = peers,
                          .shelf = shelf,
                          .scans = scans,
                          .session = session,
                          .navigator = navigator};
  run (&context, width, height);
  return 0;
}

int
main (int argc, char **argv)
{
  Options options = {0};
  g_autoptr (GError) error = NULL;
  g_set_prgname ("cubby-kiosk");
  prepare_environment ();
  cubby_words_init ();
  if (!read_options (&options, &argc, &argv, &error))
    return fail (error->message);
  if (argc > 1) {
    g_autofree char *why = g_strdup_printf ("“%s” is not understood; see --help", argv[1]);
    return fail (why);
  }
  if (options.version) {
    puts ("cubby-kiosk " CUBBY_VERSION);
    return 0;
  }
  cubby_log_init ("cubby-kiosk");
  int width = 0;
  int height = 0;
  if (options.size != NULL && !parse_size (options.size, &width, &height))
    return fail ("--windowed: the size is WIDTHxHEIGHT, both 640 to 7680, such as 1080x1920");
  g_autoptr (CubbySettings) settings =
      cubby_settings_load (options.config != NULL ? options.config : "/etc/cubby/cubby.conf", &error);
  if (settings == NULL)
    return fail (error->message);
  if (options.language != NULL && !put_first (settings->languages, options.language))
    return fail ("--language: it is not one of the languages of [kiosk] in the configuration");
  if (options.size == NULL && !settings->fullscreen) {
    width = DESK_WIDTH;
    height = DESK_HEIGHT;
  }
  if (!gtk_init_check ())
    return fail ("there is no display: run it under cage, or set DISPLAY or WAYLAND_DISPLAY");
  close_inspector ();
  cubby_theme_install ();
  return serve (settings, &options, width, height);
}
