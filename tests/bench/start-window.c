/* SPDX-License-Identifier: Apache-2.0 */
/* A GTK window with nothing in it, ready when it is presented as the kiosk is: what the toolkit costs. */
#include "app/common/sd-notify.h"

#include <glib-unix.h>
#include <gtk/gtk.h>

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

int
main (void)
{
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GTK_USE_PORTAL", "0", TRUE);
  if (!gtk_init_check ())
    return 1;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GtkWidget *window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1080, 1920);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  gtk_window_present (GTK_WINDOW (window));
  cubby_sd_notify ("READY=1");
  g_main_loop_run (loop);
  return 0;
}
