/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/icon.h"

#include <string.h>

struct _CubbyIcon {
  GtkWidget parent_instance;
  char *name;
  int size;
  GdkRGBA drawn_in;
  GdkTexture *drawing;
};

G_DEFINE_FINAL_TYPE (CubbyIcon, cubby_icon, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_NAME, PROP_SIZE, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* "currentColor" of the drawing is given by the attribute of its outermost element. */
static char *
colour_drawing (const char *svg, const GdkRGBA *colour)
{
  const char *root = strstr (svg, "<svg ");
  g_return_val_if_fail (root != NULL, g_strdup (svg));
  guint red = (guint)(colour->red * 255 + 0.5f);
  guint green = (guint)(colour->green * 255 + 0.5f);
  guint blue = (guint)(colour->blue * 255 + 0.5f);
  return g_strdup_printf ("<svg color=\"#%02x%02x%02x\" %s", red, green, blue, root + strlen ("<svg "));
}

static GdkTexture *
draw (const char *name, int pixels, const GdkRGBA *colour)
{
  g_autofree char *path = g_strdup_printf ("/org/cubby/kiosk/icons/%s.svg", name);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);
  g_autofree char *svg = colour_drawing (g_bytes_get_data (bytes, NULL), colour);
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  gdk_pixbuf_loader_set_size (loader, pixels, pixels);
  if (!gdk_pixbuf_loader_write (loader, (const guchar *)svg, strlen (svg), NULL) ||
      !gdk_pixbuf_loader_close (loader, NULL))
    return NULL;
  return gdk_texture_new_for_pixbuf (gdk_pixbuf_loader_get_pixbuf (loader));
}

static void
cubby_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CubbyIcon *self = CUBBY_ICON (widget);
  GdkRGBA colour;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  if (self->drawing == NULL || !gdk_rgba_equal (&colour, &self->drawn_in)) {
    g_clear_object (&self->drawing);
    self->drawing = draw (self->name, self->size * gtk_widget_get_scale_factor (widget), &colour);
    self->drawn_in = colour;
  }
  if (self->drawing == NULL)
    return;
  graphene_rect_t area = GRAPHENE_RECT_INIT ((float)(gtk_widget_get_width (widget) - self->size) / 2,
                                             (float)(gtk_widget_get_height (widget) - self->size) / 2,
                                             (float)self->size, (float)self->size);
  gtk_snapshot_append_texture (snapshot, self->drawing, &area);
}

static void
cubby_icon_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = CUBBY_ICON (widget)->size;
}

static void
cubby_icon_set_size (CubbyIcon *self, int size)
{
  if (size == self->size)
    return;
  self->size = size;
  g_clear_object (&self->drawing);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
cubby_icon_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CubbyIcon *self = CUBBY_ICON (object);
  if (id == PROP_NAME)
    cubby_icon_set_name (self, g_value_get_string (value));
  else if (id == PROP_SIZE)
    cubby_icon_set_size (self, g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cubby_icon_finalize (GObject *object)
{
  CubbyIcon *self = CUBBY_ICON (object);
  g_clear_object (&self->drawing);
  g_free (self->name);
  G_OBJECT_CLASS (cubby_icon_parent_class)->finalize (object);
}

static void
cubby_icon_class_init (CubbyIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->finalize = cubby_icon_finalize;
  object_class->set_property = cubby_icon_set_property;
  widget_class->snapshot = cubby_icon_snapshot;
  widget_class->measure = cubby_icon_measure;
  properties[PROP_NAME] = g_param_spec_string ("drawing", NULL, NULL, "info",
                                               G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 16, 512, 48,
                                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "icon");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
cubby_icon_init (CubbyIcon *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
cubby_icon_new (const char *name, int size)
{
  return g_object_new (CUBBY_TYPE_ICON, "drawing", name, "size", size, NULL);
}

void
cubby_icon_set_name (CubbyIcon *self, const char *name)
{
  g_return_if_fail (CUBBY_IS_ICON (self) && name != NULL);
  if (g_strcmp0 (name, self->name) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  g_clear_object (&self->drawing);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
