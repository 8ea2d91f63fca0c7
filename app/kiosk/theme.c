/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/theme.h"

#include <gtk/gtk.h>

static void
add_sheet (const char *name, guint above)
{
  g_autofree char *path = g_strdup_printf ("/org/cubby/kiosk/css/%s.css", name);
  g_autoptr (GtkCssProvider) sheet = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (sheet, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (sheet),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + above);
}

void
cubby_theme_install (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-theme-name", "Empty", "gtk-icon-theme-name", "hicolor",
                "gtk-font-name", "Inter 20", "gtk-error-bell", FALSE, "gtk-hint-font-metrics", TRUE, NULL);
  add_sheet ("tokens", 0);
  add_sheet ("kiosk", 1);
}

/* The provider of the display lives as long as the display, and so does this pointer on it. */
void
cubby_theme_set_contrast (gboolean high)
{
  static const char key[] = "cubby-contrast";
  GdkDisplay *display = gdk_display_get_default ();
  GtkStyleProvider *sheet = g_object_get_data (G_OBJECT (display), key);
  if (high == (sheet != NULL))
    return;
  if (!high) {
    gtk_style_context_remove_provider_for_display (display, sheet);
    g_object_set_data (G_OBJECT (display), key, NULL);
    return;
  }
  GtkCssProvider *provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/cubby/kiosk/css/tokens-contrast.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 2);
  g_object_set_data_full (G_OBJECT (display), key, provider, g_object_unref);
}
