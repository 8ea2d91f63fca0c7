/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/shop-head.h"

#include "app/kiosk/icon.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/words.h"

static void
on_search (GtkButton *button, gpointer data)
{
  CubbyContext *context = data;
  cubby_session_set (&context->session->browse.category, NULL);
  cubby_session_set (&context->session->browse.query, "");
  cubby_navigator_step (context->navigator, CUBBY_STEP_LIST);
}

static void
fill_basket (GtkButton *button, const CubbySession *session)
{
  guint count = cubby_basket_count (session->basket);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  gtk_box_append (GTK_BOX (row), cubby_icon_new ("basket", 48));
  gtk_box_append (GTK_BOX (row), gtk_label_new (_ ("Basket"))); /* on one line, beside a long name too */
  if (count > 0) {
    g_autofree char *digits = g_strdup_printf ("%u", count);
    GtkWidget *badge = cubby_part_label (digits, "count figures");
    gtk_label_set_xalign (GTK_LABEL (badge), 0.5f);
    gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
    gtk_box_append (GTK_BOX (row), badge);
  }
  gtk_button_set_child (button, row);
  g_autofree char *name = g_strdup_printf ("%s, %u", _ ("Basket"), count);
  cubby_part_set_name (button, name);
}

static void
on_session_changed (CubbySession *session, gpointer data)
{
  fill_basket (data, session);
}

GtkWidget *
cubby_shop_head_make_basket (CubbyContext *context)
{
  GtkWidget *button = gtk_button_new ();
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "basket");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.go");
  g_signal_connect_object (context->session, "changed", G_CALLBACK (on_session_changed), button, 0);
  fill_basket (GTK_BUTTON (button), context->session);
  return button;
}

GtkWidget *
cubby_shop_head_new (CubbyContext *context, const char *title, gboolean search)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *label = cubby_part_label (title, "title");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), label);
  if (search) {
    GtkWidget *button = cubby_part_button ("search", _ ("Search"), "chip");
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    g_signal_connect (button, "clicked", G_CALLBACK (on_search), context);
    gtk_box_append (GTK_BOX (row), button);
  }
  gtk_box_append (GTK_BOX (row), cubby_shop_head_make_basket (context));
  return row;
}
