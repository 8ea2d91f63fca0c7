/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/linkd/shop.h"
#include "tests/rig/answer.h"
#include "tests/rig/child.h"

#include "protocols/dbus/names.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define PATIENCE_S 15

static const char *const range =
    "{'categories':[{'id':'tops','name':{'vi':'Áo','th':'เสื้อ','en':'Tops'},'position':1,'picture':'/media/"
    "tops.svg'}],"
    "'locations':[{'id':'4711','kind':'store','name':'Lê Lợi','gln':'8939999047111','address':'65 Lê "
    "Lợi','lockers':true}],"
    "'options':[],"
    "'products':[{'id':'tee','category':'tops','brand':'Cubby','name':{'vi':'Áo "
    "thun','th':'เสื้อยืด','en':'T-shirt'},"
    "'description':{'vi':'Mát','th':'เย็น','en':'Cool'},'picture':'/media/"
    "tops.svg','popularity':1,'keywords':[],"
    "'variants':[{'sku':'TEE-1','gtin':'08939999101004','options':{},'price':{'amount':199000,'currency':'"
    "VND'},"
    "'weight_g':180,'parcel_size':'S'}]}],"
    "'stock':[{'sku':'TEE-1','location':'4711','on_hand':12,'safety_stock':0}]}";

char *
shop_path (Shop *shop, const char *name)
{
  return g_build_filename (shop->folder, name, NULL);
}

static void
write_file (Shop *shop, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = shop_path (shop, name);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

char *
shop_run (Shop *shop, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  va_list args;
  va_start (args, shop);
  for (char *word = va_arg (args, char *); word != NULL; word = va_arg (args, char *))
    g_ptr_array_add (words, word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  g_auto (TestAnswer) answer = test_run ((const char *const *)words->pdata, "");
  if (answer.status != 0)
    g_test_message ("%s: %s", (char *)g_ptr_array_index (words, 0), answer.err);
  g_assert_cmpint (answer.status, ==, 0);
  return g_strstrip (g_steal_pointer (&answer.out));
}

static char *
last_word (char *text)
{
  const char *space = strrchr (text, ' ');
  char *word = g_strdup (space != NULL ? space + 1 : text);
  g_free (text);
  return word;
}

/* The address is the first line that the service says. */
void
shop_start_central (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database = g_strconcat ("sqlite:", shop->folder, "/central.db", NULL);
  g_autofree char *configuration = shop_path (shop, "central.conf");
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", shop->port);
  g_autoptr (GSubprocessLauncher) launcher =
      test_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  shop->central = g_subprocess_launcher_spawn (launcher, &error, shop->programs->central, "--database",
                                               database, "--config", configuration, "--listen", listen, NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (shop->central));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  shop->port = (guint16)g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
  g_assert_cmpuint (shop->port, >, 0);
}

void
shop_stop_central (Shop *shop)
{
  g_subprocess_send_signal (shop->central, SIGTERM);
  g_assert_true (g_subprocess_wait (shop->central, NULL, NULL));
  g_clear_object (&shop->central);
}

static void
write_configuration (Shop *shop)
{
  g_autofree char *text = NULL;
  g_autofree char *token = shop_path (shop, "link.token");
  g_autofree char *replica = shop_path (shop, "replica");
  g_autofree char *url = g_strdup_printf ("central-url=http://127.0.0.1:%u", shop->port);
  g_autofree char *token_line = g_strconcat ("token-file=", token, NULL);
  g_autofree char *replica_line = g_strconcat ("replica-directory=", replica, NULL);
  const char *changes[][2] = {{"central-url=https://central.example", url},
                              {"token-file=/etc/cubby/link.token", token_line},
                              {"replica-directory=/var/lib/cubby-linkd", replica_line},
                              {"allow-plain-http=false", "allow-plain-http=true"}};
  g_file_get_contents (shop->programs->configuration, &text, NULL, NULL);
  g_autoptr (GString) whole = g_string_new (text);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_assert_cmpuint (g_string_replace (whole, changes[i][0], changes[i][1], 0), ==, 1);
  g_mkdir (replica, 0750);
  write_file (shop, "cubby.conf", whole->str);
}

static void
on_changed (CubbyLink1 *link, guint64 sequence, const char *const *skus, gpointer user_data)
{
  Shop *shop = user_data;
  for (guint i = 0; skus[i] != NULL; i++)
    g_string_append_printf (shop->changed, "%s ", skus[i]);
}

void
shop_start_linkd (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *configuration = shop_path (shop, "cubby.conf");
  g_autoptr (GSubprocessLauncher) launcher = test_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  shop->linkd = g_subprocess_launcher_spawn (launcher, &error, shop->programs->linkd, "--config",
                                             configuration, "--session", NULL);
  g_assert_no_error (error);
  shop->link = cubby_link1_proxy_new_sync (shop->connection, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
                                           CUBBY_LINK_BUS_NAME, CUBBY_LINK_PATH, NULL, &error);
  g_assert_no_error (error);
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (shop->link), 20000);
  g_signal_connect (shop->link, "changed", G_CALLBACK (on_changed), shop);
}

void
shop_stop_linkd (Shop *shop)
{
  g_subprocess_send_signal (shop->linkd, SIGTERM);
  g_assert_true (g_subprocess_wait (shop->linkd, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (shop->linkd));
  g_clear_object (&shop->linkd);
  g_clear_object (&shop->link);
}

static gboolean
on_expect (CubbyLockerLink *locker, GDBusMethodInvocation *call, GVariant *parcels, gpointer user_data)
{
  Shop *shop = user_data;
  for (gsize i = 0; i < g_variant_n_children (parcels); i++) {
    g_autoptr (GVariant) parcel = g_variant_get_child_value (parcels, i);
    const char *label = NULL;
    const char *state = NULL;
    g_assert_true (g_variant_lookup (parcel, "label", "&s", &label));
    g_assert_true (g_variant_lookup (parcel, "state", "&s", &state));
    g_string_append_printf (shop->expected, "%s %s;", label, state);
  }
  cubby_locker_link_complete_expect (locker, call);
  return TRUE;
}

static gboolean
on_read_events (CubbyLockerLink *locker, GDBusMethodInvocation *call, guint64 after, guint most,
                gpointer user_data)
{
  Shop *shop = user_data;
  GVariantBuilder list;
  g_variant_builder_init (&list, G_VARIANT_TYPE ("a(tsxss)"));
  for (guint64 seq = MAX (after, shop->acknowledged) + 1; seq <= shop->events->len; seq++) {
    g_auto (GStrv) event = g_strsplit (g_ptr_array_index (shop->events, seq - 1), " ", 2);
    g_autofree char *id = g_strdup_printf ("019a0000-0000-7000-8000-%012u", (guint)seq);
    g_variant_builder_add (&list, "(tsxss)", seq, id, g_get_real_time () / 1000, event[0], event[1]);
  }
  cubby_locker_link_complete_read_events (locker, call, g_variant_builder_end (&list));
  return TRUE;
}

static gboolean
on_acknowledge (CubbyLockerLink *locker, GDBusMethodInvocation *call, guint64 through, gpointer user_data)
{
  Shop *shop = user_data;
  g_assert_cmpuint (through, >, shop->acknowledged);
  g_assert_cmpuint (through, <=, shop->events->len);
  shop->acknowledged = through;
  cubby_locker_link_complete_acknowledge_events (locker, call);
  return TRUE;
}

void
shop_open_locker (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  shop->locker = cubby_locker_link_skeleton_new ();
  g_signal_connect (shop->locker, "handle-expect", G_CALLBACK (on_expect), shop);
  g_signal_connect (shop->locker, "handle-read-events", G_CALLBACK (on_read_events), shop);
  g_signal_connect (shop->locker, "handle-acknowledge-events", G_CALLBACK (on_acknowledge), shop);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (shop->locker), shop->connection,
                                    CUBBY_LOCKER_PATH, &error);
  g_assert_no_error (error);
  shop->locker_name = g_bus_own_name_on_connection (shop->connection, CUBBY_LOCKER_BUS_NAME,
                                                    G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

void
shop_close_locker (Shop *shop)
{
  if (shop->locker == NULL)
    return;
  g_bus_unown_name (shop->locker_name);
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (shop->locker));
  g_clear_object (&shop->locker);
}

void
shop_add_event (Shop *shop, const char *type, const char *data)
{
  g_ptr_array_add (shop->events, g_strdup_printf ("%s %s", type, data));
  if (shop->locker != NULL)
    cubby_locker_link_emit_events_waiting (shop->locker, shop->events->len);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE; /* lets the loop look again */
}

void
shop_wait (Shop *shop, const char *what, gboolean (*is_so) (Shop *shop))
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  guint tick = g_timeout_add (20, on_tick, NULL);
  while (!is_so (shop)) {
    if (g_get_monotonic_time () > end)
      g_error ("in vain waited until %s", what);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (tick);
}

gboolean
shop_is_online (Shop *shop)
{
  /* A change of State can overtake the first look at all properties. */
  return cubby_link1_get_catalogue_path (shop->link) != NULL &&
         g_strcmp0 (cubby_link1_get_state (shop->link), "online") == 0;
}

gboolean
shop_is_acknowledged (Shop *shop)
{
  return shop->acknowledged == shop->events->len;
}

void
shop_post (Shop *shop, const char *path, const char *body)
{
  CubbyHttpClientOptions options = {.allow_plain = TRUE};
  g_autoptr (CubbyHttpClient) client = cubby_http_client_new (&options);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u%s", shop->port, path);
  g_autofree char *bearer = g_strconcat ("Authorization: Bearer ", shop->admin_key, NULL);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *key = g_strconcat ("Idempotency-Key: ", uuid, NULL);
  const char *headers[] = {bearer, key, "Content-Type: application/json", NULL};
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  CubbyHttpRequest request = {.method = "POST", .url = url, .headers = headers, .body = bytes};
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyHttpResponse) response = cubby_http_client_send_sync (client, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status / 100, ==, 2);
}

CubbyCatalogue *
shop_open_catalogue (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  CubbyCatalogue *catalogue =
      cubby_catalogue_open (cubby_link1_get_catalogue_path (shop->link), "4711", &error);
  g_assert_no_error (error);
  return catalogue;
}

gint64
shop_count_here (Shop *shop, const char *sku)
{
  g_autoptr (CubbyCatalogue) catalogue = shop_open_catalogue (shop);
  g_autoptr (CubbyVariant) variant = cubby_catalogue_get_variant (catalogue, sku, "vi", NULL, NULL);
  return variant != NULL ? variant->stock.here : -1;
}

static void
enrol (Shop *shop)
{
  g_autofree char *database = g_strconcat ("sqlite:", shop->folder, "/central.db", NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", shop->port);
  g_autofree char *token = shop_path (shop, "link.token");
  g_autofree char *keys = shop_path (shop, "pass-keys.conf");
  g_autofree char *code = last_word (shop_run (shop, shop->programs->central, "--database", database,
                                               "enrol-code", "--store", "4711", NULL));
  g_free (shop_run (shop, shop->programs->cubbyctl, "enrol", "--central", url, "--code", code, "--kiosk",
                    "kiosk-1", "--pass-keys", keys, "--token-file", token, NULL));
}

static void
fill_central (Shop *shop)
{
  g_autofree char *text = g_strdelimit (g_strdup (range), "'", '"');
  g_autofree char *pictures = shop_path (shop, "pictures");
  g_autofree char *database = g_strconcat ("sqlite:", shop->folder, "/central.db", NULL);
  g_autofree char *key_file = shop_path (shop, "pass.key");
  g_autofree char *configuration = g_strdup_printf ("[pass]\nkey-file=%s\n", key_file);
  g_mkdir (pictures, 0700);
  write_file (shop, "range.json", text);
  write_file (shop, "pictures/tops.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
  write_file (shop, "central.conf", configuration);
  g_free (shop_run (shop, shop->programs->central, "pass-key", "generate", key_file, NULL));
  g_free (shop_run (shop, shop->programs->central, "--database", database, "import", shop->folder, NULL));
  shop->admin_key = last_word (shop_run (shop, shop->programs->central, "--database", database, "key", "add",
                                         "--scope", "admin", "--name", "test", NULL));
}

void
shop_set_up (Shop *shop, const ShopPrograms *programs)
{
  g_autoptr (GError) error = NULL;
  *shop = (Shop){.programs = programs};
  shop->folder = g_dir_make_tmp ("cubby-shop-XXXXXX", &error);
  g_assert_no_error (error);
  shop->changed = g_string_new (NULL);
  shop->expected = g_string_new (NULL);
  shop->events = g_ptr_array_new_with_free_func (g_free);
  shop->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (shop->bus);
  shop->connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (shop->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
      NULL, &error);
  g_assert_no_error (error);
  fill_central (shop);
  shop_start_central (shop);
  enrol (shop);
  write_configuration (shop);
}

void
shop_tear_down (Shop *shop)
{
  if (shop->linkd != NULL)
    shop_stop_linkd (shop);
  if (shop->central != NULL)
    shop_stop_central (shop);
  shop_close_locker (shop);
  g_dbus_connection_close_sync (shop->connection, NULL, NULL);
  g_clear_object (&shop->connection);
  g_test_dbus_down (shop->bus);
  g_clear_object (&shop->bus);
  g_free (shop_run (shop, "rm", "-rf", shop->folder, NULL));
  g_ptr_array_unref (shop->events);
  g_string_free (shop->changed, TRUE);
  g_string_free (shop->expected, TRUE);
  g_free (shop->admin_key);
  g_free (shop->folder);
}
