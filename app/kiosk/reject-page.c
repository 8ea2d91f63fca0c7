/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/camera-view.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parcel-words.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/staff-ask.h"
#include "app/kiosk/staff-frame.h"
#include "app/kiosk/staff-words.h"
#include "app/kiosk/stowing.h"
#include "app/kiosk/words.h"

#define SCENE_SHARE 38

/* A parcel that is not fit for the customer: which one, then why. */
#define CUBBY_TYPE_REJECT_PAGE (cubby_reject_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyRejectPage, cubby_reject_page, CUBBY, REJECT_PAGE, CubbyPage)

struct _CubbyRejectPage {
  CubbyPage parent_instance;
  CubbyStaffFrame *frame;
};

G_DEFINE_FINAL_TYPE (CubbyRejectPage, cubby_reject_page, CUBBY_TYPE_PAGE)

static void
on_chosen (GtkButton *button, gpointer data)
{
  CubbyRejectPage *self = data;
  CubbyContext *context = cubby_page_get_context (self);
  gtk_widget_set_sensitive (cubby_staff_frame_get_buttons (self->frame), FALSE);
  cubby_stowing_reject (context, context->session->label, g_object_get_data (G_OBJECT (button), "why"));
}

static void
add_reason (CubbyRejectPage *self, const CubbyStaffOption *option)
{
  GtkWidget *button = cubby_part_button (option->drawing, _ (option->text), "wide");
  g_object_set_data (G_OBJECT (button), "why", (gpointer)option->word);
  g_signal_connect (button, "clicked", G_CALLBACK (on_chosen), self);
  gtk_box_append (GTK_BOX (cubby_staff_frame_get_buttons (self->frame)), button);
}

static void
show (CubbyRejectPage *self)
{
  const char *label = cubby_page_get_context (self)->session->label;
  cubby_part_clear_box (cubby_staff_frame_get_buttons (self->frame));
  if (label == NULL) {
    cubby_staff_frame_say (self->frame, _ ("Which parcel?"),
                           _ ("Scan the label of the parcel that you reject."));
    return;
  }
  g_autofree char *name = cubby_parcel_words_short (label);
  g_autofree char *text = g_strdup_printf (_ ("Parcel %s"), name);
  cubby_staff_frame_say (self->frame, _ ("What is wrong?"), text);
  for (const CubbyStaffOption *option = cubby_staff_options_reject (); option->word != NULL; option++)
    add_reason (self, option);
}

static gboolean
cubby_reject_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  CubbyRejectPage *self = CUBBY_REJECT_PAGE (page);
  CubbyContext *context = cubby_page_get_context (page);
  if (cubby_staff_takes_badge (context, kind, value) || kind != CUBBY_SCAN_LABEL)
    return TRUE;
  cubby_session_set (&context->session->label, value);
  cubby_staff_tell (context, cubby_staff_frame_get_note (self->frame));
  show (self);
  return TRUE;
}

static void
cubby_reject_page_begin (CubbyPage *page)
{
  CubbyRejectPage *self = CUBBY_REJECT_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  GtkWidget *camera = g_object_new (CUBBY_TYPE_CAMERA_VIEW, NULL);
  self->frame = cubby_staff_frame_add (self, camera, TRUE, SCENE_SHARE);
  cubby_camera_view_set_source (CUBBY_CAMERA_VIEW (camera), context->scans);
  cubby_staff_tell (context, cubby_staff_frame_get_note (self->frame));
  show (self);
}

static void
cubby_reject_page_class_init (CubbyRejectPageClass *klass)
{
  CUBBY_PAGE_CLASS (klass)->begin = cubby_reject_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_reject_page_scanned;
}

static void
cubby_reject_page_init (CubbyRejectPage *self)
{
}
