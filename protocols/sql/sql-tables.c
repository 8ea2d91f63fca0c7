/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/sql-driver.h"

/* Names of tables -> a set of those that their rows refer to and that are not listed yet. */
static GHashTable *
read_references (CubbySql *self, GError **error)
{
  g_autoptr (GHashTable) all =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (self, error, self->driver->references_sql, "");
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return NULL;
  while (cubby_sql_rows_next (rows, &local)) {
    const char *from = cubby_sql_rows_get_text (rows, 0);
    const char *to = cubby_sql_rows_get_text (rows, 1);
    GHashTable *set = g_hash_table_lookup (all, from);
    if (set == NULL) {
      set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (all, g_strdup (from), set);
    }
    if (g_strcmp0 (from, to) != 0)
      g_hash_table_add (set, g_strdup (to));
  }
  if (local == NULL)
    return g_steal_pointer (&all);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static GPtrArray *
read_names (CubbySql *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (self, error, self->driver->tables_sql, "");
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return NULL;
  while (cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (names, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  if (local == NULL)
    return g_steal_pointer (&names);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
strike_out (GHashTable *references, const char *listed)
{
  GHashTableIter iter;
  gpointer set = NULL;
  g_hash_table_iter_init (&iter, references);
  while (g_hash_table_iter_next (&iter, NULL, &set))
    g_hash_table_remove (set, listed);
}

/* The first of @names whose rows refer to no table that is still in @names; any when they go round. */
static guint
find_free (GPtrArray *names, GHashTable *references)
{
  for (guint i = 0; i < names->len; i++) {
    GHashTable *set = g_hash_table_lookup (references, g_ptr_array_index (names, i));
    if (set == NULL || g_hash_table_size (set) == 0)
      return i;
  }
  return 0;
}

GPtrArray *
cubby_sql_list_tables (CubbySql *self, GError **error)
{
  g_autoptr (GHashTable) references = read_references (self, error);
  g_autoptr (GPtrArray) names = references != NULL ? read_names (self, error) : NULL;
  if (names == NULL)
    return NULL;
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_free);
  while (names->len > 0) {
    char *next = g_ptr_array_steal_index (names, find_free (names, references));
    strike_out (references, next);
    g_ptr_array_add (sorted, next);
  }
  return sorted;
}
