/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/camera-view.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/split.h"
#include "app/kiosk/stowing.h"
#include "app/kiosk/words.h"

/* One parcel after the other: scan, open, put in, shut. */
#define CUBBY_TYPE_RESTOCK_PAGE (cubby_restock_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyRestockPage, cubby_restock_page, CUBBY, RESTOCK_PAGE, CubbyPage)

struct _CubbyRestockPage {
  CubbyPage parent_instance;
  CubbyCameraView *camera;
  GtkWidget *note;
  GtkButton *tasks;
  GtkButton *out;
};

G_DEFINE_FINAL_TYPE (CubbyRestockPage, cubby_restock_page, CUBBY_TYPE_PAGE)

static void
say (CubbyRestockPage *self, const char *text)
{
  cubby_part_say (self->note, "warning", text, "warning");
}

static gboolean
cubby_restock_page_scanned (CubbyPage *page, CubbyScanKind kind, const char *value)
{
  CubbyRestockPage *self = CUBBY_RESTOCK_PAGE (page);
  if (kind == CUBBY_SCAN_LABEL)
    cubby_stowing_begin (cubby_page_get_context (page), value);
  else
    say (self, _ ("This is no parcel label."));
  return TRUE;
}

static void
cubby_restock_page_begin (CubbyPage *page)
{
  CubbyRestockPage *self = CUBBY_RESTOCK_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  cubby_camera_view_set_source (self->camera, context->scans);
  say (self, cubby_stowing_explain (context->session->refused.reason));
  cubby_session_set (&context->session->refused.reason, NULL);
  cubby_part_fill_inline (self->tasks, "badge", _ ("Tasks"));
  gtk_widget_add_css_class (GTK_WIDGET (self->tasks), "wide");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->tasks), "win.home");
  cubby_part_fill_inline (self->out, "sign-out", _ ("Sign out"));
  gtk_widget_add_css_class (GTK_WIDGET (self->out), "wide");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->out), "win.sign-out");
}

static void
cubby_restock_page_class_init (CubbyRestockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CUBBY_PAGE_CLASS (klass)->begin = cubby_restock_page_begin;
  CUBBY_PAGE_CLASS (klass)->scanned = cubby_restock_page_scanned;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_CAMERA_VIEW);
  cubby_page_class_set_template (klass, "restock-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyRestockPage, camera);
  gtk_widget_class_bind_template_child (widget_class, CubbyRestockPage, note);
  gtk_widget_class_bind_template_child (widget_class, CubbyRestockPage, tasks);
  gtk_widget_class_bind_template_child (widget_class, CubbyRestockPage, out);
}

static void
cubby_restock_page_init (CubbyRestockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
