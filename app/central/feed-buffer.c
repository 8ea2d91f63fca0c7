/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/feed-buffer.h"

typedef struct {
  const char *topic, *item, *only_store, *data;
  gint64 time_ms;
} Change;

struct _CubbyFeedBuffer {
  GArray *changes; /* of Change */
  GStringChunk *texts;
};

/* What post_many takes, column by column. */
typedef struct {
  gint64 *seqs, *times;
  const char **topics, **items, **stores, **datas;
  guint n;
} Columns;

CubbyFeedBuffer *
cubby_feed_buffer_new (void)
{
  CubbyFeedBuffer *self = g_new0 (CubbyFeedBuffer, 1);
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  self->texts = g_string_chunk_new (1 << 16);
  return self;
}

void
cubby_feed_buffer_free (CubbyFeedBuffer *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->changes);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static const char *
keep (CubbyFeedBuffer *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

void
cubby_feed_buffer_add (CubbyFeedBuffer *self, const char *topic, const char *item, const char *only_store,
                       const char *data, gint64 time_ms)
{
  Change change = {
      .topic = keep (self, topic),
      .item = keep (self, item),
      .only_store = keep (self, only_store),
      .data = keep (self, data),
      .time_ms = time_ms,
  };
  g_array_append_val (self->changes, change);
}

guint
cubby_feed_buffer_get_n (CubbyFeedBuffer *self)
{
  return self->changes->len;
}

void
cubby_feed_buffer_truncate (CubbyFeedBuffer *self, guint n)
{
  if (n < self->changes->len)
    g_array_set_size (self->changes, n);
  if (n == 0)
    g_string_chunk_clear (self->texts);
}

static guint
hash_change (gconstpointer key)
{
  const Change *change = key;
  return g_str_hash (change->item) * 31 + g_str_hash (change->topic);
}

static gboolean
same_thing (gconstpointer a, gconstpointer b)
{
  const Change *left = a, *right = b;
  return g_str_equal (left->item, right->item) && g_str_equal (left->topic, right->topic);
}

/* Keeps the last change of each thing, in the order of those. */
static void
drop_overtaken (CubbyFeedBuffer *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (hash_change, same_thing);
  Change *changes = (Change *)(gpointer)self->changes->data;
  guint first = self->changes->len;
  for (guint i = self->changes->len; i > 0; i--) {
    if (g_hash_table_contains (seen, &changes[i - 1]))
      continue;
    changes[--first] = changes[i - 1];
    g_hash_table_add (seen, &changes[first]);
  }
  g_array_remove_range (self->changes, 0, first);
}

static void
columns_clear (Columns *columns)
{
  g_free (columns->seqs);
  g_free (columns->times);
  g_free (columns->topics);
  g_free (columns->items);
  g_free (columns->stores);
  g_free (columns->datas);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Columns, columns_clear)

static void
fill_columns (Columns *columns, const GArray *changes, gint64 last_seq)
{
  guint n = columns->n = changes->len;
  columns->seqs = g_new (gint64, n);
  columns->times = g_new (gint64, n);
  columns->topics = g_new (const char *, n);
  columns->items = g_new (const char *, n);
  columns->stores = g_new (const char *, n);
  columns->datas = g_new (const char *, n);
  for (guint i = 0; i < n; i++) {
    const Change *change = &g_array_index (changes, Change, i);
    columns->seqs[i] = last_seq - n + 1 + i;
    columns->times[i] = change->time_ms;
    columns->topics[i] = change->topic;
    columns->items[i] = change->item;
    columns->stores[i] = change->only_store;
    columns->datas[i] = change->data;
  }
}

gboolean
cubby_feed_buffer_flush (CubbyFeedBuffer *self, CubbySql *sql, GError **error)
{
  g_auto (Columns) columns = {0};
  gint64 last_seq = 0;
  if (self->changes->len == 0)
    return TRUE;
  drop_overtaken (self);
  if (!cubby_sql_read_int (sql, &last_seq, 0, error,
                           "UPDATE counter SET value = value + ? WHERE name = 'feed' RETURNING value", "i",
                           (gint64)self->changes->len))
    return FALSE;
  fill_columns (&columns, self->changes, last_seq);
  const CubbySqlColumn values[] = {{.ints = columns.seqs},   {.texts = columns.topics},
                                   {.texts = columns.items}, {.texts = columns.stores},
                                   {.texts = columns.datas}, {.ints = columns.times}};
  gboolean done = cubby_sql_post_many (
      sql, error,
      "INSERT INTO change_feed (seq, topic, item, store, data, time_ms) VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (topic, item) DO UPDATE SET seq = excluded.seq, store = excluded.store,"
      " data = excluded.data, time_ms = excluded.time_ms",
      "itttti", columns.n, values);
  cubby_feed_buffer_truncate (self, 0);
  return done && cubby_sql_notify (sql, CUBBY_FEED_CHANNEL, error);
}
