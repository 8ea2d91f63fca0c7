/* SPDX-License-Identifier: Apache-2.0 */
/* What the orders of a transaction share, on both engines. */
#include "app/central/feed-reader.h"
#include "app/central/feed.h"
#include "app/central/import.h"
#include "app/central/ledger.h"
#include "app/central/order-check.h"
#include "app/central/order-place.h"
#include "app/central/parcel.h"
#include "app/central/schema.h"
#include "app/central/transaction.h"
#include "tests/rig/postgresql.h"

#include <glib/gstdio.h>

static const char range[] =
    "{\"categories\":[{\"id\":\"tops\",\"name\":{\"vi\":\"a\",\"th\":\"b\",\"en\":\"c\"}}],"
    "\"locations\":[{\"id\":\"4711\",\"kind\":\"store\",\"name\":\"S\",\"lockers\":true}],"
    "\"products\":[{\"id\":\"p\",\"category\":\"tops\",\"name\":{\"vi\":\"a\",\"th\":\"b\",\"en\":\"c\"},"
    "\"variants\":[{\"sku\":\"A\",\"gtin\":\"9521234543213\",\"price\":{\"amount\":1,\"currency\":\"VND\"},"
    "\"parcel_size\":\"S\"},{\"sku\":\"B\",\"gtin\":\"9521234543220\",\"price\":{\"amount\":1,\"currency\":"
    "\"VND\"},\"parcel_size\":\"S\"}]}],\"stock\":[{\"sku\":\"A\",\"location\":\"4711\",\"on_hand\":5},"
    "{\"sku\":\"B\",\"location\":\"4711\",\"on_hand\":1000}]}";

typedef struct {
  char *folder;
  char *uri;
  CubbyCentralSettings *settings;
  CubbyStore store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyImportCount count;
  fixture->folder = g_dir_make_tmp ("cubby-unit-XXXXXX", NULL);
  fixture->uri = test_engine_make_database (GPOINTER_TO_UINT (data), fixture->folder);
  fixture->settings = cubby_central_settings_load (NULL, &error);
  fixture->store = (CubbyStore){
      .sql = cubby_sql_open (fixture->uri, CUBBY_SQL_SERVER, &error),
      .settings = fixture->settings,
      .now_ms = 1798761600000,
      .actor = "test",
  };
  g_assert_no_error (error);
  g_assert_true (cubby_schema_migrate (fixture->store.sql, 0, &error));
  g_autoptr (CubbyJsonBody) body = cubby_json_body_new (range, -1, &error);
  g_assert_true (cubby_import_range (&fixture->store, body, &count, &error));
  fixture->store.unit = cubby_unit_of_work_new (fixture->store.sql);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cubby_unit_of_work_free (fixture->store.unit);
  cubby_sql_free (fixture->store.sql);
  cubby_central_settings_free (fixture->settings);
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->uri);
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

/* An order of so many pieces of A. */
typedef struct {
  CubbyWriterJob job;
  gint64 quantity;
  const char *external_id; /* (nullable) */
  gboolean slow;           /* is not gathered */
} Order;

static gboolean
run_order (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  const Order *self = (const Order *)job;
  g_autofree char *external = self->external_id != NULL
                                  ? g_strdup_printf ("\"external_id\":\"%s\",", self->external_id)
                                  : g_strdup ("");
  g_autofree char *text = g_strdup_printf (
      "{\"channel\":\"web\",\"language\":\"en\",%s\"lines\":[{\"sku\":\"A\",\"quantity\":%" G_GINT64_FORMAT
      "}],\"fulfilment\":{\"method\":\"locker_pickup\",\"location\":\"4711\"},"
      "\"payment\":{\"method\":\"card\",\"status\":\"paid\"}}",
      external, self->quantity);
  g_autoptr (CubbyJsonBody) body = cubby_json_body_new (text, -1, NULL);
  g_autoptr (CubbyOrderRequest) request = cubby_order_request_read (store->settings, body, error);
  g_autoptr (CubbyOrder) order = cubby_order_place_request (store, request, error);
  return order != NULL;
}

static void
want_order (CubbyWriterJob *job, CubbyUnitOfWork *unit)
{
  cubby_stock_levels_want (cubby_unit_of_work_get_levels (unit), "A");
}

/* Places @orders in one transaction. Returns: whether it was committed. */
static gboolean
place (Fixture *fixture, Order *orders, guint n, GError **error)
{
  g_autofree CubbyWriterJob **jobs = g_new0 (CubbyWriterJob *, n);
  for (guint i = 0; i < n; i++) {
    orders[i].job.run = run_order;
    orders[i].job.want = orders[i].slow ? NULL : want_order;
    orders[i].job.actor = (char *)"test";
    jobs[i] = &orders[i].job;
  }
  return cubby_transaction_run (&fixture->store, jobs, n, error);
}

static void
assert_whole (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 checked = 0;
  cubby_ledger_check (fixture->store.sql, &checked, &error);
  g_assert_no_error (error);
  cubby_order_check (fixture->store.sql, &checked, &error);
  g_assert_no_error (error);
}

#define FEED "SELECT value FROM counter WHERE name = 'feed'"
#define ALLOCATED "SELECT allocated FROM stock_level WHERE sku = 'A'"

static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Order orders[3] = {{.quantity = 1}, {.quantity = 2}, {.quantity = 1}};
  gint64 before = read_int (fixture, FEED);
  place (fixture, orders, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_int (fixture, ALLOCATED), ==, 4);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM stock_movement WHERE kind = 'allocate'"), ==, 3);
  g_assert_cmpint (read_int (fixture, FEED) - before, ==, 1 + 3); /* the level, and a parcel each */
  assert_whole (fixture);
}

/* Gathered and alone ones, one of each does not fit. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Order orders[] = {{.quantity = 1},
                    {.quantity = 5},
                    {.quantity = 2},
                    {.quantity = 3, .slow = TRUE},
                    {.quantity = 2, .slow = TRUE}};
  static const gboolean expected[] = {TRUE, FALSE, TRUE, FALSE, TRUE};
  place (fixture, orders, G_N_ELEMENTS (orders), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_assert_cmpint (orders[i].job.error == NULL, ==, expected[i]);
    if (!expected[i])
      g_assert_error (orders[i].job.error, CUBBY_PROBLEM, CUBBY_PROBLEM_OUT_OF_STOCK);
    g_clear_error (&orders[i].job.error);
  }
  g_assert_cmpint (read_int (fixture, ALLOCATED), ==, 5);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM orders"), ==, 3);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM parcel"), ==, 3);
  assert_whole (fixture);
}

/* The second of the two is refused by the database; alone the first one goes through. */
static void
test_constraint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Order orders[] = {{.quantity = 1, .external_id = "x"}, {.quantity = 1, .external_id = "x"}};
  g_assert_false (place (fixture, orders, 2, &error));
  g_assert_cmpint (cubby_remedy_of (error, TRUE), ==, CUBBY_REMEDY_SPLIT);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM orders"), ==, 0);
  g_assert_cmpint (read_int (fixture, ALLOCATED), ==, 0);
  g_clear_error (&error);
  g_assert_true (place (fixture, orders, 1, &error));
  g_assert_null (orders[0].job.error);
  g_assert_true (place (fixture, orders + 1, 1, &error));
  g_assert_error (orders[1].job.error, CUBBY_PROBLEM, CUBBY_PROBLEM_EXISTS);
  g_clear_error (&orders[1].job.error);
  assert_whole (fixture);
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Order clash[] = {{.quantity = 1, .external_id = "y"}, {.quantity = 1, .external_id = "y"}};
  Order good[] = {{.quantity = 1}, {.quantity = 1}};
  g_autoptr (CubbyUnitOfWork) other = cubby_unit_of_work_new (fixture->store.sql);
  CubbyStore beside = fixture->store;
  beside.unit = other;
  g_assert_false (place (fixture, clash, 2, NULL)); /* its block of numbers was given back */
  g_autofree char *theirs = cubby_parcel_new_label (&beside, &error);
  g_assert_true (place (fixture, good, 2, &error));
  g_autofree char *sql = g_strdup_printf ("SELECT COUNT(*) FROM parcel WHERE label = '%s'", theirs);
  g_assert_cmpint (read_int (fixture, sql), ==, 0);
}

static void
test_last_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore *store = &fixture->store;
  cubby_unit_of_work_begin (store->unit);
  g_assert_true (cubby_sql_begin (store->sql, &error));
  cubby_feed_put (store, "product", "a", NULL, "{\"n\":1}", &error);
  cubby_feed_put (store, "product", "b", NULL, "{\"n\":2}", &error);
  cubby_feed_put (store, "product", "a", NULL, "{\"n\":3}", &error);
  CubbyUnitMark mark = cubby_unit_of_work_mark (store->unit);
  cubby_feed_put (store, "product", "b", NULL, "{\"n\":4}", &error);
  cubby_unit_of_work_undo (store->unit, &mark);
  g_assert_true (cubby_unit_of_work_finish (store->unit, &error) && cubby_sql_commit (store->sql, &error));
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM change_feed WHERE data LIKE '%:4}'"), ==, 0);
  g_assert_cmpint (read_int (fixture, "SELECT COUNT(*) FROM change_feed WHERE data LIKE '%:1}'"), ==, 0);
  g_assert_cmpint (read_int (fixture, "SELECT b.seq - a.seq FROM change_feed a JOIN change_feed b ON"
                                      " b.item = 'a' AND b.topic = a.topic WHERE a.item = 'b' AND"
                                      " a.topic = 'product'"),
                   ==, 1);
}

/* -- two processes, as far as the database can tell */

#define ROUNDS 20

typedef struct {
  Fixture *fixture;
  const char *name;
  int *left; /* writers */
} Process;

/* Takes both SKUs, in an order that differs, and tells of it. */
static gboolean
write_round (CubbyStore *store, const char *name, guint round, GError **error)
{
  const char *const skus[] = {round % 2 == 0 ? "A" : "B", round % 2 == 0 ? "B" : "A"};
  g_autofree char *item = g_strdup_printf ("%s-%u", name, round);
  cubby_unit_of_work_begin (store->unit);
  if (!cubby_sql_begin (store->sql, error) || !cubby_unit_of_work_gather (store->unit, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (skus); i++) {
    CubbyMovement receive = {
        .kind = CUBBY_MOVEMENT_RECEIVE, .sku = skus[i], .location = "4711", .quantity = 1};
    if (!cubby_ledger_write (store, &receive, FALSE, error))
      return FALSE;
  }
  return cubby_feed_put (store, "product", item, NULL, "{}", error) &&
         cubby_unit_of_work_flush (store->unit, error) && cubby_unit_of_work_finish (store->unit, error) &&
         cubby_sql_commit (store->sql, error);
}

static gpointer
run_writer (gpointer data)
{
  Process *self = data;
  CubbyStore store = self->fixture->store;
  store.sql = cubby_sql_open (self->fixture->uri, CUBBY_SQL_SERVER, NULL);
  store.unit = cubby_unit_of_work_new (store.sql);
  for (guint round = 0; round < ROUNDS;) {
    g_autoptr (GError) error = NULL;
    if (write_round (&store, self->name, round, &error)) {
      round++;
      continue;
    }
    g_assert_cmpint (cubby_remedy_of (error, TRUE), ==,
                     CUBBY_REMEDY_AGAIN); /* each locked what the other wants */
    cubby_unit_of_work_roll_back (store.unit);
    cubby_sql_rollback (store.sql);
  }
  cubby_unit_of_work_free (store.unit);
  cubby_sql_free (store.sql);
  g_atomic_int_add (self->left, -1);
  return NULL;
}

/* Reads on from the last number it saw, as a replica does. Returns: how many things it was told of. */
static guint
read_along (Fixture *fixture, int *left)
{
  g_autoptr (CubbySql) sql = cubby_sql_open (fixture->uri, CUBBY_SQL_READER, NULL);
  guint n = 0;
  gint64 last = 0;
  for (gboolean more = TRUE; more;) {
    gboolean ended = g_atomic_int_get (left) == 0;
    g_autoptr (CubbySqlRows) rows = cubby_sql_query (
        sql, NULL, "SELECT seq, item FROM change_feed WHERE seq > ? AND topic = 'product' ORDER BY seq", "i",
        last);
    for (more = !ended; cubby_sql_rows_next (rows, NULL); more = TRUE) {
      last = cubby_sql_rows_get_int (rows, 0);
      n += strchr (cubby_sql_rows_get_text (rows, 1), '-') != NULL;
    }
  }
  return n;
}

static void
test_two (Fixture *fixture, gconstpointer data)
{
  int left = 2;
  Process one = {fixture, "one", &left}, two = {fixture, "two", &left};
  GThread *first = g_thread_new ("one", run_writer, &one);
  GThread *second = g_thread_new ("two", run_writer, &two);
  guint n = read_along (fixture, &left);
  g_thread_join (first);
  g_thread_join (second);
  g_assert_cmpuint (n, ==, 2 * ROUNDS); /* none was skipped */
  g_assert_cmpint (read_int (fixture, "SELECT on_hand FROM stock_level WHERE sku = 'A'"), ==, 5 + 2 * ROUNDS);
  assert_whole (fixture);
}

static const struct {
  const char *name;
  CubbySqlError code;
  gboolean remote;
  CubbyRemedy remedy;
} remedies[] = {
    {"a deadlock is done again", CUBBY_SQL_ERROR_RETRY, TRUE, CUBBY_REMEDY_AGAIN},
    {"who waits for a command waits again", CUBBY_SQL_ERROR_BUSY, FALSE, CUBBY_REMEDY_AGAIN},
    {"a rule of the schema was broken by one", CUBBY_SQL_ERROR_CONSTRAINT, FALSE, CUBBY_REMEDY_SPLIT},
    {"a server that is away is waited for", CUBBY_SQL_ERROR_LOST, TRUE, CUBBY_REMEDY_WAIT},
    {"an error of a server is one request's", CUBBY_SQL_ERROR_FAILED, TRUE, CUBBY_REMEDY_SPLIT},
    {"an error of our disk ends it", CUBBY_SQL_ERROR_FAILED, FALSE, CUBBY_REMEDY_QUIT},
};

static void
test_remedy (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = g_error_new_literal (CUBBY_SQL_ERROR, (int)remedies[row].code, "x");
  g_assert_cmpint (cubby_remedy_of (error, remedies[row].remote), ==, remedies[row].remedy);
}

#define ADD_ONE(engine, name, test)                                                                          \
  g_test_add ("/central/unit of work/" name, Fixture, GUINT_TO_POINTER (engine), set_up, test, tear_down)
/* Each on both engines. */
#define ADD(name, test)                                                                                      \
  ADD_ONE (TEST_SQLITE, "sqlite/" name, test);                                                               \
  ADD_ONE (TEST_POSTGRESQL, "postgresql/" name, test)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a level that many orders want is written and told once", test_once);
  ADD ("an order that fails is undone, gathered or alone, and those around it stand", test_undo);
  ADD ("what the database refuses undoes all, and is found alone", test_constraint);
  ADD ("a label that was given back with its transaction is nobody's twice", test_labels);
  ADD ("of several changes the last one is told, in its place", test_last_change);
  ADD_ONE (TEST_POSTGRESQL, "postgresql/of two that write none is skipped by who reads along", test_two);
  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++) {
    g_autofree char *path = g_strconcat ("/central/remedy/", remedies[i].name, NULL);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_remedy);
  }
  return g_test_run ();
}
