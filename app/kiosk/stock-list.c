/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/stock-list.h"

#include "app/kiosk/icon.h"
#include "app/kiosk/parts.h"
#include "app/kiosk/stock-words.h"
#include "app/kiosk/words.h"
#include "app/kiosk/wrap.h"

#include <time.h>

static void
add_line (GtkWidget *wrap, const char *drawing, const char *text, const char *classes, const char *type)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  cubby_part_add_classes (row, classes);
  gtk_widget_set_margin_end (row, 16);
  gtk_box_append (GTK_BOX (row), cubby_icon_new (drawing, 40));
  GtkWidget *label = cubby_part_label (text, "figures");
  cubby_part_add_classes (label, type);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  cubby_wrap_append (CUBBY_WRAP (wrap), row);
}

/* By the machine's own clock: somebody may have set the time of day. */
static gint64
get_age_ms (CubbyLink1 *link, gint64 now_ms)
{
  struct timespec running = {0};
  clock_gettime (CLOCK_BOOTTIME, &running);
  if (cubby_link1_get_synced_at (link) == 0)
    return now_ms; /* never */
  return (gint64)running.tv_sec * 1000 + running.tv_nsec / 1000000 - cubby_link1_get_synced_running (link);
}

/* While the link is up the figures are as new as the centre's; their age matters when it is not. */
static void
add_age (GtkWidget *wrap, CubbyPeers *peers)
{
  gint64 now_ms = g_get_real_time () / 1000;
  if (cubby_peers_is_online (peers))
    return;
  g_autofree char *age =
      cubby_stock_say_age (now_ms, now_ms - get_age_ms (cubby_peers_get_link (peers), now_ms));
  if (age != NULL)
    add_line (wrap, "clock", age, "soft", "caption");
  add_line (wrap, "offline", _ ("No connection now: you can look around, but not order."), "warning-text",
            "caption");
}

void
cubby_stock_list_fill (GtkWidget *box, const CubbyVariant *variant, CubbyPeers *peers)
{
  g_return_if_fail (GTK_IS_BOX (box) && variant != NULL && CUBBY_IS_PEERS (peers));
  cubby_part_clear_box (box);
  GtkWidget *wrap = cubby_wrap_new ();
  gtk_box_append (GTK_BOX (box), wrap);
  gboolean here = variant->stock.here > 0;
  g_autofree char *first = cubby_stock_say_here (variant->stock.here);
  add_line (wrap, here ? "done" : "close", first, here ? "good-text strong" : "soft", "body");
  guint stores = cubby_stock_count_stores (variant);
  if (stores > 0) {
    g_autofree char *near = cubby_stock_say_stores (stores);
    add_line (wrap, "store", near, "", "body");
  }
  if (variant->stock.online > 0)
    add_line (wrap, "online", _ ("Online"), "", "body");
  add_age (wrap, peers);
}
