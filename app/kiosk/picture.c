/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#define RADIUS 24

struct _CubbyPicture {
  GtkWidget parent_instance;
  int ratio;
  gboolean whole;
  char *art;
  CubbyShelf *shelf;
  char *name;
  GdkTexture *texture;
  GdkRGBA ground;  /* of a whole picture */
  int asked_width; /* what the texture was drawn for */
  int asked_height;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CubbyPicture, cubby_picture, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_RATIO, PROP_ART, PROP_WHOLE, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* The tone of the picture's left edge, so that what is beside it looks like more of the same wall. */
static void
find_ground (CubbyPicture *self)
{
  gsize width = (gsize)gdk_texture_get_width (self->texture);
  gsize height = (gsize)gdk_texture_get_height (self->texture);
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  gdk_texture_download (self->texture, (guchar *)pixels, width * sizeof *pixels);
  guint32 pixel = pixels[(height / 2) * width]; /* ARGB in the machine's order */
  self->ground = (GdkRGBA){(float)(pixel >> 16 & 0xff) / 255, (float)(pixel >> 8 & 0xff) / 255,
                           (float)(pixel & 0xff) / 255, 1};
}

void
cubby_picture_set_texture (CubbyPicture *self, GdkTexture *texture)
{
  g_return_if_fail (CUBBY_IS_PICTURE (self));
  g_set_object (&self->texture, texture);
  if (self->whole && texture != NULL)
    find_ground (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CubbyPicture) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = cubby_shelf_load_picture_finish (CUBBY_SHELF (source), result, &error);
  if (texture != NULL)
    cubby_picture_set_texture (self, texture);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("no picture %s: %s", self->name, error->message);
}

static void
forget (CubbyPicture *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->asked_width = self->asked_height = 0;
}

/* Art covers the area: what is too much on one side is cut. */
static void
draw_art (CubbyPicture *self, int width, int height)
{
  g_autofree char *path = g_strdup_printf ("/org/cubby/kiosk/icons/%s.svg", self->art);
  g_autoptr (GdkPixbuf) whole = gdk_pixbuf_new_from_resource (path, NULL);
  g_return_if_fail (whole != NULL);
  double scale =
      MAX ((double)width / gdk_pixbuf_get_width (whole), (double)height / gdk_pixbuf_get_height (whole));
  g_autoptr (GdkPixbuf) drawn =
      gdk_pixbuf_new_from_resource_at_scale (path, (int)(gdk_pixbuf_get_width (whole) * scale + 0.5),
                                             (int)(gdk_pixbuf_get_height (whole) * scale + 0.5), FALSE, NULL);
  g_clear_object (&self->texture);
  if (drawn != NULL)
    self->texture = gdk_texture_new_for_pixbuf (drawn);
}

static void
ask (CubbyPicture *self, int width, int height)
{
  if (width <= 1 || height <= 1 || (width == self->asked_width && height == self->asked_height))
    return;
  forget (self);
  self->asked_width = width;
  self->asked_height = height;
  if (self->whole) {
    width = MIN (width, height * 4 / 5);
    height = width * 5 / 4;
  }
  if (self->art != NULL) {
    draw_art (self, width, height);
  } else if (self->shelf != NULL && self->name != NULL) {
    self->cancellable = g_cancellable_new ();
    cubby_shelf_load_picture (self->shelf, self->name, width, height, self->cancellable, on_loaded,
                              g_object_ref (self));
  }
}

static void
cubby_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ask (CUBBY_PICTURE (widget), width, height);
}

static void
cubby_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  CubbyPicture *self = CUBBY_PICTURE (widget);
  *minimum = *natural = 0;
  if (self->ratio > 0 && orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    *minimum = *natural = for_size * self->ratio / 100;
}

static GtkSizeRequestMode
cubby_picture_get_request_mode (GtkWidget *widget)
{
  return CUBBY_PICTURE (widget)->ratio > 0 ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
                                           : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
cubby_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CubbyPicture *self = CUBBY_PICTURE (widget);
  if (self->texture == NULL)
    return;
  float width = (float)gtk_widget_get_width (widget);
  float height = (float)gtk_widget_get_height (widget);
  float wide = (float)gdk_texture_get_width (self->texture);
  float high = (float)gdk_texture_get_height (self->texture);
  float scale = self->whole ? MIN (width / wide, height / high) : MAX (width / wide, height / high);
  graphene_rect_t area = GRAPHENE_RECT_INIT ((width - wide * scale) / 2, (height - high * scale) / 2,
                                             wide * scale, high * scale);
  graphene_rect_t shown;
  GskRoundedRect clip;
  if (!graphene_rect_intersection (&area, &GRAPHENE_RECT_INIT (0, 0, width, height), &shown))
    return;
  const graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, width, height);
  gsk_rounded_rect_init_from_rect (&clip, self->whole ? &all : &shown, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  if (self->whole)
    gtk_snapshot_append_color (snapshot, &self->ground, &all);
  gtk_snapshot_append_texture (snapshot, self->texture, &area);
  gtk_snapshot_pop (snapshot);
}

static void
cubby_picture_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CubbyPicture *self = CUBBY_PICTURE (object);
  if (id == PROP_RATIO) {
    self->ratio = g_value_get_int (value);
  } else if (id == PROP_ART) {
    g_free (self->art);
    self->art = g_value_dup_string (value);
  } else if (id == PROP_WHOLE) {
    self->whole = g_value_get_boolean (value);
  } else {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
cubby_picture_dispose (GObject *object)
{
  CubbyPicture *self = CUBBY_PICTURE (object);
  forget (self);
  g_clear_object (&self->texture);
  g_clear_object (&self->shelf);
  g_clear_pointer (&self->art, g_free);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (cubby_picture_parent_class)->dispose (object);
}

static void
cubby_picture_class_init (CubbyPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  object_class->dispose = cubby_picture_dispose;
  object_class->set_property = cubby_picture_set_property;
  widget_class->measure = cubby_picture_measure;
  widget_class->get_request_mode = cubby_picture_get_request_mode;
  widget_class->size_allocate = cubby_picture_size_allocate;
  widget_class->snapshot = cubby_picture_snapshot;
  properties[PROP_RATIO] = g_param_spec_int ("ratio", NULL, NULL, 0, 400, 0, flags);
  properties[PROP_ART] = g_param_spec_string ("art", NULL, NULL, NULL, flags);
  properties[PROP_WHOLE] = g_param_spec_boolean ("whole", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "art");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
cubby_picture_init (CubbyPicture *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "picture");
}

GtkWidget *
cubby_picture_new (int ratio)
{
  return g_object_new (CUBBY_TYPE_PICTURE, "ratio", ratio, NULL);
}

void
cubby_picture_show (CubbyPicture *self, CubbyShelf *shelf, const char *picture)
{
  g_return_if_fail (CUBBY_IS_PICTURE (self));
  if (g_strcmp0 (picture, self->name) == 0)
    return;
  forget (self);
  g_set_object (&self->shelf, shelf);
  g_free (self->name);
  self->name = g_strdup (picture);
  cubby_picture_set_texture (self, NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
