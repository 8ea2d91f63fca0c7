/* SPDX-License-Identifier: Apache-2.0 */
/* Money of an order comes in, and goes back. */
#include "app/central/order-money.h"
#include "app/central/order-confirm.h"
#include "app/central/order-customer.h"
#include "app/central/order.h"
#include "app/central/parcel.h"
#include "app/domain/money.h"

#define MAX_AMOUNT G_GINT64_CONSTANT (1000000000000000)

CubbyOrderMoney *
cubby_order_money_load (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "UPDATE orders SET updated_ms = ? WHERE id = ?"
                       " RETURNING status, payment_status, currency, total, credit, received, refunded",
                       "it", store->now_ms, order);
  if (!cubby_store_take_row (rows, error, "There is no order %s.", order))
    return NULL;
  CubbyOrderMoney *self = g_new0 (CubbyOrderMoney, 1);
  cubby_state_from_string (&cubby_order_states, cubby_sql_rows_get_text (rows, 0), &self->status);
  cubby_state_from_string (&cubby_payment_states, cubby_sql_rows_get_text (rows, 1), &self->payment);
  self->currency = g_strdup (cubby_sql_rows_get_text (rows, 2));
  self->total = cubby_sql_rows_get_int (rows, 3);
  self->credit = cubby_sql_rows_get_int (rows, 4);
  self->received = cubby_sql_rows_get_int (rows, 5);
  self->refunded = cubby_sql_rows_get_int (rows, 6);
  return self;
}

void
cubby_order_money_free (CubbyOrderMoney *self)
{
  if (self == NULL)
    return;
  g_free (self->currency);
  g_free (self);
}

CubbyPaymentSums
cubby_order_money_get_sums (const CubbyOrderMoney *self)
{
  return (CubbyPaymentSums){
      .owed = self->status == CUBBY_ORDER_CANCELLED
                  ? 0
                  : MAX (self->total - self->credit, 0), /* points are no money */
      .received = self->received,
      .refunded = self->refunded,
  };
}

gboolean
cubby_order_money_follow (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbyOrderMoney) self = cubby_order_money_load (store, order, error);
  if (self == NULL)
    return FALSE;
  CubbyPaymentSums sums = cubby_order_money_get_sums (self);
  guint to = self->status == CUBBY_ORDER_CANCELLED ? cubby_payment_state_when_cancelled (self->payment, &sums)
                                                   : cubby_payment_state_after (self->payment, &sums);
  gboolean confirms =
      self->status == CUBBY_ORDER_PENDING && self->received > 0 && cubby_payment_is_settled (&sums);
  guint status = confirms ? CUBBY_ORDER_CONFIRMED : self->status;
  return cubby_sql_run (store->sql, error, "UPDATE orders SET payment_status = ?, status = ? WHERE id = ?",
                        "ttt", cubby_state_to_string (&cubby_payment_states, to),
                        cubby_state_to_string (&cubby_order_states, status), order) &&
         (!confirms || cubby_order_announce (store, order, error)) &&
         cubby_order_settle_points (store, order, error);
}

/* What a request says of money that moved. */
typedef struct {
  gint64 amount;
  const char *method;
  const char *reference;
} Move;

static gboolean
read_move (CubbyJsonBody *body, const CubbyOrderMoney *money, Move *ret_move, GError **error)
{
  JsonObject *root = cubby_json_body_get_root (body);
  JsonObject *amount = cubby_json_body_get_object (body, root, "", "amount");
  ret_move->amount = cubby_json_body_get_int (body, amount, "amount", "amount", 1, MAX_AMOUNT);
  const char *currency = cubby_json_body_get_string (body, amount, "amount", "currency", 3);
  ret_move->method = cubby_json_body_get_string (body, root, "", "method", 32);
  ret_move->reference = cubby_json_body_get_string (body, root, "", "reference", 200);
  if (!cubby_json_body_has_failed (body) && g_strcmp0 (currency, money->currency) != 0)
    cubby_json_body_fail (body, "amount", "currency", "must be %s, as the order", money->currency);
  return cubby_json_body_finish (body, error);
}

/* Money that moves is written down once, by method and reference. */
static const struct {
  const char *find;
  const char *insert;
  const char *add;
} pay =
    {
        "SELECT order_id, amount FROM payment_event WHERE method = ? AND reference = ?",
        "INSERT INTO payment_event (id, order_id, method, reference, amount, time_ms) VALUES (?, ?, ?, ?, ?, "
        "?)",
        "UPDATE orders SET received = received + ? WHERE id = ?",
},
  refund = {
      "SELECT order_id, amount FROM refund_event WHERE method = ? AND reference = ?",
      "INSERT INTO refund_event (id, order_id, method, reference, amount, time_ms) VALUES (?, ?, ?, ?, ?, ?)",
      "UPDATE orders SET refunded = refunded + ? WHERE id = ?",
};

/* The same money is never counted twice; another amount, or for another order, is a mistake. */
static gboolean
find_known (CubbyStore *store, const char *sql, const char *order, const Move *move, gboolean *ret_known,
            GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, sql, "tt", move->method, move->reference);
  g_autoptr (GError) local = NULL;
  *ret_known = rows != NULL && cubby_sql_rows_next (rows, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  if (!*ret_known)
    return rows != NULL && (error == NULL || *error == NULL);
  const char *of = cubby_sql_rows_get_text (rows, 0);
  gint64 amount = cubby_sql_rows_get_int (rows, 1);
  if (g_strcmp0 (of, order) == 0 && amount == move->amount)
    return TRUE;
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "order", of);
  cubby_problem_set (error, CUBBY_PROBLEM_EXISTS, members,
                     "%s %s was written down already, of %" G_GINT64_FORMAT " for the order %s.",
                     move->method, move->reference, amount, of);
  return FALSE;
}

static gboolean
write_down (CubbyStore *store, const char *insert, const char *add, const char *order, const Move *move,
            GError **error)
{
  g_autofree char *event = cubby_store_new_id (store);
  return cubby_sql_run (store->sql, error, insert, "ttttii", event, order, move->method, move->reference,
                        move->amount, store->now_ms) &&
         cubby_sql_run (store->sql, error, add, "it", move->amount, order) &&
         cubby_order_money_follow (store, order, error);
}

char *
cubby_order_pay (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error)
{
  Move move = {0};
  gboolean known = FALSE;
  gint64 sum = 0;
  g_autoptr (CubbyOrderMoney) money = cubby_order_money_load (store, id, error);
  if (money == NULL || !read_move (body, money, &move, error) ||
      !find_known (store, pay.find, id, &move, &known, error))
    return NULL;
  if (!cubby_money_add (money->received, move.amount, &sum))
    cubby_json_body_fail (body, "amount", "amount", "makes the sum too large");
  if (!cubby_json_body_finish (body, error) ||
      (!known && !write_down (store, pay.insert, pay.add, id, &move, error)))
    return NULL;
  return cubby_order_get (store, id, error);
}

char *
cubby_order_refund (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error)
{
  Move move = {0};
  gboolean known = FALSE;
  g_autoptr (CubbyOrderMoney) money = cubby_order_money_load (store, id, error);
  if (money == NULL || !read_move (body, money, &move, error) ||
      !find_known (store, refund.find, id, &move, &known, error))
    return NULL;
  gint64 most = money->received - money->refunded;
  if (!known && move.amount > most)
    cubby_json_body_fail (body, "amount", "amount",
                          "is more than the %" G_GINT64_FORMAT " that came in and did not go back", most);
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT " %s by %s %s", move.amount, money->currency,
                                             move.method, move.reference);
  if (!cubby_json_body_finish (body, error) ||
      (!known && (!write_down (store, refund.insert, refund.add, id, &move, error) ||
                  !cubby_store_audit (store, "order-refund", id, detail, error) ||
                  !cubby_parcel_announce (store, id, error)))) /* one that is found is not handed out */
    return NULL;
  return cubby_order_get (store, id, error);
}
