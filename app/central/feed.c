/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/feed.h"

gboolean
cubby_feed_put (CubbyStore *store, const char *topic, const char *item, const char *only_store,
                const char *data, GError **error)
{
  gint64 seq = 0;
  return cubby_store_count (store, "feed", &seq, error) &&
         cubby_sql_run (store->sql, error, "DELETE FROM change_feed WHERE topic = ? AND item = ?", "tt",
                        topic, item) &&
         cubby_sql_run (
             store->sql, error,
             "INSERT INTO change_feed (seq, topic, item, store, data, time_ms) VALUES (?, ?, ?, ?, ?, ?)",
             "itttti", seq, topic, item, only_store, data, store->now_ms);
}

gboolean
cubby_feed_get_last (CubbySql *sql, gint64 *ret_seq, GError **error)
{
  return cubby_sql_read_int (sql, ret_seq, 0, error, "SELECT value FROM counter WHERE name = 'feed'", "");
}

static void
row_free (gpointer data)
{
  CubbyFeedRow *row = data;
  g_free (row->store);
  g_free (row->json);
  g_free (row);
}

static CubbyFeedRow *
row_new (CubbySqlRows *rows)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_int (json, "seq", cubby_sql_rows_get_int (rows, 0));
  cubby_json_text_string (json, "topic", cubby_sql_rows_get_text (rows, 1));
  cubby_json_text_string (json, "key", cubby_sql_rows_get_text (rows, 2));
  cubby_json_text_raw (json, "data", cubby_sql_rows_get_text (rows, 4));
  cubby_json_text_close_object (json);

  CubbyFeedRow *row = g_new0 (CubbyFeedRow, 1);
  row->seq = cubby_sql_rows_get_int (rows, 0);
  row->store = g_strdup (cubby_sql_rows_get_text (rows, 3));
  row->json = cubby_json_text_steal (json);
  return row;
}

static gboolean
check_since (CubbySql *sql, gint64 since, GError **error)
{
  gint64 pruned = 0;
  gint64 last = 0;
  if (!cubby_sql_read_int (sql, &pruned, 0, error, "SELECT value FROM counter WHERE name = 'feed-pruned'",
                           "") ||
      !cubby_feed_get_last (sql, &last, error))
    return FALSE;
  if (since == 0 || (since >= pruned && since <= last))
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_TOO_OLD, NULL,
                     "Changes are kept from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                     "; start over from since=0.",
                     pruned, last);
  return FALSE;
}

GPtrArray *
cubby_feed_read (CubbySql *sql, gint64 since, guint limit, const char *for_store, gboolean everything,
                 GError **error)
{
  if (!check_since (sql, since, error))
    return NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (sql, error,
                       "SELECT seq, topic, item, store, data FROM change_feed WHERE seq > ?"
                       " AND (? = 1 OR store IS NULL OR store = ?) ORDER BY seq LIMIT ?",
                       "iiti", since, (gint64)everything, for_store, (gint64)limit);
  if (rows == NULL)
    return NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GError) local = NULL;
  while (cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (found, row_new (rows));
  if (local == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

gboolean
cubby_feed_prune (CubbyStore *store, gint64 before_ms, GError **error)
{
  gint64 last = 0;
  if (!cubby_sql_read_int (store->sql, &last, 0, error,
                           "SELECT MAX(seq) FROM change_feed WHERE data IS NULL AND time_ms < ?", "i",
                           before_ms))
    return FALSE;
  if (last == 0)
    return TRUE;
  return cubby_sql_run (store->sql, error, "DELETE FROM change_feed WHERE data IS NULL AND seq <= ?", "i",
                        last) &&
         cubby_sql_run (store->sql, error,
                        "INSERT INTO counter (name, value) VALUES ('feed-pruned', ?)"
                        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                        "i", last);
}
