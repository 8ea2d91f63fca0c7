/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/staff-frame.h"

#include "app/kiosk/page.h"
#include "app/kiosk/split.h"

#define WIDTH 44 /* of the left half, in percent, when lying */

struct _CubbyStaffFrame {
  GtkWidget parent_instance;
  GtkWidget *split;
  GtkWidget *head;
  GtkLabel *headline;
  GtkLabel *advice;
  GtkWidget *note;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (CubbyStaffFrame, cubby_staff_frame, GTK_TYPE_WIDGET)

static void
cubby_staff_frame_dispose (GObject *object)
{
  CubbyStaffFrame *self = CUBBY_STAFF_FRAME (object);
  g_clear_object (&self->head);
  gtk_widget_dispose_template (GTK_WIDGET (object), CUBBY_TYPE_STAFF_FRAME);
  G_OBJECT_CLASS (cubby_staff_frame_parent_class)->dispose (object);
}

static void
cubby_staff_frame_class_init (CubbyStaffFrameClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_staff_frame_dispose;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cubby/kiosk/staff-frame.ui");
  gtk_widget_class_bind_template_child (widget_class, CubbyStaffFrame, split);
  gtk_widget_class_bind_template_child (widget_class, CubbyStaffFrame, head);
  gtk_widget_class_bind_template_child (widget_class, CubbyStaffFrame, headline);
  gtk_widget_class_bind_template_child (widget_class, CubbyStaffFrame, advice);
  gtk_widget_class_bind_template_child (widget_class, CubbyStaffFrame, note);
  gtk_widget_class_bind_template_child (widget_class, CubbyStaffFrame, buttons);
}

static void
cubby_staff_frame_init (CubbyStaffFrame *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_ref (self->head);
}

CubbyStaffFrame *
cubby_staff_frame_add (gpointer page, GtkWidget *body, gboolean body_first, int share)
{
  g_return_val_if_fail (CUBBY_IS_PAGE (page) && GTK_IS_WIDGET (body), NULL);
  CubbyStaffFrame *self = g_object_new (CUBBY_TYPE_STAFF_FRAME, NULL);
  g_object_set (self->split, "scene-share", share, "scene-width", WIDTH, NULL);
  if (body_first) {
    g_object_set (self->split, "scene", NULL, NULL); /* the head is there until it is moved */
    g_object_set (self->split, "scene", body, "action", self->head, NULL);
  } else {
    g_object_set (self->split, "action", body, NULL);
  }
  gtk_widget_set_parent (GTK_WIDGET (self), page);
  return self;
}

GtkWidget *
cubby_staff_frame_scroll (GtkWidget *box)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

void
cubby_staff_frame_say (CubbyStaffFrame *self, const char *headline, const char *advice)
{
  g_return_if_fail (CUBBY_IS_STAFF_FRAME (self));
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->advice, advice);
}

GtkWidget *
cubby_staff_frame_get_note (CubbyStaffFrame *self)
{
  g_return_val_if_fail (CUBBY_IS_STAFF_FRAME (self), NULL);
  return self->note;
}

GtkWidget *
cubby_staff_frame_get_buttons (CubbyStaffFrame *self)
{
  g_return_val_if_fail (CUBBY_IS_STAFF_FRAME (self), NULL);
  return self->buttons;
}
