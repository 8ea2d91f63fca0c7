/* SPDX-License-Identifier: Apache-2.0 */
/* What only time brings about, where a second process comes to it at the same moment: one connection stands
 * in the way, another lists what is due and waits behind it, and what it listed changes meanwhile. */
#include "app/central/basket-checkout.h"
#include "app/central/feed-reader.h"
#include "app/central/hold.h"
#include "app/central/housekeeping.h"
#include "app/central/import.h"
#include "app/central/ledger.h"
#include "app/central/order.h"
#include "app/central/points-ledger.h"
#include "app/central/points.h"
#include "app/central/reminder.h"
#include "app/central/retention.h"
#include "app/central/schema.h"
#include "tests/central/small-range.h"
#include "tests/rig/postgresql.h"

#define NOW_MS G_GINT64_CONSTANT (1798761600000)
#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))
#define HER "01900000-0000-7000-8000-00000000000c"
#define BASKET "01900000-0000-7000-8000-00000000000"
#define WAIT_MS 4000

static const char order[] = "{\"channel\":\"web\",\"language\":\"en\",\"customer\":{\"email\":\"a@b.c\"},"
                            "\"lines\":[{\"sku\":\"A\",\"quantity\":2}],"
                            "\"fulfilment\":{\"method\":\"locker_pickup\",\"location\":\"4711\"},"
                            "\"payment\":{\"method\":\"card\",\"status\":\"pending\"}}";

typedef gboolean (*Deed) (CubbyStore *store, GError **error);

/* Three processes on one database, of which the first stands in the way of the second. */
typedef struct {
  CubbyCentralSettings *settings;
  CubbyStore first, second, third;
  Deed rule; /* of the second */
  int ended; /* atomic */
} Fixture;

static void
run_sql (CubbyStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  cubby_sql_execute (store->sql, sql, &error);
  g_assert_no_error (error);
}

static gint64
read_int (CubbyStore *store, const char *sql)
{
  gint64 value = -1;
  g_autoptr (GError) error = NULL;
  cubby_sql_read_int (store->sql, &value, -1, &error, sql, "");
  g_assert_no_error (error);
  return value;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyImportCount count;
  CubbyStore *stores[] = {&fixture->first, &fixture->second, &fixture->third};
  g_autofree char *uri = test_engine_make_database (TEST_POSTGRESQL, NULL);
  fixture->settings = cubby_central_settings_load (NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++) {
    *stores[i] = (CubbyStore){.sql = cubby_sql_open (uri, CUBBY_SQL_SERVER, &error),
                              .settings = fixture->settings,
                              .now_ms = NOW_MS,
                              .actor = "test"};
    g_assert_no_error (error);
    if (i == 0)
      g_assert_true (cubby_schema_migrate (stores[i]->sql, 0, &error));
  }
  g_assert_true (cubby_feed_draw (fixture->first.sql, FALSE, &error));
  g_autoptr (CubbyJsonBody) body = cubby_json_body_new (test_small_range, -1, &error);
  g_assert_true (cubby_import_range (&fixture->first, body, &count, &error));
  run_sql (&fixture->first,
           "INSERT INTO customer (id, name, email, language, notices, marketing, basket_reminder, loyalty,"
           " token, version, created_ms, updated_ms, seen_ms) VALUES ('" HER
           "', 'Mai', 'a@b.c', 'vi', 1, 0, 1, 1, 't', 1, 1798761600000, 1798761600000, 1798761600000)");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cubby_sql_free (fixture->first.sql);
  cubby_sql_free (fixture->second.sql);
  cubby_sql_free (fixture->third.sql);
  cubby_central_settings_free (fixture->settings);
}

static void
do_whole (CubbyStore *store, Deed deed)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_sql_begin (store->sql, &error));
  deed (store, &error);
  g_assert_no_error (error);
  g_assert_true (cubby_sql_commit (store->sql, &error));
}

static gpointer
second_thread (gpointer data)
{
  Fixture *fixture = data;
  do_whole (&fixture->second, fixture->rule);
  g_atomic_int_set (&fixture->ended, TRUE);
  return NULL;
}

/* It listed what is due, and stands behind the first. */
static void
wait_until_it_waits (Fixture *fixture)
{
  gint64 until_us = g_get_monotonic_time () + WAIT_MS * G_GINT64_CONSTANT (1000);
  while (read_int (&fixture->third,
                   "SELECT COUNT(*) FROM pg_catalog.pg_stat_activity WHERE datname = current_database()"
                   " AND wait_event_type = 'Lock'") == 0) {
    g_assert_false (g_atomic_int_get (&fixture->ended));
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_usleep (2000);
  }
}

/* @meanwhile: (nullable): committed by the third */
static void
race (Fixture *fixture, Deed in_the_way, Deed rule, Deed meanwhile)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_sql_begin (fixture->first.sql, &error));
  in_the_way (&fixture->first, &error);
  g_assert_no_error (error);
  fixture->rule = rule;
  GThread *thread = g_thread_new ("second", second_thread, fixture);
  wait_until_it_waits (fixture);
  if (meanwhile != NULL)
    do_whole (&fixture->third, meanwhile);
  g_assert_true (cubby_sql_commit (fixture->first.sql, &error));
  g_thread_join (thread);
}

static void
pass_time (Fixture *fixture, gint64 ms)
{
  fixture->first.now_ms += ms;
  fixture->second.now_ms += ms;
  fixture->third.now_ms += ms;
}

static gboolean
expire_points (CubbyStore *store, GError **error)
{
  return cubby_points_expire (store, 100, error);
}

static void
test_points (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 checked = 0;
  CubbyPointsMovement movement = {.kind = "adjust", .customer = HER, .points = 100};
  for (guint i = 0; i < 3; i++)
    g_assert_true (cubby_points_ledger_write (&fixture->first, &movement, &error));
  run_sql (&fixture->first,
           "UPDATE points_lot SET expires_ms = 1 WHERE id = (SELECT MIN(id) FROM points_lot)");
  race (fixture, expire_points, expire_points, NULL);
  g_assert_cmpint (read_int (&fixture->third, "SELECT balance FROM points_balance"), ==, 200);
  g_assert_cmpint (read_int (&fixture->third, "SELECT COUNT(*) FROM points_entry WHERE kind = 'expire'"), ==,
                   1);
  g_assert_true (cubby_points_check (fixture->third.sql, &checked, &error));
}

static gboolean
spend_some (CubbyStore *store, GError **error)
{
  CubbyPointsMovement movement = {.kind = "adjust", .customer = HER, .points = -130};
  return cubby_points_ledger_write (store, &movement, error);
}

static void
test_points_spent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyPointsMovement movement = {.kind = "adjust", .customer = HER, .points = 100};
  for (guint i = 0; i < 3; i++)
    g_assert_true (cubby_points_ledger_write (&fixture->first, &movement, &error));
  run_sql (&fixture->first,
           "UPDATE points_lot SET expires_ms = 1 WHERE id <> (SELECT MAX(id) FROM points_lot)");
  race (fixture, spend_some, expire_points, NULL);
  g_assert_cmpint (read_int (&fixture->third, "SELECT balance FROM points_balance"), ==, 100);
}

static void
add_basket (CubbyStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  cubby_sql_run (store->sql, &error,
                 "INSERT INTO basket (id, language, lines, customer, version, created_ms, updated_ms)"
                 " VALUES (?, 'en', '[{\"sku\":\"A\",\"quantity\":2}]', ?, 1, 0, ?)",
                 "tti", id, HER, store->now_ms);
  g_assert_no_error (error);
}

static void
test_reminder (Fixture *fixture, gconstpointer data)
{
  fixture->settings->reminder_hours = 2;
  add_basket (&fixture->first, BASKET "1");
  pass_time (fixture, 3 * HOUR_MS);
  race (fixture, cubby_reminder_run, cubby_reminder_run, NULL);
  g_assert_cmpint (read_int (&fixture->third, "SELECT COUNT(*) FROM outbox"), ==, 1);
}

static gboolean
check_out (CubbyStore *store, const char *id, GError **error)
{
  gint64 version = 0;
  g_autoptr (CubbyJsonBody) body = cubby_json_body_new ("{}", -1, error);
  g_autofree char *json = cubby_basket_checkout (store, id, body, &version, error);
  return json != NULL;
}

static gboolean
renew (CubbyStore *store, GError **error)
{
  return check_out (store, BASKET "2", error);
}

static gboolean
lock_hold (CubbyStore *store, GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "SELECT 1 FROM basket_hold WHERE basket = '" BASKET "1' FOR UPDATE", "");
}

static void
test_hold (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 checked = 0;
  add_basket (&fixture->first, BASKET "1");
  add_basket (&fixture->first, BASKET "2");
  g_assert_true (check_out (&fixture->first, BASKET "1", &error));
  g_assert_true (check_out (&fixture->first, BASKET "2", &error));
  pass_time (fixture, HOUR_MS);
  race (fixture, lock_hold, cubby_hold_expire, renew);
  g_assert_cmpint (read_int (&fixture->third, "SELECT held FROM stock_level"), ==, 2);
  g_assert_cmpint (
      read_int (&fixture->third, "SELECT SUM(quantity) FROM basket_hold WHERE basket = '" BASKET "2'"), ==,
      2);
  g_assert_true (cubby_ledger_check (fixture->third.sql, &checked, &error));
}

static gboolean
lock_basket (CubbyStore *store, GError **error)
{
  return cubby_sql_run (store->sql, error, "SELECT 1 FROM basket WHERE id = '" BASKET "1' FOR UPDATE", "");
}

static gboolean
come_back (CubbyStore *store, GError **error)
{
  return cubby_sql_run (store->sql, error, "UPDATE basket SET updated_ms = ? WHERE id = '" BASKET "2'", "i",
                        store->now_ms);
}

static void
test_forget (Fixture *fixture, gconstpointer data)
{
  fixture->settings->basket_days = 1;
  add_basket (&fixture->first, BASKET "1");
  add_basket (&fixture->first, BASKET "2");
  run_sql (&fixture->first, "UPDATE basket SET updated_ms = updated_ms + 1 WHERE id = '" BASKET "2'");
  pass_time (fixture, 100 * HOUR_MS);
  race (fixture, lock_basket, cubby_retention_run, come_back);
  g_assert_cmpint (read_int (&fixture->third, "SELECT COUNT(*) FROM basket WHERE id = '" BASKET "1'"), ==, 0);
  g_assert_cmpint (read_int (&fixture->third, "SELECT COUNT(*) FROM basket WHERE id = '" BASKET "2'"), ==, 1);
}

static void
place (CubbyStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyJsonBody) body = cubby_json_body_new (order, -1, &error);
  g_autofree char *json = cubby_order_place (store, body, &error);
  g_assert_no_error (error);
}

static gboolean
lock_order (CubbyStore *store, GError **error)
{
  return cubby_sql_run (store->sql, error, "SELECT 1 FROM orders ORDER BY id LIMIT 1 FOR UPDATE", "");
}

static gboolean
pay (CubbyStore *store, GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "UPDATE orders SET status = 'confirmed' WHERE id = (SELECT MAX(id) FROM orders)", "");
}

static void
test_unpaid (Fixture *fixture, gconstpointer data)
{
  place (&fixture->first);
  place (&fixture->first);
  pass_time (fixture, 1000 * HOUR_MS);
  race (fixture, lock_order, cubby_housekeeping_run, pay);
  g_assert_cmpint (read_int (&fixture->third, "SELECT COUNT(*) FROM orders WHERE status = 'cancelled'"), ==,
                   1);
  g_assert_cmpint (read_int (&fixture->third, "SELECT COUNT(*) FROM orders WHERE status = 'confirmed'"), ==,
                   1);
}

static void
test_turn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->settings->reminder_hours = 2;
  add_basket (&fixture->first, BASKET "1");
  pass_time (fixture, 3 * HOUR_MS);
  g_assert_true (cubby_sql_begin (fixture->first.sql, &error));
  g_assert_true (cubby_housekeeping_run (&fixture->first, &error));
  gint64 start_us = g_get_monotonic_time ();
  do_whole (&fixture->second, cubby_housekeeping_run);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, G_USEC_PER_SEC);
  g_assert_cmpint (read_int (&fixture->third, "SELECT COUNT(*) FROM outbox"), ==, 0);
  cubby_sql_rollback (fixture->first.sql);
  do_whole (&fixture->second, cubby_housekeeping_run);
  g_assert_cmpint (read_int (&fixture->third, "SELECT COUNT(*) FROM outbox"), ==, 1);
}

#define ADD(name, test) g_test_add ("/central/two-writers/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("points expire once", test_points);
  ADD ("of points that are spent at the same moment only the rest expires", test_points_spent);
  ADD ("a basket left behind is reminded of once", test_reminder);
  ADD ("a hold that is renewed at its last moment is kept", test_hold);
  ADD ("a basket that somebody comes back to is not forgotten", test_forget);
  ADD ("an order that is paid at its last moment is not ended", test_unpaid);
  ADD ("housekeeping is done by one process at a time, and its turn ends with it", test_turn);
  return g_test_run ();
}
