/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/catalogue-private.h"
#include "app/catalogue/search-text.h"

#include <string.h>

#define MAX_CODE 64

static const char *const summary_of_product = "SELECT p.id, p.category, " CUBBY_TEXT_IN (
    "p.name") ", p.brand,"
              " coalesce(p.picture, (SELECT v.picture FROM variant v WHERE v.product = p.id AND v.picture "
              "NOT NULL"
              "  ORDER BY v.position LIMIT 1)),"
              " (SELECT count(*) FROM variant v WHERE v.product = p.id),"
              " (SELECT min(price) FROM variant v WHERE v.product = p.id),"
              " (SELECT max(price) FROM variant v WHERE v.product = p.id),"
              " (SELECT currency FROM variant v WHERE v.product = p.id LIMIT 1),"
              " (SELECT list_price FROM variant v WHERE v.product = p.id ORDER BY price, list_price DESC "
              "LIMIT 1)"
              " FROM product p WHERE p.rank = ?2";

static const char *const stock_of_product =
    "SELECT total(CASE WHEN s.location = ?1 THEN max(s.purchasable, 0) END),"
    " total(CASE WHEN s.location <> ?1 AND l.kind = 'store' THEN max(s.purchasable, 0) END),"
    " total(CASE WHEN l.kind = 'warehouse' THEN max(s.purchasable, 0) END)"
    " FROM variant v JOIN stock s ON s.sku = v.sku LEFT JOIN location l ON l.id = s.location WHERE v.product "
    "= ?2";

static gboolean
read_stock (CubbyCatalogue *self, CubbyProductSummary *summary, GError **error)
{
  GError *local = NULL;
  g_autoptr (CubbySqliteStatement) row =
      cubby_sqlite_file_query (self->file, error, stock_of_product, "tt", self->store, summary->id);
  if (row == NULL)
    return FALSE;
  if (cubby_sqlite_statement_next (row, &local)) {
    summary->stock.here = cubby_sqlite_statement_get_int (row, 0);
    summary->stock.elsewhere = cubby_sqlite_statement_get_int (row, 1);
    summary->stock.online = cubby_sqlite_statement_get_int (row, 2);
  }
  return cubby_catalogue_check (local, error);
}

CubbyProductSummary *
cubby_catalogue_read_summary (CubbyCatalogue *self, gint64 rank, const char *language, GError **error)
{
  g_autoptr (CubbySqliteStatement) row =
      cubby_sqlite_file_query (self->file, error, summary_of_product, "ti", language, rank);
  if (row == NULL || !cubby_sqlite_statement_next (row, error))
    return NULL;
  g_autoptr (CubbyProductSummary) summary = g_new0 (CubbyProductSummary, 1);
  summary->id = g_strdup (cubby_sqlite_statement_get_text (row, 0));
  summary->category = g_strdup (cubby_sqlite_statement_get_text (row, 1));
  summary->name = g_strdup (cubby_sqlite_statement_get_text (row, 2));
  summary->brand = g_strdup (cubby_sqlite_statement_get_text (row, 3));
  summary->picture = g_strdup (cubby_sqlite_statement_get_text (row, 4));
  summary->n_variants = (guint)cubby_sqlite_statement_get_int (row, 5);
  summary->price_from = cubby_sqlite_statement_get_int (row, 6);
  summary->price_to = cubby_sqlite_statement_get_int (row, 7);
  summary->currency = g_strdup (cubby_sqlite_statement_get_text (row, 8));
  summary->list_price = cubby_sqlite_statement_get_int (row, 9);
  return read_stock (self, summary, error) ? g_steal_pointer (&summary) : NULL;
}

/* Adds the products of the ranks that @rows gives, but for those already in @list. */
static gboolean
add_summaries (CubbyCatalogue *self, GPtrArray *list, GHashTable *seen, CubbySqliteStatement *rows,
               const char *language, guint limit, GError **error)
{
  GError *local = NULL;
  while (list->len < limit && cubby_sqlite_statement_next (rows, &local)) {
    gint64 rank = cubby_sqlite_statement_get_int (rows, 0);
    if (!g_hash_table_add (seen, g_memdup2 (&rank, sizeof rank)))
      continue;
    CubbyProductSummary *summary = cubby_catalogue_read_summary (self, rank, language, &local);
    if (summary != NULL)
      g_ptr_array_add (list, summary);
    else if (local != NULL)
      break;
  }
  return cubby_catalogue_check (local, error);
}

GPtrArray *
cubby_catalogue_list_products (CubbyCatalogue *self, const char *category, const char *language, guint offset,
                               guint limit, GError **error)
{
  if (!cubby_catalogue_refresh (self, error))
    return NULL;
  const char *all = "SELECT rank FROM product ORDER BY rank LIMIT ?2 OFFSET ?1";
  const char *some = "SELECT rank FROM product WHERE category = ?3 ORDER BY rank LIMIT ?2 OFFSET ?1";
  g_autoptr (CubbySqliteStatement) rows =
      cubby_sqlite_file_query (self->file, error, category != NULL ? some : all,
                               category != NULL ? "iit" : "ii", (gint64)offset, (gint64)limit, category);
  if (rows == NULL)
    return NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_product_summary_free);
  if (!add_summaries (self, list, seen, rows, language, limit, error))
    return NULL;
  return g_steal_pointer (&list);
}

/* A GTIN is written with 8, 12, 13 or 14 digits; the range has 14. */
static char *
normalise_code (const char *code)
{
  g_autofree char *stripped = g_strstrip (g_strndup (code, MAX_CODE));
  gsize length = strlen (stripped);
  gboolean digits = strspn (stripped, "0123456789") == length;
  if (!digits || (length != 8 && length != 12 && length != 13))
    return g_steal_pointer (&stripped);
  return g_strdup_printf ("%.*s%s", (int)(14 - length), "00000000000000", stripped);
}

gboolean
cubby_catalogue_find_code (CubbyCatalogue *self, const char *code, char **ret_product, char **ret_sku,
                           GError **error)
{
  g_autofree char *normal = normalise_code (code);
  if (*normal == '\0' || !g_utf8_validate (normal, -1, NULL) || !cubby_catalogue_refresh (self, error))
    return FALSE;
  g_autoptr (CubbySqliteStatement) row = cubby_sqlite_file_query (
      self->file, error, "SELECT product, sku FROM variant WHERE gtin = ?1 OR sku = ?1 OR sku = ?2 LIMIT 1",
      "tt", normal, code);
  if (row == NULL || !cubby_sqlite_statement_next (row, error))
    return FALSE;
  *ret_product = g_strdup (cubby_sqlite_statement_get_text (row, 0));
  *ret_sku = g_strdup (cubby_sqlite_statement_get_text (row, 1));
  return TRUE;
}

static gboolean
add_code_hit (CubbyCatalogue *self, GPtrArray *list, GHashTable *seen, const char *text, const char *language,
              GError **error)
{
  GError *local = NULL;
  g_autofree char *product = NULL;
  g_autofree char *sku = NULL;
  if (!cubby_catalogue_find_code (self, text, &product, &sku, &local))
    return cubby_catalogue_check (local, error);
  g_autoptr (CubbySqliteStatement) rows =
      cubby_sqlite_file_query (self->file, error, "SELECT rank FROM product WHERE id = ?", "t", product);
  if (rows == NULL || !add_summaries (self, list, seen, rows, language, 1, error))
    return FALSE;
  if (list->len > 0)
    ((CubbyProductSummary *)g_ptr_array_index (list, 0))->sku = g_steal_pointer (&sku);
  return TRUE;
}

static gboolean
add_text_hits (CubbyCatalogue *self, GPtrArray *list, GHashTable *seen, const char *match,
               const char *language, guint limit, GError **error)
{
  if (list->len >= limit)
    return TRUE;
  g_autoptr (CubbySqliteStatement) rows = cubby_sqlite_file_query (
      self->file, error, "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?", "ti", match,
      (gint64)(limit + g_hash_table_size (seen)));
  return rows != NULL && add_summaries (self, list, seen, rows, language, limit, error);
}

GPtrArray *
cubby_catalogue_search (CubbyCatalogue *self, const char *text, const char *language, guint limit,
                        GError **error)
{
  if (!cubby_catalogue_refresh (self, error))
    return NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_product_summary_free);
  g_autofree char *match = cubby_search_text_match (self->cutter, text);
  if (match == NULL || limit == 0)
    return g_steal_pointer (&list);
  g_autofree char *in_title = g_strdup_printf ("{title} : (%s)", match);
  if (!add_code_hit (self, list, seen, text, language, error) ||
      !add_text_hits (self, list, seen, in_title, language, limit, error) ||
      !add_text_hits (self, list, seen, match, language, limit, error))
    return NULL;
  return g_steal_pointer (&list);
}
