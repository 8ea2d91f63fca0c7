/* SPDX-License-Identifier: Apache-2.0 */
/* The three state fields of an order: every pair of states, against the list of what DESIGN allows. */
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

static const StateRow states[] = {
    {"order", &cubby_order_states, "pending", "confirmed cancelled"},
    {"order", &cubby_order_states, "confirmed", "completed cancelled"},
    {"order", &cubby_order_states, "completed", ""},
    {"order", &cubby_order_states, "cancelled", ""},
    {"payment", &cubby_payment_states, "pending", "authorized paid voided"},
    {"payment", &cubby_payment_states, "authorized", "paid voided"},
    {"payment", &cubby_payment_states, "paid", "partially_refunded refunded"},
    {"payment", &cubby_payment_states, "partially_refunded", "partially_refunded refunded"},
    {"payment", &cubby_payment_states, "refunded", ""},
    {"payment", &cubby_payment_states, "voided", ""},
    {"fulfilment", &cubby_fulfilment_states, "open", "accepted on_hold rejected cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "accepted", "picking on_hold rejected cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "picking", "packed on_hold rejected cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "packed", "ready_for_pickup picked_up on_hold cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "ready_for_pickup", "picked_up expired packed cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "picked_up", ""},
    {"fulfilment", &cubby_fulfilment_states, "on_hold", "accepted picking packed cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "rejected", "accepted cancelled"},
    {"fulfilment", &cubby_fulfilment_states, "expired", "picked_up returned_to_stock"},
    {"fulfilment", &cubby_fulfilment_states, "returned_to_stock", ""},
    {"fulfilment", &cubby_fulfilment_states, "cancelled", ""},
};

static void
test_state (gconstpointer data)
{
  const StateRow *row = data;
  guint from = 0;
  g_auto (GStrv) next = g_strsplit (row->next, " ", -1);
  g_assert_true (cubby_state_from_string (row->table, row->from, &from));
  for (guint to = 0; to < row->table->n_names; to++) {
    gboolean wanted = g_strv_contains ((const char *const *)next, cubby_state_to_string (row->table, to));
    g_assert_cmpint (cubby_state_may_become (row->table, from, to), ==, wanted);
  }
  g_autofree char *list = cubby_state_list_next (row->table, from);
  g_autofree char *joined = g_strjoinv (", ", next);
  g_assert_cmpstr (list, ==, *row->next != '\0' ? joined : "nothing");
}

static void
test_every_state_has_a_row (void)
{
  guint rows = 0;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    rows += states[i].table == &cubby_fulfilment_states;
  g_assert_cmpuint (rows, ==, cubby_fulfilment_states.n_names);
  g_assert_cmpuint (G_N_ELEMENTS (states), ==,
                    cubby_order_states.n_names + cubby_payment_states.n_names +
                        cubby_fulfilment_states.n_names);
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
  gint64 total, received, refunded;
  CubbyPaymentState state;
} SumsRow;

static const SumsRow sums[] = {
    {"nothing came in", 100, 0, 0, CUBBY_PAYMENT_PENDING},
    {"less than asked", 100, 99, 0, CUBBY_PAYMENT_PENDING},
    {"what was asked", 100, 100, 0, CUBBY_PAYMENT_PAID},
    {"more than asked", 100, 120, 0, CUBBY_PAYMENT_PAID},
    {"a free order", 0, 0, 0, CUBBY_PAYMENT_PAID},
    {"a part went back", 100, 100, 40, CUBBY_PAYMENT_PARTIALLY_REFUNDED},
    {"all went back", 100, 100, 100, CUBBY_PAYMENT_REFUNDED},
};

static void
test_sums (gconstpointer data)
{
  const SumsRow *row = data;
  g_assert_cmpint (cubby_payment_state_of_sums (row->total, row->received, row->refunded), ==, row->state);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *path =
        g_strdup_printf ("/domain/%s-state/%s may become %s", states[i].field, states[i].from,
                         *states[i].next != '\0' ? states[i].next : "nothing");
    g_test_add_data_func (path, &states[i], test_state);
  }
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/order-state/%s by %s, %s",
                                             cubby_fulfilment_method_to_string (starts[i].fulfilment),
                                             starts[i].method, starts[i].status);
    g_test_add_data_func (path, &starts[i], test_start);
  }
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++) {
    g_autofree char *path = g_strconcat ("/domain/payment-state/", sums[i].name, NULL);
    g_test_add_data_func (path, &sums[i], test_sums);
  }
  for (guint i = 0; i < G_N_ELEMENTS (packs); i++) {
    g_autofree char *path = g_strconcat ("/domain/order-packing/", packs[i].name, NULL);
    g_test_add_data_func (path, &packs[i], test_pack);
  }
  g_test_add_func ("/domain/order-state/every state has its row here", test_every_state_has_a_row);
  g_test_add_func ("/domain/order-state/other words are refused", test_unknown_words);
  return g_test_run ();
}
