/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/points.h"
#include "app/central/customer.h"
#include "app/central/points-ledger.h"
#include "app/domain/loyalty.h"

#define MAX_POINTS G_GINT64_CONSTANT (1000000000)
#define MAX_REASON 200

static gboolean
add_entries (CubbyStore *store, CubbyJsonText *json, const char *customer, const char *cursor, guint limit,
             GError **error)
{
  g_autofree char *next = NULL;
  g_autoptr (GError) local = NULL;
  guint n = 0;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT id, kind, points, order_id, reason, time_ms FROM points_entry"
                       " WHERE customer = ? AND (CAST(? AS TEXT) IS NULL OR id < ?) ORDER BY id DESC LIMIT ?",
                       "ttti", customer, cursor, cursor, (gint64)limit);
  if (rows == NULL)
    return FALSE;
  cubby_json_text_open_array (json, "entries");
  for (; cubby_sql_rows_next (rows, &local); n++) {
    g_autofree char *time = cubby_store_format_time (cubby_sql_rows_get_int (rows, 5));
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "id", cubby_sql_rows_get_text (rows, 0));
    cubby_json_text_string (json, "kind", cubby_sql_rows_get_text (rows, 1));
    cubby_json_text_int (json, "points", cubby_sql_rows_get_int (rows, 2));
    if (!cubby_sql_rows_is_null (rows, 3))
      cubby_json_text_string (json, "order", cubby_sql_rows_get_text (rows, 3));
    if (!cubby_sql_rows_is_null (rows, 4))
      cubby_json_text_string (json, "reason", cubby_sql_rows_get_text (rows, 4));
    cubby_json_text_string (json, "time", time);
    cubby_json_text_close_object (json);
    g_free (next);
    next = g_strdup (cubby_sql_rows_get_text (rows, 0));
  }
  cubby_json_text_close_array (json);
  cubby_json_text_string (json, "next", n == limit ? next : NULL);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

char *
cubby_points_list (CubbyStore *store, const char *customer, const char *cursor, guint limit, GError **error)
{
  gint64 version = 0;
  gint64 balance = 0;
  g_autofree char *known = cubby_customer_get (store, customer, &version, error);
  if (known == NULL || !cubby_store_check_cursor (cursor, error) ||
      !cubby_points_ledger_get_balance (store, customer, &balance, error))
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_int (json, "balance", balance);
  if (!add_entries (store, json, customer, cursor, limit, error))
    return NULL;
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

char *
cubby_points_adjust (CubbyStore *store, const CubbyChangeRequest *request, GError **error)
{
  gint64 version = 0;
  JsonObject *root = cubby_json_body_get_root (request->body);
  g_autofree char *known = cubby_customer_get (store, request->parameter, &version, error);
  if (known == NULL)
    return NULL;
  CubbyPointsMovement movement = {
      .kind = "adjust",
      .customer = request->parameter,
      .points = cubby_json_body_get_int (request->body, root, "", "points", -MAX_POINTS, MAX_POINTS),
      .reason = cubby_json_body_get_string (request->body, root, "", "reason", MAX_REASON),
  };
  if (movement.points == 0)
    cubby_json_body_fail (request->body, "", "points", "must not be 0");
  g_autofree char *detail = g_strdup_printf ("%+" G_GINT64_FORMAT, movement.points);
  if (!cubby_json_body_finish (request->body, error) ||
      !cubby_points_ledger_write (store, &movement, error) ||
      !cubby_store_audit (store, "points-adjust", request->parameter, detail, error))
    return NULL;
  return cubby_points_list (store, request->parameter, NULL, 1, error);
}

/* What a row of the table of currencies says. */
static gint64
get_rate (const CubbyStore *store, const char *currency, gboolean worth)
{
  for (guint i = 0; i < CUBBY_N_LOYALTY_RATES; i++) {
    const CubbyLoyaltyRate *rate = &store->settings->loyalty[i];
    if (g_strcmp0 (rate->currency, currency) == 0)
      return worth ? rate->worth : rate->spend;
  }
  return 0;
}

gint64
cubby_points_get_worth (const CubbyStore *store, const char *currency)
{
  return get_rate (store, currency, TRUE);
}

gboolean
cubby_points_redeem (CubbyStore *store, const char *customer, const char *order, gint64 points,
                     const char *currency, gint64 payable, GError **error)
{
  static const char *const reasons[] = {
      [CUBBY_REDEEM_NOT_OFFERED] = "points are worth nothing in this currency",
      [CUBBY_REDEEM_TOO_FEW] = "the customer has not so many",
      [CUBBY_REDEEM_TOO_MANY] = "they are worth more than is to be paid",
  };
  gint64 balance = 0;
  if (!cubby_points_ledger_lock (store, customer, &balance, error))
    return FALSE;
  CubbyRedemption answer = cubby_loyalty_redeem (points, balance, get_rate (store, currency, TRUE), payable);
  if (answer.verdict != CUBBY_REDEEM_GOOD) {
    JsonObject *members = json_object_new ();
    json_object_set_int_member (members, "most", answer.most);
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, members, "points: %s; %" G_GINT64_FORMAT " would do.",
                       reasons[answer.verdict], answer.most);
    return FALSE;
  }
  CubbyPointsMovement movement = {.kind = "redeem", .customer = customer, .points = -points, .order = order};
  return cubby_points_ledger_write (store, &movement, error);
}

/* What the order's customer, when she takes part, has been given and lost by it. */
typedef struct {
  char *customer;
  char *currency;
  gint64 kept, earned, reversed, redeemed, restored;
  gboolean loyalty;
} Account;

static void
account_clear (Account *account)
{
  g_free (account->customer);
  g_free (account->currency);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Account, account_clear)

static gboolean
read_sums (CubbyStore *store, const char *order, Account *account, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT COALESCE(SUM(CASE kind WHEN 'earn' THEN points ELSE 0 END), 0),"
                       " COALESCE(SUM(CASE kind WHEN 'reverse' THEN -points ELSE 0 END), 0),"
                       " COALESCE(SUM(CASE kind WHEN 'redeem' THEN -points ELSE 0 END), 0),"
                       " COALESCE(SUM(CASE kind WHEN 'restore' THEN points ELSE 0 END), 0) FROM points_entry "
                       "WHERE order_id = ?",
                       "t", order);
  if (!cubby_store_take_row (rows, error, "There is no order %s.", order))
    return FALSE;
  account->earned = cubby_sql_rows_get_int (rows, 0);
  account->reversed = cubby_sql_rows_get_int (rows, 1);
  account->redeemed = cubby_sql_rows_get_int (rows, 2);
  account->restored = cubby_sql_rows_get_int (rows, 3);
  return TRUE;
}

/* @ret_account->customer stays NULL when nobody is to have points for it. */
static gboolean
read_account (CubbyStore *store, const char *order, Account *ret_account, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT o.customer, o.currency, CASE WHEN o.credit < o.total THEN o.total - o.credit "
                       "ELSE 0 END, c.loyalty FROM orders o JOIN "
                       "customer c ON c.id = o.customer"
                       " WHERE o.id = ? AND c.erased_ms IS NULL",
                       "t", order);
  if (rows == NULL)
    return FALSE;
  if (!cubby_sql_rows_next (rows, &local)) {
    if (local == NULL)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  ret_account->customer = g_strdup (cubby_sql_rows_get_text (rows, 0));
  ret_account->currency = g_strdup (cubby_sql_rows_get_text (rows, 1));
  ret_account->kept = cubby_sql_rows_get_int (rows, 2);
  ret_account->loyalty = cubby_sql_rows_get_int (rows, 3) != 0;
  g_clear_pointer (&rows, cubby_sql_rows_free);
  return read_sums (store, order, ret_account, error);
}

gboolean
cubby_points_earn (CubbyStore *store, const char *order, GError **error)
{
  g_auto (Account) account = {0};
  if (!read_account (store, order, &account, error))
    return FALSE;
  if (account.customer == NULL || !account.loyalty || account.earned > 0)
    return TRUE;
  CubbyPointsMovement movement = {
      .kind = "earn",
      .customer = account.customer,
      .points = cubby_loyalty_earn (account.kept, get_rate (store, account.currency, FALSE)),
      .order = order,
  };
  return cubby_points_ledger_write (store, &movement, error);
}

gboolean
cubby_points_reverse (CubbyStore *store, const char *order, GError **error)
{
  g_auto (Account) account = {0};
  gint64 balance = 0;
  if (!read_account (store, order, &account, error))
    return FALSE;
  if (account.customer == NULL || account.earned == 0)
    return TRUE;
  if (!cubby_points_ledger_lock (store, account.customer, &balance, error))
    return FALSE;
  CubbyPointsMovement movement = {
      .kind = "reverse",
      .customer = account.customer,
      .points = -cubby_loyalty_reverse (account.earned, account.reversed, account.kept,
                                        get_rate (store, account.currency, FALSE), balance),
      .order = order,
  };
  return cubby_points_ledger_write (store, &movement, error);
}

gboolean
cubby_points_restore (CubbyStore *store, const char *order, gint64 points, GError **error)
{
  g_auto (Account) account = {0};
  if (!read_account (store, order, &account, error))
    return FALSE;
  if (account.customer == NULL)
    return TRUE;
  CubbyPointsMovement movement = {
      .kind = "restore",
      .customer = account.customer,
      .points = MAX (MIN (points, account.redeemed) - account.restored, 0),
      .order = order,
  };
  return cubby_points_ledger_write (store, &movement, error);
}

gboolean
cubby_points_write_off (CubbyStore *store, const char *customer, GError **error)
{
  gint64 balance = 0;
  if (!cubby_points_ledger_lock (store, customer, &balance, error))
    return FALSE;
  CubbyPointsMovement movement = {.kind = "erase", .customer = customer, .points = -balance};
  return cubby_points_ledger_write (store, &movement, error);
}
