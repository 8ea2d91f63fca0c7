/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/icon.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/qr.h"
#include "app/kiosk/split.h"
#include "app/kiosk/words.h"

/* The order is taken: its number, and its page to carry away. */
#define CUBBY_TYPE_CONFIRMATION_PAGE (cubby_confirmation_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyConfirmationPage, cubby_confirmation_page, CUBBY, CONFIRMATION_PAGE, CubbyPage)

struct _CubbyConfirmationPage {
  CubbyPage parent_instance;
  GtkWidget *code;
  GtkLabel *number;
  GtkWidget *buttons;
};

G_DEFINE_FINAL_TYPE (CubbyConfirmationPage, cubby_confirmation_page, CUBBY_TYPE_PAGE)

static void
cubby_confirmation_page_begin (CubbyPage *page)
{
  CubbyConfirmationPage *self = CUBBY_CONFIRMATION_PAGE (page);
  const CubbyCheckout *checkout = &cubby_page_get_context (self)->session->checkout;
  g_autofree char *number =
      g_strdup_printf (_ ("Order %s"), checkout->number != NULL ? checkout->number : "");
  gtk_label_set_label (self->number, number);
  GtkWidget *picture = checkout->pass_url != NULL
                           ? cubby_qr_widget_new (checkout->pass_url, _ ("QR code of your order"))
                           : cubby_icon_new ("done", 256);
  gtk_widget_set_vexpand (picture, TRUE);
  gtk_box_append (GTK_BOX (self->code), picture);
  gtk_box_append (GTK_BOX (self->buttons),
                  cubby_part_step_button ("check", _ ("Done"), "wide primary", "home"));
  gtk_box_append (GTK_BOX (self->buttons),
                  cubby_part_step_button ("shop", _ ("Look around the shop"), "wide", "shop"));
}

static void
cubby_confirmation_page_class_init (CubbyConfirmationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CUBBY_PAGE_CLASS (klass)->begin = cubby_confirmation_page_begin;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  cubby_page_class_set_template (klass, "confirmation-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyConfirmationPage, code);
  gtk_widget_class_bind_template_child (widget_class, CubbyConfirmationPage, number);
  gtk_widget_class_bind_template_child (widget_class, CubbyConfirmationPage, buttons);
}

static void
cubby_confirmation_page_init (CubbyConfirmationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
