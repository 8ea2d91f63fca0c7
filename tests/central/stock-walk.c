/* SPDX-License-Identifier: Apache-2.0 */
/* Random walks from fixed seeds through everything that moves stock or money, on the storage itself; after
 * each step what must always hold is proven. */
#include "app/central/basket-checkout.h"
#include "app/central/delivery-change.h"
#include "app/central/feed-reader.h"
#include "app/central/fulfilment.h"
#include "app/central/housekeeping.h"
#include "app/central/import.h"
#include "app/central/ledger.h"
#include "app/central/order-check.h"
#include "app/central/order-money.h"
#include "app/central/order-return.h"
#include "app/central/order.h"
#include "app/central/parcel.h"
#include "app/central/schema.h"
#include "tests/rig/postgresql.h"

#include <glib/gstdio.h>
#include <string.h>

#define NAME "{\"vi\":\"a\",\"th\":\"b\",\"en\":\"c\"}"
#define VARIANT(sku, gtin, size)                                                                             \
  "{\"sku\":\"" sku "\",\"gtin\":\"" gtin "\",\"price\":{\"amount\":1000,\"currency\":\"VND\"},"             \
  "\"weight_g\":900,\"parcel_size\":\"" size "\"}"

static const char range[] =
    "{\"categories\":[{\"id\":\"tops\",\"name\":" NAME "}],"
    "\"locations\":[{\"id\":\"S1\",\"kind\":\"store\",\"name\":\"S\",\"lockers\":true},"
    "{\"id\":\"S2\",\"kind\":\"store\",\"name\":\"T\",\"lockers\":false},"
    "{\"id\":\"W1\",\"kind\":\"warehouse\",\"name\":\"W\"}],"
    "\"products\":[{\"id\":\"p\",\"category\":\"tops\",\"name\":" NAME
    ",\"variants\":[" VARIANT ("A", "9521234543213", "S") "," VARIANT (
        "B", "9521234543220", "M") "," VARIANT ("C", "9521234543237",
                                                "XL") "]}],"
                                                      "\"stock\":[{\"sku\":\"A\",\"location\":\"S1\",\"on_"
                                                      "hand\":6},{\"sku\":\"A\",\"location\":\"W1\","
                                                      "\"on_hand\":9},{\"sku\":\"B\",\"location\":\"S2\","
                                                      "\"on_hand\":5},{\"sku\":\"C\",\"location\":\"W1\","
                                                      "\"on_hand\":4}]}";

static const char *const skus[] = {"A", "B", "C"};
static const char *const locations[] = {"S1", "S2", "W1"};

typedef struct {
  char *folder;
  CubbyCentralSettings *settings;
  CubbyStore store;
  GRand *rand;
} Walk;

#define ONE_OF(walk, list) (list)[g_rand_int_range ((walk)->rand, 0, G_N_ELEMENTS (list))]

static gint32
roll (Walk *walk, gint32 min, gint32 max)
{
  return g_rand_int_range (walk->rand, min, max + 1);
}

static gint64
read_int (Walk *walk, const char *sql)
{
  gint64 value = -1;
  g_autoptr (GError) error = NULL;
  cubby_sql_read_int (walk->store.sql, &value, 0, &error, sql, "");
  g_assert_no_error (error);
  return value;
}

/* Returns: (transfer full) (nullable): one of the texts that "SELECT … FROM @from" has, in a fixed order. */
static char *
pick (Walk *walk, const char *column, const char *from)
{
  g_autofree char *count = g_strdup_printf ("SELECT COUNT(*) FROM %s", from);
  gint64 n = read_int (walk, count);
  if (n == 0)
    return NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY 1 LIMIT 1 OFFSET %d", column, from,
                                          roll (walk, 0, (gint32)n - 1));
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (walk->store.sql, &error, sql, "");
  g_assert_no_error (error);
  g_assert_true (cubby_sql_rows_next (rows, &error));
  return g_strdup (cubby_sql_rows_get_text (rows, 0));
}

static CubbyJsonBody *
parse (char *text)
{
  g_autofree char *taken = text;
  g_autoptr (GError) error = NULL;
  CubbyJsonBody *body = cubby_json_body_new (taken, -1, &error);
  g_assert_no_error (error);
  return body;
}

static char *
make_lines (Walk *walk, gint32 most)
{
  const char *one = ONE_OF (walk, skus), *two = ONE_OF (walk, skus);
  if (g_str_equal (one, two) || roll (walk, 0, 1) == 0)
    return g_strdup_printf ("[{\"sku\":\"%s\",\"quantity\":%d}]", one, roll (walk, 1, most));
  return g_strdup_printf ("[{\"sku\":\"%s\",\"quantity\":%d},{\"sku\":\"%s\",\"quantity\":%d}]", one,
                          roll (walk, 1, most), two, roll (walk, 1, most));
}

/* Each step answers whether it did something; FALSE without @error: there was nothing to do it to. */
typedef gboolean (*Step) (Walk *walk, GError **error);

static gboolean
done (char *json)
{
  g_autofree char *text = json;
  return text != NULL;
}

static gboolean
step_place (Walk *walk, GError **error)
{
  static const char *const ways[] = {
      "\"fulfilment\":{\"method\":\"locker_pickup\",\"location\":\"S1\"}",
      "\"fulfilment\":{\"method\":\"store_pickup\",\"location\":\"S2\"}",
      "\"fulfilment\":{\"method\":\"shipping\",\"address\":\"x\"}",
  };
  static const char split[] =
      "\"fulfilments\":[{\"method\":\"store_pickup\",\"location\":\"S2\",\"lines\":[1]},"
      "{\"method\":\"locker_pickup\",\"location\":\"S1\",\"lines\":[0]}]";
  static const char *const payments[] = {"paid", "pending", "authorized"};
  g_autofree char *lines = make_lines (walk, 4);
  g_autofree char *basket = roll (walk, 0, 2) == 0 ? pick (walk, "id", "basket") : NULL;
  g_autofree char *of_basket =
      basket != NULL ? g_strdup_printf ("\"basket\":\"%s\",", basket) : g_strdup ("");
  g_autoptr (CubbyJsonBody) body = parse (g_strdup_printf (
      "{\"channel\":\"web\",\"language\":\"en\",%s\"lines\":%s,%s,"
      "\"payment\":{\"method\":\"card\",\"status\":\"%s\"}}",
      of_basket, lines, strchr (lines, '}')[1] == ',' && roll (walk, 0, 1) == 0 ? split : ONE_OF (walk, ways),
      ONE_OF (walk, payments)));
  return done (cubby_order_place (&walk->store, body, error));
}

static gboolean
step_checkout (Walk *walk, GError **error)
{
  gint64 version = 0;
  g_autofree char *lines = make_lines (walk, 3);
  g_autofree char *id = cubby_store_new_id (&walk->store);
  g_autoptr (CubbyJsonBody) body = parse (g_strdup ("{\"location\":\"S1\"}"));
  return cubby_sql_run (walk->store.sql, error,
                        "INSERT INTO basket (id, language, lines, version, created_ms, updated_ms)"
                        " VALUES (?, 'en', ?, 1, ?, ?)",
                        "ttii", id, lines, walk->store.now_ms, walk->store.now_ms) &&
         done (cubby_basket_checkout (&walk->store, id, body, &version, error));
}

static gboolean
step_release (Walk *walk, GError **error)
{
  gint64 version = 0;
  g_autofree char *id = pick (walk, "basket", "basket_hold");
  return id != NULL && done (cubby_basket_release (&walk->store, id, &version, error));
}

static gboolean
step_cancel (Walk *walk, GError **error)
{
  g_autofree char *id = pick (walk, "id", "orders WHERE status <> 'cancelled'");
  g_autoptr (CubbyJsonBody) body = parse (g_strdup ("{}"));
  return id != NULL && done (cubby_order_cancel (&walk->store, id, body, error));
}

static gboolean
step_shrink (Walk *walk, GError **error)
{
  g_autofree char *line = pick (walk, "id", "order_line WHERE settled <> 1");
  if (line == NULL)
    return FALSE;
  g_autofree char *from = g_strdup_printf ("order_line WHERE id = '%s'", line);
  g_autofree char *order = pick (walk, "order_id", from);
  g_autoptr (CubbyJsonBody) body =
      parse (g_strdup_printf ("{\"lines\":[{\"id\":\"%s\",\"quantity\":%d}]}", line, roll (walk, 1, 3)));
  return done (cubby_order_cancel (&walk->store, order, body, error));
}

static CubbyJsonBody *
make_money (Walk *walk)
{
  return parse (g_strdup_printf ("{\"amount\":{\"amount\":%d,\"currency\":\"VND\"},\"method\":\"card\","
                                 "\"reference\":\"%d\"}",
                                 roll (walk, 1, 6) * 500, roll (walk, 0, 1000000)));
}

static gboolean
step_pay (Walk *walk, GError **error)
{
  g_autofree char *id = pick (walk, "id", "orders");
  g_autoptr (CubbyJsonBody) body = make_money (walk);
  return id != NULL && done (cubby_order_pay (&walk->store, id, body, error));
}

static gboolean
step_refund (Walk *walk, GError **error)
{
  g_autofree char *id = pick (walk, "id", "orders WHERE received > refunded");
  g_autoptr (CubbyJsonBody) body = make_money (walk);
  return id != NULL && done (cubby_order_refund (&walk->store, id, body, error));
}

static gboolean
step_transition (Walk *walk, GError **error)
{
  g_autofree char *id = pick (walk, "id", "fulfilment");
  guint to = (guint)roll (walk, 0, (gint32)cubby_fulfilment_states.n_names - 1);
  return id != NULL && cubby_fulfilment_become (&walk->store, id, to, error);
}

/* The next step of what is on its way to the shopper. */
static gboolean
step_forward (Walk *walk, GError **error)
{
  g_autofree char *id =
      pick (walk, "id", "fulfilment WHERE state IN ('open', 'accepted', 'picking', 'packed')");
  if (id == NULL)
    return FALSE;
  g_autoptr (CubbyFulfilment) fulfilment = cubby_fulfilment_load (&walk->store, id, error);
  g_assert_nonnull (fulfilment);
  guint next =
      fulfilment->state == CUBBY_FULFILMENT_PACKED ? CUBBY_FULFILMENT_PICKED_UP : fulfilment->state + 1;
  return cubby_fulfilment_become (&walk->store, id, next, error);
}

static gboolean
step_load (Walk *walk, GError **error)
{
  g_autofree char *label = pick (walk, "label",
                                 "parcel WHERE state = 'expected' AND fulfilment IN"
                                 " (SELECT id FROM fulfilment WHERE method = 'locker_pickup' AND state IN"
                                 " ('open', 'accepted', 'picking', 'packed'))");
  if (label == NULL)
    return FALSE;
  g_autofree char *from = g_strdup_printf ("parcel WHERE label = '%s'", label);
  g_autofree char *fulfilment = pick (walk, "fulfilment", from);
  return cubby_parcel_set_state (&walk->store, label, "loaded", "A1", error) &&
         cubby_fulfilment_bring_to (&walk->store, fulfilment, CUBBY_FULFILMENT_READY_FOR_PICKUP, error);
}

static gboolean
step_take_out (Walk *walk, GError **error)
{
  g_autofree char *label = pick (walk, "label", "parcel WHERE door IS NOT NULL AND state <> 'picked_up'");
  if (label == NULL)
    return FALSE;
  g_autofree char *from = g_strdup_printf ("parcel WHERE label = '%s'", label);
  g_autofree char *fulfilment = pick (walk, "fulfilment", from);
  return cubby_fulfilment_take_out (&walk->store, fulfilment, label, error);
}

static gboolean
step_collect (Walk *walk, GError **error)
{
  g_autofree char *id = pick (walk, "id", "fulfilment WHERE state = 'ready_for_pickup'");
  return id != NULL && cubby_fulfilment_become (&walk->store, id, CUBBY_FULFILMENT_PICKED_UP, error);
}

static gboolean
step_return (Walk *walk, GError **error)
{
  static const char *const conditions[] = {"good", "damaged", "inspect"};
  g_autofree char *line = pick (walk, "l.id",
                                "order_line l JOIN fulfilment f ON f.id = l.fulfilment"
                                " WHERE f.state = 'picked_up' AND l.quantity > l.cancelled + l.returned");
  if (line == NULL)
    return FALSE;
  g_autofree char *from = g_strdup_printf ("order_line WHERE id = '%s'", line);
  g_autofree char *order = pick (walk, "order_id", from);
  g_autoptr (CubbyJsonBody) body =
      parse (g_strdup_printf ("{\"lines\":[{\"id\":\"%s\",\"quantity\":%d,\"condition\":\"%s\"}],"
                              "\"location\":\"%s\",\"reason\":\"x\"}",
                              line, roll (walk, 1, 2), ONE_OF (walk, conditions), ONE_OF (walk, locations)));
  return done (cubby_order_return (&walk->store, order, body, error));
}

static gboolean
step_transfer (Walk *walk, GError **error)
{
  const char *from = ONE_OF (walk, locations), *to = ONE_OF (walk, locations);
  if (from == to)
    return FALSE;
  g_autofree char *lines = make_lines (walk, 3);
  g_autoptr (CubbyJsonBody) body =
      parse (g_strdup_printf ("{\"from\":\"%s\",\"to\":\"%s\",\"lines\":%s}", from, to, lines));
  return done (cubby_delivery_create (&walk->store, CUBBY_DELIVERY_TRANSFER, body, error));
}

static gboolean
step_receipt (Walk *walk, GError **error)
{
  g_autofree char *lines = make_lines (walk, 5);
  g_autoptr (CubbyJsonBody) body =
      parse (g_strdup_printf ("{\"location\":\"%s\",\"lines\":%s}", ONE_OF (walk, locations), lines));
  return done (cubby_delivery_create (&walk->store, CUBBY_DELIVERY_RECEIPT, body, error));
}

static gboolean
step_ship (Walk *walk, GError **error)
{
  g_autofree char *id = pick (walk, "id", "delivery WHERE kind = 'transfer' AND state = 'open'");
  return id != NULL && done (cubby_delivery_ship (&walk->store, id, error));
}

static gboolean
step_receive (Walk *walk, GError **error)
{
  gboolean transfer = roll (walk, 0, 1) == 0;
  CubbyDeliveryKind kind = transfer ? CUBBY_DELIVERY_TRANSFER : CUBBY_DELIVERY_RECEIPT;
  g_autofree char *id = pick (walk, "id",
                              transfer ? "delivery WHERE kind = 'transfer' AND state = 'shipped'"
                                       : "delivery WHERE kind = 'receipt' AND state = 'open'");
  if (id == NULL)
    return FALSE;
  g_autofree char *from = g_strdup_printf ("delivery_line WHERE delivery = '%s'", id);
  g_autofree char *sku = pick (walk, "sku", from);
  g_autoptr (CubbyJsonBody) body =
      parse (roll (walk, 0, 2) == 0
                 ? g_strdup ("{}")
                 : g_strdup_printf ("{\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}],\"last\":%s}", sku,
                                    roll (walk, 0, 4), roll (walk, 0, 2) == 0 ? "true" : "false"));
  return done (cubby_delivery_receive (&walk->store, kind, id, body, error));
}

static gboolean
step_call_off (Walk *walk, GError **error)
{
  gboolean transfer = roll (walk, 0, 1) == 0;
  g_autofree char *id = pick (walk, "id",
                              transfer ? "delivery WHERE kind = 'transfer' AND state = 'open'"
                                       : "delivery WHERE kind = 'receipt' AND state = 'open'");
  return id != NULL &&
         done (cubby_delivery_cancel (
             &walk->store, transfer ? CUBBY_DELIVERY_TRANSFER : CUBBY_DELIVERY_RECEIPT, id, error));
}

static gboolean
step_by_hand (Walk *walk, GError **error)
{
  static const CubbyMovementKind kinds[] = {CUBBY_MOVEMENT_RECEIVE, CUBBY_MOVEMENT_RECEIVE,
                                            CUBBY_MOVEMENT_ADJUST, CUBBY_MOVEMENT_DAMAGE,
                                            CUBBY_MOVEMENT_EXPECT};
  CubbyMovement movement = {
      .kind = ONE_OF (walk, kinds),
      .sku = ONE_OF (walk, skus),
      .location = ONE_OF (walk, locations),
      .quantity = roll (walk, 1, 3),
      .reason = "by hand",
  };
  if (movement.kind == CUBBY_MOVEMENT_ADJUST)
    movement.quantity = -1;
  return cubby_ledger_write (&walk->store, &movement, FALSE, error);
}

static gboolean
step_keep_back (Walk *walk, GError **error)
{
  return cubby_ledger_set_safety_stock (&walk->store, ONE_OF (walk, skus), ONE_OF (walk, locations),
                                        roll (walk, 0, 2), error);
}

static gboolean
step_wait (Walk *walk, GError **error)
{
  walk->store.now_ms += roll (walk, 1, 30) * G_GINT64_CONSTANT (3600000);
  return cubby_housekeeping_run (&walk->store, error);
}

static const struct {
  const char *name;
  Step step;
  guint weight;
  gboolean may_oversell; /* people say what is so: a count, a setting */
} steps[] = {
    {"place", step_place, 10, FALSE},      {"checkout", step_checkout, 4, FALSE},
    {"release", step_release, 1, FALSE},   {"cancel", step_cancel, 2, FALSE},
    {"shrink", step_shrink, 5, FALSE},     {"pay", step_pay, 3, FALSE},
    {"refund", step_refund, 2, FALSE},     {"transition", step_transition, 4, FALSE},
    {"forward", step_forward, 8, FALSE},   {"load", step_load, 5, FALSE},
    {"take out", step_take_out, 3, FALSE}, {"collect", step_collect, 3, FALSE},
    {"return", step_return, 3, FALSE},     {"transfer", step_transfer, 2, FALSE},
    {"receipt", step_receipt, 2, FALSE},   {"ship", step_ship, 4, FALSE},
    {"receive", step_receive, 6, FALSE},   {"call off", step_call_off, 1, FALSE},
    {"by hand", step_by_hand, 5, TRUE},    {"keep back", step_keep_back, 1, TRUE},
    {"wait", step_wait, 1, FALSE},
};

static guint
choose_step (Walk *walk)
{
  guint sum = 0, step = 0;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    sum += steps[i].weight;
  guint at = (guint)roll (walk, 0, (gint32)sum - 1);
  while (at >= steps[step].weight)
    at -= steps[step++].weight;
  return step;
}

#define N_LEVELS (G_N_ELEMENTS (skus) * G_N_ELEMENTS (locations))

static void
read_purchasable (Walk *walk, gint64 *ret_purchasable)
{
  for (guint i = 0; i < N_LEVELS; i++) {
    g_autofree char *sql = g_strdup_printf (
        "SELECT on_hand - allocated - damaged - quality_control - held - safety_stock FROM stock_level"
        " WHERE sku = '%s' AND location = '%s'",
        skus[i / G_N_ELEMENTS (locations)], locations[i % G_N_ELEMENTS (locations)]);
    ret_purchasable[i] = read_int (walk, sql);
  }
}

static void
prove (Walk *walk)
{
  g_autoptr (GError) error = NULL;
  gint64 checked = 0;
  g_assert_true (cubby_ledger_check (walk->store.sql, &checked, &error));
  g_assert_no_error (error);
  g_assert_true (cubby_order_check (walk->store.sql, &checked, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_int (walk, "SELECT COUNT(*) FROM orders WHERE refunded > received OR credit > total"
                                   " OR credit < 0 OR (status <> 'cancelled' AND payment_status = 'voided')"),
                   ==, 0);
  g_assert_cmpint (read_int (walk, "SELECT COUNT(*) FROM order_line WHERE cancelled + returned > quantity"
                                   " OR (settled = 1 AND quantity > cancelled AND NOT EXISTS (SELECT 1 FROM"
                                   " fulfilment f WHERE f.id = fulfilment AND f.state = 'picked_up'))"),
                   ==, 0);
  g_assert_cmpint (read_int (walk, "SELECT COUNT(*) FROM parcel p JOIN fulfilment f ON f.id = p.fulfilment"
                                   " WHERE p.door IS NOT NULL AND p.state <> 'picked_up' AND f.state NOT IN"
                                   " ('picked_up', 'returned_to_stock') AND NOT EXISTS (SELECT 1 FROM"
                                   " order_line l WHERE l.fulfilment = f.id AND l.settled <> 1)"),
                   ==, 0); /* what lies behind a door is on no shelf */
  g_assert_cmpint (
      read_int (walk, "SELECT COUNT(*) FROM stock_level WHERE allocated < 0 OR held < 0 OR incoming < 0"), ==,
      0);
}

/* What is refused is undone, as the writer undoes it. */
static gboolean
take_step (Walk *walk, guint step)
{
  g_autoptr (GError) error = NULL, local = NULL;
  g_assert_true (cubby_sql_savepoint (walk->store.sql, &local));
  gboolean did = steps[step].step (walk, &error);
  if (error != NULL && error->domain != CUBBY_PROBLEM)
    g_error ("%s: %s", steps[step].name, error->message);
  if (did)
    cubby_sql_release (walk->store.sql, &local);
  else
    cubby_sql_rollback_to (walk->store.sql, &local);
  g_assert_no_error (local);
  return did;
}

static void
walk_from (Walk *walk, guint32 seed, guint n_steps, guint *counts)
{
  gint64 before[N_LEVELS], after[N_LEVELS];
  walk->rand = g_rand_new_with_seed (seed);
  for (guint i = 0; i < n_steps; i++) {
    guint step = choose_step (walk);
    read_purchasable (walk, before);
    if (!take_step (walk, step))
      continue;
    counts[step]++;
    walk->store.now_ms += 1000;
    prove (walk);
    read_purchasable (walk, after);
    for (guint level = 0; level < N_LEVELS && !steps[step].may_oversell; level++)
      g_assert_true (after[level] >= MIN (before[level], 0));
  }
  g_rand_free (walk->rand);
}

static void
set_up (Walk *walk, guint engine)
{
  g_autoptr (GError) error = NULL;
  walk->folder = g_dir_make_tmp ("cubby-walk-XXXXXX", NULL);
  g_autofree char *uri = test_engine_make_database (engine, walk->folder);
  walk->settings = cubby_central_settings_load (NULL, &error);
  walk->store.sql =
      cubby_sql_open (uri, CUBBY_SQL_GUEST, &error); /* whose planner may read whole tables, as check does */
  g_assert_no_error (error);
  walk->store.settings = walk->settings;
  walk->store.now_ms = 1798761600000;
  walk->store.actor = "test";
  cubby_schema_migrate (walk->store.sql, 0, &error);
  g_assert_no_error (error);
  cubby_feed_draw (walk->store.sql, FALSE, &error);
  g_assert_no_error (error);
  CubbyImportCount count;
  g_autoptr (CubbyJsonBody) body = parse (g_strdup (range));
  cubby_import_range (&walk->store, body, &count, &error);
  g_assert_no_error (error);
}

static void
tear_down (Walk *walk)
{
  cubby_sql_free (walk->store.sql);
  cubby_central_settings_free (walk->settings);
  g_autoptr (GDir) dir = g_dir_open (walk->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (walk->folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (walk->folder);
  g_free (walk->folder);
}

/* All of a walk is one transaction, taken back at its end; the next begins where this one did. */
static void
walk_all (guint engine, guint n_seeds, guint n_steps, guint *ret_counts)
{
  Walk walk = {0};
  g_autoptr (GError) error = NULL;
  set_up (&walk, engine);
  for (guint seed = 1; seed <= n_seeds; seed++) {
    g_assert_true (cubby_sql_begin (walk.store.sql, &error));
    walk_from (&walk, seed, n_steps, ret_counts);
    cubby_sql_rollback (walk.store.sql);
    walk.store.now_ms = 1798761600000;
  }
  tear_down (&walk);
}

static void
test_sqlite (void)
{
  guint counts[G_N_ELEMENTS (steps)] = {0};
  walk_all (TEST_SQLITE, 12, 300, counts);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (counts[i] == 0)
      g_error ("no walk ever did: %s", steps[i].name);
}

static void
test_postgresql (void)
{
  guint counts[G_N_ELEMENTS (steps)] = {0};
  walk_all (TEST_POSTGRESQL, 2, 150, counts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/central/stock-walk/thousands of steps on SQLite, and everything adds up", test_sqlite);
  g_test_add_func ("/central/stock-walk/hundreds of steps on PostgreSQL, and everything adds up",
                   test_postgresql);
  return g_test_run ();
}
