/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/pass-json.h"

static void
add_time (CubbyJsonText *json, const char *name, gint64 time_ms)
{
  g_autofree char *text = time_ms > 0 ? cubby_store_format_time (time_ms) : NULL;
  cubby_json_text_string (json, name, text);
}

char *
cubby_pass_get_url (CubbyStore *store, const CubbyPassRow *row, GError **error)
{
  if (row->token != NULL)
    return g_strconcat (store->settings->public_url, "/p/", row->token, NULL);
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT token FROM orders WHERE id = ?", "t", row->order);
  if (!cubby_store_take_row (rows, error, "There is no order %s.", row->order))
    return NULL;
  return g_strconcat (store->settings->public_url, "/p/", cubby_sql_rows_get_text (rows, 0), NULL);
}

gboolean
cubby_pass_to_json (CubbyStore *store, CubbyJsonText *json, const CubbyPassRow *row, gboolean secret,
                    GError **error)
{
  gboolean live = row->life == CUBBY_PASS_LIFE_ACTIVE;
  g_autofree char *url = live ? cubby_pass_get_url (store, row, error) : NULL;
  g_autofree char *text = live && secret ? cubby_pass_book_mint (store, row, error) : NULL;
  if (live && (url == NULL || (secret && text == NULL)))
    return FALSE;
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "cti", row->cti);
  cubby_json_text_string (json, "fulfilment", row->fulfilment);
  cubby_json_text_string (json, "kind", row->kind);
  cubby_json_text_string (json, "name", row->name);
  cubby_json_text_string (json, "state", cubby_pass_life_to_string (row->life));
  cubby_json_text_int (json, "exp", row->exp);
  cubby_json_text_string (json, "url", url);
  add_time (json, "created_at", row->created_ms);
  add_time (json, "revoked_at", row->revoked_ms);
  if (text != NULL) {
    cubby_json_text_string (json, "text", text);
    cubby_json_text_string (json, "code", row->code);
  }
  cubby_json_text_close_object (json);
  return TRUE;
}

char *
cubby_pass_get_json (CubbyStore *store, const char *order, const char *cti, GError **error)
{
  g_autoptr (CubbyPassRow) row = cubby_pass_book_find (store, order, cti, error);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  return row != NULL && cubby_pass_to_json (store, json, row, FALSE, error) ? cubby_json_text_steal (json)
                                                                            : NULL;
}

char *
cubby_pass_list_json (CubbyStore *store, const char *order, gboolean secret, GError **error)
{
  g_autoptr (GPtrArray) passes = cubby_pass_book_list (store, order, error);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  if (passes == NULL)
    return NULL;
  if (passes->len == 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "The order %s has no pass.", order);
    return NULL;
  }
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "passes");
  for (guint i = 0; i < passes->len; i++)
    if (!cubby_pass_to_json (store, json, g_ptr_array_index (passes, i), secret, error))
      return NULL;
  cubby_json_text_close_array (json);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}
