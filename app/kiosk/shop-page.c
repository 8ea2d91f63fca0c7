/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/page.h"
#include "app/kiosk/pages.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/picture.h"
#include "app/kiosk/shop-head.h"
#include "app/kiosk/words.h"

#define RATIO_STANDING 58
#define RATIO_LYING 46
#define COLUMNS_STANDING 2
#define COLUMNS_LYING 4

/* The range, category by category. */
#define CUBBY_TYPE_SHOP_PAGE (cubby_shop_page_get_type ())
G_DECLARE_FINAL_TYPE (CubbyShopPage, cubby_shop_page, CUBBY, SHOP_PAGE, CubbyPage)

struct _CubbyShopPage {
  CubbyPage parent_instance;
  GtkWidget *box;
  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (CubbyShopPage, cubby_shop_page, CUBBY_TYPE_PAGE)

static void
on_category (GtkButton *button, gpointer data)
{
  CubbyBrowse *browse = &cubby_page_get_context (data)->session->browse;
  cubby_session_set (&browse->query, NULL);
  cubby_session_set (&browse->category, g_object_get_data (G_OBJECT (button), "category"));
  cubby_page_go (data, CUBBY_STEP_LIST);
}

static GtkWidget *
make_tile (CubbyShopPage *self, const CubbyCategory *category, int ratio)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  GtkWidget *picture = cubby_picture_new (ratio);
  cubby_picture_show (CUBBY_PICTURE (picture), cubby_page_get_context (self)->shelf, category->picture);
  gtk_box_append (GTK_BOX (box), picture);
  GtkWidget *name = cubby_part_label (category->name, "strong");
  gtk_widget_set_margin_start (name, 24);
  gtk_widget_set_margin_end (name, 24);
  gtk_box_append (GTK_BOX (box), name);
  GtkWidget *button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), box);
  cubby_part_add_classes (button, "tile raised");
  cubby_part_set_name (button, category->name);
  g_object_set_data_full (G_OBJECT (button), "category", g_strdup (category->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_category), self);
  return button;
}

static void
clear_grid (CubbyShopPage *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
}

static void
fill (CubbyShopPage *self)
{
  const CubbyContext *context = cubby_page_get_context (self);
  CubbyCatalogue *catalogue = cubby_shelf_get_catalogue (context->shelf);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) categories =
      catalogue != NULL ? cubby_catalogue_list_categories (catalogue, context->session->language, &error)
                        : NULL;
  clear_grid (self);
  if (categories == NULL || categories->len == 0) {
    GtkWidget *note =
        cubby_part_note ("clock", _ ("Our range is on its way to this screen. One moment, please."), "");
    gtk_widget_set_hexpand (note, TRUE);
    gtk_grid_attach (GTK_GRID (self->grid), note, 0, 0, 1, 1);
    return;
  }
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean lying = root != NULL && gtk_widget_has_css_class (GTK_WIDGET (root), "landscape");
  int columns = lying ? COLUMNS_LYING : COLUMNS_STANDING;
  int ratio = lying ? RATIO_LYING : RATIO_STANDING;
  for (int i = 0; i < (int)categories->len; i++)
    gtk_grid_attach (GTK_GRID (self->grid), make_tile (self, g_ptr_array_index (categories, i), ratio),
                     i % columns, i / columns, 1, 1);
}

static void
on_shelf_changed (CubbyShopPage *self)
{
  if (gtk_grid_get_child_at (GTK_GRID (self->grid), 1, 0) == NULL)
    fill (self);
}

static void
cubby_shop_page_begin (CubbyPage *page)
{
  CubbyShopPage *self = CUBBY_SHOP_PAGE (page);
  CubbyContext *context = cubby_page_get_context (self);
  gtk_box_prepend (GTK_BOX (self->box), cubby_shop_head_new (context, _ ("Our shop"), TRUE));
  g_signal_connect_object (context->shelf, "changed", G_CALLBACK (on_shelf_changed), self, G_CONNECT_SWAPPED);
}

/* How many columns there are is known when the page is in its window. */
static void
cubby_shop_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cubby_shop_page_parent_class)->root (widget);
  fill (CUBBY_SHOP_PAGE (widget));
}

static void
cubby_shop_page_class_init (CubbyShopPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CUBBY_PAGE_CLASS (klass)->begin = cubby_shop_page_begin;
  widget_class->root = cubby_shop_page_root;
  cubby_page_class_set_template (klass, "shop-page");
  gtk_widget_class_bind_template_child (widget_class, CubbyShopPage, box);
  gtk_widget_class_bind_template_child (widget_class, CubbyShopPage, grid);
}

static void
cubby_shop_page_init (CubbyShopPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
