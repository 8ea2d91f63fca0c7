/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/stock-list.h"

#include "app/kiosk/icon.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/stock-words.h"
#include "app/kiosk/words.h"

static void
add_line (GtkWidget *box, const char *drawing, const char *text, const char *classes)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 20);
  cubby_part_add_classes (row, classes);
  gtk_box_append (GTK_BOX (row), cubby_icon_new (drawing, 44));
  GtkWidget *label = cubby_part_label (text, "body figures");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (box), row);
}

static void
add_age (GtkWidget *box, CubbyPeers *peers)
{
  gint64 now_ms = g_get_real_time () / 1000;
  gint64 synced_ms = cubby_link1_get_synced_at (cubby_peers_get_link (peers));
  gboolean online = cubby_peers_is_online (peers);
  g_autofree char *age = cubby_stock_say_age (now_ms, synced_ms);
  if (age != NULL)
    add_line (box, "clock", age, "soft");
  if (!online)
    add_line (box, "offline", _ ("No connection now: you can look around, but not order."), "warning-text");
}

void
cubby_stock_list_fill (GtkWidget *box, const CubbyVariant *variant, CubbyPeers *peers)
{
  g_return_if_fail (GTK_IS_BOX (box) && variant != NULL && CUBBY_IS_PEERS (peers));
  cubby_part_clear_box (box);
  gboolean here = variant->stock.here > 0;
  g_autofree char *first = cubby_stock_say_here (variant->stock.here);
  add_line (box, here ? "done" : "close", first, here ? "good-text strong" : "soft");
  guint stores = cubby_stock_count_stores (variant);
  if (stores > 0) {
    g_autofree char *near = cubby_stock_say_stores (stores);
    add_line (box, "store", near, "");
  }
  if (variant->stock.online > 0)
    add_line (box, "online", _ ("Online: to this locker in a few days"), "");
  add_age (box, peers);
}
