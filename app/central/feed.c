/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/feed.h"
#include "app/central/unit-of-work.h"

gboolean
cubby_feed_put (CubbyStore *store, const char *topic, const char *item, const char *only_store,
                const char *data, GError **error)
{
  gint64 seq = 0;
  if (store->unit != NULL) {
    cubby_unit_of_work_put_feed (store->unit, topic, item, only_store, data, store->now_ms);
    return TRUE;
  }
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
