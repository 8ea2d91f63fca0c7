/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/notice-build.h"
#include "app/central/notice-basket.h"
#include "app/central/pickup-pass.h"
#include "app/domain/money.h"

void
cubby_outbox_row_free (CubbyOutboxRow *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->kind);
  g_free (self->order);
  g_free (self->fulfilment);
  g_free (self->basket);
  g_free (self->language);
  g_free (self->channel);
  g_free (self);
}

/* Whatever the locale of the service: its month is not the reader's. */
static char *
format_english (GDateTime *time)
{
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return g_strdup_printf ("%d %s %d, %02d:%02d", g_date_time_get_day_of_month (time),
                          months[g_date_time_get_month (time) - 1], g_date_time_get_year (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time));
}

char *
cubby_notice_format_time (gint64 time, const char *time_zone, const char *language)
{
  static const struct {
    const char *language;
    const char *format;
  } formats[] = {{"vi", "%H:%M, %d/%m/%Y"}, {"th", "%d/%m/%Y %H:%M น."}};
  const char *format = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].language, language) == 0)
      format = formats[i].format;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (time_zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) local = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
  return format != NULL ? g_date_time_format (local, format) : format_english (local);
}

char *
cubby_notice_get_local (const char *json, const char *language)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  JsonNode *text = json_object_get_member (json_node_get_object (node), language);
  return text != NULL && json_node_get_value_type (text) == G_TYPE_STRING
             ? g_strdup (json_node_get_string (text))
             : NULL;
}

static char *
format_plain (gint64 amount, const char *currency)
{
  const CubbyCurrency *row = cubby_currency_find (currency);
  if (row == NULL || row->decimals == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, amount);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT, amount / 100, amount % 100);
}

static char *
join_items (CubbyStore *store, const char *order, const char *language, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error,
                                                   "SELECT quantity - cancelled, name FROM order_line WHERE "
                                                   "order_id = ? AND quantity > cancelled ORDER BY position",
                                                   "t", order);
  if (rows == NULL)
    return NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  while (cubby_sql_rows_next (rows, NULL)) {
    g_autofree char *name = cubby_notice_get_local (cubby_sql_rows_get_text (rows, 1), language);
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT " × %s", text->len > 0 ? "\n" : "",
                            cubby_sql_rows_get_int (rows, 0), name != NULL ? name : "");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
add_order (CubbyStore *store, CubbyNotice *notice, const CubbyOutboxRow *row, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error,
                                                   "SELECT number, language, currency, total, customer_name, "
                                                   "email, token, created_ms FROM orders WHERE id = ?",
                                                   "t", row->order);
  if (rows == NULL || !cubby_sql_rows_next (rows, error))
    return FALSE;
  gint64 total = cubby_sql_rows_get_int (rows, 3);
  notice->order_number = g_strdup (cubby_sql_rows_get_text (rows, 0));
  notice->language = g_strdup (row->language != NULL ? row->language : cubby_sql_rows_get_text (rows, 1));
  notice->currency = g_strdup (cubby_sql_rows_get_text (rows, 2));
  notice->total = cubby_money_format (total, notice->currency, notice->language);
  notice->total_plain = format_plain (total, notice->currency);
  notice->customer_name = g_strdup (cubby_sql_rows_get_text (rows, 4));
  notice->email = g_strdup (cubby_sql_rows_get_text (rows, 5));
  notice->order_url =
      g_strconcat (store->settings->public_url, "/p/", cubby_sql_rows_get_text (rows, 6), NULL);
  notice->order_time_iso = cubby_store_format_time (cubby_sql_rows_get_int (rows, 7));
  notice->merchant = g_strdup (store->settings->shop_name);
  notice->items = join_items (store, row->order, notice->language, error);
  return notice->items != NULL;
}

static gboolean
add_fulfilment (CubbyStore *store, CubbyNotice *notice, const CubbyOutboxRow *row, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT f.method, f.hold_until, l.name, l.address FROM fulfilment f JOIN location l "
                       "ON l.id = f.location"
                       " WHERE f.order_id = ? AND (? IS NULL OR f.id = ?) ORDER BY f.position LIMIT 1",
                       "ttt", row->order, row->fulfilment, row->fulfilment);
  if (rows == NULL || !cubby_sql_rows_next (rows, error))
    return rows != NULL;
  gint64 hold_until = cubby_sql_rows_get_int (rows, 1);
  notice->method = g_strdup (cubby_sql_rows_get_text (rows, 0));
  if (g_strcmp0 (notice->method, "shipping") == 0)
    return TRUE;
  notice->hold_until = cubby_notice_format_time (hold_until, store->settings->time_zone, notice->language);
  notice->hold_until_iso = cubby_store_format_time (hold_until * 1000);
  notice->store_name = g_strdup (cubby_sql_rows_get_text (rows, 2));
  notice->store_address = g_strdup (cubby_sql_rows_get_text (rows, 3));
  return TRUE;
}

static gboolean
shows_pass (const CubbyNotice *notice)
{
  static const char *const kinds[] = {"ready", "reminder", "found", NULL};
  return g_strv_contains (kinds, notice->kind) && g_strcmp0 (notice->method, "locker_pickup") == 0;
}

static gboolean
add_pass (CubbyStore *store, CubbyNotice *notice, const char *order, GError **error)
{
  g_autoptr (CubbyPickupPass) pass = cubby_pickup_pass_load (store, order, error);
  if (pass == NULL)
    return FALSE;
  notice->pass_code = g_strdup (pass->code);
  notice->pass_png = cubby_pickup_pass_get_png (store, order, error);
  return notice->pass_png != NULL;
}

CubbyNotice *
cubby_notice_build (CubbyStore *store, const CubbyOutboxRow *row, GError **error)
{
  g_autoptr (CubbyNotice) notice = cubby_notice_new ();
  notice->id = g_strdup (row->id);
  notice->kind = g_strdup (row->kind);
  notice->time = row->created_ms / 1000;
  if (row->basket != NULL)
    return cubby_notice_add_basket (store, notice, row->basket, error) ? g_steal_pointer (&notice) : NULL;
  if (!add_order (store, notice, row, error) || !add_fulfilment (store, notice, row, error))
    return NULL;
  if (shows_pass (notice) && !add_pass (store, notice, row->order, error))
    return NULL;
  return g_steal_pointer (&notice);
}
