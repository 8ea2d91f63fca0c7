/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/icon.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/refusal.h"
#include "app/kiosk/split.h"
#include "app/kiosk/words.h"

/* Why no door opened, and what helps. */
#define CUBBY_TYPE_REFUSED_PAGE (cubby_refused_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyRefusedPage, cubby_refused_page, CUBBY, REFUSED_PAGE, CubbyPage)

struct _CubbyRefusedPage {
  CubbyPage parent_instance;
  CubbyIcon *drawing;
  GtkLabel *happened;
  GtkLabel *advice;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (CubbyRefusedPage, cubby_refused_page, CUBBY_TYPE_PAGE)

static void
cubby_refused_page_begin (CubbyPage *page)
{
  CubbyRefusedPage *self = CUBBY_REFUSED_PAGE (page);
  const CubbyContext *context = cubby_page_get_context (self);
  CubbyRefused *refused = &context->session->refused;
  const CubbyRefusal *refusal = cubby_refusal_find (refused->reason);
  g_autofree char *advice =
      cubby_refusal_advise (refusal, refused->used_at, context->settings->time_zone, refused->wait_s);
  cubby_icon_set_name (self->drawing, refusal->drawing);
  gtk_label_set_label (self->happened, _ (refusal->happened));
  gtk_label_set_label (self->advice, advice);
  GtkWidget *staff = cubby_part_action_button ("staff", _ ("Ask our staff"),
                                               refusal->again ? "wide" : "wide primary", "win.staff");
  if (refusal->again) {
    gtk_box_append (GTK_BOX (self->buttons),
                    cubby_part_step_button ("scan", _ ("Try again"), "wide primary", "collect"));
    gtk_box_append (GTK_BOX (self->buttons),
                    cubby_part_step_button ("keypad", _ ("Enter code"), "wide", "code"));
  }
  gtk_box_append (GTK_BOX (self->buttons), staff);
  if (refusal->calls && !refused->called)
    cubby_locker_counter_call_call_staff (cubby_peers_get_counter (context->peers), "door", NULL, NULL, NULL);
  refused->called = TRUE;
}

static void
cubby_refused_page_class_init (CubbyRefusedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CUBBY_PAGE_CLASS (klass)->begin = cubby_refused_page_begin;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_ICON);
  cubby_page_class_set_template (klass, "refused-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyRefusedPage, drawing);
  gtk_widget_class_bind_template_child (widget_class, CubbyRefusedPage, happened);
  gtk_widget_class_bind_template_child (widget_class, CubbyRefusedPage, advice);
  gtk_widget_class_bind_template_child (widget_class, CubbyRefusedPage, buttons);
}

static void
cubby_refused_page_init (CubbyRefusedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
