/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/retention.h"

#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * HOUR_MS)

gint64
cubby_retention_months_ago (gint64 now_ms, guint months)
{
  if (months == 0)
    return G_MININT64;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_ms / 1000);
  g_autoptr (GDateTime) then = now != NULL ? g_date_time_add_months (now, -(int)months) : NULL;
  return then != NULL ? g_date_time_to_unix (then) * 1000 : G_MININT64;
}

gint64
cubby_retention_days_ago (gint64 now_ms, guint days)
{
  return days == 0 ? G_MININT64 : now_ms - days * DAY_MS;
}

gboolean
cubby_retention_order_is_open (const char *status, gint64 received, gint64 refunded)
{
  if (g_strcmp0 (status, "pending") == 0 || g_strcmp0 (status, "confirmed") == 0)
    return TRUE;
  return g_strcmp0 (status, "cancelled") == 0 && received > refunded;
}

gboolean
cubby_retention_customer_is_due (gint64 last_seen_ms, guint open_orders, gint64 cutoff_ms)
{
  return open_orders == 0 && last_seen_ms < cutoff_ms;
}

gboolean
cubby_retention_order_is_due (gint64 updated_ms, gboolean open, gint64 cutoff_ms)
{
  return !open && updated_ms < cutoff_ms;
}

gboolean
cubby_retention_basket_is_due (gint64 updated_ms, gint64 held_until_ms, gint64 now_ms, gint64 cutoff_ms)
{
  return held_until_ms <= now_ms && updated_ms < cutoff_ms;
}

gboolean
cubby_retention_reminder_is_due (const CubbyBasketFacts *basket, gint64 now_ms, guint hours)
{
  g_return_val_if_fail (basket != NULL, FALSE);
  return hours > 0 && basket->consented && basket->has_address && basket->n_lines > 0 && !basket->ordered &&
         !basket->reminded && basket->updated_ms + hours * HOUR_MS <= now_ms;
}

gboolean
cubby_retention_reminder_is_for (const char *customer, const char *const *told, guint n_told)
{
  for (guint i = 0; i < n_told; i++)
    if (g_strcmp0 (told[i], customer) == 0)
      return FALSE;
  return customer != NULL;
}
