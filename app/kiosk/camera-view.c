/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/camera-view.h"

#include "app/kiosk/icon.h"
#include "app/kiosk/words.h"

#define RADIUS 32
#define MARK_WIDTH 10
#define MARK_LENGTH 72

struct _CubbyCameraView {
  GtkWidget parent_instance;
  CubbyScanSource *source;
  GdkTexture *picture;
  GtkWidget *note; /* shown while there is no picture */
  GtkWidget *note_icon;
  GtkWidget *note_text;
  gboolean small;
};

G_DEFINE_FINAL_TYPE (CubbyCameraView, cubby_camera_view, GTK_TYPE_WIDGET)

static void
on_preview (CubbyCameraView *self, GdkTexture *picture)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_set_object (&self->picture, picture);
  gtk_widget_set_visible (self->note, FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_state (CubbyCameraView *self)
{
  gboolean camera = cubby_scan_source_has_camera (self->source);
  gboolean reader = !camera && cubby_scan_source_works (self->source);
  if (!camera)
    g_clear_object (&self->picture);
  gtk_widget_set_visible (self->note, self->picture == NULL);
  cubby_icon_set_name (CUBBY_ICON (self->note_icon), camera || reader ? "scan" : "info");
  gtk_label_set_label (GTK_LABEL (self->note_text),
                       camera   ? ""
                       : reader ? _ ("Hold your code below the reader")
                                : _ ("The camera is resting. You can type your code instead."));
  gtk_widget_set_visible (self->note_text, !camera && !self->small);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The picture fills the widget; what is too much is cut on both sides. */
static void
append_picture (CubbyCameraView *self, GtkSnapshot *snapshot, float width, float height)
{
  float wide = (float)gdk_texture_get_width (self->picture);
  float high = (float)gdk_texture_get_height (self->picture);
  float scale = MAX (width / wide, height / high);
  graphene_rect_t area = GRAPHENE_RECT_INIT ((width - wide * scale) / 2, (height - high * scale) / 2,
                                             wide * scale, high * scale);
  gtk_snapshot_append_texture (snapshot, self->picture, &area);
}

static void
append_bar (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width, float height)
{
  GskRoundedRect bar;
  gsk_rounded_rect_init_from_rect (&bar, &GRAPHENE_RECT_INIT (x, y, width, height), (float)MARK_WIDTH / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, colour, &bar.bounds);
  gtk_snapshot_pop (snapshot);
}

/* Four corners of a square: hold it in here. */
static void
append_marks (CubbyCameraView *self, GtkSnapshot *snapshot, float width, float height)
{
  const GdkRGBA white = {1, 1, 1, 1};
  float side = MIN (width, height) * 0.72f;
  float left = (width - side) / 2;
  float top = (height - side) / 2;
  float far = side - MARK_LENGTH;
  float edge = side - MARK_WIDTH;
  for (guint i = 0; i < 4; i++) {
    float x = left + (i % 2 == 0 ? 0 : far);
    float y = top + (i < 2 ? 0 : edge);
    append_bar (snapshot, &white, x, y, MARK_LENGTH, MARK_WIDTH);
    x = left + (i % 2 == 0 ? 0 : edge);
    y = top + (i < 2 ? 0 : far);
    append_bar (snapshot, &white, x, y, MARK_WIDTH, MARK_LENGTH);
  }
}

static void
cubby_camera_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CubbyCameraView *self = CUBBY_CAMERA_VIEW (widget);
  float width = (float)gtk_widget_get_width (widget);
  float height = (float)gtk_widget_get_height (widget);
  GskRoundedRect clip;
  gsk_rounded_rect_init_from_rect (&clip, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS);
  if (self->picture != NULL) {
    gtk_snapshot_push_rounded_clip (snapshot, &clip);
    append_picture (self, snapshot, width, height);
    if (!self->small)
      append_marks (self, snapshot, width, height);
    gtk_snapshot_pop (snapshot);
  }
  GTK_WIDGET_CLASS (cubby_camera_view_parent_class)->snapshot (widget, snapshot);
}

static void
cubby_camera_view_dispose (GObject *object)
{
  CubbyCameraView *self = CUBBY_CAMERA_VIEW (object);
  g_clear_object (&self->source);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->note, gtk_widget_unparent);
  G_OBJECT_CLASS (cubby_camera_view_parent_class)->dispose (object);
}

static void
cubby_camera_view_class_init (CubbyCameraViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_camera_view_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = cubby_camera_view_snapshot;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cubby_camera_view_init (CubbyCameraView *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ground");
  self->note = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_halign (self->note, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->note, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->note, "soft");
  self->note_icon = cubby_icon_new ("scan", 224);
  self->note_text = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->note_text, "lead");
  gtk_label_set_wrap (GTK_LABEL (self->note_text), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->note_text), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note_text), 26);
  gtk_box_append (GTK_BOX (self->note), self->note_icon);
  gtk_box_append (GTK_BOX (self->note), self->note_text);
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
}

void
cubby_camera_view_set_source (CubbyCameraView *self, CubbyScanSource *source)
{
  g_return_if_fail (CUBBY_IS_CAMERA_VIEW (self) && CUBBY_IS_SCAN_SOURCE (source));
  g_set_object (&self->source, source);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Picture of the camera"), -1);
  g_signal_connect_object (source, "preview", G_CALLBACK (on_preview), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  on_state (self);
}

void
cubby_camera_view_set_small (CubbyCameraView *self)
{
  g_return_if_fail (CUBBY_IS_CAMERA_VIEW (self));
  self->small = TRUE;
  g_object_set (self->note_icon, "size", 56, NULL);
}
