/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/basket.h"
#include "app/central/customer.h"
#include "app/central/hold.h"

#define MAX_LINES 100
#define MAX_QUANTITY 1000

/* Returns: (transfer full) (nullable): the lines as JSON, each SKU known. */
static char *
read_lines (CubbyStore *store, CubbyJsonBody *body, GError **error)
{
  JsonArray *lines =
      cubby_json_body_get_objects (body, cubby_json_body_get_root (body), "", "lines", 0, MAX_LINES);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_array (json, NULL);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    g_autofree char *where = g_strdup_printf ("lines[%u]", i);
    JsonObject *line = json_array_get_object_element (lines, i);
    const char *sku = cubby_json_body_get_string (body, line, where, "sku", 64);
    gint64 quantity = cubby_json_body_get_int (body, line, where, "quantity", 1, MAX_QUANTITY);
    gint64 known = 0;
    if (!cubby_sql_read_int (store->sql, &known, 0, error, "SELECT 1 FROM variant WHERE sku = ?", "t", sku))
      return NULL;
    if (known == 0)
      cubby_json_body_fail (body, where, "sku", "there is no SKU %s", sku);
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "sku", sku);
    cubby_json_text_int (json, "quantity", quantity);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
  return cubby_json_body_finish (body, error) ? cubby_json_text_steal (json) : NULL;
}

static const char *
read_language (CubbyJsonBody *body, const char *fallback)
{
  static const char *const languages[] = {"vi", "th", "en", NULL};
  const char *language =
      cubby_json_body_get_optional (body, cubby_json_body_get_root (body), "", "language", 8);
  if (language != NULL && !g_strv_contains (languages, language))
    cubby_json_body_fail (body, "", "language", "must be vi, th or en");
  return language != NULL ? language : fallback;
}

static gboolean
is_kiosk (const CubbyChangeRequest *request)
{
  return request->key != NULL && request->key->scope == CUBBY_SCOPE_KIOSK;
}

/* Whose basket it is, as a channel says it; a kiosk knows nobody. */
static gboolean
read_customer (CubbyStore *store, const CubbyChangeRequest *request, const char **ret_customer,
               GError **error)
{
  g_autofree char *owner = NULL;
  JsonObject *root = cubby_json_body_get_root (request->body);
  *ret_customer = cubby_json_body_get_optional (request->body, root, "", "customer", 64);
  if (*ret_customer == NULL)
    return TRUE;
  if (!is_kiosk (request))
    return cubby_customer_owns (store, *ret_customer, NULL, NULL, &owner, error);
  cubby_problem_set (error, CUBBY_PROBLEM_FORBIDDEN, NULL,
                     "customer: a kiosk names nobody; the phone makes a basket somebody's.");
  return FALSE;
}

/* Where a basket is: a kiosk's is the kiosk's, whatever it says. */
static const char *
read_channel (const CubbyChangeRequest *request)
{
  static const char *const channels[] = {"phone", "web", "kiosk", NULL};
  JsonObject *root = cubby_json_body_get_root (request->body);
  const char *channel = cubby_json_body_get_optional (request->body, root, "", "channel", 16);
  if (channel != NULL && !g_strv_contains (channels, channel))
    cubby_json_body_fail (request->body, "", "channel", "must be phone, web or kiosk");
  return is_kiosk (request) ? "kiosk" : channel;
}

static void
add_if_there (CubbyJsonText *json, const char *name, CubbySqlRows *rows, int column)
{
  if (!cubby_sql_rows_is_null (rows, column))
    cubby_json_text_string (json, name, cubby_sql_rows_get_text (rows, column));
}

static char *
get_basket (CubbyStore *store, const char *id, gboolean to_kiosk, gint64 *ret_version, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT language, lines, version, updated_ms, channel, customer, order_id FROM basket WHERE id = ?",
      "t", id);
  if (!cubby_store_take_row (rows, error, "There is no basket %s.", id))
    return NULL;
  gint64 held_until_ms = 0;
  if (!cubby_hold_get_until (store, id, &held_until_ms, error))
    return NULL;
  *ret_version = cubby_sql_rows_get_int (rows, 2);
  g_autofree char *held_until = cubby_store_format_time (held_until_ms);
  g_autofree char *url = g_strconcat (store->settings->public_url, "/b/", id, NULL);
  g_autofree char *updated = cubby_store_format_time (cubby_sql_rows_get_int (rows, 3));
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "id", id);
  cubby_json_text_string (json, "language", cubby_sql_rows_get_text (rows, 0));
  cubby_json_text_raw (json, "lines", cubby_sql_rows_get_text (rows, 1));
  cubby_json_text_int (json, "version", *ret_version);
  add_if_there (json, "channel", rows, 4);
  if (!to_kiosk)
    add_if_there (json, "customer", rows, 5);
  add_if_there (json, "order", rows, 6);
  cubby_json_text_string (json, "url", url);
  if (held_until_ms > store->now_ms) /* one that is over lasts until the next round of the housekeeping */
    cubby_json_text_string (json, "held_until", held_until);
  cubby_json_text_string (json, "updated_at", updated);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

char *
cubby_basket_get (CubbyStore *store, const char *id, gint64 *ret_version, GError **error)
{
  return get_basket (store, id, FALSE, ret_version, error);
}

char *
cubby_basket_get_for_kiosk (CubbyStore *store, const char *id, gint64 *ret_version, GError **error)
{
  return get_basket (store, id, TRUE, ret_version, error);
}

static char *
get_and_tell (CubbyStore *store, const CubbyChangeRequest *request, const char *id, GError **error)
{
  gint64 version = 0;
  char *json = get_basket (store, id, is_kiosk (request), &version, error);
  cubby_etag_tell (request, version);
  return json;
}

char *
cubby_basket_create (CubbyStore *store, const CubbyChangeRequest *request, GError **error)
{
  const char *language = read_language (request->body, "vi");
  const char *channel = read_channel (request);
  const char *customer = NULL;
  g_autofree char *lines = read_lines (store, request->body, error);
  g_autofree char *id = cubby_store_new_id (store);
  if (lines == NULL || !read_customer (store, request, &customer, error) ||
      !cubby_json_body_finish (request->body, error) ||
      !cubby_sql_run (store->sql, error,
                      "INSERT INTO basket (id, language, lines, channel, customer, version, created_ms,"
                      " updated_ms) VALUES (?, ?, ?, ?, ?, 1, ?, ?)",
                      "tttttii", id, language, lines, channel, customer, store->now_ms, store->now_ms))
    return NULL;
  return get_and_tell (store, request, id, error);
}

/* Somebody else changed it: the problem has the basket as it is now, so that the sender can merge. */
static gboolean
fail_changed (CubbyStore *store, const CubbyChangeRequest *request, GError **error)
{
  gint64 version = 0;
  g_autofree char *json = get_basket (store, request->parameter, is_kiosk (request), &version, error);
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, error) : NULL;
  if (node == NULL)
    return FALSE;
  g_autofree char *etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", version);
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "etag", etag);
  json_object_set_member (members, "basket", g_steal_pointer (&node));
  cubby_problem_set (error, CUBBY_PROBLEM_CHANGED, members,
                     "Somebody else changed the basket; take what it is now, do your change to it, and send "
                     "it with the ETag %s.",
                     etag);
  return FALSE;
}

/* Whether the basket is there, and as the sender of @request knows it. */
static gboolean
check_version (CubbyStore *store, const CubbyChangeRequest *request, gint64 *ret_version, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT version FROM basket WHERE id = ?", "t", request->parameter);
  if (!cubby_store_take_row (rows, error, "There is no basket %s.", request->parameter))
    return FALSE;
  *ret_version = cubby_sql_rows_get_int (rows, 0);
  g_clear_pointer (&rows, cubby_sql_rows_free);
  g_autoptr (GError) refused = NULL;
  if (cubby_etag_require (request, *ret_version, &refused))
    return TRUE;
  if (g_error_matches (refused, CUBBY_PROBLEM, CUBBY_PROBLEM_CHANGED))
    return fail_changed (store, request, error);
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/* Another process may have changed it since. */
static gboolean
write_update (CubbyStore *store, const CubbyChangeRequest *request, gint64 version, const char *language,
              const char *lines, const char *channel, const char *customer, GError **error)
{
  gint64 written = 0;
  if (!cubby_sql_read_int (store->sql, &written, 0, error,
                           "UPDATE basket SET language = COALESCE(?, language), lines = COALESCE(?, lines),"
                           " channel = COALESCE(?, channel), customer = COALESCE(?, customer), version = "
                           "version + 1, updated_ms = ? WHERE id = ? AND version = ?"
                           " RETURNING version",
                           "ttttiti", language, lines, channel, customer, store->now_ms, request->parameter,
                           version))
    return FALSE;
  if (written != 0)
    return TRUE;
  return fail_changed (store, request, error);
}

char *
cubby_basket_update (CubbyStore *store, const CubbyChangeRequest *request, GError **error)
{
  CubbyJsonBody *body = request->body;
  const char *id = request->parameter;
  gint64 version = 0;
  if (!check_version (store, request, &version, error))
    return NULL;
  const char *language = read_language (body, NULL);
  gboolean has_lines = json_object_has_member (cubby_json_body_get_root (body), "lines");
  g_autofree char *lines = has_lines ? read_lines (store, body, error) : NULL;
  const char *channel = read_channel (request);
  const char *customer = NULL;
  if ((has_lines && lines == NULL) || !read_customer (store, request, &customer, error) ||
      !cubby_json_body_finish (body, error) ||
      !write_update (store, request, version, language, lines, channel, customer, error))
    return NULL;
  return get_and_tell (store, request, id, error);
}
