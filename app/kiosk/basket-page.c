/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/money.h"
#include "app/kiosk/handing-over.h"
#include "app/kiosk/icon.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/picture.h"
#include "app/kiosk/price-label.h"
#include "app/kiosk/split.h"
#include "app/kiosk/words.h"

#define PICTURE_WIDTH 128
#define HTTP_OK 200

/* What was chosen, how many of it, and what it costs. */
#define CUBBY_TYPE_BASKET_PAGE (cubby_basket_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyBasketPage, cubby_basket_page, CUBBY, BASKET_PAGE, CubbyPage)

struct _CubbyBasketPage {
  CubbyPage parent_instance;
  GtkWidget *lines;
  GtkWidget *end;
  char *asked; /* the last request for a quote */
};

G_DEFINE_FINAL_TYPE (CubbyBasketPage, cubby_basket_page, CUBBY_TYPE_PAGE)

static void fill (CubbyBasketPage *self);
static void ask (CubbyBasketPage *self);

static gboolean
on_idle_fill (gpointer data)
{
  fill (data);
  return G_SOURCE_REMOVE;
}

static void
on_step (GtkButton *button, gpointer data)
{
  CubbyBasketPage *self = data;
  CubbySession *session = cubby_page_get_context (self)->session;
  const char *sku = g_object_get_data (G_OBJECT (button), "sku");
  guint quantity = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "quantity"));
  cubby_basket_set_quantity (session->basket, sku, quantity);
  cubby_session_changed (session);
  /* The lines are made anew when the button that was pressed is through with it. */
  g_idle_add_full (G_PRIORITY_DEFAULT, on_idle_fill, g_object_ref (self), g_object_unref);
}

static GtkWidget *
make_step (CubbyBasketPage *self, const CubbyBasketLine *line, const char *drawing, const char *name,
           guint quantity)
{
  GtkWidget *button = cubby_part_icon_button (drawing, name, "round");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "sku", g_strdup (line->sku), g_free);
  g_object_set_data (G_OBJECT (button), "quantity", GUINT_TO_POINTER (quantity));
  gtk_widget_set_sensitive (button, quantity <= CUBBY_BASKET_MAX_QUANTITY);
  g_signal_connect (button, "clicked", G_CALLBACK (on_step), self);
  return button;
}

static char *
say_values (const CubbyProduct *product, const CubbyVariant *variant)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = variant->values != NULL ? g_strv_length (variant->values) : 0;
  for (guint i = 0; i < product->options->len && i < n; i++) {
    const CubbyOption *option = g_ptr_array_index (product->options, i);
    for (guint j = 0; j < option->values->len; j++) {
      const CubbyOptionValue *value = g_ptr_array_index (option->values, j);
      if (g_str_equal (value->id, variant->values[i]))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value->name);
    }
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_words (CubbyBasketPage *self, const CubbyBasketLine *line, const CubbyProduct *product,
            const CubbyVariant *variant)
{
  gint64 total = 0;
  gint64 before = 0;
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  GtkWidget *name = cubby_part_label (product->name, "strong");
  gtk_label_set_lines (GTK_LABEL (name), 2);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (words), name);
  g_autofree char *values = say_values (product, variant);
  if (*values != '\0')
    gtk_box_append (GTK_BOX (words), cubby_part_label (values, "caption soft"));
  if (cubby_money_multiply (variant->price, line->quantity, &total) &&
      cubby_money_multiply (variant->list_price, line->quantity, &before))
    gtk_box_append (GTK_BOX (words),
                    cubby_price_label_new (total, before, variant->currency,
                                           cubby_page_get_context (self)->session->language, "price"));
  return words;
}

static GtkWidget *
make_line (CubbyBasketPage *self, const CubbyBasketLine *line, const CubbyProduct *product,
           const CubbyVariant *variant)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  cubby_part_add_classes (row, "card tight");
  GtkWidget *picture = cubby_picture_new (125);
  gtk_widget_set_size_request (picture, PICTURE_WIDTH, -1);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  cubby_picture_show (CUBBY_PICTURE (picture), cubby_page_get_context (self)->shelf,
                      variant->picture != NULL ? variant->picture : product->picture);
  gtk_box_append (GTK_BOX (row), picture);
  gtk_box_append (GTK_BOX (row), make_words (self, line, product, variant));
  g_autofree char *less = g_strdup_printf ("%s: %s", _ ("One less"), product->name);
  g_autofree char *more = g_strdup_printf ("%s: %s", _ ("One more"), product->name);
  g_autofree char *digits = g_strdup_printf ("%u", line->quantity);
  gtk_box_append (GTK_BOX (row),
                  make_step (self, line, line->quantity == 1 ? "delete" : "minus", less, line->quantity - 1));
  GtkWidget *quantity = cubby_part_label (digits, "lead strong figures");
  gtk_widget_set_size_request (quantity, 56, -1);
  gtk_label_set_xalign (GTK_LABEL (quantity), 0.5f);
  gtk_box_append (GTK_BOX (row), quantity);
  gtk_box_append (GTK_BOX (row), make_step (self, line, "plus", more, line->quantity + 1));
  return row;
}

/* Returns: FALSE when the line's variant is no longer in the range; it is left out of the total then. */
static gboolean
add_line (CubbyBasketPage *self, const CubbyBasketLine *line, gint64 *total, char **currency)
{
  const CubbyContext *context = cubby_page_get_context (self);
  CubbyCatalogue *catalogue = cubby_shelf_get_catalogue (context->shelf);
  CubbyProduct *product = NULL;
  g_autoptr (CubbyVariant) variant =
      catalogue != NULL
          ? cubby_catalogue_get_variant (catalogue, line->sku, context->session->language, &product, NULL)
          : NULL;
  if (variant == NULL) {
    gtk_box_append (GTK_BOX (self->lines),
                    cubby_part_note ("warning", _ ("One thing is no longer in our range."), "warning"));
    return FALSE;
  }
  gtk_box_append (GTK_BOX (self->lines), make_line (self, line, product, variant));
  gint64 amount;
  if (cubby_money_multiply (variant->price, line->quantity, &amount) &&
      cubby_money_add (*total, amount, total))
    cubby_session_set (currency, variant->currency);
  cubby_product_free (product);
  return TRUE;
}

static GtkWidget *
make_sum (const char *word, const char *price, const char *classes, const char *price_classes)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *label = cubby_part_label (word, classes);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  GtkWidget *figure = cubby_part_label (price, price_classes);
  gtk_label_set_wrap (GTK_LABEL (figure), FALSE);
  gtk_widget_set_valign (figure, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (row), figure);
  return row;
}

/* Returns: (transfer full): the promotions that hold for the basket as a whole. */
static char *
name_discounts (const CubbyBasketQuote *quote)
{
  g_autoptr (GString) text = g_string_new (_ ("Discount"));
  for (guint i = 0; i < quote->discounts->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? ": " : ", ",
                            ((const CubbyBasketDiscount *)g_ptr_array_index (quote->discounts, i))->name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Between what the lines show, @shown, and what is to be paid: so that a shopper who adds up is right. */
static void
append_discount (CubbyBasketPage *self, gint64 shown)
{
  const CubbySession *session = cubby_page_get_context (self)->session;
  const CubbyBasketQuote *quote = &session->quote;
  if (quote->total >= shown)
    return;
  g_autofree char *words = name_discounts (quote);
  g_autofree char *amount = cubby_money_format (shown - quote->total, quote->currency, session->language);
  g_autofree char *less = g_strconcat ("−", amount, NULL);
  gtk_box_append (GTK_BOX (self->end), make_sum (words, less, "body", "body price"));
}

/* @total: of the lines, as the replica prices them; what the centre says counts, once it has said it. */
static void
append_total (CubbyBasketPage *self, gint64 total, const char *currency)
{
  CubbySession *session = cubby_page_get_context (self)->session;
  if (!cubby_basket_quote_is_of (&session->quote, session->basket))
    cubby_basket_quote_guess (&session->quote, session->basket, total, currency);
  append_discount (self, total);
  g_autofree char *price =
      cubby_money_format (session->quote.total, session->quote.currency, session->language);
  gtk_box_append (GTK_BOX (self->end), make_sum (_ ("Total"), price, "lead", "title price"));
}

static void
on_hand_over (CubbyBasketPage *self)
{
  cubby_handing_over_begin (cubby_page_get_context (self), GTK_WIDGET (self));
}

static void
fill_end (CubbyBasketPage *self, gint64 total, const char *currency)
{
  cubby_part_clear_box (self->end);
  if (currency == NULL) {
    GtkWidget *look = cubby_part_button ("shop", _ ("Look around the shop"), "wide primary");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (look), "s", "shop");
    gtk_actionable_set_action_name (GTK_ACTIONABLE (look), "page.go");
    gtk_box_append (GTK_BOX (self->end), look);
    return;
  }
  append_total (self, total, currency);
  GtkWidget *order = cubby_part_button ("arrow-right", _ ("Order"), "wide primary");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (order), "s", "checkout");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (order), "page.go");
  GtkWidget *phone = cubby_part_button ("phone", _ ("Carry on with the phone"), "wide");
  /* It may have been ordered already: it shall not be ordered once more on the phone. */
  gtk_widget_set_sensitive (phone, cubby_page_get_context (self)->session->pending.key == NULL);
  g_signal_connect_swapped (phone, "clicked", G_CALLBACK (on_hand_over), self);
  gtk_box_append (GTK_BOX (self->end), order);
  gtk_box_append (GTK_BOX (self->end), phone);
}

/* -- what the centre says that it costs */

typedef struct {
  CubbyBasketPage *page;
  char *request;
} Ask;

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->page);
  g_free (ask->request);
  g_free (ask);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

static void
on_quoted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Ask) asked = data;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  guint status = 0;
  gboolean answered = cubby_link1_call_quote_finish (CUBBY_LINK1 (source), &status, &body, result, &error);
  if (!answered)
    g_message ("no quote: %s", error->message);
  if (!answered || status != HTTP_OK || gtk_widget_get_root (GTK_WIDGET (asked->page)) == NULL)
    return;
  CubbySession *session = cubby_page_get_context (asked->page)->session;
  g_autofree char *request = cubby_basket_quote_write_request (session->basket);
  gint64 shown = session->quote.total;
  if (g_str_equal (request, asked->request) &&
      cubby_basket_quote_read (&session->quote, body, session->language, request) &&
      (session->quote.total != shown || session->quote.discounts->len > 0))
    fill (asked->page); /* nobody's finger is taken off a button for nothing */
}

/* Once for each thing that the basket may be. */
static void
ask (CubbyBasketPage *self)
{
  const CubbyContext *context = cubby_page_get_context (self);
  g_autofree char *request = cubby_basket_quote_write_request (context->session->basket);
  if (cubby_basket_get_n_lines (context->session->basket) == 0 || g_strcmp0 (self->asked, request) == 0)
    return;
  g_free (self->asked);
  self->asked = g_strdup (request);
  Ask *asked = g_new0 (Ask, 1);
  *asked = (Ask){.page = g_object_ref (self), .request = g_strdup (request)};
  cubby_link1_call_quote (cubby_peers_get_link (context->peers), request, NULL, on_quoted, asked);
}

static void
fill (CubbyBasketPage *self)
{
  const CubbyBasket *basket = cubby_page_get_context (self)->session->basket;
  gint64 total = 0;
  g_autofree char *currency = NULL;
  cubby_part_clear_box (self->lines);
  if (cubby_basket_get_n_lines (basket) == 0)
    gtk_box_append (
        GTK_BOX (self->lines),
        cubby_part_note ("basket",
                         _ ("Nothing is in it yet. Hold any product to the scanner, or look around."), ""));
  for (guint i = 0; i < cubby_basket_get_n_lines (basket); i++)
    add_line (self, cubby_basket_get_line (basket, i), &total, &currency);
  fill_end (self, total, currency);
  ask (self);
}

static void
cubby_basket_page_begin (CubbyPage *page)
{
  CubbyBasketPage *self = CUBBY_BASKET_PAGE (page);
  fill (self);
}

static void
cubby_basket_page_finalize (GObject *object)
{
  g_free (CUBBY_BASKET_PAGE (object)->asked);
  G_OBJECT_CLASS (cubby_basket_page_parent_class)->finalize (object);
}

static void
cubby_basket_page_class_init (CubbyBasketPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = cubby_basket_page_finalize;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_basket_page_begin;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  cubby_page_class_set_template (klass, "basket-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyBasketPage, lines);
  gtk_widget_class_bind_template_child (widget_class, CubbyBasketPage, end);
}

static void
cubby_basket_page_init (CubbyBasketPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
