/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/qr.h"

#include "app/kiosk/parts.h"
#include "protocols/pass/qr-image.h"

#define SIDE 420

GtkWidget *
cubby_qr_widget_new (const char *text, const char *name)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *picture = gtk_picture_new ();
  g_autoptr (CubbyQr) qr = cubby_qr_new (text, CUBBY_QR_LEVEL_M, &error);
  guint modules = qr != NULL ? cubby_qr_get_size (qr) + 2 * CUBBY_QR_QUIET_ZONE : 1;
  g_autoptr (GBytes) png = qr != NULL ? cubby_qr_to_png (qr, MAX (1, SIDE / modules), &error) : NULL;
  g_autoptr (GdkTexture) texture = png != NULL ? gdk_texture_new_from_bytes (png, &error) : NULL;
  if (texture == NULL) {
    g_warning ("the QR code could not be drawn: %s", error->message);
    return picture;
  }
  gtk_picture_set_paintable (GTK_PICTURE (picture), GDK_PAINTABLE (texture));
  gtk_widget_set_size_request (picture, gdk_texture_get_width (texture), gdk_texture_get_height (texture));
  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (picture, "picture");
  cubby_part_set_name (picture, name);
  return picture;
}
