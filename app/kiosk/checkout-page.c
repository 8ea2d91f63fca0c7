/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/money.h"
#include "app/kiosk/icon.h"
#include "app/kiosk/keyboard.h"
#include "app/kiosk/order-codec.h"
#include "app/kiosk/ordering.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/split.h"
#include "app/kiosk/words.h"

#define MAX_CONTACT 80

/* Where the order goes, and how we tell the shopper; then it is placed. */
#define CUBBY_TYPE_CHECKOUT_PAGE (cubby_checkout_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyCheckoutPage, cubby_checkout_page, CUBBY, CHECKOUT_PAGE, CubbyPage)

struct _CubbyCheckoutPage {
  CubbyPage parent_instance;
  GtkWidget *methods;
  GtkLabel *payment;
  GtkButton *field;
  CubbyKeyboard *keyboard;
  GtkWidget *note;
  GtkWidget *total;
  GtkButton *place;
};

G_DEFINE_FINAL_TYPE (CubbyCheckoutPage, cubby_checkout_page, CUBBY_TYPE_PAGE)

static const struct {
  const char *method;
  const char *drawing;
  const char *word;
  const char *what;
  const char *payment;
} methods[] = {
    /* nobody takes money at a locker, so the centre lets nothing unpaid into one */
    {"locker_pickup", "locker", N_ ("Pick up from this locker"), N_ ("Day and night, with a QR code"),
     N_ ("Please pay at the till now; then we put it into the locker.")},
    {"store_pickup", "store", N_ ("Pick up at the counter"), N_ ("Our staff hand it to you"),
     N_ ("You pay at the till when you collect it.")},
};

static const struct {
  const char *problem;
  const char *drawing;
  const char *text;
} problems[] = {
    {"offline", "offline",
     N_ ("No connection at the moment. Your basket stays here. Please try again: nothing is ordered "
         "twice.")},
    {"out-of-stock", "warning",
     N_ ("Somebody was faster: there is not enough left. Please change the quantity in your basket.")},
    {"price-changed", "tag",
     N_ ("The price has changed since you looked. The new total is below: press Place the order if you "
         "agree.")},
    {"already-exists", "phone", N_ ("This basket has been ordered on your phone already.")},
    {"unreadable", "info", N_ ("Your order was taken, but its number did not arrive. Please ask our staff.")},
};

static CubbyCheckout *
get_checkout (CubbyCheckoutPage *self)
{
  return &cubby_page_get_context (self)->session->checkout;
}

static void fill_methods (CubbyCheckoutPage *self);

static void
on_method (GtkButton *button, gpointer data)
{
  g_autoptr (GtkButton) kept = g_object_ref (button);
  cubby_session_set (&get_checkout (data)->method, g_object_get_data (G_OBJECT (button), "method"));
  fill_methods (data);
}

static GtkWidget *
make_method (CubbyCheckoutPage *self, guint i, gboolean chosen)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  gtk_box_append (GTK_BOX (row), cubby_icon_new (methods[i].drawing, 64));
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), cubby_part_label (_ (methods[i].word), "strong"));
  gtk_box_append (GTK_BOX (words), cubby_part_label (_ (methods[i].what), "caption"));
  gtk_box_append (GTK_BOX (row), words);
  if (chosen)
    gtk_box_append (GTK_BOX (row), cubby_icon_new ("done", 56));
  GtkWidget *button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), row);
  cubby_part_add_classes (button, chosen ? "row picked" : "row");
  cubby_part_set_name (button, _ (methods[i].word));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  chosen ? _ ("chosen") : _ (methods[i].what), -1);
  g_object_set_data_full (G_OBJECT (button), "method", g_strdup (methods[i].method), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_method), self);
  return button;
}

static void
fill_methods (CubbyCheckoutPage *self)
{
  CubbyCheckout *checkout = get_checkout (self);
  if (checkout->method == NULL)
    cubby_session_set (&checkout->method, methods[0].method);
  cubby_part_clear_box (self->methods);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    gboolean chosen = g_str_equal (methods[i].method, checkout->method);
    gtk_box_append (GTK_BOX (self->methods), make_method (self, i, chosen));
    if (chosen)
      gtk_label_set_label (self->payment, _ (methods[i].payment));
  }
}

static void
say (CubbyCheckoutPage *self, const char *drawing, const char *text)
{
  cubby_part_clear_box (self->note);
  if (text == NULL)
    return;
  GtkWidget *note = cubby_part_note (drawing, text, "warning");
  gtk_widget_set_hexpand (note, TRUE);
  gtk_box_append (GTK_BOX (self->note), note);
}

/* Returns: (transfer full) (nullable): the names of what there is not enough of. */
static char *
name_missing (CubbyCheckoutPage *self)
{
  const CubbyContext *context = cubby_page_get_context (self);
  CubbyCatalogue *catalogue = cubby_shelf_get_catalogue (context->shelf);
  GStrv skus = context->session->checkout.missing;
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; catalogue != NULL && skus != NULL && skus[i] != NULL; i++) {
    CubbyProduct *product = NULL;
    g_autoptr (CubbyVariant) variant =
        cubby_catalogue_get_variant (catalogue, skus[i], context->session->language, &product, NULL);
    if (variant == NULL)
      continue;
    g_string_append_printf (names, "%s“%s”", names->len > 0 ? ", " : "", product->name);
    cubby_product_free (product);
  }
  return names->len > 0 ? g_strdup (names->str) : NULL;
}

static void
show_missing (CubbyCheckoutPage *self, const char *otherwise)
{
  g_autofree char *names = name_missing (self);
  g_autofree char *text =
      names != NULL ? g_strdup_printf (_ ("Somebody was faster: there is not enough left of %s."), names)
                    : g_strdup (otherwise);
  say (self, "warning", text);
  GtkWidget *change = cubby_part_button ("basket", _ ("Change the basket"), "tonal");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (change), "s", "basket");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (change), "page.go");
  gtk_box_append (GTK_BOX (self->note), change);
}

static void
show_problem (CubbyCheckoutPage *self)
{
  const char *problem = get_checkout (self)->problem;
  if (problem == NULL) {
    say (self, NULL, NULL);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++) {
    if (!g_str_equal (problem, problems[i].problem))
      continue;
    if (g_str_equal (problem, "out-of-stock"))
      show_missing (self, _ (problems[i].text));
    else
      say (self, problems[i].drawing, _ (problems[i].text));
    return;
  }
  say (self, "warning", _ ("Your order could not be taken. Your basket stays here; our staff can help you."));
}

static void
show_field (CubbyCheckoutPage *self)
{
  const char *contact = get_checkout (self)->contact;
  gboolean empty = contact == NULL || *contact == '\0';
  gboolean typing = gtk_widget_get_visible (GTK_WIDGET (self->keyboard));
  g_autofree char *text = typing ? g_strconcat (empty ? "" : contact, "|", NULL) : NULL;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  gtk_box_append (GTK_BOX (row), cubby_icon_new ("mail", 48));
  GtkWidget *label = gtk_label_new (text != NULL ? text : empty ? _ ("Phone or e-mail") : contact);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (empty && !typing)
    gtk_widget_add_css_class (label, "soft");
  gtk_box_append (GTK_BOX (row), label);
  gtk_button_set_child (self->field, row);
  g_autofree char *name = g_strdup_printf ("%s: %s", _ ("Phone or e-mail"), empty ? "" : contact);
  cubby_part_set_name (self->field, name);
  if (typing)
    gtk_widget_add_css_class (GTK_WIDGET (self->field), "here");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->field), "here");
}

/* What is agreed to with the button below it. */
static void
show_total (CubbyCheckoutPage *self)
{
  const CubbySession *session = cubby_page_get_context (self)->session;
  cubby_part_clear_box (self->total);
  if (!cubby_basket_quote_is_of (&session->quote, session->basket))
    return;
  g_autofree char *price =
      cubby_money_format (session->quote.total, session->quote.currency, session->language);
  GtkWidget *word = cubby_part_label (_ ("Total"), "lead");
  gtk_widget_set_hexpand (word, TRUE);
  gtk_box_append (GTK_BOX (self->total), word);
  gtk_box_append (GTK_BOX (self->total), cubby_part_label (price, "title price"));
}

static void
show_place (CubbyCheckoutPage *self)
{
  gboolean waiting = cubby_page_get_context (self)->session->pending.in_flight;
  cubby_part_fill_inline (self->place, waiting ? "clock" : "check",
                          waiting ? _ ("One moment …") : _ ("Place the order"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->place), !waiting);
}

static void
on_field (CubbyCheckoutPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->keyboard), TRUE);
  show_field (self);
}

static void
set_contact (CubbyCheckoutPage *self, const char *contact)
{
  cubby_session_set (&get_checkout (self)->contact, contact);
  say (self, NULL, NULL);
  show_field (self);
}

static void
on_typed (CubbyCheckoutPage *self, const char *text)
{
  const char *contact = get_checkout (self)->contact;
  g_autofree char *longer = g_strconcat (contact != NULL ? contact : "", text, NULL);
  if (g_utf8_strlen (longer, -1) <= MAX_CONTACT)
    set_contact (self, longer);
}

static void
on_erased (CubbyCheckoutPage *self)
{
  const char *contact = get_checkout (self)->contact;
  g_autofree char *shorter = cubby_keyboard_erase (contact != NULL ? contact : "");
  set_contact (self, shorter);
}

static void
on_entered (CubbyCheckoutPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->keyboard), FALSE);
  show_field (self);
}

static void
on_place (CubbyCheckoutPage *self)
{
  if (!cubby_order_codec_contact_is_sound (get_checkout (self)->contact)) {
    say (self, "warning", _ ("Please look at the phone number or e-mail again."));
    on_field (self);
    return;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->keyboard), FALSE);
  cubby_ordering_place (cubby_page_get_context (self));
  show_problem (self);
  show_field (self);
  show_place (self);
}

static void
cubby_checkout_page_begin (CubbyPage *page)
{
  CubbyCheckoutPage *self = CUBBY_CHECKOUT_PAGE (page);
  cubby_keyboard_set_layout (self->keyboard, CUBBY_KEYS_DIGITS, _ ("Done"));
  g_signal_connect_swapped (self->keyboard, "typed", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (self->keyboard, "erased", G_CALLBACK (on_erased), self);
  g_signal_connect_swapped (self->keyboard, "entered", G_CALLBACK (on_entered), self);
  gtk_widget_add_css_class (GTK_WIDGET (self->field), "field");
  g_signal_connect_swapped (self->field, "clicked", G_CALLBACK (on_field), self);
  cubby_part_add_classes (GTK_WIDGET (self->place), "wide primary");
  g_signal_connect_swapped (self->place, "clicked", G_CALLBACK (on_place), self);
  fill_methods (self);
  show_field (self);
  show_problem (self);
  show_total (self);
  show_place (self);
}

static void
cubby_checkout_page_class_init (CubbyCheckoutPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CUBBY_PAGE_CLASS (klass)->begin = cubby_checkout_page_begin;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_ICON);
  g_type_ensure (CUBBY_TYPE_KEYBOARD);
  cubby_page_class_set_template (klass, "checkout-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyCheckoutPage, methods);
  gtk_widget_class_bind_template_child (widget_class, CubbyCheckoutPage, payment);
  gtk_widget_class_bind_template_child (widget_class, CubbyCheckoutPage, field);
  gtk_widget_class_bind_template_child (widget_class, CubbyCheckoutPage, keyboard);
  gtk_widget_class_bind_template_child (widget_class, CubbyCheckoutPage, note);
  gtk_widget_class_bind_template_child (widget_class, CubbyCheckoutPage, total);
  gtk_widget_class_bind_template_child (widget_class, CubbyCheckoutPage, place);
}

static void
cubby_checkout_page_init (CubbyCheckoutPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
