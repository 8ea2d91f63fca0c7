/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/consent.h"

#define MAX_WORDING 64

/* The columns of the customer's row that say what holds; SQL has no names as values. */
static const struct {
  const char *read;
  const char *write;
} columns[CUBBY_N_CONSENTS] = {
    [CUBBY_CONSENT_NOTICES] = {"SELECT notices FROM customer WHERE id = ?",
                               "UPDATE customer SET notices = ? WHERE id = ?"},
    [CUBBY_CONSENT_MARKETING] = {"SELECT marketing FROM customer WHERE id = ?",
                                 "UPDATE customer SET marketing = ? WHERE id = ?"},
    [CUBBY_CONSENT_BASKET_REMINDER] = {"SELECT basket_reminder FROM customer WHERE id = ?",
                                       "UPDATE customer SET basket_reminder = ? WHERE id = ?"},
    [CUBBY_CONSENT_LOYALTY] = {"SELECT loyalty FROM customer WHERE id = ?",
                               "UPDATE customer SET loyalty = ? WHERE id = ?"},
};

/* What waits and needs a consent that is gone. */
static const struct {
  CubbyConsentKind kind;
  const char *sql;
} waiting[] = {
    {CUBBY_CONSENT_NOTICES, "UPDATE outbox SET state = 'cancelled' WHERE state = 'waiting' AND order_id IN"
                            " (SELECT id FROM orders WHERE customer = ?)"},
    {CUBBY_CONSENT_BASKET_REMINDER,
     "UPDATE outbox SET state = 'cancelled' WHERE state = 'waiting' AND basket IN"
     " (SELECT id FROM basket WHERE customer = ?)"},
};

static gboolean
cancel_waiting (CubbyStore *store, const char *customer, CubbyConsentKind kind, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    if (waiting[i].kind == kind && !cubby_sql_run (store->sql, error, waiting[i].sql, "t", customer))
      return FALSE;
  return TRUE;
}

gboolean
cubby_consent_write (CubbyStore *store, const char *customer, CubbyConsentKind kind, gboolean granted,
                     const char *source, const char *wording, GError **error)
{
  gint64 before = 0;
  if (!cubby_sql_read_int (store->sql, &before, 0, error, columns[kind].read, "t", customer))
    return FALSE;
  if ((before != 0) == granted)
    return TRUE;
  g_autofree char *id = cubby_store_new_id (store);
  return cubby_sql_run (store->sql, error,
                        "INSERT INTO customer_consent (id, customer, kind, granted, source, wording, time_ms)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        "tttitti", id, customer, cubby_consent_to_string (kind), (gint64)granted, source,
                        wording, store->now_ms) &&
         cubby_sql_run (store->sql, error, columns[kind].write, "it", (gint64)granted, customer) &&
         (granted || cancel_waiting (store, customer, kind, error));
}

gboolean
cubby_consent_take (CubbyStore *store, const char *customer, CubbyJsonBody *body, GError **error)
{
  JsonObject *root = cubby_json_body_get_root (body);
  JsonObject *consents = cubby_json_body_get_optional_object (body, root, "", "consents");
  const char *wording = cubby_json_body_get_optional (body, root, "", "wording", MAX_WORDING);
  g_autoptr (GList) members = consents != NULL ? json_object_get_members (consents) : NULL;
  for (GList *member = members; member != NULL; member = member->next) {
    CubbyConsentKind kind = CUBBY_N_CONSENTS;
    if (!cubby_consent_from_string (member->data, &kind)) {
      cubby_json_body_fail (body, "consents", member->data,
                            "is no consent; there are notices, marketing, basket_reminder, loyalty");
      break;
    }
    gboolean granted = cubby_json_body_get_boolean_or (body, consents, "consents", member->data, FALSE);
    if (cubby_json_body_has_failed (body))
      break;
    if (!cubby_consent_write (store, customer, kind, granted, store->actor, wording, error))
      return FALSE;
  }
  return cubby_json_body_finish (body, error);
}

gboolean
cubby_consent_unsubscribe (CubbyStore *store, const char *token, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT id FROM customer WHERE token = ?", "t", token);
  if (!cubby_store_take_row (rows, error, "There is no such link; it may be of somebody who was erased."))
    return FALSE;
  g_autofree char *customer = g_strdup (cubby_sql_rows_get_text (rows, 0));
  g_clear_pointer (&rows, cubby_sql_rows_free);
  return cubby_consent_write (store, customer, CUBBY_CONSENT_BASKET_REMINDER, FALSE, "unsubscribe link", NULL,
                              error) &&
         cubby_sql_run (store->sql, error,
                        "UPDATE customer SET version = version + 1, updated_ms = ? WHERE id = ?", "it",
                        store->now_ms, customer);
}
