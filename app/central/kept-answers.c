/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/kept-answers.h"

struct _CubbyKeptAnswers {
  GHashTable *known; /* "ACTOR KEY" -> CubbyKeptAnswer, or NULL where there is none */
  GPtrArray *actors; /* those wanted */
  GPtrArray *items;
};

static void
answer_free (gpointer data)
{
  CubbyKeptAnswer *answer = data;
  if (answer == NULL)
    return;
  g_free (answer->request_hash);
  g_free (answer->content_type);
  g_free (answer->body);
  g_free (answer);
}

CubbyKeptAnswers *
cubby_kept_answers_new (void)
{
  CubbyKeptAnswers *self = g_new0 (CubbyKeptAnswers, 1);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->actors = g_ptr_array_new_with_free_func (g_free);
  self->items = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
cubby_kept_answers_free (CubbyKeptAnswers *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->actors);
  g_ptr_array_unref (self->items);
  g_free (self);
}

void
cubby_kept_answers_forget (CubbyKeptAnswers *self)
{
  g_hash_table_remove_all (self->known);
  g_ptr_array_set_size (self->actors, 0);
  g_ptr_array_set_size (self->items, 0);
}

/* An actor is an id of ours, without a space. */
static char *
join (const char *actor, const char *item)
{
  return g_strconcat (actor, " ", item, NULL);
}

void
cubby_kept_answers_want (CubbyKeptAnswers *self, const char *actor, const char *item)
{
  g_ptr_array_add (self->actors, g_strdup (actor));
  g_ptr_array_add (self->items, g_strdup (item));
}

static void
add_row (CubbyKeptAnswers *self, CubbySqlRows *rows)
{
  CubbyKeptAnswer *answer = g_new0 (CubbyKeptAnswer, 1);
  answer->request_hash = g_strdup (cubby_sql_rows_get_text (rows, 2));
  answer->status = (guint)cubby_sql_rows_get_int (rows, 3);
  answer->content_type = g_strdup (cubby_sql_rows_get_text (rows, 4));
  answer->body = g_strdup (cubby_sql_rows_get_text (rows, 5));
  g_hash_table_replace (self->known,
                        join (cubby_sql_rows_get_text (rows, 0), cubby_sql_rows_get_text (rows, 1)), answer);
}

gboolean
cubby_kept_answers_load (CubbyKeptAnswers *self, CubbySql *sql, GError **error)
{
  if (self->items->len == 0)
    return TRUE;
  const CubbySqlColumn columns[] = {{.texts = (const char *const *)self->actors->pdata},
                                    {.texts = (const char *const *)self->items->pdata}};
  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_replace (self->known, join (self->actors->pdata[i], self->items->pdata[i]), NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query_many (sql, &local,
                            "SELECT actor, item, request_hash, status, content_type, body FROM idempotency"
                            " WHERE actor = ? AND item = ?",
                            "tt", self->items->len, columns);
  while (rows != NULL && cubby_sql_rows_next (rows, &local))
    add_row (self, rows);
  g_clear_pointer (&rows, cubby_sql_rows_free); /* before its values */
  g_ptr_array_set_size (self->actors, 0);
  g_ptr_array_set_size (self->items, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
cubby_kept_answers_find (CubbyKeptAnswers *self, CubbySql *sql, const char *actor, const char *item,
                         const CubbyKeptAnswer **ret_answer, GError **error)
{
  gpointer answer = NULL;
  g_autofree char *key = join (actor, item);
  if (!g_hash_table_contains (self->known, key))
    cubby_kept_answers_want (self, actor, item);
  if (!cubby_kept_answers_load (self, sql, error))
    return FALSE;
  g_hash_table_lookup_extended (self->known, key, NULL, &answer);
  *ret_answer = answer;
  return TRUE;
}
