/* SPDX-License-Identifier: Apache-2.0 */
/* What only time brings about, with a clock of the test's own. */
#include "app/central/basket-checkout.h"
#include "app/central/feed-reader.h"
#include "app/central/feed.h"
#include "app/central/fulfilment.h"
#include "app/central/housekeeping.h"
#include "app/central/import.h"
#include "app/central/ledger.h"
#include "app/central/order-check.h"
#include "app/central/order.h"
#include "app/central/parcel.h"
#include "app/central/points-ledger.h"
#include "app/central/points.h"
#include "app/central/schema.h"
#include "tests/central/small-range.h"
#include "tests/rig/postgresql.h"

#include <glib/gstdio.h>
#include <string.h>

static const char order[] = "{\"channel\":\"web\",\"language\":\"en\",\"customer\":{\"email\":\"a@b.c\"},"
                            "\"lines\":[{\"sku\":\"A\",\"quantity\":2}],"
                            "\"fulfilment\":{\"method\":\"locker_pickup\",\"location\":\"4711\"},"
                            "\"payment\":{\"method\":\"card\",\"status\":\"paid\"}}";

typedef struct {
  char *folder;
  CubbyCentralSettings *settings;
  CubbyStore store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("cubby-store-XXXXXX", NULL);
  g_autofree char *uri = test_engine_make_database (GPOINTER_TO_UINT (data), fixture->folder);
  fixture->settings = cubby_central_settings_load (NULL, &error);
  g_assert_no_error (error);
  fixture->store.sql = cubby_sql_open (uri, CUBBY_SQL_SERVER, &error);
  g_assert_no_error (error);
  fixture->store.settings = fixture->settings;
  fixture->store.now_ms = 1798761600000;
  fixture->store.actor = "test";
  cubby_schema_migrate (fixture->store.sql, 0, &error);
  g_assert_no_error (error);
  cubby_feed_draw (fixture->store.sql, FALSE, &error);
  g_assert_no_error (error);
  CubbyImportCount count;
  g_autoptr (CubbyJsonBody) body = cubby_json_body_new (test_small_range, -1, &error);
  cubby_import_range (&fixture->store, body, &count, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cubby_sql_free (fixture->store.sql);
  cubby_central_settings_free (fixture->settings);
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static gint64
read_int (Fixture *fixture, const char *sql)
{
  gint64 value = -1;
  g_autoptr (GError) error = NULL;
  cubby_sql_read_int (fixture->store.sql, &value, -1, &error, sql, "");
  g_assert_no_error (error);
  return value;
}

static void
place (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyJsonBody) body = cubby_json_body_new (order, -1, &error);
  g_autofree char *json = cubby_order_place (&fixture->store, body, &error);
  g_assert_no_error (error);
  cubby_sql_execute (fixture->store.sql, "UPDATE fulfilment SET state = 'ready_for_pickup'", &error);
  g_assert_no_error (error);
}

static void
keep_house (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_housekeeping_run (&fixture->store, &error));
  g_assert_no_error (error);
}

static void
test_unpaid (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  place (fixture);
  cubby_sql_execute (fixture->store.sql,
                     "UPDATE orders SET status = 'pending'; UPDATE fulfilment SET state = 'open'", &error);
  g_assert_no_error (error);
  fixture->store.now_ms += 24 * 3600 * G_GINT64_CONSTANT (1000) - 1000;
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, "SELECT allocated FROM stock_level"), ==, 2);
  fixture->store.now_ms += 1000;
  keep_house (fixture);
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM orders WHERE status = 'cancelled'"), ==, 1);
  g_assert_cmpint (read_int (fixture, "SELECT allocated FROM stock_level"), ==, 0);
}

/* The minutes of [baskets] hold-minutes, to the millisecond. */
static void
test_hold (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 version = 0, checked = 0;
  g_assert_true (cubby_sql_run (fixture->store.sql, &error,
                                "INSERT INTO basket (id, language, lines, version, created_ms, updated_ms)"
                                " VALUES ('b', 'en', '[{\"sku\":\"A\",\"quantity\":2}]', 1, 0, ?)",
                                "i", fixture->store.now_ms));
  g_autoptr (CubbyJsonBody) body = cubby_json_body_new ("{}", -1, &error);
  g_autofree char *json = cubby_basket_checkout (&fixture->store, "b", body, &version, &error);
  g_assert_no_error (error);
  fixture->store.now_ms += 15 * 60 * 1000 - 1;
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, "SELECT held FROM stock_level"), ==, 2);
  fixture->store.now_ms += 1;
  keep_house (fixture);
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, "SELECT held FROM stock_level"), ==, 0);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM basket_hold"), ==, 0);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM stock_movement WHERE kind = 'unhold'"), ==, 1);
  g_assert_cmpint (read_int (fixture, "SELECT version FROM basket"), ==, version + 1);
  g_assert_true (cubby_order_check (fixture->store.sql, &checked, &error));
}

#define N_EXPIRED "SELECT COUNT(*) FROM fulfilment WHERE state = 'expired'"

static void
test_expire (Fixture *fixture, gconstpointer data)
{
  place (fixture);
  fixture->store.now_ms += 72 * 3600 * G_GINT64_CONSTANT (1000) - 1000;
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, N_EXPIRED), ==, 0);
  fixture->store.now_ms += 1000;
  keep_house (fixture);
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, N_EXPIRED), ==, 1);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM parcel WHERE state = 'withdrawn'"), ==, 1);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM outbox WHERE notice = 'expired'"), ==, 1);
  g_assert_cmpint (read_int (fixture, "SELECT allocated FROM stock_level"), ==, 2);
}

static void
test_return (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 checked = 0;
  place (fixture);
  fixture->store.now_ms += 73 * 3600 * G_GINT64_CONSTANT (1000);
  keep_house (fixture);
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (fixture->store.sql, &error, "SELECT id FROM fulfilment", "");
  g_assert_true (cubby_sql_rows_next (rows, &error));
  g_autofree char *id = g_strdup (cubby_sql_rows_get_text (rows, 0));
  g_clear_pointer (&rows, cubby_sql_rows_free);
  g_assert_true (cubby_fulfilment_become (&fixture->store, id, CUBBY_FULFILMENT_RETURNED_TO_STOCK, &error));
  g_assert_cmpint (read_int (fixture, "SELECT allocated FROM stock_level"), ==, 0);
  g_assert_cmpint (read_int (fixture, "SELECT on_hand FROM stock_level"), ==, 5);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM orders WHERE status = 'cancelled'"), ==, 1);
  g_assert_true (cubby_ledger_check (fixture->store.sql, &checked, &error));
  g_assert_true (cubby_order_check (fixture->store.sql, &checked, &error));
}

static GPtrArray *
read_feed (Fixture *fixture, gint64 since, gint64 floor, GError **error)
{
  CubbyFeedQuery query = {.since = {.seq = since, .floor = floor}, .limit = 100};
  return cubby_feed_read (fixture->store.sql, &query, NULL, error);
}

static void
test_prune (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 last = 0;
  g_assert_true (cubby_feed_put (&fixture->store, "product", "gone", NULL, "{}", &error));
  g_assert_true (cubby_feed_put (&fixture->store, "product", "gone", NULL, NULL, &error));
  g_assert_true (cubby_feed_get_last (fixture->store.sql, &last, &error));
  fixture->store.now_ms += 31 * 24 * 3600 * G_GINT64_CONSTANT (1000);
  keep_house (fixture);
  g_assert_null (read_feed (fixture, last - 1, 0, &error));
  g_assert_error (error, CUBBY_PROBLEM, CUBBY_PROBLEM_TOO_OLD);
  g_clear_error (&error);
  g_autoptr (GPtrArray) after = read_feed (fixture, last, 0, &error);
  g_assert_cmpuint (after->len, ==, 0);
  g_autoptr (GPtrArray) all = read_feed (fixture, 0, 0, &error);
  g_assert_cmpuint (all->len, ==, 4);
  /* in the middle of a reading from 0 that began after the thing was forgotten */
  g_autoptr (GPtrArray) rest = read_feed (fixture, 1, last, &error);
  g_assert_cmpuint (rest->len, ==, 3);
}

static void
test_epoch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyFeedSpan span, anew;
  gint64 epoch = 0;
  g_assert_true (cubby_feed_get_span (fixture->store.sql, &span, &error));
  g_assert_cmpuint (span.feed, !=, 0);
  g_assert_true (cubby_parcel_begin_epoch (&fixture->store, &epoch, &error));
  g_assert_true (cubby_feed_get_span (fixture->store.sql, &anew, &error));
  g_assert_cmpuint (anew.feed, !=, span.feed);
  CubbyFeedQuery query = {.since = {.feed = span.feed, .seq = span.last}, .limit = 10};
  g_assert_null (cubby_feed_read (fixture->store.sql, &query, NULL, &error));
  g_assert_error (error, CUBBY_PROBLEM, CUBBY_PROBLEM_TOO_OLD);
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  cubby_sql_execute (fixture->store.sql, sql, &error);
  g_assert_no_error (error);
}

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

#define HER "01900000-0000-7000-8000-00000000000c"

/* Makes a customer and an order of hers that is over, or "confirmed". */
static void
live (Fixture *fixture, const char *status)
{
  g_autofree char *update = g_strdup_printf ("UPDATE orders SET status = '%s', customer = '" HER "'", status);
  run_sql (
      fixture,
      "INSERT INTO customer (id, name, email, language, notices, marketing, basket_reminder, loyalty, token,"
      " version, created_ms, updated_ms, seen_ms) VALUES ('" HER
      "', 'Mai', 'a@b.c', 'vi', 1, 0, 0, 1, 't', 1,"
      " 1798761600000, 1798761600000, 1798761600000)");
  place (fixture);
  run_sql (fixture, update);
  run_sql (fixture, g_str_equal (status, "confirmed") /* something is still to come */
                        ? "UPDATE fulfilment SET state = 'packed', address = 'x'"
                        : "UPDATE fulfilment SET state = 'picked_up', address = 'x'");
}

#define N_CUSTOMERS "SELECT COUNT(*) FROM customer WHERE email IS NOT NULL"
#define N_NAMED "SELECT COUNT(*) FROM orders WHERE email IS NOT NULL"
#define N_ADDRESSES "SELECT COUNT(*) FROM fulfilment WHERE address IS NOT NULL"

static void
test_forget (Fixture *fixture, gconstpointer data)
{
  fixture->settings->order_personal_months = 1;
  fixture->settings->customer_months = 2;
  live (fixture, "completed");
  fixture->store.now_ms += 31 * DAY_MS;
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, N_NAMED), ==, 1);
  fixture->store.now_ms += 1000;
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, N_NAMED), ==, 0);
  g_assert_cmpint (read_int (fixture, N_ADDRESSES), ==, 0);
  g_assert_cmpint (read_int (fixture, "SELECT total FROM orders"), ==, 2);
  g_assert_cmpint (read_int (fixture, N_CUSTOMERS), ==, 1);
  fixture->store.now_ms += 28 * DAY_MS;
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, N_CUSTOMERS), ==, 0);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM audit WHERE action = 'customer-erase'"), ==, 1);
}

static void
test_keep_open (Fixture *fixture, gconstpointer data)
{
  fixture->settings->order_personal_months = 1;
  fixture->settings->customer_months = 1;
  live (fixture, "confirmed");
  fixture->store.now_ms += 400 * DAY_MS;
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, N_NAMED), ==, 1);
  g_assert_cmpint (read_int (fixture, N_ADDRESSES), ==, 1);
  g_assert_cmpint (read_int (fixture, N_CUSTOMERS), ==, 1);
  fixture->settings->order_personal_months = 0;
  fixture->settings->customer_months = 0;
  run_sql (fixture, "UPDATE orders SET status = 'completed'");
  keep_house (fixture);
  g_assert_cmpint (read_int (fixture, N_NAMED), ==, 1);
  g_assert_cmpint (read_int (fixture, N_CUSTOMERS), ==, 1);
}

static void
test_forget_things (Fixture *fixture, gconstpointer data)
{
  fixture->settings->basket_days = 30;
  fixture->settings->audit_months = 1;
  fixture->settings->kiosk_event_days = 10;
  run_sql (fixture, "INSERT INTO basket (id, language, lines, version, created_ms, updated_ms) VALUES"
                    " ('01900000-0000-7000-8000-000000000000', 'vi', '[]', 1, 1798761600000, 1798761600000)");
  run_sql (fixture, "INSERT INTO kiosk_event (id, kiosk, seq, time, type, data, received_ms) VALUES"
                    " ('e', 'k', 1, 't', 'x', '{}', 1798761600000)");
  run_sql (fixture, "INSERT INTO audit (id, time_ms, actor, action, subject) VALUES"
                    " ('01900000-0000-7000-8000-000000000000', 1798761600000, 'a', 'old', 's')");
  const struct {
    const char *sql;
    guint days;
  } rows[] = {{"SELECT COUNT(*) FROM kiosk_event", 10},
              {"SELECT COUNT(*) FROM basket", 30},
              {"SELECT COUNT(*) FROM audit WHERE action = 'old'", 31}};
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    fixture->store.now_ms = 1798761600000 + rows[i].days * DAY_MS;
    keep_house (fixture);
    g_assert_cmpint (read_int (fixture, rows[i].sql), ==, 1);
    fixture->store.now_ms += 1000;
    keep_house (fixture);
    g_assert_cmpint (read_int (fixture, rows[i].sql), ==, 0);
  }
}

/* A walk of everything that moves points; ledger, balance and lots are the same after each step. */
static void
test_points (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[] = {"reverse", "redeem", "adjust", "restore"};
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  gint64 checked = 0;
  live (fixture, "completed");
  fixture->settings->loyalty_months = 2;
  fixture->settings->customer_months = 0;
  for (guint i = 0; i < 150; i++) {
    g_autoptr (GError) error = NULL;
    gint64 before = read_int (fixture, "SELECT COALESCE(SUM(balance), 0) FROM points_balance");
    CubbyPointsMovement movement = {.kind = kinds[g_rand_int_range (random, 0, 4)],
                                    .customer = HER,
                                    .points = g_rand_int_range (random, -90, 100)};
    gboolean done = cubby_points_ledger_write (&fixture->store, &movement, &error);
    g_assert_cmpint (done, ==, before + movement.points >= 0);
    fixture->store.now_ms += g_rand_int_range (random, 0, 5) * DAY_MS;
    g_assert_true (cubby_points_expire (&fixture->store, 100, NULL));
    g_assert_true (cubby_points_check (fixture->store.sql, &checked, NULL));
    g_assert_cmpint (checked, ==, i == 0 && !done ? 0 : 1);
  }
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM points_entry WHERE kind = 'expire'"), >, 0);
  fixture->store.now_ms += 62 * DAY_MS;
  g_assert_true (cubby_points_expire (&fixture->store, 100, NULL));
  g_assert_cmpint (read_int (fixture, "SELECT balance FROM points_balance"), ==, 0);
}

#define ADD_ONE(engine, name, test)                                                                          \
  g_test_add ("/central/store/" name, Fixture, GUINT_TO_POINTER (engine), set_up, test, tear_down)
/* Each on both engines. */
#define ADD(name, test)                                                                                      \
  ADD_ONE (TEST_SQLITE, "sqlite/" name, test);                                                               \
  ADD_ONE (TEST_POSTGRESQL, "postgresql/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("an order nobody pays gives its stock back, at its time", test_unpaid);
  ADD ("what a basket holds is let go once, at its time", test_hold);
  ADD ("a parcel nobody came for expires once, at its time", test_expire);
  ADD ("what is returned to stock is for sale again", test_return);
  ADD ("an order forgets its buyer and a customer is forgotten, each at its time", test_forget);
  ADD ("who waits for something is remembered, and so is everybody when no time is set", test_keep_open);
  ADD ("baskets, the audit and events of kiosks go at their times", test_forget_things);
  ADD ("points of ledger, balance and lots are the same after each step of a walk", test_points);
  ADD ("who was away longer than the feed is kept starts over", test_prune);
  ADD ("a database that came back from a copy has a feed of its own", test_epoch);
  return g_test_run ();
}
