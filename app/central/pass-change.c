/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/pass-change.h"
#include "app/central/order-lock.h"
#include "app/central/outbox.h"
#include "app/central/parcel.h"

static const struct {
  CubbyProblemCode code;
  const char *detail;
} refusals[CUBBY_N_PASS_VERDICTS] = {
    [CUBBY_PASS_OVER] =
        {CUBBY_PROBLEM_ILLEGAL_TRANSITION,
         "The parcels of this order are not to be collected, or no longer; its passes stay as "
         "they are."},
    [CUBBY_PASS_TOO_MANY] = {CUBBY_PROBLEM_LIMIT, "There are as many helper passes as there may be at once; "
                                                  "revoke one first."},
    [CUBBY_PASS_TOO_OFTEN] = {CUBBY_PROBLEM_TOO_MANY,
                              "That was done as often as it may be in a day; try again tomorrow."},
    [CUBBY_PASS_REISSUE_BEFORE] =
        {CUBBY_PROBLEM_ILLEGAL_TRANSITION,
         "The buyer's own pass is revoked; have it made anew (passes:reissue) before "
         "it gets helpers."},
};

static gboolean
check (CubbyStore *store, const char *fulfilment, CubbyPassVerdict (*judge) (const CubbyPassFacts *facts),
       GError **error)
{
  CubbyPassFacts facts;
  if (!cubby_pass_book_get_facts (store, fulfilment, &facts, error))
    return FALSE;
  CubbyPassVerdict verdict = judge (&facts);
  if (verdict == CUBBY_PASS_ALLOWED)
    return TRUE;
  cubby_problem_set (error, refusals[verdict].code, NULL, "%s", refusals[verdict].detail);
  return FALSE;
}

char *
cubby_pass_find_fulfilment (CubbyStore *store, const char *order, const char *wanted, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT f.id FROM fulfilment f WHERE f.order_id = ? AND (CAST(? AS TEXT) IS NULL OR f.id = ?)"
      " AND EXISTS (SELECT 1 FROM pass p WHERE p.fulfilment = f.id) ORDER BY f.position LIMIT 1",
      "ttt", order, wanted, wanted);
  if (!cubby_store_take_row (rows, error, "The order %s has no pass.", order))
    return NULL;
  return g_strdup (cubby_sql_rows_get_text (rows, 0));
}

/* The place and time of a new pass are those of the fulfilment's others. */
static char *
add_like (CubbyStore *store, const char *order, const char *fulfilment, const char *helper, gboolean remade,
          GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT store, exp FROM pass WHERE fulfilment = ? ORDER BY created_ms LIMIT 1", "t",
      fulfilment);
  if (!cubby_store_take_row (rows, error, "The order %s has no pass.", order))
    return NULL;
  g_autofree char *of_store = g_strdup (cubby_sql_rows_get_text (rows, 0));
  CubbyPassDraft draft = {.order = order,
                          .fulfilment = fulfilment,
                          .store = of_store,
                          .exp = cubby_sql_rows_get_int (rows, 1),
                          .helper = helper,
                          .remade = remade};
  g_clear_pointer (&rows, cubby_sql_rows_free);
  return cubby_pass_book_add (store, &draft, NULL, error);
}

static gboolean
require_keys (CubbyStore *store, GError **error)
{
  if (store->keys != NULL && cubby_key_ring_get_signer (store->keys, store->now_ms / 1000) != NULL)
    return TRUE;
  cubby_problem_set (
      error, CUBBY_PROBLEM_UNAVAILABLE, NULL,
      "No pass key is configured; set [pass] key-file (cubby-central pass-key generate FILE).");
  return FALSE;
}

char *
cubby_pass_help (CubbyStore *store, const char *order, const char *fulfilment, const char *name,
                 GError **error)
{
  if (!require_keys (store, error) || !cubby_order_lock (store, order, error) ||
      !check (store, fulfilment, cubby_pass_judge_helper, error))
    return NULL;
  g_autofree char *cti = add_like (store, order, fulfilment, name, FALSE, error);
  if (cti == NULL || !cubby_parcel_announce (store, order, error) ||
      !cubby_store_audit (store, "pass-help", order, cti, error))
    return NULL;
  return g_steal_pointer (&cti);
}

gboolean
cubby_pass_revoke (CubbyStore *store, const char *order, const char *cti, GError **error)
{
  if (!cubby_order_lock (store, order, error))
    return FALSE;
  g_autoptr (CubbyPassRow) row = cubby_pass_book_find (store, order, cti, error);
  CubbyPassFacts facts;
  if (row == NULL || !cubby_pass_book_get_facts (store, row->fulfilment, &facts, error))
    return FALSE;
  if (row->life == CUBBY_PASS_LIFE_REVOKED)
    return TRUE;
  if (row->life != CUBBY_PASS_LIFE_ACTIVE || !facts.open) {
    cubby_problem_set (error, CUBBY_PROBLEM_ILLEGAL_TRANSITION, NULL, "A pass that is %s cannot be revoked.",
                       row->life != CUBBY_PASS_LIFE_ACTIVE ? cubby_pass_life_to_string (row->life)
                                                           : "of an order that nobody collects");
    return FALSE;
  }
  return cubby_sql_run (
             store->sql, error,
             "UPDATE pass SET state = 'revoked', revoked_ms = ? WHERE cti = ? AND state = 'active'", "it",
             store->now_ms, cti) &&
         cubby_parcel_announce (store, order, error) &&
         cubby_store_audit (store, "pass-revoke", order, cti, error);
}

/* Old ones out, a new one in, and everybody told. */
static gboolean
replace (CubbyStore *store, const char *order, const char *fulfilment, gboolean remade, GError **error)
{
  gint64 ready = 0;
  if (!cubby_sql_run (store->sql, error,
                      "UPDATE pass SET state = 'revoked', revoked_ms = ? WHERE fulfilment = ? AND state = "
                      "'active'",
                      "it", store->now_ms, fulfilment))
    return FALSE;
  g_autofree char *cti = add_like (store, order, fulfilment, NULL, remade, error);
  if (cti == NULL || !cubby_parcel_announce (store, order, error) ||
      !cubby_store_audit (store, "pass-reissue", order, cti, error) ||
      !cubby_sql_read_int (store->sql, &ready, 0, error,
                           "SELECT COUNT(*) FROM fulfilment WHERE id = ? AND state = 'ready_for_pickup'", "t",
                           fulfilment))
    return FALSE;
  return ready == 0 || (cubby_outbox_cancel (store, "ready", fulfilment, error) &&
                        cubby_outbox_add (store, "ready", order, fulfilment, 0, error));
}

gboolean
cubby_pass_reissue (CubbyStore *store, const char *order, const char *fulfilment, GError **error)
{
  g_autofree char *token = cubby_store_new_token ();
  return require_keys (store, error) && cubby_order_lock (store, order, error) &&
         check (store, fulfilment, cubby_pass_judge_reissue, error) &&
         cubby_sql_run (store->sql, error, "UPDATE orders SET token = ?, updated_ms = ? WHERE id = ?", "tit",
                        token, store->now_ms, order) &&
         replace (store, order, fulfilment, TRUE, error);
}

typedef struct {
  char *order, *fulfilment;
} Open;

static void
open_clear (gpointer data)
{
  Open *open = data;
  g_free (open->order);
  g_free (open->fulfilment);
}

static GArray *
list_open (CubbyStore *store, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT DISTINCT p.order_id, p.fulfilment FROM pass p JOIN orders o ON o.id = p.order_id"
      " WHERE p.state = 'active' AND p.exp > ? AND o.status = 'confirmed' ORDER BY p.order_id",
      "i", store->now_ms / 1000);
  if (rows == NULL)
    return NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (Open));
  g_array_set_clear_func (found, open_clear);
  g_autoptr (GError) local = NULL;
  while (cubby_sql_rows_next (rows, &local)) {
    Open open = {g_strdup (cubby_sql_rows_get_text (rows, 0)), g_strdup (cubby_sql_rows_get_text (rows, 1))};
    g_array_append_val (found, open);
  }
  if (local == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* It may have been collected or cancelled since it was listed. */
static gboolean
replace_when_open (CubbyStore *store, const Open *open, guint *count, GError **error)
{
  CubbyPassFacts facts;
  if (!cubby_order_lock (store, open->order, error) ||
      !cubby_pass_book_get_facts (store, open->fulfilment, &facts, error))
    return FALSE;
  if (facts.own != CUBBY_PASS_LIFE_ACTIVE && facts.helpers == 0)
    return TRUE;
  (*count)++;
  return replace (store, open->order, open->fulfilment, FALSE, error);
}

gboolean
cubby_pass_reissue_all (CubbyStore *store, guint *ret_count, GError **error)
{
  g_autoptr (GArray) open = list_open (store, error);
  *ret_count = 0;
  for (guint i = 0; open != NULL && i < open->len; i++)
    if (!replace_when_open (store, &g_array_index (open, Open, i), ret_count, error))
      return FALSE;
  return open != NULL;
}

gboolean
cubby_pass_tell_new_key (CubbyStore *store, gboolean *ret_told, GError **error)
{
  const CubbyPassSigningKey *key =
      store->keys != NULL ? cubby_key_ring_get_signer (store->keys, store->now_ms / 1000) : NULL;
  gint64 last = 0;
  *ret_told = FALSE;
  if (key == NULL)
    return TRUE;
  const guint8 *kid = cubby_pass_signing_key_get_kid (key);
  gint64 number = kid[0] << 8 | kid[1];
  if (!cubby_sql_read_int (store->sql, &last, -1, error, "SELECT value FROM counter WHERE name = 'pass-key'",
                           ""))
    return FALSE;
  if (last == number)
    return TRUE;
  g_autoptr (GArray) open = last >= 0 ? list_open (store, error) : g_array_new (FALSE, FALSE, sizeof (Open));
  for (guint i = 0; open != NULL && i < open->len; i++)
    if (!cubby_parcel_announce (store, g_array_index (open, Open, i).order, error))
      return FALSE;
  *ret_told = open != NULL && open->len > 0;
  return open != NULL && cubby_sql_run (store->sql, error,
                                        "INSERT INTO counter (name, value) VALUES ('pass-key', ?)"
                                        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                        "i", number);
}
