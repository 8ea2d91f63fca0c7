/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/dbus/names.h"
#include "protocols/sql/sqlite-file.h"
#include "tests/linkd/shop.h"
#include "tests/rig/answer.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

static const char *const order =
    "{\"channel\":\"kiosk\",\"language\":\"vi\",\"customer\":{\"name\":\"Lan\",\"email\":\"lan@example.vn\"},"
    "\"lines\":[{\"sku\":\"TEE-1\",\"quantity\":1}],"
    "\"fulfilment\":{\"method\":\"locker_pickup\",\"location\":\"4711\"},"
    "\"payment\":{\"method\":\"pay_at_pickup\",\"status\":\"pending\"}}";

static void
set_up (Shop *shop, gconstpointer programs)
{
  shop_set_up (shop, programs);
}

static void
tear_down (Shop *shop, gconstpointer programs)
{
  shop_tear_down (shop);
}

static gboolean
has_picture (Shop *shop)
{
  g_autofree char *path = shop_path (shop, "replica/media/tops.svg");
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_served (Shop *shop)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (shop->link));
  return owner != NULL && cubby_link1_get_state (shop->link) != NULL;
}

static guint
call_order (Shop *shop, const char *request, const char *key, char **ret_body, GError **error)
{
  guint status = 0;
  cubby_link1_call_place_order_sync (shop->link, request, key, &status, ret_body, NULL, error);
  return status;
}

static void
test_offline_start (Shop *shop, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  shop_stop_central (shop);
  shop_start_linkd (shop);
  shop_wait (shop, "linkd is on the bus", is_served);
  g_assert_cmpint (cubby_link1_get_synced_at (shop->link), ==, 0);
  gint64 start = g_get_monotonic_time ();
  call_order (shop, order, "key-1", &body, &error);
  g_assert_error (error, CUBBY_BUS_ERROR, CUBBY_BUS_ERROR_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 9 * G_USEC_PER_SEC);

  shop_start_central (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  shop_wait (shop, "the picture has come", has_picture);
  g_assert_cmpint (cubby_link1_get_synced_at (shop->link), >, 0);
  g_assert_cmpuint (cubby_link1_get_sequence (shop->link), >, 0);
  g_assert_cmpint (shop_count_here (shop, "TEE-1"), ==, 12);
}

static gboolean
is_changed (Shop *shop)
{
  return strstr (shop->changed->str, "TEE-1") != NULL;
}

static void
test_live (Shop *shop, gconstpointer data)
{
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_string_truncate (shop->changed, 0);
  shop_post (
      shop, "/v1/stock/movements",
      "{\"kind\":\"receive\",\"sku\":\"TEE-1\",\"location\":\"4711\",\"quantity\":5,\"reason\":\"van\"}");
  shop_wait (shop, "the change is told", is_changed);
  g_assert_cmpint (shop_count_here (shop, "TEE-1"), ==, 17); /* told only when it is in the replica */
}

static void
test_outage (Shop *shop, gconstpointer data)
{
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  shop_stop_central (shop);
  shop_open_locker (shop);
  shop_add_event (shop, "staff.called", "{\"kind\":\"help\"}");
  shop_add_event (shop, "door.stuck", "{\"door\":\"A1\"}");
  shop_start_central (shop);
  shop_wait (shop, "the events are acknowledged", shop_is_acknowledged);
  shop_add_event (shop, "staff.called", "{\"kind\":\"door\"}");
  shop_wait (shop, "the next event is acknowledged", shop_is_acknowledged);
  g_assert_cmpuint (shop->acknowledged, ==, 3);

  g_autoptr (GError) error = NULL;
  g_autofree char *path = shop_path (shop, "central.db");
  g_autoptr (CubbySqliteFile) file = cubby_sqlite_file_open (path, CUBBY_SQLITE_READ_ONLY, NULL, &error);
  g_assert_no_error (error);
  gint64 last = 0;
  cubby_sqlite_file_read_int (file, &last, -1, &error, "SELECT last_seq FROM kiosk WHERE id = 'kiosk-1'", "");
  g_assert_no_error (error);
  g_assert_cmpint (last, ==, 3);
}

static gboolean
is_expected (Shop *shop)
{
  return strstr (shop->expected->str, " expected;") != NULL;
}

static char *
find_in (const char *body, const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_assert_true (g_regex_match (regex, body, 0, &match));
  return g_match_info_fetch (match, 1);
}

/* At the till: only then is the parcel announced to the lockers. */
static void
pay (Shop *shop, const char *placed)
{
  g_autofree char *id = find_in (placed, "^\\{\"id\":\"([^\"]+)\"");
  g_autofree char *total = find_in (placed, "\"total\":(\\{[^}]+\\})");
  g_autofree char *path = g_strdup_printf ("/v1/orders/%s/payments", id);
  g_autofree char *payment =
      g_strdup_printf ("{\"amount\":%s,\"method\":\"cash\",\"reference\":\"till-1\"}", total);
  g_assert_null (strstr (shop->expected->str, " expected;"));
  shop_post (shop, path, payment);
}

static void
test_order (Shop *shop, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  g_autofree char *again = NULL;
  shop_open_locker (shop);
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_assert_cmpuint (call_order (shop, order, "key-1", &body, &error), ==, 201);
  g_assert_no_error (error);
  g_assert_cmpuint (call_order (shop, order, "key-1", &again, &error), ==, 201);
  g_assert_cmpstr (body, ==, again); /* the same key, the same order */
  pay (shop, body);
  shop_wait (shop, "the parcel is expected", is_expected);

  /* A lockerd that comes back is told all of them, also by a linkd that was started anew. */
  shop_close_locker (shop);
  shop_stop_linkd (shop);
  g_string_truncate (shop->expected, 0);
  shop_start_linkd (shop);
  shop_open_locker (shop);
  shop_wait (shop, "the parcel is expected again", is_expected);
}

static const char *const reduction =
    "{\"price_lists\":[{\"id\":\"season\",\"name\":\"Season\",\"channels\":[\"phone\",\"kiosk\"],"
    "\"currency\":\"VND\",\"prices\":[{\"sku\":\"TEE-1\",\"amount\":179000}]}],"
    "\"promotions\":[{\"id\":\"ten\",\"name\":{\"vi\":\"Hè\",\"th\":\"ร้อน\",\"en\":\"Summer\"},"
    "\"kind\":\"percent\",\"percent\":10,\"channels\":[\"phone\",\"kiosk\",\"web\"],\"combinable\":true}]}";

static char *
expect (const char *amount)
{
  g_autofree char *head = g_strndup (order, strlen (order) - 1);
  return g_strdup_printf ("%s,\"expected_total\":{\"amount\":%s,\"currency\":\"VND\"}}", head, amount);
}

/* What the kiosk shows from its replica, what the centre says and what the order costs, at one moment. */
static void
test_price (Shop *shop, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *quote = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *placed = NULL;
  guint status = 0;
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_string_truncate (shop->changed, 0);
  shop_post (shop, "/v1/products:import", reduction);
  shop_wait (shop, "the change is told", is_changed);
  g_autoptr (CubbyCatalogue) catalogue = shop_open_catalogue (shop);
  g_autoptr (CubbyVariant) variant = cubby_catalogue_get_variant (catalogue, "TEE-1", "vi", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (variant->price, ==, 161100);
  g_assert_cmpint (variant->list_price, ==, 199000);

  cubby_link1_call_quote_sync (shop->link,
                               "{\"channel\":\"kiosk\",\"lines\":[{\"sku\":\"TEE-1\",\"quantity\":1}]}",
                               &status, &quote, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (status, ==, 200);
  g_autofree char *quoted = find_in (quote, "\"total\":\\{\"amount\":([0-9]+),\"currency\":\"VND\"\\}\\}$");
  g_assert_cmpstr (quoted, ==, "161100");
  g_autofree char *stale = expect ("199000");
  g_assert_cmpuint (call_order (shop, stale, "key-1", &refused, &error), ==, 409);
  g_assert_nonnull (strstr (refused, "urn:cubby:problem:price-changed"));
  g_autofree char *agreed = expect (quoted);
  g_assert_cmpuint (call_order (shop, agreed, "key-2", &placed, &error), ==, 201);
  g_autofree char *total = find_in (placed, "\"tax\":\\{[^}]+\\},\"total\":\\{\"amount\":([0-9]+),");
  g_assert_cmpstr (total, ==, quoted);
}

typedef struct {
  const char *request;
  const char *key;
} WrongOrder;

/* A comment with a quote in it, behind which json-glib would call itself 60,000 deep. */
static char *
write_deep_order (void)
{
  GString *text = g_string_new ("{\"a\":1/*\"*/,\"k\":");
  for (guint i = 0; i < 60000; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 60000; i++)
    g_string_append_c (text, ']');
  return g_string_free (g_string_append_c (text, '}'), FALSE);
}

static void
test_wrong_calls (Shop *shop, gconstpointer data)
{
  g_autofree char *deep = write_deep_order ();
  const WrongOrder wrong[] = {{"no json", "key"},       {"[]", "key"}, {deep, "key"}, {"{}", ""},
                              {"{}", "a\r\nX-Evil: 1"}, {"{}", "a b"}};
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *body = NULL;
    call_order (shop, wrong[i].request, wrong[i].key, &body, &error);
    g_assert_error (error, CUBBY_BUS_ERROR, CUBBY_BUS_ERROR_INVALID);
  }
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  guint status = 0;
  cubby_link1_call_fetch_basket_sync (shop->link, "../orders/1", &status, &body, NULL, &error);
  g_assert_error (error, CUBBY_BUS_ERROR, CUBBY_BUS_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (cubby_link1_call_fetch_basket_sync (shop->link, "nothing", &status, &body, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (status, ==, 404);
  cubby_link1_call_update_basket_sync (shop->link, "b", "\"1\"\r\nX: 1\"", "{}", &status, NULL, NULL, &error);
  g_assert_error (error, CUBBY_BUS_ERROR, CUBBY_BUS_ERROR_INVALID);
}

/* PATCH /v1/baskets/{id} with the state that it is made from; who is second gets the present basket. */
static void
test_shared_basket (Shop *shop, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint status = 0;
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_autofree char *saved = NULL;
  cubby_link1_call_save_basket_sync (shop->link, "{\"lines\":[]}", "basket-key", &status, &saved, NULL,
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (status, ==, 201);
  g_autoptr (JsonNode) node = json_from_string (saved, &error);
  const char *id = json_object_get_string_member (json_node_get_object (node), "id");
  for (guint i = 0; i < 2; i++) {
    g_autofree char *body = NULL;
    cubby_link1_call_update_basket_sync (shop->link, id, "\"1\"", "{\"language\":\"th\"}", &status, &body,
                                         NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (status, ==, i == 0 ? 200 : 412);
    g_assert_nonnull (strstr (body, "\"version\":2"));
  }
}

/* The replica claims a sequence that the centre never gave out: 410, and everything comes anew. */
static void
test_start_over (Shop *shop, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_autoptr (CubbyCatalogue) reader = shop_open_catalogue (shop);
  guint64 sequence = cubby_link1_get_sequence (shop->link);
  g_autofree char *path = g_strdup (cubby_link1_get_catalogue_path (shop->link));
  shop_stop_linkd (shop);
  CubbySqliteFile *file = cubby_sqlite_file_open (path, CUBBY_SQLITE_READ_WRITE, NULL, &error);
  g_assert_no_error (error);
  cubby_sqlite_file_execute (file, "UPDATE state SET sequence = 999999; DELETE FROM variant", &error);
  g_assert_no_error (error);
  cubby_sqlite_file_free (file);

  g_string_truncate (shop->changed, 0);
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_assert_cmpuint (cubby_link1_get_sequence (shop->link), ==, sequence);
  g_assert_cmpint (shop_count_here (shop, "TEE-1"), ==, 12);
  guint64 seen = 0;
  g_assert_true (cubby_catalogue_get_sequence (reader, &seen, &error)); /* the kiosk's reader followed */
  g_assert_cmpuint (seen, ==, sequence);
}

/* Changes the replica while nobody has it open. */
static void
tamper (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  CubbySqliteFile *file = cubby_sqlite_file_open (path, CUBBY_SQLITE_READ_WRITE, NULL, &error);
  g_assert_no_error (error);
  cubby_sqlite_file_execute (file, sql, &error);
  g_assert_no_error (error);
  cubby_sqlite_file_free (file);
}

/* The numbers go on, but they are those of another history: nothing of the old one may stay. */
static void
test_restored (Shop *shop, gconstpointer data)
{
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_autofree char *path = g_strdup (cubby_link1_get_catalogue_path (shop->link));
  g_autofree char *database = shop_path (shop, "central.db");
  g_autofree char *uri = g_strconcat ("sqlite:", database, NULL);
  shop_stop_linkd (shop);
  tamper (path, "UPDATE stock SET purchasable = 999 WHERE sku = 'TEE-1'");
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_assert_cmpint (shop_count_here (shop, "TEE-1"), ==, 999); /* the same history: nothing to ask for */
  shop_stop_central (shop);
  g_free (shop_run (shop, shop->programs->central, "begin-epoch", "--database", uri, NULL));
  g_string_truncate (shop->changed, 0);
  shop_start_central (shop);
  shop_wait (shop, "the replica is told anew", is_changed);
  shop_wait (shop, "the link is online", shop_is_online);
  g_assert_cmpint (shop_count_here (shop, "TEE-1"), ==, 12);
}

/* All but the first page, which says what the file is. */
static void
damage (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  tamper (path, "PRAGMA wal_checkpoint(TRUNCATE)");
  g_unlink (log);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 8192);
  memset (bytes + 4096, 0xa5, size - 4096);
  g_assert_true (g_file_set_contents (path, bytes, (gssize)size, NULL));
}

static void
test_damaged (Shop *shop, gconstpointer data)
{
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_autofree char *path = g_strdup (cubby_link1_get_catalogue_path (shop->link));
  shop_stop_linkd (shop);
  damage (path);
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_assert_cmpint (shop_count_here (shop, "TEE-1"), ==, 12);
}

static gboolean
is_offline (Shop *shop)
{
  return g_strcmp0 (cubby_link1_get_state (shop->link), "offline") == 0;
}

/* A restart without the centre makes the data neither newer nor unknown. */
static void
test_age (Shop *shop, gconstpointer data)
{
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  gint64 synced_ms = cubby_link1_get_synced_at (shop->link);
  gint64 running_ms = cubby_link1_get_synced_running (shop->link);
  g_assert_cmpint (synced_ms, >, 0);
  shop_stop_central (shop);
  shop_wait (shop, "the link is offline", is_offline);
  shop_stop_linkd (shop);
  shop_start_linkd (shop);
  shop_wait (shop, "the link is offline", is_offline);
  g_assert_cmpint (cubby_link1_get_synced_running (shop->link), >=, running_ms);
  g_assert_cmpint (cubby_link1_get_synced_running (shop->link), <, running_ms + 5000);
  g_assert_cmpint (ABS (cubby_link1_get_synced_at (shop->link) - synced_ms), <, 5000);
}

/* Returns: what linkd wrote before it ended with 1. */
static char *
run_failing (Shop *shop)
{
  g_autofree char *configuration = shop_path (shop, "cubby.conf");
  const char *const argv[] = {shop->programs->linkd, "--config", configuration, "--session", NULL};
  g_auto (TestAnswer) answer = test_run (argv, "");
  g_assert_cmpint (answer.status, ==, 1);
  return g_steal_pointer (&answer.err);
}

static void
test_not_enrolled (Shop *shop, gconstpointer data)
{
  g_autofree char *token = shop_path (shop, "link.token");
  g_unlink (token);
  g_autofree char *said = run_failing (shop);
  g_assert_nonnull (strstr (said, token));
  g_assert_nonnull (strstr (said, "cubbyctl enrol"));
}

static void
test_second_instance (Shop *shop, gconstpointer data)
{
  shop_start_linkd (shop);
  shop_wait (shop, "the link is online", shop_is_online);
  g_autofree char *said = run_failing (shop);
  g_assert_nonnull (strstr (said, "another cubby-linkd"));
  g_assert_cmpint (shop_count_here (shop, "TEE-1"), ==, 12);
}

static const struct {
  const char *path;
  void (*function) (Shop *shop, gconstpointer data);
} tests[] = {
    {"/linkd/starts while the centre is down, and catches up", test_offline_start},
    {"/linkd/a live change is in the replica, then told", test_live},
    {"/linkd/events of an outage are delivered once, in order", test_outage},
    {"/linkd/an order comes back as an expected parcel", test_order},
    {"/linkd/a price is the same in the replica, in the quote and in the order", test_price},
    {"/linkd/wrong calls are refused before they leave the house", test_wrong_calls},
    {"/linkd/a basket of two devices is changed from the state that is known", test_shared_basket},
    {"/linkd/a cursor that is too old starts over", test_start_over},
    {"/linkd/a centre whose database was restored is read anew", test_restored},
    {"/linkd/a damaged replica is made anew", test_damaged},
    {"/linkd/a restart keeps the age of the data", test_age},
    {"/linkd/without a key it says how to get one", test_not_enrolled},
    {"/linkd/a second instance leaves the first alone", test_second_instance},
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc < 5)
    return 2;
  cubby_bus_error_quark (); /* GDBus maps the errors from here on */
  const ShopPrograms programs = {
      .central = argv[1], .linkd = argv[2], .cubbyctl = argv[3], .configuration = argv[4]};
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Shop, &programs, set_up, tests[i].function, tear_down);
  return g_test_run ();
}
