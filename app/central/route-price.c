/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/route-price.h"
#include "app/central/central.h"
#include "app/central/points-ledger.h"
#include "app/central/points.h"
#include "app/central/price-fields.h"
#include "app/central/price-list-store.h"
#include "app/central/priced.h"
#include "app/central/promotion-store.h"

#include <string.h>

#define A_PAGE 50
#define MAX_LINES 100
#define MAX_QUANTITY 10000
#define MAX_POINTS 1000000000

typedef char *(*ListRows) (CubbyStore *store, const char *cursor, guint limit, GError **error);

static void
answer_page (CubbyHttpRequest *request, CubbyCentral *central, ListRows list)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (central, request);
  char *json = list (&store, cubby_http_request_get_query (request, "cursor"), A_PAGE, &error);
  cubby_central_answer (request, 200, json, error);
}

void
cubby_route_list_price_lists (CubbyHttpRequest *request, gpointer data)
{
  answer_page (request, data, cubby_price_list_list);
}

void
cubby_route_get_price_list (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_read_version (data, request, cubby_price_list_get);
}

void
cubby_route_put_price_list (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, cubby_price_list_put, FALSE);
}

void
cubby_route_delete_price_list (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, cubby_price_list_delete, FALSE);
}

void
cubby_route_list_promotions (CubbyHttpRequest *request, gpointer data)
{
  answer_page (request, data, cubby_promotion_list);
}

void
cubby_route_get_promotion (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_read_version (data, request, cubby_promotion_get);
}

void
cubby_route_put_promotion (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, cubby_promotion_put, FALSE);
}

void
cubby_route_delete_promotion (CubbyHttpRequest *request, gpointer data)
{
  cubby_central_change (data, request, cubby_promotion_delete, FALSE);
}

/* -- quotes: a POST that changes nothing */

static CubbyJsonBody *
read_body (CubbyHttpRequest *request, GError **error)
{
  GBytes *bytes = cubby_http_request_get_body (request);
  const char *type = cubby_http_request_get_header (request, "Content-Type");
  if (type != NULL && g_ascii_strncasecmp (type, "application/json", strlen ("application/json")) == 0)
    return cubby_json_body_new (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), error);
  cubby_problem_set (error, CUBBY_PROBLEM_MEDIA_TYPE, NULL,
                     "Send the body with Content-Type: application/json.");
  return NULL;
}

static gboolean
add_line (CubbyStore *store, CubbyPriced *priced, CubbyJsonBody *body, JsonObject *line, guint index,
          GError **error)
{
  g_autofree char *where = g_strdup_printf ("lines[%u]", index);
  const char *sku = cubby_json_body_get_string (body, line, where, "sku", 64);
  gint64 quantity = cubby_json_body_get_int (body, line, where, "quantity", 1, MAX_QUANTITY);
  if (cubby_json_body_has_failed (body))
    return TRUE;
  CubbyPricedAnswer answer = cubby_priced_add_sku (priced, store, sku, quantity, error);
  if (answer == CUBBY_PRICED_UNKNOWN)
    cubby_json_body_fail (body, where, "sku", "there is no SKU %s", sku);
  else if (answer == CUBBY_PRICED_OTHER_CURRENCY)
    cubby_json_body_fail (body, where, "sku", "%s is not sold in %s like the lines before", sku,
                          priced->currency);
  return answer != CUBBY_PRICED_FAILED;
}

/* As many points as the customer wants to give, and has. A kiosk, where anybody may ask, is told of nobody's.
 */
static gboolean
read_points (CubbyStore *store, CubbyPriced *priced, CubbyJsonBody *body, JsonObject *root, gboolean of_kiosk,
             GError **error)
{
  gint64 balance = 0;
  gint64 points = cubby_json_body_get_int_or (body, root, "", "points", 0, 0, MAX_POINTS);
  const char *customer = cubby_json_body_get_optional (body, root, "", "customer", 64);
  if (points > 0 && customer == NULL)
    cubby_json_body_fail (body, "", "customer", "is missing: whose points they are");
  else if (points > 0 && of_kiosk)
    cubby_json_body_fail (body, "", "points", "cannot be paid at a kiosk");
  if (points == 0 || cubby_json_body_has_failed (body))
    return cubby_json_body_finish (body, error);
  if (!cubby_points_ledger_get_balance (store, customer, &balance, error))
    return FALSE;
  priced->request.points = MIN (points, balance);
  priced->request.point_worth = cubby_points_get_worth (store, priced->currency);
  return TRUE;
}

static char *
quote (CubbyStore *store, CubbyJsonBody *body, gboolean of_kiosk, GError **error)
{
  JsonObject *root = cubby_json_body_get_root (body);
  g_autoptr (CubbyPriced) priced = cubby_priced_new (cubby_price_read_channel (body, root, ""));
  JsonArray *lines = cubby_json_body_get_objects (body, root, "", "lines", 1, MAX_LINES);
  priced->codes = cubby_price_read_codes (body, root);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    if (!add_line (store, priced, body, json_array_get_object_element (lines, i), i, error))
      return NULL;
  if (!cubby_json_body_finish (body, error) || !read_points (store, priced, body, root, of_kiosk, error) ||
      !cubby_priced_finish (priced, store, body, error))
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_priced_add_json (priced, json, NULL);
  return cubby_json_text_steal (json);
}

void
cubby_route_quote (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  g_autoptr (CubbyJsonBody) body = read_body (request, &error);
  const CubbyApiKey *key = cubby_http_request_get_actor (request);
  char *json = body != NULL ? quote (&store, body, key->scope == CUBBY_SCOPE_KIOSK, &error) : NULL;
  cubby_central_answer_fresh (request, json, error);
}
