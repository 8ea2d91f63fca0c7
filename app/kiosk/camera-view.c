/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/camera-view.h"

#include "app/kiosk/advice-line.h"
#include "app/kiosk/camera-marks.h"
#include "app/kiosk/icon.h"
#include "app/kiosk/words.h"

#define RADIUS 32
#define LINE_MARGIN 32

struct _CubbyCameraView {
  GtkWidget parent_instance;
  CubbyScanSource *source;
  GdkTexture *picture;
  GtkWidget *note; /* shown while there is no picture */
  GtkWidget *note_icon;
  GtkWidget *note_text;
  GtkWidget *line; /* the advice, over the picture */
  CubbyView view;  /* of the last picture */
  guint n_codes;
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
                                : _ ("The camera does not work just now. Please type your code."));
  gtk_widget_set_visible (self->note_text, !camera && !self->small);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_view (CubbyCameraView *self, const CubbyView *view, guint n_codes)
{
  self->view = *view;
  self->n_codes = n_codes;
}

static void
on_advice (CubbyCameraView *self)
{
  CubbyAdvice advice = cubby_scan_source_get_advice (self->source);
  cubby_advice_line_set (CUBBY_ADVICE_LINE (self->line), self->small ? CUBBY_ADVICE_NONE : advice);
}

static void
append_camera (CubbyCameraView *self, GtkSnapshot *snapshot, float width, float height)
{
  graphene_rect_t place = cubby_camera_place ((float)gdk_texture_get_width (self->picture),
                                              (float)gdk_texture_get_height (self->picture), width, height);
  gtk_snapshot_append_texture (snapshot, self->picture, &place);
  if (self->small)
    return;
  cubby_camera_draw_marks (snapshot, width, height);
  if (self->view.candidate)
    cubby_camera_draw_outline (snapshot, &self->view, &place, self->n_codes == 1);
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
    append_camera (self, snapshot, width, height);
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
  g_clear_pointer (&self->line, gtk_widget_unparent);
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
  self->line = cubby_advice_line_new ();
  gtk_widget_set_halign (self->line, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->line, GTK_ALIGN_END);
  gtk_widget_set_margin_start (self->line, LINE_MARGIN);
  gtk_widget_set_margin_end (self->line, LINE_MARGIN);
  gtk_widget_set_margin_bottom (self->line, LINE_MARGIN);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
}

void
cubby_camera_view_set_source (CubbyCameraView *self, CubbyScanSource *source)
{
  g_return_if_fail (CUBBY_IS_CAMERA_VIEW (self) && CUBBY_IS_SCAN_SOURCE (source));
  g_set_object (&self->source, source);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Picture of the camera"), -1);
  g_signal_connect_object (source, "preview", G_CALLBACK (on_preview), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "view", G_CALLBACK (on_view), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "advice", G_CALLBACK (on_advice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  on_state (self);
  on_advice (self);
}

void
cubby_camera_view_set_small (CubbyCameraView *self)
{
  g_return_if_fail (CUBBY_IS_CAMERA_VIEW (self));
  self->small = TRUE;
  on_advice (self);
  g_object_set (self->note_icon, "size", 56, NULL);
}
