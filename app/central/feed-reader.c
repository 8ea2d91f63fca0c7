/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/feed-reader.h"
#include "app/common/hash.h"
#include "protocols/http/json-text.h"
#include "protocols/http/problem.h"

#define START_OVER "start over from GET /v1/snapshot, or from since=0."

gboolean
cubby_feed_get_span (CubbySql *sql, CubbyFeedSpan *ret_span, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      sql, error, "SELECT name, value FROM counter WHERE name IN ('feed', 'feed-pruned', 'feed-id')", "");
  g_autoptr (GError) local = NULL;
  *ret_span = (CubbyFeedSpan){0};
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local)) {
    const char *name = cubby_sql_rows_get_text (rows, 0);
    gint64 value = cubby_sql_rows_get_int (rows, 1);
    if (g_str_equal (name, "feed"))
      ret_span->last = value;
    else if (g_str_equal (name, "feed-pruned"))
      ret_span->forgotten = value;
    else
      ret_span->feed = (guint32)value;
  }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
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
  row->gone = cubby_sql_rows_is_null (rows, 4);
  return row;
}

static GPtrArray *
take_rows (CubbySqlRows *rows, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GError) local = NULL;
  while (cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (found, row_new (rows));
  if (local == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
check (const CubbyFeedCursor *since, const CubbyFeedSpan *span, GError **error)
{
  static const char *const reasons[CUBBY_N_FEED_ANSWERS] = {
      [CUBBY_FEED_OTHER] =
          "The numbers are of another feed: the database was restored or replaced; " START_OVER,
      [CUBBY_FEED_AHEAD] = "Nothing so new was ever told: the database was restored or replaced; " START_OVER,
      [CUBBY_FEED_TOO_OLD] = "Things went since then that are no longer known; " START_OVER,
  };
  CubbyFeedAnswer answer = cubby_feed_cursor_judge (since, span);
  if (answer == CUBBY_FEED_GO_ON)
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_TOO_OLD, NULL, "%s", reasons[answer]);
  return FALSE;
}

/* The span after the rows: what is forgotten in between is then known to be. */
GPtrArray *
cubby_feed_read (CubbySql *sql, const CubbyFeedQuery *query, CubbyFeedSpan *ret_span, GError **error)
{
  CubbyFeedSpan span;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (sql, error,
                       "SELECT seq, topic, item, store, data FROM change_feed WHERE seq > ? AND seq <= ?"
                       " AND (1 = ? OR store IS NULL OR store = ?) ORDER BY seq LIMIT ?",
                       "iiiti", query->since.seq, query->through > 0 ? query->through : G_MAXINT64,
                       (gint64)query->everything, query->for_store, (gint64)query->limit);
  if (rows == NULL)
    return NULL;
  g_autoptr (GPtrArray) found = take_rows (rows, error);
  g_clear_pointer (&rows, cubby_sql_rows_free);
  if (found == NULL || !cubby_feed_get_span (sql, &span, error) || !check (&query->since, &span, error))
    return NULL;
  if (ret_span != NULL)
    *ret_span = span;
  return g_steal_pointer (&found);
}

GPtrArray *
cubby_feed_read_private (CubbySql *sql, const char *store, gint64 through, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      sql, error,
      "SELECT seq, topic, item, store, data FROM change_feed WHERE store = ? AND seq <= ? ORDER BY seq", "ti",
      store, through);
  return rows != NULL ? take_rows (rows, error) : NULL;
}

/* The last page ends with the last change, also when that is of another store. */
static gint64
find_end (CubbySql *sql, const CubbyFeedQuery *query, const GPtrArray *rows, gint64 last)
{
  gint64 end = rows->len > 0 ? ((CubbyFeedRow *)rows->pdata[rows->len - 1])->seq : query->since.seq;
  return rows->len == query->limit ? end : MAX (last, end);
}

char *
cubby_feed_list (CubbySql *sql, const CubbyFeedQuery *query, GError **error)
{
  CubbyFeedSpan before;
  CubbyFeedSpan span;
  if (!cubby_feed_get_span (sql, &before, error)) /* what comes while we read is for the next page */
    return NULL;
  g_autoptr (GPtrArray) rows = cubby_feed_read (sql, query, &span, error);
  if (rows == NULL)
    return NULL;
  gint64 end = find_end (sql, query, rows, before.last);
  CubbyFeedCursor next = cubby_feed_cursor_move (&query->since, end, &span);
  g_autofree char *cursor = cubby_feed_cursor_format (&next);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "changes");
  for (guint i = 0; i < rows->len; i++)
    cubby_json_text_raw (json, NULL, ((CubbyFeedRow *)rows->pdata[i])->json);
  cubby_json_text_close_array (json);
  cubby_json_text_int (json, "next", end);
  cubby_json_text_string (json, "cursor", cursor);
  cubby_json_text_boolean (json, "more", rows->len == query->limit);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

gboolean
cubby_feed_draw (CubbySql *sql, gboolean anew, GError **error)
{
  CubbyFeedSpan span;
  guint32 feed = 0;
  if (!cubby_feed_get_span (sql, &span, error))
    return FALSE;
  if (span.feed != 0 && !anew)
    return TRUE;
  while (feed == 0 || feed == span.feed)
    cubby_random_fill (&feed, sizeof feed);
  return cubby_sql_run (sql, error,
                        anew ? "INSERT INTO counter (name, value) VALUES ('feed-id', ?)"
                               " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
                             : "INSERT INTO counter (name, value) VALUES ('feed-id', ?)"
                               " ON CONFLICT (name) DO NOTHING",
                        "i", (gint64)feed);
}
