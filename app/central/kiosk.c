/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/kiosk.h"
#include "app/central/sealed-list.h"
#include "app/common/log.h"
#include "app/domain/clock-skew.h"

#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))
#define MAX_VERSION 64
#define MAX_TIME 40

#define COLUMNS                                                                                              \
  "SELECT id, store, version, last_seq, enrolled_ms, last_seen_ms, hello_ms, revoked_ms, skew_ms,"           \
  " skew_most_ms, skew_day FROM kiosk "

static void
add_time (CubbyJsonText *json, const char *name, gint64 time_ms)
{
  g_autofree char *text = time_ms > 0 ? cubby_store_format_time (time_ms) : NULL;
  cubby_json_text_string (json, name, text);
}

static CubbyClockSkew
read_skew (CubbySqlRows *rows, int column)
{
  return (CubbyClockSkew){.last_ms = cubby_sql_rows_get_int (rows, column),
                          .most_ms = cubby_sql_rows_get_int (rows, column + 1),
                          .day = cubby_sql_rows_get_int (rows, column + 2)};
}

static void
add_kiosk (CubbyJsonText *json, CubbySqlRows *rows)
{
  CubbyClockSkew skew = read_skew (rows, 8);
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "id", cubby_sql_rows_get_text (rows, 0));
  cubby_json_text_string (json, "store", cubby_sql_rows_get_text (rows, 1));
  cubby_json_text_string (json, "version", cubby_sql_rows_get_text (rows, 2));
  cubby_json_text_int (json, "last_event", cubby_sql_rows_get_int (rows, 3));
  add_time (json, "enrolled_at", cubby_sql_rows_get_int (rows, 4));
  add_time (json, "last_seen_at", cubby_sql_rows_get_int (rows, 5));
  add_time (json, "hello_at", cubby_sql_rows_get_int (rows, 6));
  add_time (json, "revoked_at", cubby_sql_rows_get_int (rows, 7));
  cubby_json_text_int (json, "skew_ms", skew.last_ms);
  cubby_json_text_int (json, "skew_most_ms", skew.most_ms);
  cubby_json_text_boolean (json, "skew_alarm", cubby_clock_skew_is_alarm (skew.last_ms));
  cubby_json_text_close_object (json);
}

char *
cubby_kiosk_list (CubbyStore *store, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error, COLUMNS "ORDER BY id", "");
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return NULL;
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "kiosks");
  while (cubby_sql_rows_next (rows, &local))
    add_kiosk (json, rows);
  cubby_json_text_close_array (json);
  cubby_json_text_close_object (json);
  if (local == NULL)
    return cubby_json_text_steal (json);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

char *
cubby_kiosk_get (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error, COLUMNS "WHERE id = ?", "t", id);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  if (!cubby_store_take_row (rows, error, "There is no kiosk %s.", id))
    return NULL;
  add_kiosk (json, rows);
  return cubby_json_text_steal (json);
}

/* Returns: (transfer full) (nullable): the store of a kiosk that is not revoked. */
static char *
find_store (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT store, revoked_ms FROM kiosk WHERE id = ?", "t", id);
  if (!cubby_store_take_row (rows, error, "There is no kiosk %s.", id))
    return NULL;
  if (cubby_sql_rows_is_null (rows, 1))
    return g_strdup (cubby_sql_rows_get_text (rows, 0));
  cubby_problem_set (error, CUBBY_PROBLEM_GONE, NULL, "The kiosk %s is revoked; enrol it again.", id);
  return NULL;
}

static gboolean
may_rotate (const CubbyApiKey *asker, const char *id, GError **error)
{
  if (asker->scope != CUBBY_SCOPE_KIOSK || g_strcmp0 (asker->kiosk, id) == 0)
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_FORBIDDEN, NULL, "A kiosk takes a new token for itself alone.");
  return FALSE;
}

gboolean
cubby_kiosk_count_revocation (CubbyStore *store, GError **error)
{
  gint64 count = 0;
  return cubby_store_count (store, "key-revocations", &count, error);
}

/* A token that was made by an earlier rotation and never used is of nobody: it ends; others have their time.
 */
static gboolean
let_end (CubbyStore *store, const char *id, gint64 until_ms, GError **error)
{
  return cubby_sql_run (
             store->sql, error,
             "UPDATE api_key SET revoked_ms = ? WHERE kiosk = ? AND revoked_ms IS NULL AND replaces "
             "IS NOT NULL",
             "it", store->now_ms, id) &&
         cubby_sql_run (store->sql, error,
                        "UPDATE api_key SET expires_ms = ? WHERE kiosk = ? AND revoked_ms IS NULL"
                        " AND (expires_ms IS NULL OR expires_ms > ?)",
                        "iti", until_ms, id, until_ms) &&
         cubby_kiosk_count_revocation (store, error);
}

char *
cubby_kiosk_rotate (CubbyStore *store, const CubbyApiKey *asker, const char *id, GError **error)
{
  gint64 until_ms = store->now_ms + store->settings->token_overlap_hours * HOUR_MS;
  if (!may_rotate (asker, id, error))
    return NULL;
  g_autofree char *of_store = find_store (store, id, error);
  if (of_store == NULL || !let_end (store, id, until_ms, error))
    return NULL;
  g_autofree char *token = cubby_api_key_add (store, CUBBY_SCOPE_KIOSK, id, id, of_store, error);
  if (token == NULL ||
      !cubby_sql_run (
          store->sql, error,
          "UPDATE api_key SET replaces = ? WHERE kiosk = ? AND revoked_ms IS NULL AND expires_ms IS "
          "NULL",
          "tt", asker->id, id) ||
      !cubby_store_audit (store, "kiosk-rotate", id, NULL, error))
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "kiosk", id);
  cubby_json_text_string (json, "token", token);
  add_time (json, "old_until", until_ms);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

gboolean
cubby_kiosk_confirm_token (CubbyStore *store, const char *key, GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "UPDATE api_key SET revoked_ms = ? WHERE revoked_ms IS NULL AND id <> ? AND kiosk ="
                        " (SELECT kiosk FROM api_key WHERE id = ? AND replaces IS NOT NULL)",
                        "itt", store->now_ms, key, key) &&
         cubby_sql_run (store->sql, error, "UPDATE api_key SET replaces = NULL WHERE id = ?", "t", key) &&
         cubby_kiosk_count_revocation (store, error);
}

char *
cubby_kiosk_revoke (CubbyStore *store, const char *id, GError **error)
{
  gint64 found = 0;
  if (!cubby_sql_read_int (store->sql, &found, 0, error, "SELECT 1 FROM kiosk WHERE id = ?", "t", id))
    return NULL;
  if (found == 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "There is no kiosk %s.", id);
    return NULL;
  }
  if (!cubby_sql_run (store->sql, error,
                      "UPDATE kiosk SET revoked_ms = ? WHERE id = ? AND revoked_ms IS NULL", "it",
                      store->now_ms, id) ||
      !cubby_sql_run (store->sql, error,
                      "UPDATE api_key SET revoked_ms = ? WHERE kiosk = ? AND revoked_ms IS NULL", "it",
                      store->now_ms, id) ||
      !cubby_kiosk_count_revocation (store, error) ||
      !cubby_store_audit (store, "kiosk-revoke", id, NULL, error))
    return NULL;
  return cubby_kiosk_get (store, id, error);
}

/* An alarm begins once, not with every hello. */
static void
tell_alarm (const char *kiosk, const CubbyClockSkew *before, const CubbyClockSkew *now)
{
  if (!cubby_clock_skew_is_alarm (now->last_ms) || cubby_clock_skew_is_alarm (before->last_ms))
    return;
  g_autofree char *skew = g_strdup_printf ("%" G_GINT64_FORMAT, now->last_ms);
  cubby_log_event ("kiosk_clock", "kiosk", kiosk, "skew_ms", skew, NULL);
}

static gboolean
keep_hello (CubbyStore *store, const char *kiosk, gint64 skew_ms, const char *version, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT skew_ms, skew_most_ms, skew_day FROM kiosk WHERE id = ?", "t", kiosk);
  if (!cubby_store_take_row (rows, error, "The kiosk %s is not enrolled; a key made by hand says no hello.",
                             kiosk))
    return FALSE;
  CubbyClockSkew before = read_skew (rows, 0);
  CubbyClockSkew now = cubby_clock_skew_add (before, skew_ms, store->now_ms);
  g_clear_pointer (&rows, cubby_sql_rows_free);
  tell_alarm (kiosk, &before, &now);
  return cubby_sql_run (store->sql, error,
                        "UPDATE kiosk SET hello_ms = ?, last_seen_ms = ?, skew_ms = ?, skew_most_ms = ?,"
                        " skew_day = ?, version = COALESCE(?, version) WHERE id = ?",
                        "iiiiitt", store->now_ms, store->now_ms, now.last_ms, now.most_ms, now.day, version,
                        kiosk);
}

static gboolean
read_time (CubbyJsonBody *body, const char *text, gint64 *ret_ms)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;
  if (time == NULL) {
    cubby_json_body_fail (body, "", "time",
                          "must be a time as in RFC 3339, such as 2026-11-22T08:00:00.000Z");
    return FALSE;
  }
  *ret_ms = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
  return TRUE;
}

char *
cubby_kiosk_hello (CubbyStore *store, const CubbyApiKey *key, CubbyJsonBody *body, GError **error)
{
  gint64 time_ms = 0;
  JsonObject *root = cubby_json_body_get_root (body);
  const char *text = cubby_json_body_get_string (body, root, "", "time", MAX_TIME);
  const char *version = cubby_json_body_get_optional (body, root, "", "version", MAX_VERSION);
  if (!cubby_json_body_has_failed (body))
    read_time (body, text, &time_ms);
  if (!cubby_json_body_finish (body, error) ||
      !keep_hello (store, key->kiosk, time_ms - store->now_ms, version, error))
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "store", key->store);
  add_time (json, "time", store->now_ms);
  cubby_json_text_int (json, "skew_ms", time_ms - store->now_ms);
  if (store->keys != NULL && !cubby_sealed_list_add_pass_keys (store, json, "pass_keys", key->store, error))
    return NULL;
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

gboolean
cubby_kiosk_set_seen (CubbyStore *store, const char *kiosk, gint64 seen_ms, GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "UPDATE kiosk SET last_seen_ms = ? WHERE id = ? AND last_seen_ms < ?", "iti", seen_ms,
                        kiosk, seen_ms);
}
