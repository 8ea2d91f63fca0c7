/* SPDX-License-Identifier: Apache-2.0 */
/* Who is meant, and what she did. */
#include "app/central/customer.h"
#include "app/central/order.h"
#include "app/domain/contact.h"
#include "app/domain/customer-match.h"

char *
cubby_customer_find (CubbyStore *store, const char *word, GError **error)
{
  g_autofree char *email = cubby_contact_normalise_email (word);
  g_autofree char *phone = cubby_contact_normalise_phone (word, store->settings->country);
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT id FROM customer WHERE id = ? OR email = ? OR phone = ?",
                       "ttt", word, email, phone);
  if (!cubby_store_take_row (rows, error, "There is no customer with this id, e-mail address or number."))
    return NULL;
  return g_strdup (cubby_sql_rows_get_text (rows, 0));
}

static gboolean
check_named (CubbyStore *store, const char *id, GError **error)
{
  gint64 found = 0;
  if (!cubby_sql_read_int (store->sql, &found, 0, error,
                           "SELECT 1 FROM customer WHERE id = ? AND erased_ms IS NULL", "t", id))
    return FALSE;
  if (found != 0)
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "customer: there is no customer %s.", id);
  return FALSE;
}

/* Who has the address, and who the number: two rows at most. */
static gboolean
find_candidates (CubbyStore *store, const char *email, const char *phone, char **ret_ids,
                 CubbyCustomerCandidate *ret_candidates, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT id, loyalty, email, phone FROM customer WHERE email = ? OR phone = ?", "tt",
      email, phone);
  if (rows == NULL)
    return FALSE;
  for (guint n = 0; n < 2 && cubby_sql_rows_next (rows, &local); n++) {
    ret_ids[n] = g_strdup (cubby_sql_rows_get_text (rows, 0));
    CubbyCustomerCandidate one = {.id = ret_ids[n], .loyalty = cubby_sql_rows_get_int (rows, 1) != 0};
    if (email != NULL && g_strcmp0 (cubby_sql_rows_get_text (rows, 2), email) == 0)
      ret_candidates[0] = one;
    if (phone != NULL && g_strcmp0 (cubby_sql_rows_get_text (rows, 3), phone) == 0)
      ret_candidates[1] = one;
  }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
cubby_customer_owns (CubbyStore *store, const char *named, const char *email, const char *phone,
                     char **ret_customer, GError **error)
{
  CubbyCustomerCandidate candidates[2] = {{0}};
  g_auto (GStrv) ids = g_new0 (char *, 3);
  *ret_customer = NULL;
  if (named != NULL && !check_named (store, named, error))
    return FALSE;
  if (named == NULL && (email != NULL || phone != NULL) &&
      !find_candidates (store, email, phone, ids, candidates, error))
    return FALSE;
  *ret_customer = g_strdup (cubby_customer_match (named, &candidates[0], &candidates[1]));
  return TRUE;
}

gboolean
cubby_customer_touch (CubbyStore *store, const char *id, GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "UPDATE customer SET version = version + 1, seen_ms = ? WHERE id = ?", "it",
                        store->now_ms, id);
}

static GPtrArray *
list_ids (CubbyStore *store, const char *id, const char *channel, const char *cursor, guint limit,
          GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT id FROM orders WHERE customer = ? AND (CAST(? AS TEXT) IS NULL OR channel = ?)"
                       " AND (CAST(? AS TEXT) IS NULL OR id < ?) ORDER BY id DESC LIMIT ?",
                       "ttttti", id, channel, channel, cursor, cursor, (gint64)limit);
  if (rows == NULL)
    return NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  while (cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

char *
cubby_customer_list_orders (CubbyStore *store, const char *id, const char *channel, const char *cursor,
                            guint limit, GError **error)
{
  gint64 version = 0;
  g_autofree char *customer = cubby_customer_get (store, id, &version, error);
  if (customer == NULL || !cubby_order_check_query (channel, cursor, error))
    return NULL;
  g_autoptr (GPtrArray) ids = list_ids (store, id, channel, cursor, limit, error);
  if (ids == NULL)
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "orders");
  for (guint i = 0; i < ids->len; i++)
    if (!cubby_order_add (store, json, NULL, g_ptr_array_index (ids, i), error))
      return NULL;
  cubby_json_text_close_array (json);
  cubby_json_text_string (json, "next", ids->len == limit ? g_ptr_array_index (ids, limit - 1) : NULL);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}
