/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/camera-view.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parcel-words.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/split.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/staff-words.h"
#include "app/kiosk/stowing.h"
#include "app/kiosk/words.h"

/* A parcel that is not fit for the customer: which one, then why. */
#define CUBBY_TYPE_REJECT_PAGE (cubby_reject_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyRejectPage, cubby_reject_page, CUBBY, REJECT_PAGE, CubbyPage)

struct _CubbyRejectPage {
  CubbyPage parent_instance;
  CubbyCameraView *camera;
  GtkLabel *headline;
  GtkLabel *advice;
  GtkWidget *note;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (CubbyRejectPage, cubby_reject_page, CUBBY_TYPE_PAGE)

static void
on_chosen (GtkButton *button, gpointer data)
{
  CubbyRejectPage *self = data;
  CubbyContext *context = cubby_page_get_context (self);
  gtk_widget_set_sensitive (self->buttons, FALSE);
  cubby_stowing_reject (context, context->session->label, g_object_get_data (G_OBJECT (button), "why"));
}

static void
show (CubbyRejectPage *self)
{
  const char *label = cubby_page_get_context (self)->session->label;
  cubby_part_clear_box (self->buttons);
  gtk_label_set_label (self->headline, label != NULL ? _ ("What is wrong?") : _ ("Which parcel?"));
  if (label == NULL) {
    gtk_label_set_label (self->advice, _ ("Scan the label of the parcel that you reject."));
    return;
  }
  g_autofree char *name = cubby_parcel_words_short (label);
  g_autofree char *text = g_strdup_printf (_ ("Parcel %s"), name);
  gtk_label_set_label (self->advice, text);
  for (const CubbyStaffOption *option = cubby_staff_options_reject (); option->word != NULL; option++) {
    GtkWidget *button = cubby_part_button (option->drawing, _ (option->text), "wide");
    g_object_set_data (G_OBJECT (button), "why", (gpointer)option->word);
    g_signal_connect (button, "clicked", G_CALLBACK (on_chosen), self);
    gtk_box_append (GTK_BOX (self->buttons), button);
  }
}

static gboolean
cubby_reject_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  CubbyRejectPage *self = CUBBY_REJECT_PAGE (page);
  CubbyContext *context = cubby_page_get_context (page);
  if (cubby_staff_takes_badge (context, kind, value))
    return TRUE;
  if (kind == CUBBY_SCAN_LABEL) {
    cubby_session_set (&context->session->label, value);
    cubby_staff_tell (context, self->note);
    show (self);
  }
  return TRUE;
}

static void
cubby_reject_page_begin (CubbyPage *page)
{
  CubbyRejectPage *self = CUBBY_REJECT_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  cubby_camera_view_set_source (self->camera, context->scans);
  cubby_staff_tell (context, self->note);
  show (self);
}

static void
cubby_reject_page_class_init (CubbyRejectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CUBBY_PAGE_CLASS (klass)->begin = cubby_reject_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_reject_page_scanned;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_CAMERA_VIEW);
  cubby_page_class_set_template (klass, "reject-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyRejectPage, camera);
  gtk_widget_class_bind_template_child (widget_class, CubbyRejectPage, headline);
  gtk_widget_class_bind_template_child (widget_class, CubbyRejectPage, advice);
  gtk_widget_class_bind_template_child (widget_class, CubbyRejectPage, note);
  gtk_widget_class_bind_template_child (widget_class, CubbyRejectPage, buttons);
}

static void
cubby_reject_page_init (CubbyRejectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
