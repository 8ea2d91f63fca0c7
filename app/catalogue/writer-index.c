/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/search-text.h"
#include "app/catalogue/writer-private.h"

/* The whole text of a product, in all languages. Names of colours come from the options of its variants. */
static const char *const texts_of_product =
    "SELECT p.brand || ' ' || coalesce((SELECT group_concat(value, ' ') FROM json_each(p.name)), '') || ' ' "
    "||"
    "  p.keywords,"
    " coalesce((SELECT group_concat(value, ' ') FROM json_each(p.description)), '') || ' ' ||"
    "  coalesce((SELECT group_concat(n.value, ' ') FROM category c, json_each(c.name) n WHERE c.id = "
    "p.category),"
    "   '') || ' ' ||"
    "  coalesce((SELECT group_concat(text, ' ') FROM (SELECT DISTINCT n.value AS text FROM variant v,"
    "   json_each(v.options) o, axis a, json_each(a.choices, '$.\"' || replace(o.value, '\"', '') || "
    "'\".name') n"
    "   WHERE v.product = p.id AND a.id = o.key)), '')"
    " FROM product p WHERE p.rank = ?";

gboolean
cubby_catalogue_unindex_product (CubbyCatalogueWriter *self, gint64 rank, GError **error)
{
  /* A contentless table forgets a row only with the very text that went in. */
  return cubby_sqlite_file_run (
      self->file, error,
      "INSERT INTO search (search, rowid, title, body)"
      " SELECT 'delete', rank, title, body FROM product WHERE rank = ? AND title NOT NULL",
      "i", rank);
}

static gboolean
read_texts (CubbyCatalogueWriter *self, gint64 rank, char **ret_title, char **ret_body, GError **error)
{
  g_autoptr (CubbySqliteStatement) row =
      cubby_sqlite_file_query (self->file, error, texts_of_product, "i", rank);
  if (row == NULL || !cubby_sqlite_statement_next (row, error))
    return FALSE;
  const char *title = cubby_sqlite_statement_get_text (row, 0);
  const char *body = cubby_sqlite_statement_get_text (row, 1);
  *ret_title = cubby_search_text_index (self->cutter, title != NULL ? title : "");
  *ret_body = cubby_search_text_index (self->cutter, body != NULL ? body : "");
  return TRUE;
}

gboolean
cubby_catalogue_index_product (CubbyCatalogueWriter *self, gint64 rank, GError **error)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  return cubby_catalogue_unindex_product (self, rank, error) &&
         read_texts (self, rank, &title, &body, error) &&
         cubby_sqlite_file_run (self->file, error, "UPDATE product SET title = ?, body = ? WHERE rank = ?",
                                "tti", title, body, rank) &&
         cubby_sqlite_file_run (self->file, error, "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
                                "itt", rank, title, body);
}

gboolean
cubby_catalogue_index_all (CubbyCatalogueWriter *self, GError **error)
{
  g_autoptr (GArray) ranks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqliteStatement) rows =
      cubby_sqlite_file_query (self->file, error, "SELECT rank FROM product", "");
  if (rows == NULL)
    return FALSE;
  while (cubby_sqlite_statement_next (rows, &local)) {
    gint64 rank = cubby_sqlite_statement_get_int (rows, 0);
    g_array_append_val (ranks, rank);
  }
  for (guint i = 0; i < ranks->len && local == NULL; i++)
    cubby_catalogue_index_product (self, g_array_index (ranks, gint64, i), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
