/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to an order after it was placed: it is cancelled, or paid. */
#include "app/central/fulfilment.h"
#include "app/central/order-confirm.h"
#include "app/central/order.h"
#include "app/central/promotion-use.h"
#include "app/domain/money.h"
#include "app/domain/order-state.h"
#include "app/domain/payment-state.h"

typedef struct {
  guint status;
  guint payment;
  char *currency;
  gint64 total, received, refunded;
} Head;

static void
head_clear (Head *head)
{
  g_free (head->currency);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Head, head_clear)

static gboolean
read_head (CubbyStore *store, const char *id, Head *ret_head, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT status, payment_status, currency, total, received, refunded FROM orders WHERE id = ?", "t", id);
  if (!cubby_store_take_row (rows, error, "There is no order %s.", id))
    return FALSE;
  cubby_state_from_string (&cubby_order_states, cubby_sql_rows_get_text (rows, 0), &ret_head->status);
  cubby_state_from_string (&cubby_payment_states, cubby_sql_rows_get_text (rows, 1), &ret_head->payment);
  ret_head->currency = g_strdup (cubby_sql_rows_get_text (rows, 2));
  ret_head->total = cubby_sql_rows_get_int (rows, 3);
  ret_head->received = cubby_sql_rows_get_int (rows, 4);
  ret_head->refunded = cubby_sql_rows_get_int (rows, 5);
  return TRUE;
}

static gboolean
refuse (const CubbyStateTable *table, const char *what, guint from, guint to, GError **error)
{
  g_autofree char *allowed = cubby_state_list_next (table, from);
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "state", cubby_state_to_string (table, from));
  json_object_set_string_member (members, "allowed", allowed);
  cubby_problem_set (error, CUBBY_PROBLEM_ILLEGAL_TRANSITION, members,
                     "The %s is %s and cannot become %s; it may become: %s.", what,
                     cubby_state_to_string (table, from), cubby_state_to_string (table, to), allowed);
  return FALSE;
}

static GPtrArray *
list_fulfilments (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT id, state FROM fulfilment WHERE order_id = ? ORDER BY position", "t", order);
  if (rows == NULL)
    return NULL;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  while (cubby_sql_rows_next (rows, NULL)) {
    guint state = 0;
    cubby_state_from_string (&cubby_fulfilment_states, cubby_sql_rows_get_text (rows, 1), &state);
    if (state != CUBBY_FULFILMENT_CANCELLED)
      g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  }
  return ids;
}

/* Money that was only promised is let go; what came in stays visible as paid, to be given back. */
static gboolean
void_payment (CubbyStore *store, const char *id, const Head *head, GError **error)
{
  if (!cubby_state_may_become (&cubby_payment_states, head->payment, CUBBY_PAYMENT_VOIDED))
    return TRUE;
  return cubby_sql_run (store->sql, error, "UPDATE orders SET payment_status = 'voided' WHERE id = ?", "t",
                        id);
}

gboolean
cubby_order_end (CubbyStore *store, const char *id, const char *reason, GError **error)
{
  g_auto (Head) head = {0};
  if (!read_head (store, id, &head, error))
    return FALSE;
  if (!cubby_state_may_become (&cubby_order_states, head.status, CUBBY_ORDER_CANCELLED))
    return refuse (&cubby_order_states, "order", head.status, CUBBY_ORDER_CANCELLED, error);
  g_autoptr (GPtrArray) ids = list_fulfilments (store, id, error);
  if (ids == NULL || !cubby_sql_run (store->sql, error,
                                     "UPDATE orders SET status = 'cancelled', updated_ms = ? WHERE id = ?",
                                     "it", store->now_ms, id))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!cubby_fulfilment_become (store, g_ptr_array_index (ids, i), CUBBY_FULFILMENT_CANCELLED, error))
      return FALSE;
  return void_payment (store, id, &head, error) && cubby_promotion_use_give_back (store, id, error) &&
         cubby_store_audit (store, "order-cancel", id, reason, error);
}

char *
cubby_order_cancel (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error)
{
  const char *reason =
      cubby_json_body_get_optional (body, cubby_json_body_get_root (body), "", "reason", 200);
  if (!cubby_json_body_finish (body, error) || !cubby_order_end (store, id, reason, error))
    return NULL;
  return cubby_order_get (store, id, error);
}

/* Returns: whether this very payment is known; the same money is never counted twice. */
static gboolean
is_known_payment (CubbyStore *store, const char *method, const char *reference, gboolean *ret_known,
                  GError **error)
{
  gint64 found = 0;
  if (!cubby_sql_read_int (store->sql, &found, 0, error,
                           "SELECT COUNT(*) FROM payment_event WHERE method = ? AND reference = ?", "tt",
                           method, reference))
    return FALSE;
  *ret_known = found > 0;
  return TRUE;
}

/* A payment of a cancelled order is written down too: it has to go back. */
static gboolean
apply_payment (CubbyStore *store, const char *id, Head *head, gint64 amount, GError **error)
{
  if (!cubby_money_add (head->received, amount, &head->received)) {
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "amount.amount: makes the sum too large");
    return FALSE;
  }
  guint to = cubby_payment_state_of_sums (head->total, head->received, head->refunded);
  if (!cubby_state_may_become (&cubby_payment_states, head->payment, to))
    to = head->payment; /* less than asked, or more: the sum shows it */
  gboolean confirms = to == CUBBY_PAYMENT_PAID && head->status == CUBBY_ORDER_PENDING;
  guint status = confirms ? CUBBY_ORDER_CONFIRMED : head->status;
  return cubby_sql_run (
             store->sql, error,
             "UPDATE orders SET received = ?, payment_status = ?, status = ?, updated_ms = ? WHERE id = ?",
             "ittit", head->received, cubby_state_to_string (&cubby_payment_states, to),
             cubby_state_to_string (&cubby_order_states, status), store->now_ms, id) &&
         (!confirms || cubby_order_announce (store, id, error));
}

char *
cubby_order_pay (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error)
{
  g_auto (Head) head = {0};
  gboolean known = FALSE;
  JsonObject *root = cubby_json_body_get_root (body);
  JsonObject *amount = cubby_json_body_get_object (body, root, "", "amount");
  gint64 units =
      cubby_json_body_get_int (body, amount, "amount", "amount", 1, G_GINT64_CONSTANT (1000000000000000));
  const char *currency = cubby_json_body_get_string (body, amount, "amount", "currency", 3);
  const char *method = cubby_json_body_get_string (body, root, "", "method", 32);
  const char *reference = cubby_json_body_get_string (body, root, "", "reference", 200);
  if (!cubby_json_body_finish (body, error) || !read_head (store, id, &head, error))
    return NULL;
  if (g_strcmp0 (currency, head.currency) != 0)
    cubby_json_body_fail (body, "amount", "currency", "must be %s, as the order", head.currency);
  if (!cubby_json_body_finish (body, error) || !is_known_payment (store, method, reference, &known, error))
    return NULL;
  g_autofree char *event = cubby_store_new_id (store);
  if (!known && (!cubby_sql_run (store->sql, error,
                                 "INSERT INTO payment_event (id, order_id, method, reference, amount, "
                                 "time_ms) VALUES (?, ?, ?, ?, ?, ?)",
                                 "ttttii", event, id, method, reference, units, store->now_ms) ||
                 !apply_payment (store, id, &head, units, error)))
    return NULL;
  return cubby_order_get (store, id, error);
}
