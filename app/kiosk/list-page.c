/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/icon.h"
#include "app/kiosk/keyboard.h"
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/product-tile.h"
#include "app/kiosk/shop-head.h"
#include "app/kiosk/split.h"
#include "app/kiosk/words.h"

#define MOST 60
#define MOST_FOUND 24
#define MAX_QUERY 60
#define RATIO_STANDING 125 /* 4:5 */
#define RATIO_LYING 104    /* so that name and price are above the fold */

/* The products of a category, or those that are found while one types. */
#define CUBBY_TYPE_LIST_PAGE (cubby_list_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyListPage, cubby_list_page, CUBBY, LIST_PAGE, CubbyPage)

struct _CubbyListPage {
  CubbyPage parent_instance;
  GtkWidget *results;
  GtkLabel *caption;
  GtkScrolledWindow *scroll;
  GtkWidget *grid;
  GtkWidget *typing;
  GtkLabel *field;
  CubbyKeyboard *keyboard;
};

G_DEFINE_FINAL_TYPE (CubbyListPage, cubby_list_page, CUBBY_TYPE_PAGE)

static CubbyBrowse *
get_browse (CubbyListPage *self)
{
  return &cubby_page_get_context (self)->session->browse;
}

static gboolean
is_typing (CubbyListPage *self)
{
  return gtk_widget_get_visible (self->typing);
}

static gboolean
is_lying (CubbyListPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  return root != NULL && gtk_widget_has_css_class (GTK_WIDGET (root), "landscape");
}

static int
count_columns (CubbyListPage *self)
{
  return is_lying (self) && !is_typing (self) ? 4 : 2;
}

static GPtrArray *
look_up (CubbyListPage *self, GError **error)
{
  const CubbyContext *context = cubby_page_get_context (self);
  const CubbyBrowse *browse = get_browse (self);
  CubbyCatalogue *catalogue = cubby_shelf_get_catalogue (context->shelf);
  if (catalogue == NULL)
    return NULL;
  if (browse->query != NULL && *browse->query != '\0')
    return cubby_catalogue_search (catalogue, browse->query, context->session->language, MOST_FOUND, error);
  guint most = browse->query != NULL ? MOST_FOUND : MOST;
  return cubby_catalogue_list_products (catalogue, browse->category, context->session->language, 0, most,
                                        error);
}

static void
say_caption (CubbyListPage *self, const GPtrArray *products)
{
  const CubbyBrowse *browse = get_browse (self);
  g_autofree char *text = NULL;
  if (products == NULL)
    text = g_strdup (_ ("Our range is on its way to this screen. One moment, please."));
  else if (browse->query != NULL && *browse->query == '\0')
    text = g_strdup (_ ("What others like"));
  else if (products->len == 0)
    text = g_strdup (_ ("We found nothing for that. Try fewer letters, or another word."));
  else
    text = g_strdup_printf (cubby_trn ("%u product", "%u products", products->len), products->len);
  gtk_label_set_label (self->caption, text);
}

static void
clear_grid (CubbyListPage *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
}

static void
fill (CubbyListPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products = look_up (self, &error);
  if (error != NULL)
    g_warning ("the range could not be read: %s", error->message);
  clear_grid (self);
  say_caption (self, products);
  int columns = count_columns (self);
  int ratio = is_lying (self) ? RATIO_LYING : RATIO_STANDING;
  for (int i = 0; products != NULL && i < (int)products->len; i++) {
    GtkWidget *tile =
        cubby_product_tile_new (cubby_page_get_context (self), g_ptr_array_index (products, i), ratio);
    gtk_widget_set_hexpand (tile, TRUE);
    gtk_grid_attach (GTK_GRID (self->grid), tile, i % columns, i / columns, 1, 1);
  }
  /* A single product keeps the width of a column. */
  for (int i = products != NULL ? (int)products->len : 0; i > 0 && i < columns; i++)
    gtk_grid_attach (GTK_GRID (self->grid), gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), i, 0, 1, 1);
}

static void
show_query (CubbyListPage *self)
{
  const char *query = get_browse (self)->query;
  g_autofree char *text = g_strdup_printf ("%s|", query != NULL ? query : "");
  gboolean empty = query == NULL || *query == '\0';
  gtk_label_set_label (self->field, empty ? _ ("Name, colour, kind …") : text);
  if (empty)
    gtk_widget_add_css_class (GTK_WIDGET (self->field), "soft");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->field), "soft");
}

static void
set_query (CubbyListPage *self, const char *query)
{
  cubby_session_set (&get_browse (self)->query, query);
  show_query (self);
  fill (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroll), 0);
}

static void
on_typed (CubbyListPage *self, const char *text)
{
  const char *query = get_browse (self)->query;
  if (query != NULL && g_utf8_strlen (query, -1) >= MAX_QUERY)
    return;
  g_autofree char *longer = g_strconcat (query != NULL ? query : "", text, NULL);
  set_query (self, longer);
}

static void
on_erased (CubbyListPage *self)
{
  const char *query = get_browse (self)->query;
  g_autofree char *shorter = cubby_keyboard_erase (query != NULL ? query : "");
  set_query (self, shorter);
}

static void
on_entered (CubbyListPage *self)
{
  gtk_widget_set_visible (self->typing, FALSE);
  fill (self);
}

static char *
find_title (CubbyListPage *self)
{
  const CubbyContext *context = cubby_page_get_context (self);
  const char *wanted = get_browse (self)->category;
  CubbyCatalogue *catalogue = cubby_shelf_get_catalogue (context->shelf);
  if (wanted == NULL || catalogue == NULL)
    return g_strdup (wanted == NULL ? _ ("Search") : _ ("Our shop"));
  g_autoptr (GPtrArray) categories =
      cubby_catalogue_list_categories (catalogue, context->session->language, NULL);
  for (guint i = 0; categories != NULL && i < categories->len; i++) {
    const CubbyCategory *category = g_ptr_array_index (categories, i);
    if (g_str_equal (category->id, wanted))
      return g_strdup (category->name);
  }
  return g_strdup (_ ("Our shop"));
}

static void
cubby_list_page_begin (CubbyPage *page)
{
  CubbyListPage *self = CUBBY_LIST_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  gboolean searching = get_browse (self)->query != NULL;
  g_autofree char *title = find_title (self);
  gtk_box_prepend (GTK_BOX (self->results), cubby_shop_head_new (context, title, !searching));
  gtk_widget_set_visible (self->typing, searching);
  gboolean thai = g_str_equal (context->session->language, "th");
  cubby_keyboard_set_layout (self->keyboard, thai ? CUBBY_KEYS_THAI : CUBBY_KEYS_LATIN, _ ("Show"));
  g_signal_connect_swapped (self->keyboard, "typed", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (self->keyboard, "erased", G_CALLBACK (on_erased), self);
  g_signal_connect_swapped (self->keyboard, "entered", G_CALLBACK (on_entered), self);
  g_signal_connect_object (context->shelf, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  show_query (self);
}

static void
cubby_list_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cubby_list_page_parent_class)->root (widget);
  fill (CUBBY_LIST_PAGE (widget));
}

static void
cubby_list_page_class_init (CubbyListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CUBBY_PAGE_CLASS (klass)->begin = cubby_list_page_begin;
  widget_class->root = cubby_list_page_root;
  g_type_ensure (CUBBY_TYPE_SPLIT);
  g_type_ensure (CUBBY_TYPE_ICON);
  g_type_ensure (CUBBY_TYPE_KEYBOARD);
  cubby_page_class_set_template (klass, "list-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyListPage, results);
  gtk_widget_class_bind_template_child (widget_class, CubbyListPage, caption);
  gtk_widget_class_bind_template_child (widget_class, CubbyListPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, CubbyListPage, grid);
  gtk_widget_class_bind_template_child (widget_class, CubbyListPage, typing);
  gtk_widget_class_bind_template_child (widget_class, CubbyListPage, field);
  gtk_widget_class_bind_template_child (widget_class, CubbyListPage, keyboard);
}

static void
cubby_list_page_init (CubbyListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
