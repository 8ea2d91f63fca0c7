/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/route-range.h"
#include "app/central/central.h"
#include "app/central/import.h"
#include "app/central/ledger.h"
#include "app/central/media.h"
#include "app/central/price-book.h"
#include "app/central/range.h"

#include <string.h>

static gboolean
read_number (CubbyHttpRequest *request, const char *name, gint64 fallback, gint64 min, gint64 max,
             gint64 *ret_number, GError **error)
{
  const char *text = cubby_http_request_get_query (request, name);
  *ret_number = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, min, max, ret_number, NULL))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL,
                     "%s: must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, name, min,
                     max);
  return FALSE;
}

/* Whose prices are asked for; the kiosk's and the phone's when nobody says. */
static gboolean
read_channel (CubbyHttpRequest *request, CubbyChannel *ret_channel, GError **error)
{
  const char *text = cubby_http_request_get_query (request, "channel");
  *ret_channel = CUBBY_CHANNEL_PHONE;
  if (text == NULL || cubby_channel_from_string (text, ret_channel))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "channel: must be phone, kiosk or web");
  return FALSE;
}

/* Prices change when a window of a list or a promotion begins or ends. */
static gint64
get_next_price (CubbyStore *store)
{
  const CubbyPriceBook *book = cubby_price_book_get (store, NULL);
  return book != NULL ? cubby_price_book_get_next (book, store->now_ms) : 0;
}

void
cubby_route_list_products (CubbyHttpRequest *request, gpointer data)
{
  if (cubby_central_answer_again (data, request))
    return;
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  gint64 limit = 0;
  char *json = NULL;
  CubbyChannel channel = CUBBY_CHANNEL_PHONE;
  if (read_number (request, "limit", 50, 1, 250, &limit, &error) &&
      read_channel (request, &channel, &error)) {
    CubbyProductQuery query = {
        .text = cubby_http_request_get_query (request, "q"),
        .category = cubby_http_request_get_query (request, "category"),
        .cursor = cubby_http_request_get_query (request, "cursor"),
        .limit = (guint)limit,
        .channel = channel,
    };
    json = cubby_range_list_products (&store, &query, &error);
  }
  cubby_central_answer_all (data, request, json, get_next_price (&store), error);
}

void
cubby_route_get_product (CubbyHttpRequest *request, gpointer data)
{
  if (cubby_central_answer_again (data, request))
    return;
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  CubbyChannel channel = CUBBY_CHANNEL_PHONE;
  char *json = NULL;
  if (read_channel (request, &channel, &error))
    json =
        cubby_range_get_product (&store, cubby_http_request_get_parameter (request, "id"), channel, &error);
  cubby_central_answer_all (data, request, json, get_next_price (&store), error);
}

void
cubby_route_list_stock (CubbyHttpRequest *request, gpointer data)
{
  if (cubby_central_answer_again (data, request))
    return;
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  char *json = cubby_range_list_stock (&store, cubby_http_request_get_query (request, "sku"),
                                       cubby_http_request_get_query (request, "location"), &error);
  cubby_central_answer_all (data, request, json, G_MAXINT64, error);
}

static char *
do_import (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  CubbyImportCount count;
  if (!cubby_import_range (store, request->body, &count, error))
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_int (json, "categories", count.categories);
  cubby_json_text_int (json, "locations", count.locations);
  cubby_json_text_int (json, "options", count.options);
  cubby_json_text_int (json, "products", count.products);
  cubby_json_text_int (json, "variants", count.variants);
  cubby_json_text_int (json, "levels", count.levels);
  cubby_json_text_int (json, "price_lists", count.price_lists);
  cubby_json_text_int (json, "promotions", count.promotions);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

void
cubby_route_import (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_import, TRUE);
}

static gboolean
check_known (CubbyStore *store, CubbyJsonBody *body, const CubbyMovement *movement, GError **error)
{
  gint64 sku = 0;
  gint64 location = 0;
  gint64 delivery = 0;
  if (!cubby_sql_read_int (store->sql, &delivery, 0, error, "SELECT 1 FROM delivery WHERE id = ?", "t",
                           movement->reference) ||
      !cubby_sql_read_int (store->sql, &sku, 0, error, "SELECT 1 FROM variant WHERE sku = ?", "t",
                           movement->sku) ||
      !cubby_sql_read_int (store->sql, &location, 0, error, "SELECT 1 FROM location WHERE id = ?", "t",
                           movement->location))
    return FALSE;
  if (delivery != 0)
    cubby_json_body_fail (body, "", "reference", "is a transfer or a receipt; say there what was received");
  if (sku == 0)
    cubby_json_body_fail (body, "", "sku", "there is no SKU %s", movement->sku);
  if (location == 0)
    cubby_json_body_fail (body, "", "location", "there is no location %s", movement->location);
  return cubby_json_body_finish (body, error);
}

static char *
do_move_stock (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  CubbyJsonBody *body = request->body;
  JsonObject *root = cubby_json_body_get_root (body);
  const char *kind = cubby_json_body_get_string (body, root, "", "kind", 32);
  CubbyMovement movement = {
      .sku = cubby_json_body_get_string (body, root, "", "sku", 64),
      .location = cubby_json_body_get_string (body, root, "", "location", 64),
      .quantity = cubby_json_body_get_int (body, root, "", "quantity", -1000000000, 1000000000),
      .reason = cubby_json_body_get_string (body, root, "", "reason", 200),
      .reference = cubby_json_body_get_optional (body, root, "", "reference", 200),
  };
  gboolean known =
      cubby_movement_kind_from_string (kind, &movement.kind) && cubby_movement_kind_is_manual (movement.kind);
  if (!known)
    cubby_json_body_fail (
        body, "", "kind",
        "must be receive, expect, arrive, adjust, count, damage, inspect, return, transfer_out or "
        "transfer_in");
  else if (movement.quantity == 0 ||
           (movement.quantity < 0 && !cubby_movement_kind_may_be_negative (movement.kind)))
    cubby_json_body_fail (body, "", "quantity", "must be %s for %s",
                          cubby_movement_kind_may_be_negative (movement.kind) ? "other than 0" : "above 0",
                          kind);
  if (!cubby_json_body_finish (body, error) || !check_known (store, body, &movement, error) ||
      !cubby_ledger_write (store, &movement, FALSE, error))
    return NULL;
  g_autofree char *subject = g_strdup_printf ("%s@%s", movement.sku, movement.location);
  g_autofree char *detail =
      g_strdup_printf ("%s %+" G_GINT64_FORMAT ": %s", kind, movement.quantity, movement.reason);
  if (!cubby_store_audit (store, "stock-movement", subject, detail, error))
    return NULL;
  *ret_status = 201;
  return cubby_range_list_stock (store, movement.sku, movement.location, error);
}

void
cubby_route_move_stock (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, do_move_stock, TRUE);
}

void
cubby_route_media (CubbyHttpRequest *request, gpointer data)
{
  CubbyCentral *central = data;
  g_autofree char *folder = cubby_media_get_folder (central->settings, cubby_sql_get_uri (central->reader));
  cubby_media_reply (request, folder, cubby_http_request_get_parameter (request, "name"));
}
