/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/staff.h"
#include "app/central/sealed-list.h"
#include "app/common/hash.h"
#include "app/domain/list-text.h"
#include "app/domain/pin-rule.h"
#include "app/domain/staff-badge.h"
#include "app/domain/staff-role.h"
#include "protocols/pass/qr-image.h"

#define MAX_NAME 256
#define MAX_STORES 500
#define MAX_STORE 23
#define COUNTER "staff" /* the version of every store's list: it grows with any change of any badge */

/* -- what is shown */

static gboolean
add_stores (CubbyStore *store, CubbyJsonText *json, const char *badge, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT store FROM staff_store WHERE badge = ? ORDER BY store", "t", badge);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  cubby_json_text_open_array (json, "stores");
  while (cubby_sql_rows_next (rows, &local))
    cubby_json_text_string (json, NULL, cubby_sql_rows_get_text (rows, 0));
  cubby_json_text_close_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

char *
cubby_staff_get (CubbyStore *store, const char *badge, gint64 *ret_version, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT badge, name, role, version, created_ms, updated_ms, revoked_ms FROM staff WHERE badge = ?", "t",
      badge);
  if (!cubby_store_take_row (rows, error, "There is no badge %s.", badge))
    return NULL;
  g_autofree char *created = cubby_store_format_time (cubby_sql_rows_get_int (rows, 4));
  g_autofree char *updated = cubby_store_format_time (cubby_sql_rows_get_int (rows, 5));
  g_autofree char *revoked =
      cubby_sql_rows_is_null (rows, 6) ? NULL : cubby_store_format_time (cubby_sql_rows_get_int (rows, 6));
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "badge", cubby_sql_rows_get_text (rows, 0));
  cubby_json_text_string (json, "name", cubby_sql_rows_get_text (rows, 1));
  cubby_json_text_string (json, "role", cubby_sql_rows_get_text (rows, 2));
  *ret_version = cubby_sql_rows_get_int (rows, 3);
  cubby_json_text_int (json, "version", *ret_version);
  cubby_json_text_string (json, "created_at", created);
  cubby_json_text_string (json, "updated_at", updated);
  cubby_json_text_string (json, "revoked_at", revoked);
  g_clear_pointer (&rows, cubby_sql_rows_free);
  if (!add_stores (store, json, badge, error))
    return NULL;
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

static GStrv
list_badges (CubbyStore *store, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT badge FROM staff ORDER BY badge", "");
  g_autoptr (GStrvBuilder) badges = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  while (rows != NULL && cubby_sql_rows_next (rows, &local))
    g_strv_builder_add (badges, cubby_sql_rows_get_text (rows, 0));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (rows != NULL)
    return g_strv_builder_end (badges);
  return NULL;
}

char *
cubby_staff_list (CubbyStore *store, GError **error)
{
  g_auto (GStrv) badges = list_badges (store, error);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  if (badges == NULL)
    return NULL;
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "staff");
  for (char **badge = badges; *badge != NULL; badge++) {
    gint64 version = 0;
    g_autofree char *one = cubby_staff_get (store, *badge, &version, error);
    if (one == NULL)
      return NULL;
    cubby_json_text_raw (json, NULL, one);
  }
  cubby_json_text_close_array (json);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

/* -- what is asked for */

typedef struct {
  const char *name, *role, *pin; /* (nullable): not given */
  GStrv stores;                  /* (nullable) */
} Wish;

static void
wish_clear (Wish *wish)
{
  g_strfreev (wish->stores);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static gboolean
is_store (CubbyStore *store, const char *id)
{
  gint64 found = 0;
  return cubby_sql_read_int (store->sql, &found, 0, NULL,
                             "SELECT COUNT(*) FROM location WHERE id = ? AND kind = 'store'", "t", id) &&
         found > 0;
}

static void
read_stores (CubbyStore *store, CubbyJsonBody *body, Wish *wish)
{
  JsonNode *node = json_object_get_member (cubby_json_body_get_root (body), "stores");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autoptr (GStrvBuilder) stores = g_strv_builder_new ();
  if (n == 0 || n > MAX_STORES) {
    cubby_json_body_fail (body, "", "stores", "must be an array of 1 to %d ids of stores", MAX_STORES);
    return;
  }
  for (guint i = 0; i < n; i++) {
    JsonNode *one = json_array_get_element (array, i);
    const char *id = json_node_get_value_type (one) == G_TYPE_STRING ? json_node_get_string (one) : "";
    g_autofree char *where = g_strdup_printf ("stores[%u]", i);
    if (!is_store (store, id)) {
      cubby_json_body_fail (body, "", where, "is no store; import the range first");
      return;
    }
    g_strv_builder_add (stores, id);
  }
  wish->stores = g_strv_builder_end (stores);
}

/* @all: every member has to be there. */
static gboolean
read_wish (CubbyStore *store, CubbyJsonBody *body, gboolean all, Wish *ret_wish, GError **error)
{
  JsonObject *root = cubby_json_body_get_root (body);
  CubbyRole role;
  const char *(*get) (CubbyJsonBody * self, JsonObject * object, const char *where, const char *member,
                      gsize max) = all ? cubby_json_body_get_string : cubby_json_body_get_optional;
  ret_wish->name = get (body, root, "", "name", MAX_NAME);
  ret_wish->role = get (body, root, "", "role", 32);
  ret_wish->pin = cubby_json_body_get_optional (body, root, "", "pin", 32);
  if (cubby_json_body_has_failed (body))
    return cubby_json_body_finish (body, error);
  const char *fault = ret_wish->pin != NULL ? cubby_pin_judge (ret_wish->pin) : NULL;
  if (ret_wish->name != NULL && !cubby_staff_name_is_good (ret_wish->name))
    cubby_json_body_fail (body, "", "name", "must be 1 to 64 letters on one line");
  else if (ret_wish->role != NULL && !cubby_role_from_string (ret_wish->role, &role))
    cubby_json_body_fail (body, "", "role", "must be restock, supervise or service");
  else if (fault != NULL)
    cubby_json_body_fail (body, "", "pin", "%s", fault);
  else if (all && ret_wish->pin == NULL)
    cubby_json_body_fail (body, "", "pin", "must be 6 to 12 digits");
  else if (all || json_object_has_member (root, "stores"))
    read_stores (store, body, ret_wish);
  return cubby_json_body_finish (body, error);
}

/* -- what is written */

static gboolean
write_stores (CubbyStore *store, const char *badge, GStrv stores, GError **error)
{
  if (stores == NULL)
    return TRUE;
  if (!cubby_sql_run (store->sql, error, "DELETE FROM staff_store WHERE badge = ?", "t", badge))
    return FALSE;
  for (char **one = stores; *one != NULL; one++)
    if (!cubby_sql_run (store->sql, error,
                        "INSERT INTO staff_store (badge, store) VALUES (?, ?) ON CONFLICT (badge, store) DO "
                        "NOTHING",
                        "tt", badge, *one))
      return FALSE;
  return TRUE;
}

/* The lists of all stores are newer by it, so that none of before can be taken for the one in force. */
static char *
finish (CubbyStore *store, const CubbyChangeRequest *request, const char *badge, const char *action,
        GError **error)
{
  gint64 list = 0, version = 0;
  if (!cubby_store_count (store, COUNTER, &list, error) ||
      !cubby_store_audit (store, action, badge, NULL, error))
    return NULL;
  char *json = cubby_staff_get (store, badge, &version, error);
  cubby_etag_tell (request, version);
  return json;
}

char *
cubby_staff_add (CubbyStore *store, const CubbyChangeRequest *request, GError **error)
{
  gint64 known = 0;
  g_auto (Wish) wish = {0};
  const char *badge = cubby_json_body_get_string (request->body, cubby_json_body_get_root (request->body), "",
                                                  "badge", CUBBY_STAFF_BADGE_MAX);
  if (!cubby_json_body_has_failed (request->body) && !cubby_staff_badge_is_good (badge))
    cubby_json_body_fail (request->body, "", "badge", "must be 1 to %d letters, digits and dashes",
                          CUBBY_STAFF_BADGE_MAX);
  if (!read_wish (store, request->body, TRUE, &wish, error) ||
      !cubby_sql_read_int (store->sql, &known, 0, error, "SELECT COUNT(*) FROM staff WHERE badge = ?", "t",
                           badge))
    return NULL;
  if (known > 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_EXISTS, NULL,
                       "badge: there is a badge %s; change it, or take another, also when it is revoked.",
                       badge);
    return NULL;
  }
  g_autofree char *hash = cubby_pin_hash (wish.pin, error);
  if (hash == NULL ||
      !cubby_sql_run (store->sql, error,
                      "INSERT INTO staff (badge, name, role, pin_hash, version, created_ms, updated_ms)"
                      " VALUES (?, ?, ?, ?, 1, ?, ?)",
                      "ttttii", badge, wish.name, wish.role, hash, store->now_ms, store->now_ms) ||
      !write_stores (store, badge, wish.stores, error))
    return NULL;
  return finish (store, request, badge, "staff-add", error);
}

/* Whether the badge is there, good, and as the sender of @request knows it. */
static gboolean
check_version (CubbyStore *store, const CubbyChangeRequest *request, gint64 *ret_version, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT version, revoked_ms FROM staff WHERE badge = ?", "t", request->parameter);
  if (!cubby_store_take_row (rows, error, "There is no badge %s.", request->parameter))
    return FALSE;
  *ret_version = cubby_sql_rows_get_int (rows, 0);
  if (cubby_sql_rows_is_null (rows, 1))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_GONE, NULL, "The badge %s is revoked; make another.",
                     request->parameter);
  return FALSE;
}

char *
cubby_staff_update (CubbyStore *store, const CubbyChangeRequest *request, GError **error)
{
  gint64 version = 0, written = 0;
  g_auto (Wish) wish = {0};
  const char *badge = request->parameter;
  if (!check_version (store, request, &version, error) || !cubby_etag_require (request, version, error) ||
      !read_wish (store, request->body, FALSE, &wish, error))
    return NULL;
  g_autofree char *hash = wish.pin != NULL ? cubby_pin_hash (wish.pin, error) : NULL;
  if ((wish.pin != NULL && hash == NULL) ||
      !cubby_sql_read_int (store->sql, &written, 0, error,
                           "UPDATE staff SET name = COALESCE(?, name), role = COALESCE(?, role), pin_hash = "
                           "COALESCE(?, pin_hash), version = version + 1, updated_ms = ? WHERE badge = ? AND "
                           "version = ? RETURNING version",
                           "tttiti", wish.name, wish.role, hash, store->now_ms, badge, version))
    return NULL;
  if (written == 0) {
    cubby_etag_fail (version + 1, error);
    return NULL;
  }
  return write_stores (store, badge, wish.stores, error)
             ? finish (store, request, badge, "staff-change", error)
             : NULL;
}

char *
cubby_staff_revoke (CubbyStore *store, const CubbyChangeRequest *request, GError **error)
{
  gint64 version = 0;
  const char *badge = request->parameter;
  if (!check_version (store, request, &version, error) ||
      !cubby_sql_run (
          store->sql, error,
          "UPDATE staff SET revoked_ms = ?, updated_ms = ?, version = version + 1 WHERE badge = ?", "iit",
          store->now_ms, store->now_ms, badge))
    return NULL;
  return finish (store, request, badge, "staff-revoke", error);
}

/* -- what kiosks get */

static void
add_badge (GKeyFile *file, CubbySqlRows *rows)
{
  g_autofree char *group = g_strconcat ("badge ", cubby_sql_rows_get_text (rows, 0), NULL);
  g_key_file_set_string (file, group, "name", cubby_sql_rows_get_text (rows, 1));
  g_key_file_set_string (file, group, "role", cubby_sql_rows_get_text (rows, 2));
  g_key_file_set_string (file, group, "pin", cubby_sql_rows_get_text (rows, 3));
}

gboolean
cubby_staff_begin_epoch (CubbyStore *store, GError **error)
{
  gint64 version = 0;
  return cubby_store_count_past (store, COUNTER, &version, error);
}

char *
cubby_staff_get_sealed (CubbyStore *store, const char *of_store, GError **error)
{
  gint64 version = 0;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  if (!cubby_sql_read_int (store->sql, &version, 0, error,
                           "SELECT value FROM counter WHERE name = '" COUNTER "'", ""))
    return NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT s.badge, s.name, s.role, s.pin_hash FROM staff s JOIN staff_store t ON t.badge = s.badge"
      " WHERE t.store = ? AND s.revoked_ms IS NULL ORDER BY s.badge",
      "t", of_store);
  while (rows != NULL && cubby_sql_rows_next (rows, &local))
    add_badge (file, rows);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  if (rows == NULL || (error != NULL && *error != NULL))
    return NULL;
  g_autofree char *text = g_key_file_to_data (file, NULL, NULL);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  /* an empty list has a version too, or it could not take the place of another */
  return cubby_sealed_list_add (store, json, NULL, CUBBY_LIST_STAFF, of_store, (guint64)version + 1, text,
                                error)
             ? cubby_json_text_steal (json)
             : NULL;
}

char *
cubby_staff_get_svg (CubbyStore *store, const char *badge, GError **error)
{
  gint64 found = 0;
  if (!cubby_sql_read_int (store->sql, &found, 0, error,
                           "SELECT COUNT(*) FROM staff WHERE badge = ? AND revoked_ms IS NULL", "t", badge))
    return NULL;
  if (found == 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "There is no badge %s, or it is revoked.",
                       badge);
    return NULL;
  }
  g_autofree char *text = g_strconcat (CUBBY_STAFF_BADGE_MARK, badge, NULL);
  g_autoptr (CubbyQr) qr = cubby_qr_new (text, CUBBY_QR_LEVEL_Q, error);
  return qr != NULL ? cubby_qr_to_svg (qr) : NULL;
}
