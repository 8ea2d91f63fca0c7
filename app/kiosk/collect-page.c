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
  GtkButton *code;
};

G_DEFINE_FINAL_TYPE (CubbyCollectPage, cubby_collect_page, CUBBY_TYPE_PAGE)

static void
cubby_collect_page_begin (CubbyPage *page)
{
  CubbyCollectPage *self = CUBBY_COLLECT_PAGE (page);
  cubby_camera_view_set_source (self->camera, cubby_page_get_context (self)->scans);
  cubby_part_fill_inline (self->code, "keypad", _ ("Enter code"));
  cubby_part_add_classes (GTK_WIDGET (self->code), "wide tonal");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->code), "s", "code");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->code), "page.go");
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
  gtk_widget_class_bind_template_child (widget_class, CubbyCollectPage, code);
}

static void
cubby_collect_page_init (CubbyCollectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
