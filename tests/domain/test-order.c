/* SPDX-License-Identifier: Apache-2.0 */
/* The three state fields of an order, and those of deliveries: every pair of states is a case, against the
 * list of what DESIGN allows. */
#include "app/domain/delivery.h"
#include "app/domain/fulfilment-state.h"
#include "app/domain/order-packing.h"
#include "app/domain/order-state.h"
#include "app/domain/payment-state.h"

#include <string.h>

typedef struct {
  const char *field;
  const CubbyStateTable *table;
  const char *from;
  const char *next; /* all that it may become, in words */
} StateRow;

static StateRow states[] = {
    {"order", &cubby_order_states, "pending", "confirmed cancelled"},
    {"order", &cubby_order_states, "confirmed", "completed cancelled"},
    {"order", &cubby_order_states, "completed", ""},
    {"order", &cubby_order_states, "cancelled", ""},
    {"payment", &cubby_payment_states, "pending", "authorized paid partially_refunded refunded voided"},
    {"payment", &cubby_payment_states, "authorized", "paid partially_refunded refunded voided"},
    {"payment", &cubby_payment_states, "paid", "partially_refunded refunded"},
    {"payment", &cubby_payment_states, "partially_refunded", "refunded"},
    {"payment", &cubby_payment_states, "refunded", "partially_refunded"},
    {"payment", &cubby_payment_states, "voided", "paid"},
    {"fulfilment", &cubby_fulfilment_states, "open", "accepted on_hold rejected cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "accepted", "picking on_hold rejected cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "picking", "packed on_hold rejected cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "packed", "ready_for_pickup picked_up on_hold cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "ready_for_pickup", "picked_up expired packed cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "picked_up", ""},
    {"fulfilment", &cubby_fulfilment_states, "on_hold", "accepted picking packed cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "rejected", "accepted cancelled returned_to_stock"},
    {"fulfilment", &cubby_fulfilment_states, "expired", "picked_up returned_to_stock"},
    {"fulfilment", &cubby_fulfilment_states, "returned_to_stock", ""},
    {"fulfilment", &cubby_fulfilment_states, "cancelled", "returned_to_stock"},
    {"transfer", NULL, "open", "shipped cancelled"},
    {"transfer", NULL, "shipped", "received"},
    {"transfer", NULL, "received", ""},
    {"transfer", NULL, "cancelled", ""},
    {"receipt", NULL, "open", "received cancelled"},
    {"receipt", NULL, "shipped", ""}, /* a supplier's goods leave no shelf of ours */
    {"receipt", NULL, "received", ""},
    {"receipt", NULL, "cancelled", ""},
};

/* One cell of a matrix: a row of the table above, and one of the states. */
typedef struct {
  const StateRow *row;
  guint to;
} Cell;

static void
test_cell (gconstpointer data)
{
  const Cell *cell = data;
  const CubbyStateTable *table = cell->row->table;
  guint from = 0;
  g_auto (GStrv) next = g_strsplit (cell->row->next, " ", -1);
  const char *to = cubby_state_to_string (table, cell->to);
  g_assert_true (cubby_state_from_string (table, cell->row->from, &from));
  g_assert_cmpint (cubby_state_may_become (table, from, cell->to), ==,
                   g_strv_contains ((const char *const *)next, to));
}

static void
test_list (gconstpointer data)
{
  const StateRow *row = data;
  guint from = 0;
  g_auto (GStrv) next = g_strsplit (row->next, " ", -1);
  g_assert_true (cubby_state_from_string (row->table, row->from, &from));
  g_autofree const char **found = cubby_state_get_next (row->table, from);
  g_assert_cmpstrv ((gpointer)found, next);
  g_autofree char *list = cubby_state_list_next (row->table, from);
  g_autofree char *joined = g_strjoinv (", ", next);
  g_assert_cmpstr (list, ==, *row->next != '\0' ? joined : "nothing");
}

static void
test_every_state_has_a_row (void)
{
  const CubbyStateTable *tables[] = {
      &cubby_order_states,
      &cubby_payment_states,
      &cubby_fulfilment_states,
      cubby_delivery_kind_get_states (CUBBY_DELIVERY_TRANSFER),
      cubby_delivery_kind_get_states (CUBBY_DELIVERY_RECEIPT),
  };
  guint n = 0;
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (guint state = 0; state < tables[t]->n_names; state++, n++) {
      g_assert_true (states[n].table == tables[t]);
      g_assert_cmpstr (states[n].from, ==, cubby_state_to_string (tables[t], state));
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (states));
}

static void
test_unknown_words (void)
{
  guint state = 77;
  g_assert_false (cubby_state_from_string (&cubby_order_states, "shipped", &state));
  g_assert_false (cubby_state_from_string (&cubby_order_states, NULL, &state));
  g_assert_cmpuint (state, ==, 77);
  CubbyFulfilmentMethod method = CUBBY_METHOD_SHIPPING;
  g_assert_true (cubby_fulfilment_method_from_string ("locker_pickup", &method));
  g_assert_cmpint (method, ==, CUBBY_METHOD_LOCKER_PICKUP);
  g_assert_false (cubby_fulfilment_method_from_string ("drone", &method));
}

typedef struct {
  CubbyFulfilmentMethod fulfilment;
  const char *method;
  const char *status;
  CubbyOrderState state;
} StartRow;

static const StartRow starts[] = {
    {CUBBY_METHOD_STORE_PICKUP, "pay_at_pickup", "pending", CUBBY_ORDER_CONFIRMED},
    {CUBBY_METHOD_SHIPPING, "pay_at_pickup", "pending", CUBBY_ORDER_CONFIRMED},
    {CUBBY_METHOD_LOCKER_PICKUP, "pay_at_pickup", "pending", CUBBY_ORDER_PENDING},
    {CUBBY_METHOD_LOCKER_PICKUP, "pay_at_pickup", "paid", CUBBY_ORDER_CONFIRMED},
    {CUBBY_METHOD_LOCKER_PICKUP, "vietqr", "pending", CUBBY_ORDER_PENDING},
    {CUBBY_METHOD_LOCKER_PICKUP, "promptpay", "pending", CUBBY_ORDER_PENDING},
    {CUBBY_METHOD_LOCKER_PICKUP, "card", "pending", CUBBY_ORDER_PENDING},
    {CUBBY_METHOD_LOCKER_PICKUP, "card", "authorized", CUBBY_ORDER_CONFIRMED},
    {CUBBY_METHOD_LOCKER_PICKUP, "card", "paid", CUBBY_ORDER_CONFIRMED},
};

static void
test_start (gconstpointer data)
{
  const StartRow *row = data;
  g_assert_cmpint (cubby_order_state_at_start (row->fulfilment, row->method, row->status), ==, row->state);
}

typedef struct {
  const char *name;
  CubbyPaymentState from;
  CubbyPaymentSums sums;
  CubbyPaymentState state;
  gint64 refund_due;
  gboolean settled;
} SumsRow;

static const SumsRow sums[] = {
    {"nothing came in", CUBBY_PAYMENT_PENDING, {100, 0, 0}, CUBBY_PAYMENT_PENDING, 0, FALSE},
    {"less than asked", CUBBY_PAYMENT_PENDING, {100, 99, 0}, CUBBY_PAYMENT_PENDING, 0, FALSE},
    {"what was asked", CUBBY_PAYMENT_PENDING, {100, 100, 0}, CUBBY_PAYMENT_PAID, 0, TRUE},
    {"more than asked", CUBBY_PAYMENT_PENDING, {100, 120, 0}, CUBBY_PAYMENT_PAID, 20, TRUE},
    {"more came in later", CUBBY_PAYMENT_PAID, {100, 120, 0}, CUBBY_PAYMENT_PAID, 20, TRUE},
    {"a free order", CUBBY_PAYMENT_PENDING, {0, 0, 0}, CUBBY_PAYMENT_PAID, 0, TRUE},
    {"authorized, and nothing came in",
     CUBBY_PAYMENT_AUTHORIZED,
     {100, 0, 0},
     CUBBY_PAYMENT_AUTHORIZED,
     0,
     FALSE},
    {"authorized, and captured", CUBBY_PAYMENT_AUTHORIZED, {100, 100, 0}, CUBBY_PAYMENT_PAID, 0, TRUE},
    {"authorized, and all of it cancelled piece by piece",
     CUBBY_PAYMENT_AUTHORIZED,
     {0, 0, 0},
     CUBBY_PAYMENT_AUTHORIZED,
     0,
     TRUE},
    {"less is asked now than came in", CUBBY_PAYMENT_PAID, {60, 100, 0}, CUBBY_PAYMENT_PAID, 40, TRUE},
    {"a part of it was given back",
     CUBBY_PAYMENT_PAID,
     {60, 100, 30},
     CUBBY_PAYMENT_PARTIALLY_REFUNDED,
     10,
     TRUE},
    {"what was due was given back",
     CUBBY_PAYMENT_PAID,
     {60, 100, 40},
     CUBBY_PAYMENT_PARTIALLY_REFUNDED,
     0,
     TRUE},
    {"more was given back than was due",
     CUBBY_PAYMENT_PAID,
     {60, 100, 50},
     CUBBY_PAYMENT_PARTIALLY_REFUNDED,
     0,
     FALSE},
    {"all went back", CUBBY_PAYMENT_PAID, {100, 100, 100}, CUBBY_PAYMENT_REFUNDED, 0, FALSE},
    {"a part came in and went back", CUBBY_PAYMENT_PENDING, {100, 40, 40}, CUBBY_PAYMENT_REFUNDED, 0, FALSE},
    {"all went back, and it was paid again",
     CUBBY_PAYMENT_REFUNDED,
     {100, 200, 100},
     CUBBY_PAYMENT_PARTIALLY_REFUNDED,
     0,
     TRUE},
    {"nothing came for a cancelled order", CUBBY_PAYMENT_VOIDED, {0, 0, 0}, CUBBY_PAYMENT_VOIDED, 0, TRUE},
    {"money came for a cancelled order", CUBBY_PAYMENT_VOIDED, {0, 100, 0}, CUBBY_PAYMENT_PAID, 100, TRUE},
    {"it went back", CUBBY_PAYMENT_PAID, {0, 100, 100}, CUBBY_PAYMENT_REFUNDED, 0, TRUE},
};

static void
test_sums (gconstpointer data)
{
  const SumsRow *row = data;
  CubbyPaymentState state = cubby_payment_state_after (row->from, &row->sums);
  g_assert_cmpint (state, ==, row->state);
  g_assert_true (state == row->from || cubby_state_may_become (&cubby_payment_states, row->from, state));
  g_assert_cmpint (cubby_payment_get_refund_due (&row->sums), ==, row->refund_due);
  g_assert_cmpint (cubby_payment_is_settled (&row->sums), ==, row->settled);
}

typedef struct {
  const char *name;
  gint64 pay_hours;
  gint64 after_ms;
  gboolean over;
} DueRow;

static const DueRow dues[] = {
    {"an order just made waits", 24, 0, FALSE}, {"until the last instant", 24, 86399999, FALSE},
    {"and no longer", 24, 86400000, TRUE},      {"one that came in much later is over", 1, 90000000, TRUE},
    {"no hours are no wait", 0, 0, TRUE},
};

/* What the page shows and what ends the order agree. */
static void
test_due (gconstpointer data)
{
  const DueRow *row = data;
  const gint64 created_ms = 1795000000000;
  gint64 now_ms = created_ms + row->after_ms;
  g_assert_cmpint (cubby_payment_get_due_ms (created_ms, row->pay_hours) <= now_ms, ==, row->over);
  g_assert_cmpint (created_ms <= cubby_payment_get_overdue_ms (now_ms, row->pay_hours), ==, row->over);
}

typedef struct {
  const char *name;
  CubbyPaymentState from;
  CubbyPaymentSums sums;
  CubbyPaymentState state;
} CancelledRow;

static const CancelledRow cancels[] = {
    {"a promise is let go", CUBBY_PAYMENT_PENDING, {100, 0, 0}, CUBBY_PAYMENT_VOIDED},
    {"an authorization is let go", CUBBY_PAYMENT_AUTHORIZED, {100, 0, 0}, CUBBY_PAYMENT_VOIDED},
    {"a part that came in is to go back", CUBBY_PAYMENT_PENDING, {100, 40, 0}, CUBBY_PAYMENT_PAID},
    {"all that came in is to go back", CUBBY_PAYMENT_PAID, {100, 100, 0}, CUBBY_PAYMENT_PAID},
    {"the rest is to go back",
     CUBBY_PAYMENT_PARTIALLY_REFUNDED,
     {60, 100, 40},
     CUBBY_PAYMENT_PARTIALLY_REFUNDED},
    {"all of it went back before", CUBBY_PAYMENT_REFUNDED, {100, 100, 100}, CUBBY_PAYMENT_REFUNDED},
};

static void
test_cancelled (gconstpointer data)
{
  const CancelledRow *row = data;
  CubbyPaymentState state = cubby_payment_state_when_cancelled (row->from, &row->sums);
  g_assert_cmpint (state, ==, row->state);
  g_assert_true (state == row->from || cubby_state_may_become (&cubby_payment_states, row->from, state));
}

typedef struct {
  const char *name;
  const char *from, *to;
  CubbyFulfilmentFacts facts;
  CubbyFulfilmentObstacle obstacle;
} ObstacleRow;

#define CONFIRMED .confirmed = TRUE, .holds_goods = TRUE

static const ObstacleRow obstacles[] = {
    {"what is paid is accepted", "open", "accepted", {CONFIRMED}, CUBBY_OBSTACLE_NONE},
    {"what is not paid is not accepted", "open", "accepted", {.holds_goods = TRUE}, CUBBY_OBSTACLE_UNPAID},
    {"what is not paid is not handed over",
     "packed",
     "picked_up",
     {.holds_goods = TRUE},
     CUBBY_OBSTACLE_UNPAID},
    {"what is not paid may be cancelled", "open", "cancelled", {.holds_goods = TRUE}, CUBBY_OBSTACLE_NONE},
    {"what is not paid may be held", "open", "on_hold", {.holds_goods = TRUE}, CUBBY_OBSTACLE_NONE},
    {"the table goes first", "picked_up", "open", {CONFIRMED}, CUBBY_OBSTACLE_TABLE},
    {"picking may begin while goods are on their way",
     "accepted",
     "picking",
     {CONFIRMED, .travelling = TRUE},
     CUBBY_OBSTACLE_NONE},
    {"what is on its way is not packed",
     "picking",
     "packed",
     {CONFIRMED, .travelling = TRUE},
     CUBBY_OBSTACLE_TRAVELLING},
    {"what is here is packed", "picking", "packed", {CONFIRMED}, CUBBY_OBSTACLE_NONE},
    {"what is on its way may be cancelled",
     "picking",
     "cancelled",
     {CONFIRMED, .travelling = TRUE},
     CUBBY_OBSTACLE_NONE},
    {"cancelled in a locker goes back to stock",
     "cancelled",
     "returned_to_stock",
     {CONFIRMED},
     CUBBY_OBSTACLE_NONE},
    {"cancelled on the shelf is there already",
     "cancelled",
     "returned_to_stock",
     {.confirmed = TRUE},
     CUBBY_OBSTACLE_NOTHING_LEFT},
    {"expired goes back to stock", "expired", "returned_to_stock", {CONFIRMED}, CUBBY_OBSTACLE_NONE},
};

static void
test_obstacle (gconstpointer data)
{
  const ObstacleRow *row = data;
  guint from = 0, to = 0;
  g_assert_true (cubby_state_from_string (&cubby_fulfilment_states, row->from, &from));
  g_assert_true (cubby_state_from_string (&cubby_fulfilment_states, row->to, &to));
  g_assert_cmpint (cubby_fulfilment_find_obstacle (from, to, &row->facts), ==, row->obstacle);
  g_autofree const char **next = cubby_fulfilment_get_next (from, &row->facts);
  g_assert_cmpint (g_strv_contains ((const char *const *)next, row->to), ==,
                   row->obstacle == CUBBY_OBSTACLE_NONE);
}

typedef struct {
  const char *name;
  CubbyDeliveryKind kind;
  gint64 outstanding, counted;
  gboolean last;
  CubbyDeliveryCount count;
} CountRow;

#define TRANSFER CUBBY_DELIVERY_TRANSFER
#define RECEIPT CUBBY_DELIVERY_RECEIPT

static const CountRow counts[] = {
    {"all of a transfer", TRANSFER, 5, 5, TRUE, {5, 0, 0}},
    {"a part of a transfer, more to come", TRANSFER, 5, 3, FALSE, {3, 0, 0}},
    {"a part of a transfer was lost", TRANSFER, 5, 3, TRUE, {5, 0, -2}},
    {"a transfer brought more", TRANSFER, 5, 6, TRUE, {5, 0, 1}},
    {"a transfer brought more than is left of it", TRANSFER, 0, 2, FALSE, {0, 0, 2}},
    {"nothing of a transfer came", TRANSFER, 5, 0, TRUE, {5, 0, -5}},
    {"nothing of it yet", TRANSFER, 5, 0, FALSE, {0, 0, 0}},
    {"all of a receipt", RECEIPT, 5, 5, TRUE, {5, 0, 0}},
    {"a part of a receipt, more to come", RECEIPT, 5, 3, FALSE, {3, 0, 0}},
    {"a supplier brought less", RECEIPT, 5, 3, TRUE, {3, 2, 0}},
    {"a supplier brought more", RECEIPT, 5, 6, TRUE, {5, 0, 1}},
    {"a supplier brought nothing", RECEIPT, 5, 0, TRUE, {0, 5, 0}},
};

static void
test_count (gconstpointer data)
{
  const CountRow *row = data;
  CubbyDeliveryCount count = cubby_delivery_count (row->kind, row->outstanding, row->counted, row->last);
  g_assert_cmpint (count.arrived, ==, row->count.arrived);
  g_assert_cmpint (count.forgotten, ==, row->count.forgotten);
  g_assert_cmpint (count.adjusted, ==, row->count.adjusted);
  /* what stands on the shelf in the end is what was counted */
  g_assert_cmpint (count.arrived + count.adjusted, ==, row->counted);
}

typedef struct {
  const char *name;
  CubbyPackLine lines[3];
  const char *boxes; /* sizes, heavy ones with a "!" */
} PackRow;

static const PackRow packs[] = {
    {"nothing needs no box", {{0}}, ""},
    {"one small piece", {{CUBBY_SIZE_XS, 1, 100}}, "XS"},
    {"a piece decides its box", {{CUBBY_SIZE_L, 1, 100}}, "L"},
    {"three shirts", {{CUBBY_SIZE_S, 3, 180}}, "S"},
    {"four shirts take a larger box", {{CUBBY_SIZE_S, 4, 180}}, "M"},
    {"small things fit beside a large one", {{CUBBY_SIZE_XS, 2, 50}, {CUBBY_SIZE_M, 1, 500}}, "M"},
    {"what no box holds takes two", {{CUBBY_SIZE_XL, 3, 500}}, "XL XL"},
    {"the order of lines does not matter", {{CUBBY_SIZE_S, 1, 180}, {CUBBY_SIZE_XL, 2, 500}}, "XL S"},
    {"heavy goes low", {{CUBBY_SIZE_M, 1, 8001}}, "M!"},
    {"eight kilograms is not heavy", {{CUBBY_SIZE_M, 1, 8000}}, "M"},
};

static void
test_pack (gconstpointer data)
{
  const PackRow *row = data;
  g_autoptr (GArray) boxes = cubby_order_pack (row->lines, G_N_ELEMENTS (row->lines));
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < boxes->len; i++) {
    const CubbyPackBox *box = &g_array_index (boxes, CubbyPackBox, i);
    g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", cubby_size_to_string (box->size),
                            box->heavy ? "!" : "");
  }
  g_assert_cmpstr (text->str, ==, row->boxes);
}

static void
add_states (GArray *cells)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *path =
        g_strdup_printf ("/domain/%s-state/%s may become %s", states[i].field, states[i].from,
                         *states[i].next != '\0' ? states[i].next : "nothing");
    if (states[i].table == NULL)
      states[i].table = cubby_delivery_kind_get_states (
          g_str_equal (states[i].field, "transfer") ? CUBBY_DELIVERY_TRANSFER : CUBBY_DELIVERY_RECEIPT);
    g_test_add_data_func (path, &states[i], test_list);
    for (guint to = 0; to < states[i].table->n_names; to++)
      g_array_append_val (cells, ((Cell){&states[i], to}));
  }
  for (guint i = 0; i < cells->len; i++) {
    const Cell *cell = &g_array_index (cells, Cell, i);
    g_autofree char *path =
        g_strdup_printf ("/domain/%s-state/from %s to %s", cell->row->field, cell->row->from,
                         cubby_state_to_string (cell->row->table, cell->to));
    g_test_add_data_func (path, cell, test_cell);
  }
}

/* @rows: structures that begin with their name */
static void
add_rows (const char *subject, gconstpointer rows, gsize size, guint n, GTestDataFunc test)
{
  for (guint i = 0; i < n; i++) {
    const char *const *row = (gconstpointer)((const guint8 *)rows + i * size);
    g_autofree char *path = g_strdup_printf ("/domain/%s/%s", subject, *row);
    g_test_add_data_func (path, row, test);
  }
}
#define ADD_ROWS(subject, rows, test) add_rows (subject, rows, sizeof rows[0], G_N_ELEMENTS (rows), test)

int
main (int argc, char **argv)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_test_init (&argc, &argv, NULL);
  add_states (cells);
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/order-state/%s by %s, %s",
                                             cubby_fulfilment_method_to_string (starts[i].fulfilment),
                                             starts[i].method, starts[i].status);
    g_test_add_data_func (path, &starts[i], test_start);
  }
  ADD_ROWS ("payment-state", sums, test_sums);
  ADD_ROWS ("payment-state/cancelled", cancels, test_cancelled);
  ADD_ROWS ("payment-state/due", dues, test_due);
  ADD_ROWS ("fulfilment-state", obstacles, test_obstacle);
  ADD_ROWS ("delivery", counts, test_count);
  ADD_ROWS ("order-packing", packs, test_pack);
  g_test_add_func ("/domain/order-state/every state has its row here", test_every_state_has_a_row);
  g_test_add_func ("/domain/order-state/other words are refused", test_unknown_words);
  return g_test_run ();
}
