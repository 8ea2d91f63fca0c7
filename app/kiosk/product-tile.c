/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/product-tile.h"

#include "app/domain/money.h"
#include "app/kiosk/icon.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/picture.h"
#include "app/kiosk/price-label.h"
#include "app/kiosk/stock-words.h"
#include "app/kiosk/words.h"

#define NAME_LINES 2

typedef struct {
  CubbyContext *context;
  char *product;
  char *sku;
} Tile;

static void
tile_free (gpointer data)
{
  Tile *tile = data;
  g_free (tile->product);
  g_free (tile->sku);
  g_free (tile);
}

static void
on_clicked (GtkButton *button, gpointer data)
{
  const Tile *tile = data;
  CubbyBrowse *browse = &tile->context->session->browse;
  cubby_session_set (&browse->product, tile->product);
  cubby_session_set (&browse->sku, tile->sku);
  cubby_navigator_step (tile->context->navigator, CUBBY_STEP_PRODUCT);
}

static GtkWidget *
make_where (const CubbyAvailability *stock)
{
  static const char *const classes[] = {[CUBBY_STOCK_HERE] = "good-text",
                                        [CUBBY_STOCK_NEAR] = "soft",
                                        [CUBBY_STOCK_ONLINE] = "soft",
                                        [CUBBY_STOCK_NONE] = "danger-text"};
  CubbyStockKind kind = cubby_stock_judge (stock);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  cubby_part_add_classes (row, classes[kind]);
  gtk_box_append (GTK_BOX (row), cubby_icon_new (cubby_stock_get_drawing (kind), 32));
  g_autofree char *line = cubby_stock_say_line (stock);
  GtkWidget *label = cubby_part_label (line, "caption figures");
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (row), label);
  return row;
}

static char *
say_price (const CubbyProductSummary *product, const char *language)
{
  g_autofree char *from = cubby_money_format (product->price_from, product->currency, language);
  if (product->price_from == product->price_to)
    return cubby_price_say (product->price_from, product->list_price, product->currency, language);
  g_auto (GStrv) halves = g_strsplit (_ ("from %s"), "%s", 2);
  return g_strjoinv (from, halves);
}

/* Where the variants cost different things, the least is shown and nothing is struck through. */
static GtkWidget *
make_price (const CubbyProductSummary *product, const char *words, const char *language)
{
  if (product->price_from != product->price_to)
    return cubby_part_label (words, "price");
  return cubby_price_label_new (product->price_from, product->list_price, product->currency, language,
                                "price");
}

GtkWidget *
cubby_product_tile_new (CubbyContext *context, const CubbyProductSummary *product, int ratio)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *picture = cubby_picture_new (ratio);
  cubby_picture_show (CUBBY_PICTURE (picture), context->shelf, product->picture);
  gtk_box_append (GTK_BOX (box), picture);
  GtkWidget *name = cubby_part_label (product->name, "body");
  gtk_label_set_lines (GTK_LABEL (name), NAME_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_top (name, 8);
  gtk_box_append (GTK_BOX (box), name);
  g_autofree char *price = say_price (product, context->session->language);
  gtk_box_append (GTK_BOX (box), make_price (product, price, context->session->language));
  gtk_box_append (GTK_BOX (box), make_where (&product->stock));

  Tile *tile = g_new0 (Tile, 1);
  *tile = (Tile){.context = context, .product = g_strdup (product->id), .sku = g_strdup (product->sku)};
  GtkWidget *button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "tile");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  g_autofree char *where = cubby_stock_say_line (&product->stock);
  g_autofree char *what = g_strdup_printf ("%s, %s", price, where);
  cubby_part_set_name (button, product->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);
  g_object_set_data_full (G_OBJECT (button), "tile", tile, tile_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), tile);
  return button;
}
