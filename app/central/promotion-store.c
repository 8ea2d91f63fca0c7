/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/promotion-store.h"
#include "app/central/import-product.h"
#include "app/central/price-book.h"
#include "app/central/price-fields.h"
#include "app/central/promotion-row.h"
#include "app/central/shelf.h"

#define MAX_NAMED 5000
#define MAX_PIECES 1000
#define MAX_LIMIT 1000000000

/* A promotion as somebody sent it. */
typedef struct {
  const char *id;
  char *name; /* JSON */
  CubbyPromotionKind kind;
  gint64 percent, amount, buy, get;
  char *code; /* (nullable) */
  guint channels;
  CubbyPriceWindow window;
  char **skus;          /* (nullable) */
  char **categories;    /* (nullable) */
  const char *currency; /* (nullable) */
  gint64 minimum;
  gboolean combinable;
  gint64 limit;
} Sent;

static void
sent_clear (Sent *sent)
{
  g_free (sent->name);
  g_free (sent->code);
  g_strfreev (sent->skus);
  g_strfreev (sent->categories);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sent, sent_clear)

static void
read_percent (CubbyJsonBody *body, JsonObject *object, const char *where, Sent *sent)
{
  sent->percent = cubby_json_body_get_int (body, object, where, "percent", 1, 100);
}

static void
read_amount (CubbyJsonBody *body, JsonObject *object, const char *where, Sent *sent)
{
  sent->amount = cubby_price_read_money (body, object, where, "amount", &sent->currency);
  if (sent->amount == 0)
    cubby_json_body_fail (body, where, "amount", "is missing: what is taken off");
}

static void
read_pieces (CubbyJsonBody *body, JsonObject *object, const char *where, Sent *sent)
{
  sent->buy = cubby_json_body_get_int (body, object, where, "buy", 1, MAX_PIECES);
  sent->get = cubby_json_body_get_int (body, object, where, "get", 1, MAX_PIECES);
}

/* What a promotion of each kind is about, and no other may say. */
static const struct {
  void (*read) (CubbyJsonBody *body, JsonObject *object, const char *where, Sent *sent);
  const char *members[3];
} kinds[CUBBY_N_PROMOTION_KINDS] = {
    [CUBBY_PROMOTION_PERCENT] = {read_percent, {"percent"}},
    [CUBBY_PROMOTION_AMOUNT] = {read_amount, {"amount"}},
    [CUBBY_PROMOTION_BUY_X_GET_Y] = {read_pieces, {"buy", "get"}},
};

static void
read_kind (CubbyJsonBody *body, JsonObject *object, const char *where, Sent *sent)
{
  const char *word = cubby_json_body_get_string (body, object, where, "kind", 32);
  if (!cubby_promotion_kind_from_string (word, &sent->kind)) {
    cubby_json_body_fail (body, where, "kind", "must be percent, amount or buy_x_get_y");
    return;
  }
  kinds[sent->kind].read (body, object, where, sent);
  for (guint kind = 0; kind < CUBBY_N_PROMOTION_KINDS; kind++)
    for (guint i = 0; kind != sent->kind && kinds[kind].members[i] != NULL; i++)
      if (json_object_has_member (object, kinds[kind].members[i]))
        cubby_json_body_fail (body, where, kinds[kind].members[i], "belongs to the kind %s, not to %s",
                              cubby_promotion_kind_to_string ((CubbyPromotionKind)kind), word);
}

static void
read_code (CubbyJsonBody *body, JsonObject *object, const char *where, Sent *sent)
{
  const char *code = cubby_json_body_get_optional (body, object, where, "code", 64);
  if (code == NULL)
    return;
  sent->code = cubby_promotion_normalise_code (code);
  if (sent->code == NULL)
    cubby_json_body_fail (body, where, "code", "must be 3 to 32 letters, digits and -");
}

static void
read_sent (CubbyJsonBody *body, JsonObject *object, const char *where, const char *id, Sent *sent)
{
  sent->id = id;
  cubby_price_check_id (body, object, where, id);
  cubby_import_check_text (body, object, where, "name");
  read_kind (body, object, where, sent);
  read_code (body, object, where, sent);
  sent->channels = cubby_price_read_channels (body, object, where);
  sent->window = cubby_price_read_window (body, object, where);
  sent->skus = cubby_price_read_strings (body, object, where, "skus", MAX_NAMED);
  sent->categories = cubby_price_read_strings (body, object, where, "categories", MAX_NAMED);
  sent->minimum = cubby_price_read_money (body, object, where, "minimum", &sent->currency);
  sent->combinable = cubby_json_body_get_boolean_or (body, object, where, "combinable", FALSE);
  sent->limit = cubby_json_body_get_int_or (body, object, where, "limit", 0, 1, MAX_LIMIT);
  JsonObject *name = cubby_json_body_get_object (body, object, where, "name");
  sent->name = name != NULL ? cubby_import_to_text (name) : NULL;
}

/* -- whether what it names is there */

static gboolean
check_named (CubbyStore *store, CubbyJsonBody *body, const char *where, const char *member, char **ids,
             const char *sql, const char *what, GError **error)
{
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++) {
    gint64 known = 0;
    g_autofree char *place = g_strdup_printf ("%s[%u]", member, i);
    if (!cubby_sql_read_int (store->sql, &known, 0, error, sql, "t", ids[i]))
      return FALSE;
    if (known == 0)
      cubby_json_body_fail (body, where, place, "there is no %s %s", what, ids[i]);
  }
  return TRUE;
}

static gboolean
check_code (CubbyStore *store, CubbyJsonBody *body, const char *where, const Sent *sent, GError **error)
{
  gint64 taken = 0;
  if (sent->code == NULL)
    return TRUE;
  if (!cubby_sql_read_int (store->sql, &taken, 0, error,
                           "SELECT COUNT(*) FROM promotion WHERE code = ? AND id <> ?", "tt", sent->code,
                           sent->id))
    return FALSE;
  if (taken > 0)
    cubby_json_body_fail (body, where, "code", "%s belongs to another promotion", sent->code);
  return TRUE;
}

/* Returns: (transfer full) (nullable): a JSON array. */
static char *
strings_to_json (char **strings)
{
  if (strings == NULL || *strings == NULL)
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_array (json, NULL);
  for (guint i = 0; strings[i] != NULL; i++)
    cubby_json_text_string (json, NULL, strings[i]);
  cubby_json_text_close_array (json);
  return cubby_json_text_steal (json);
}

/* How often it was used stays. @version: what it has so far; 0: there is none. */
static gboolean
write_row (CubbyStore *store, const Sent *sent, gint64 version, GError **error)
{
  gint64 written = 0;
  g_autofree char *skus = strings_to_json (sent->skus);
  g_autofree char *categories = strings_to_json (sent->categories);
  if (!cubby_sql_read_int (
          store->sql, &written, 0, error,
          "INSERT INTO promotion (id, name, kind, percent, amount, buy, free, code, channels, from_ms,"
          " until_ms, skus, categories, currency, minimum, combinable, max_uses, used, version, updated_ms)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1, ?)"
          " ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind,"
          " percent = excluded.percent, amount = excluded.amount, buy = excluded.buy, free = excluded.free,"
          " code = excluded.code, channels = excluded.channels, from_ms = excluded.from_ms,"
          " until_ms = excluded.until_ms, skus = excluded.skus, categories = excluded.categories,"
          " currency = excluded.currency, minimum = excluded.minimum, combinable = excluded.combinable,"
          " max_uses = excluded.max_uses, version = promotion.version + 1, updated_ms = excluded.updated_ms"
          " WHERE promotion.version = ? RETURNING version",
          "tttiiiitiiitttiiiii", sent->id, sent->name, cubby_promotion_kind_to_string (sent->kind),
          sent->percent, sent->amount, sent->buy, sent->get, sent->code, (gint64)sent->channels,
          sent->window.from_ms, sent->window.until_ms, skus, categories, sent->currency, sent->minimum,
          (gint64)sent->combinable, sent->limit, store->now_ms, version))
    return FALSE;
  if (written == version + 1)
    return TRUE;
  cubby_etag_fail (version + 1, error);
  return FALSE;
}

static gboolean
write_promotion (CubbyStore *store, CubbyJsonBody *body, const char *where, const Sent *sent, gint64 version,
                 GError **error)
{
  return cubby_json_body_finish (body, error) &&
         check_named (store, body, where, "skus", sent->skus, "SELECT 1 FROM variant WHERE sku = ?", "SKU",
                      error) &&
         check_named (store, body, where, "categories", sent->categories,
                      "SELECT 1 FROM category WHERE id = ?", "category", error) &&
         check_code (store, body, where, sent, error) && cubby_json_body_finish (body, error) &&
         write_row (store, sent, version, error) && cubby_price_book_touch (store, error) &&
         cubby_store_audit (store, "promotion", sent->id, version == 0 ? "made" : "changed", error);
}

static gboolean
read_version (CubbyStore *store, const char *id, gint64 *ret_version, GError **error)
{
  return cubby_sql_read_int (store->sql, ret_version, 0, error, "SELECT version FROM promotion WHERE id = ?",
                             "t", id);
}

char *
cubby_promotion_get (CubbyStore *store, const char *id, gint64 *ret_version, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT " CUBBY_PROMOTION_COLUMNS " FROM promotion WHERE id = ?", "t", id);
  if (!cubby_store_take_row (rows, error, "There is no promotion %s.", id))
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_promotion_row_add (json, NULL, rows);
  g_clear_pointer (&rows, cubby_sql_rows_free);
  return read_version (store, id, ret_version, error) ? cubby_json_text_steal (json) : NULL;
}

char *
cubby_promotion_list (CubbyStore *store, const char *cursor, guint limit, GError **error)
{
  g_autofree char *next = NULL;
  guint n = 0;
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT " CUBBY_PROMOTION_COLUMNS " FROM promotion WHERE id > ? ORDER BY id LIMIT ?",
      "ti", cursor != NULL ? cursor : "", (gint64)limit);
  if (rows == NULL)
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "promotions");
  for (; cubby_sql_rows_next (rows, &local); n++) {
    cubby_promotion_row_add (json, NULL, rows);
    g_free (next);
    next = g_strdup (cubby_sql_rows_get_text (rows, 0));
  }
  cubby_json_text_close_array (json);
  cubby_json_text_string (json, "next", n == limit ? next : NULL);
  cubby_json_text_close_object (json);
  if (local == NULL)
    return cubby_json_text_steal (json);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

char *
cubby_promotion_put (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  gint64 version = 0;
  g_auto (Sent) sent = {0};
  const char *id = request->parameter;
  if (!read_version (store, id, &version, error) || !cubby_etag_require (request, version, error))
    return NULL;
  read_sent (request->body, cubby_json_body_get_root (request->body), "", id, &sent);
  if (!write_promotion (store, request->body, "", &sent, version, error) ||
      !cubby_shelf_refresh (store, error))
    return NULL;
  *ret_status = version == 0 ? 201 : 200;
  char *json = cubby_promotion_get (store, id, &version, error);
  cubby_etag_tell (request, version);
  return json;
}

char *
cubby_promotion_delete (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status,
                        GError **error)
{
  gint64 version = 0;
  const char *id = request->parameter;
  g_autofree char *json = cubby_promotion_get (store, id, &version, error);
  if (json == NULL || !cubby_etag_require (request, version, error) ||
      !cubby_sql_run (store->sql, error, "DELETE FROM promotion_use WHERE promotion = ?", "t", id) ||
      !cubby_sql_run (store->sql, error, "DELETE FROM promotion WHERE id = ?", "t", id) ||
      !cubby_price_book_touch (store, error) ||
      !cubby_store_audit (store, "promotion", id, "deleted", error) || !cubby_shelf_refresh (store, error))
    return NULL;
  return g_steal_pointer (&json);
}

gboolean
cubby_promotion_import (CubbyStore *store, CubbyJsonBody *body, JsonObject *object, const char *where,
                        GError **error)
{
  gint64 version = 0;
  g_auto (Sent) sent = {0};
  const char *id = cubby_json_body_get_string (body, object, where, "id", 64);
  read_sent (body, object, where, id, &sent);
  return cubby_json_body_finish (body, error) && read_version (store, id, &version, error) &&
         write_promotion (store, body, where, &sent, version, error);
}
