/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/option-chips.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/picture.h"
#include "app/kiosk/price-label.h"
#include "app/kiosk/shop-head.h"
#include "app/kiosk/split.h"
#include "app/kiosk/stock-list.h"
#include "app/kiosk/variant-choice.h"
#include "app/kiosk/words.h"

#define AGE_S 30

/* One product: what it looks like, which one it shall be, where it is, and into the basket with it. */
#define CUBBY_TYPE_PRODUCT_PAGE (cubby_product_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyProductPage, cubby_product_page, CUBBY, PRODUCT_PAGE, CubbyPage)

struct _CubbyProductPage {
  CubbyPage parent_instance;
  CubbyPicture *picture;
  GtkBox *head;
  GtkLabel *caption;
  GtkLabel *name;
  GtkWidget *price;
  GtkLabel *description;
  GtkWidget *options;
  GtkWidget *stock;
  GtkButton *add;
  CubbyProduct *product;
  const CubbyVariant *variant; /* of the product */
  guint age;
};

G_DEFINE_FINAL_TYPE (CubbyProductPage, cubby_product_page, CUBBY_TYPE_PAGE)

static void show_variant (CubbyProductPage *self);

static void
on_chosen (guint option, const char *value, gpointer data)
{
  CubbyProductPage *self = data;
  self->variant = cubby_variant_choose (self->product, self->variant, option, value);
  cubby_session_set (&cubby_page_get_context (self)->session->browse.sku, self->variant->sku);
  show_variant (self);
}

static void
show_add (CubbyProductPage *self)
{
  const CubbyAvailability *stock = &self->variant->stock;
  gboolean any = stock->here > 0 || stock->elsewhere > 0 || stock->online > 0;
  cubby_part_fill_inline (self->add, any ? "basket" : "close", any ? _ ("Add to basket") : _ ("Sold out"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), any);
}

static void
show_variant (CubbyProductPage *self)
{
  CubbyContext *context = cubby_page_get_context (self);
  if (self->variant == NULL)
    return;
  cubby_part_clear_box (self->price);
  gtk_box_append (GTK_BOX (self->price),
                  cubby_price_label_new (self->variant->price, self->variant->list_price,
                                         self->variant->currency, context->session->language,
                                         "title price accent-text"));
  const char *picture = self->variant->picture != NULL ? self->variant->picture : self->product->picture;
  cubby_picture_show (self->picture, context->shelf, picture);
  cubby_option_chips_fill (self->options, self->product, self->variant, on_chosen, self);
  cubby_stock_list_fill (self->stock, self->variant, context->peers);
  show_add (self);
}

static void
show (CubbyProductPage *self)
{
  const CubbyContext *context = cubby_page_get_context (self);
  CubbyBrowse *browse = &context->session->browse;
  CubbyCatalogue *catalogue = cubby_shelf_get_catalogue (context->shelf);
  g_autoptr (GError) error = NULL;
  CubbyProduct *product =
      catalogue != NULL && browse->product != NULL
          ? cubby_catalogue_get_product (catalogue, browse->product, context->session->language, &error)
          : NULL;
  if (error != NULL)
    g_warning ("the product could not be read: %s", error->message);
  if (product == NULL || product->variants->len == 0) {
    g_clear_pointer (&product, cubby_product_free);
    gtk_label_set_label (self->name, _ ("This product is no longer in our range."));
    gtk_widget_set_visible (GTK_WIDGET (self->add), FALSE);
    return;
  }
  g_clear_pointer (&self->product, cubby_product_free);
  self->product = product;
  self->variant = cubby_variant_start (product, browse->sku);
  cubby_session_set (&browse->sku, self->variant->sku);
  g_autofree char *caption = g_strdup_printf ("%s · %s", product->brand, product->category_name);
  gtk_label_set_label (self->caption, caption);
  gtk_label_set_label (self->name, product->name);
  gtk_label_set_label (self->description, product->description);
  show_variant (self);
}

static gboolean
concerns (CubbyProductPage *self, const char *const *skus)
{
  if (self->product == NULL || skus == NULL || skus[0] == NULL)
    return TRUE;
  for (guint i = 0; i < self->product->variants->len; i++) {
    const CubbyVariant *variant = g_ptr_array_index (self->product->variants, i);
    if (g_strv_contains (skus, variant->sku))
      return TRUE;
  }
  return FALSE;
}

/* Somebody else bought one, or a delivery came: it shows without a touch. */
static void
on_shelf_changed (CubbyProductPage *self, const char *const *skus)
{
  if (concerns (self, skus))
    show (self);
}

static void
on_stock_may_age (CubbyProductPage *self)
{
  if (self->variant != NULL)
    cubby_stock_list_fill (self->stock, self->variant, cubby_page_get_context (self)->peers);
}

static gboolean
on_age (gpointer data)
{
  on_stock_may_age (data);
  return G_SOURCE_CONTINUE;
}

static void
on_add (CubbyProductPage *self)
{
  CubbySession *session = cubby_page_get_context (self)->session;
  cubby_basket_add (session->basket, self->variant->sku, 1);
  cubby_session_changed (session);
  cubby_part_fill_inline (self->add, "check", _ ("In your basket"));
}

static void
cubby_product_page_begin (CubbyPage *page)
{
  CubbyProductPage *self = CUBBY_PRODUCT_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  gtk_box_append (self->head, cubby_shop_head_make_basket (context));
  cubby_part_add_classes (GTK_WIDGET (self->add), "wide primary");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (on_add), self);
  g_signal_connect_object (context->shelf, "changed", G_CALLBACK (on_shelf_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->peers, "changed", G_CALLBACK (on_stock_may_age), self, G_CONNECT_SWAPPED);
  self->age = g_timeout_add_seconds (AGE_S, on_age, self);
  show (self);
}

static void
cubby_product_page_dispose (GObject *object)
{
  CubbyProductPage *self = CUBBY_PRODUCT_PAGE (object);
  g_clear_handle_id (&self->age, g_source_remove);
  self->variant = NULL;
  g_clear_pointer (&self->product, cubby_product_free);
  G_OBJECT_CLASS (cubby_product_page_parent_class)->dispose (object);
}

static void
cubby_product_page_class_init (CubbyProductPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = cubby_product_page_dispose;
  CUBBY_PAGE_CLASS (klass)->begin = cubby_product_page_begin;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_PICTURE);
  cubby_page_class_set_template (klass, "product-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyProductPage, picture);
  gtk_widget_class_bind_template_child (widget_class, CubbyProductPage, head);
  gtk_widget_class_bind_template_child (widget_class, CubbyProductPage, caption);
  gtk_widget_class_bind_template_child (widget_class, CubbyProductPage, name);
  gtk_widget_class_bind_template_child (widget_class, CubbyProductPage, price);
  gtk_widget_class_bind_template_child (widget_class, CubbyProductPage, description);
  gtk_widget_class_bind_template_child (widget_class, CubbyProductPage, options);
  gtk_widget_class_bind_template_child (widget_class, CubbyProductPage, stock);
  gtk_widget_class_bind_template_child (widget_class, CubbyProductPage, add);
}

static void
cubby_product_page_init (CubbyProductPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
