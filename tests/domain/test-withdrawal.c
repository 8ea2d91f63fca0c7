/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/withdrawal.h"

/* What is said of a parcel, and whether it is its shopper's when it is found though it was thought collected.
 */
static const struct {
  const char *word;
  CubbyWithdrawal withdrawal;
  gboolean spares_found;
} words[] = {
    {"", CUBBY_WITHDRAWAL_UNSAID, TRUE},
    {"picked_up", CUBBY_WITHDRAWAL_PICKED_UP, TRUE},
    {"cancelled", CUBBY_WITHDRAWAL_CANCELLED, FALSE},
    {"expired", CUBBY_WITHDRAWAL_EXPIRED, FALSE},
    {"revoked", CUBBY_WITHDRAWAL_REVOKED, FALSE},
    {"reissued", CUBBY_WITHDRAWAL_REISSUED, FALSE},
};

static void
test_word (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_withdrawal_from_string (words[i].word), ==, words[i].withdrawal);
  g_assert_cmpstr (cubby_withdrawal_to_string (words[i].withdrawal), ==, words[i].word);
  g_assert_cmpint (cubby_withdrawal_spares_found (words[i].withdrawal), ==, words[i].spares_found);
}

static void
test_unknown (void)
{
  g_assert_cmpint (cubby_withdrawal_from_string (NULL), ==, CUBBY_WITHDRAWAL_UNSAID);
  g_assert_cmpint (cubby_withdrawal_from_string ("stolen"), ==, CUBBY_WITHDRAWAL_REVOKED);
}

/* What was said, what is said then, and what holds. */
static const struct {
  const char *known, *said, *holds;
} settlements[] = {
    {"", "", ""},
    {"", "picked_up", "picked_up"},
    {"picked_up", "", ""},
    {"", "cancelled", "cancelled"},
    {"picked_up", "expired", "expired"},
    {"cancelled", "", "cancelled"},
    {"cancelled", "picked_up", "cancelled"},
    {"expired", "", "expired"},
    {"revoked", "picked_up", "revoked"},
    {"reissued", "", "reissued"},
    {"cancelled", "expired", "expired"}, /* neither spares */
};

static void
test_settle (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CubbyWithdrawal holds = cubby_withdrawal_settle (cubby_withdrawal_from_string (settlements[i].known),
                                                   cubby_withdrawal_from_string (settlements[i].said));
  g_assert_cmpstr (cubby_withdrawal_to_string (holds), ==, settlements[i].holds);
}

static const struct {
  CubbyFulfilmentState state;
  const char *word;
} states[] = {
    {CUBBY_FULFILMENT_PICKED_UP, "picked_up"},
    {CUBBY_FULFILMENT_CANCELLED, "cancelled"},
    {CUBBY_FULFILMENT_REJECTED, "cancelled"},
    {CUBBY_FULFILMENT_EXPIRED, "expired"},
    {CUBBY_FULFILMENT_READY_FOR_PICKUP, "revoked"},
    {CUBBY_FULFILMENT_RETURNED_TO_STOCK, "expired"},
    {CUBBY_FULFILMENT_OPEN, "revoked"},
    {CUBBY_FULFILMENT_ON_HOLD, "revoked"},
};

static void
test_state (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CubbyWithdrawal withdrawal = cubby_withdrawal_of_fulfilment (states[i].state, FALSE);
  g_assert_cmpstr (cubby_withdrawal_to_string (withdrawal), ==, states[i].word);
  withdrawal = cubby_withdrawal_of_fulfilment (states[i].state, TRUE);
  g_assert_cmpint (withdrawal, ==, CUBBY_WITHDRAWAL_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/withdrawal/word/“%s”", words[i].word);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_word);
  }
  g_test_add_func ("/domain/withdrawal/a word of a later centre is the strictest", test_unknown);
  for (guint i = 0; i < G_N_ELEMENTS (settlements); i++) {
    g_autofree char *path =
        g_strdup_printf ("/domain/withdrawal/“%s” and then “%s”", settlements[i].known, settlements[i].said);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_settle);
  }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *path =
        g_strdup_printf ("/domain/withdrawal/of a fulfilment that is %s",
                         cubby_state_to_string (&cubby_fulfilment_states, states[i].state));
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_state);
  }
  return g_test_run ();
}
