/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/store.h"
#include "app/central/table.h"
#include "app/common/hash.h"

char *
cubby_store_new_id (const CubbyStore *store)
{
  guint8 random[CUBBY_UUID7_RANDOM];
  cubby_random_fill (random, sizeof random);
  char *id = g_malloc (CUBBY_UUID_LENGTH + 1);
  cubby_uuid7_format (store->now_ms, random, id);
  return id;
}

char *
cubby_store_new_token (void)
{
  guint8 random[16];
  cubby_random_fill (random, sizeof random);
  return cubby_hex_encode (random, sizeof random);
}

char *
cubby_store_format_time (gint64 time_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf ("%s.%03dZ", seconds, (int)(time_ms % 1000));
}

gboolean
cubby_store_take_row (CubbySqlRows *rows, GError **error, const char *missing, ...)
{
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  if (cubby_sql_rows_next (rows, &local))
    return TRUE;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  va_list arguments;
  va_start (arguments, missing);
  g_autofree char *sentence = g_strdup_vprintf (missing, arguments);
  va_end (arguments);
  cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "%s", sentence);
  return FALSE;
}

gboolean
cubby_store_count (CubbyStore *store, const char *name, gint64 *ret_value, GError **error)
{
  return cubby_sql_read_int (store->sql, ret_value, 0, error,
                             "INSERT INTO counter (name, value) VALUES (?, 1)"
                             " ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value",
                             "t", name);
}

gboolean
cubby_store_count_past (CubbyStore *store, const char *name, gint64 *ret_value, GError **error)
{
  return cubby_sql_read_int (
      store->sql, ret_value, 0, error,
      "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value ="
      " CASE WHEN counter.value < excluded.value THEN excluded.value ELSE counter.value + 1 END"
      " RETURNING value",
      "ti", name, store->now_ms / 10);
}

gboolean
cubby_store_audit (CubbyStore *store, const char *action, const char *subject, const char *detail,
                   GError **error)
{
  g_autofree char *id = cubby_store_new_id (store);
  return cubby_table_insert (store, CUBBY_TABLE_AUDIT, error, id, store->now_ms, store->actor, action,
                             subject, detail);
}

void
cubby_store_add_money (CubbyJsonText *json, const char *name, gint64 amount, const char *currency)
{
  cubby_json_text_open_object (json, name);
  cubby_json_text_int (json, "amount", amount);
  cubby_json_text_string (json, "currency", currency);
  cubby_json_text_close_object (json);
}

gboolean
cubby_store_check_cursor (const char *cursor, GError **error)
{
  if (cursor == NULL || cubby_uuid_is_valid (cursor))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL,
                     "cursor: take \"next\" of the page before, as it is");
  return FALSE;
}
