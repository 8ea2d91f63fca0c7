/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/stock-words.h"

#include "app/kiosk/words.h"

#define MINUTE_MS (60 * 1000)
#define HOUR_MINUTES 60

static const char *const drawings[] = {
    [CUBBY_STOCK_HERE] = "check",
    [CUBBY_STOCK_NEAR] = "store",
    [CUBBY_STOCK_ONLINE] = "online",
    [CUBBY_STOCK_NONE] = "close",
};

CubbyStockKind
cubby_stock_judge (const CubbyAvailability *stock)
{
  g_return_val_if_fail (stock != NULL, CUBBY_STOCK_NONE);
  if (stock->here > 0)
    return CUBBY_STOCK_HERE;
  if (stock->elsewhere > 0)
    return CUBBY_STOCK_NEAR;
  return stock->online > 0 ? CUBBY_STOCK_ONLINE : CUBBY_STOCK_NONE;
}

const char *
cubby_stock_get_drawing (CubbyStockKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (drawings), NULL);
  return drawings[kind];
}

static char *
say_count (const char *format, gint64 count)
{
  g_autofree char *digits = g_strdup_printf ("%d", (int)MIN (count, G_MAXINT));
  g_auto (GStrv) halves = g_strsplit (format, "%d", 2);
  return g_strjoinv (digits, halves);
}

char *
cubby_stock_say_here (gint64 here)
{
  return here > 0 ? say_count (_ ("%d here"), here) : g_strdup (_ ("Not on this shelf"));
}

char *
cubby_stock_say_line (const CubbyAvailability *stock)
{
  switch (cubby_stock_judge (stock)) {
  case CUBBY_STOCK_HERE:
    return cubby_stock_say_here (stock->here);
  case CUBBY_STOCK_NEAR:
    return g_strdup (_ ("In other stores"));
  case CUBBY_STOCK_ONLINE:
    return g_strdup (_ ("Online"));
  case CUBBY_STOCK_NONE:
  default:
    return g_strdup (_ ("Sold out"));
  }
}

guint
cubby_stock_count_stores (const CubbyVariant *variant)
{
  g_return_val_if_fail (variant != NULL, 0);
  guint stores = 0;
  for (guint i = 0; i < variant->stock_at->len; i++) {
    const CubbyStockAt *at = g_ptr_array_index (variant->stock_at, i);
    if (!at->here && at->purchasable > 0 && g_strcmp0 (at->kind, "store") == 0)
      stores++;
  }
  return stores;
}

char *
cubby_stock_say_stores (guint stores)
{
  g_autofree char *digits = g_strdup_printf ("%u", stores);
  g_auto (GStrv) halves = g_strsplit (cubby_trn ("%u store near", "%u stores near", stores), "%u", 2);
  return g_strjoinv (digits, halves);
}

char *
cubby_stock_say_age (gint64 now_ms, gint64 synced_ms)
{
  if (synced_ms <= 0)
    return g_strdup (_ ("The stock shown may be old"));
  gint64 minutes = (now_ms - synced_ms) / MINUTE_MS;
  if (minutes < 1)
    return NULL;
  if (minutes < HOUR_MINUTES)
    return g_strdup_printf (cubby_trn ("Stock of %u minute ago", "Stock of %u minutes ago", (gulong)minutes),
                            (guint)minutes);
  guint hours = (guint)MIN (minutes / HOUR_MINUTES, 999);
  return g_strdup_printf (cubby_trn ("Stock of %u hour ago", "Stock of %u hours ago", hours), hours);
}
