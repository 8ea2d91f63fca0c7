/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/camera-view.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/split.h"
#include "app/kiosk/words.h"

/* What the camera sees, and how to hold a code to it. What is read goes through the scan router. */
#define CUBBY_TYPE_COLLECT_PAGE (cubby_collect_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyCollectPage, cubby_collect_page, CUBBY, COLLECT_PAGE, CubbyPage)

struct _CubbyCollectPage {
  CubbyPage parent_instance;
  CubbyCameraView *camera;
  GtkLabel *heading;
  GtkLabel *text;
  GtkButton *code;
};

G_DEFINE_FINAL_TYPE (CubbyCollectPage, cubby_collect_page, CUBBY_TYPE_PAGE)

/* Where nothing reads codes, they are typed: that is then what the page is about. */
static void
on_state (CubbyCollectPage *self)
{
  gboolean works = cubby_scan_source_works (cubby_page_get_context (self)->scans);
  gtk_label_set_label (self->heading, works ? _ ("Hold your QR code in the frame") : _ ("Enter your code"));
  gtk_label_set_label (self->text, works ? _ ("It is in the message that told you that your parcel is ready. "
                                              "A hand’s length from the camera "
                                              "is best.")
                                         : _ ("Ten letters and digits, below the QR code in your message."));
}

/* The button that is spoken of is seen at once. */
static void
on_advice (CubbyCollectPage *self)
{
  CubbyScanSource *scans = cubby_page_get_context (self)->scans;
  gboolean called =
      cubby_scan_source_get_advice (scans) == CUBBY_ADVICE_BY_HAND || !cubby_scan_source_works (scans);
  cubby_part_call (GTK_WIDGET (self->code), called);
}

static void
cubby_collect_page_begin (CubbyPage *page)
{
  CubbyCollectPage *self = CUBBY_COLLECT_PAGE (page);
  CubbyScanSource *scans = cubby_page_get_context (self)->scans;
  cubby_camera_view_set_source (self->camera, scans);
  cubby_part_fill_inline (self->code, "keypad", _ ("Enter code"));
  cubby_part_add_classes (GTK_WIDGET (self->code), "wide tonal");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->code), "s", "code");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->code), "page.go");
  g_signal_connect_object (scans, "state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scans, "state", G_CALLBACK (on_advice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scans, "advice", G_CALLBACK (on_advice), self, G_CONNECT_SWAPPED);
  on_state (self);
  on_advice (self);
}

static void
cubby_collect_page_class_init (CubbyCollectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CUBBY_PAGE_CLASS (klass)->begin = cubby_collect_page_begin;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_CAMERA_VIEW);
  cubby_page_class_set_template (klass, "collect-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyCollectPage, camera);
  gtk_widget_class_bind_template_child (widget_class, CubbyCollectPage, heading);
  gtk_widget_class_bind_template_child (widget_class, CubbyCollectPage, text);
  gtk_widget_class_bind_template_child (widget_class, CubbyCollectPage, code);
}

static void
cubby_collect_page_init (CubbyCollectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
