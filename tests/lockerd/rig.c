/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lockerd/rig.h"

#include "app/common/hash.h"
#include "app/domain/notice-text.h"
#include "protocols/dbus/names.h"
#include "protocols/pass/pass.h"
#include "protocols/pass/seal.h"
#include "tests/rig/child.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define WAIT_US (30 * G_USEC_PER_SEC)
#define STEP_US 20000

/* "123456", as cheaply as lockerd accepts it: what a PIN costs is not what is tested here. */
#define PIN_HASH                                                                                             \
  "$argon2id$v=19$m=8192,t=1,p=1$EG9mEgoxw37Ct4BjnzzUKA$xUVoELJyZRqohQVhCjTwdRS4MX02m/qtfUYqCjnovxg"

static const char *lockerd_path, *sim_path;

static const char config_text[] = "[store]\nid=4711\nname=Test\n[kiosk]\nid=k\n"
                                  "[locker]\nstate-directory=%s/state\nstaff-file=%s/staff.conf\n"
                                  "pass-keys-file=%s/pass-keys.conf\npulse-ms=100\ncool-down-ms=500\n"
                                  "open-wait-ms=%u\ndoors-per-minute=60\n"
                                  "[link]\ncentral-url=https://central.example\n"
                                  "[bus main]\npoll-ms=50\n%s\n%s";
static const char four_doors[] = "[board 1]\nbus=main\nprofile=waveshare-rtu-d\nunit=1\n"
                                 "[column A]\ndoors=A1 S 1/1; A2 S 1/2; A3 M 1/3; A4 L 1/4\n";

void
rig_set_programs (const char *lockerd, const char *sim)
{
  lockerd_path = lockerd;
  sim_path = sim;
}

static void
write_file (const char *directory, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

void
rig_set_bus (Rig *self, const char *bus)
{
  g_autofree char *text = g_strdup_printf (config_text, self->directory, self->directory, self->directory,
                                           self->open_wait_ms, bus, self->boards);
  write_file (self->directory, "cubby.conf", text);
}

static void
write_keys (Rig *self)
{
  CubbyPassSigningKey *key = self->key = cubby_pass_signing_key_generate ();
  g_autoptr (GError) error = NULL;
  g_autofree char *kid = cubby_hex_encode (cubby_pass_signing_key_get_kid (key), CUBBY_KID_SIZE);
  g_autofree char *public =
      cubby_hex_encode (cubby_pass_signing_key_get_public_key (key), CUBBY_PUBLIC_KEY_SIZE);
  g_autofree char *text = g_strdup_printf ("[pass-keys]\n%s=%s\n[codes]\nkey=%064d\n", kid, public, 0);
  guint8 cti[CUBBY_CTI_SIZE] = {1};
  write_file (self->directory, "pass-keys.conf", text);
  self->pass = cubby_pass_mint (key, "4711", g_get_real_time () / G_USEC_PER_SEC + 3600, cti, &error);
  g_assert_no_error (error);
}

static void
write_staff (Rig *self)
{
  static const char text[] = "[badge B-1]\nname=An\nrole=restock\npin=" PIN_HASH "\n"
                             "[badge B-2]\nname=Binh\nrole=supervise\npin=" PIN_HASH "\n"
                             "[badge B-3]\nname=Chi\nrole=supervise\npin=" PIN_HASH "\n";
  write_file (self->directory, "staff.conf", text);
}

/* Returns: the line with which it says where it listens. */
static char *
start_sim (Rig *self, const char *listen)
{
  g_autofree char *control = g_build_filename (self->directory, "sim", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = test_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  self->sim = g_subprocess_launcher_spawn (launcher, &error, sim_path, "--config", self->config, "--listen",
                                           listen, "--control", control, NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->sim));
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (control);
  self->control = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_assert_no_error (error);
  self->answers = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (self->control)));
  return g_steal_pointer (&line);
}

static Rig *
make_rig (const char *boards)
{
  Rig *self = g_new0 (Rig, 1);
  self->boards = boards;
  self->open_wait_ms = 700;
  g_autoptr (GError) error = NULL;
  self->directory = g_dir_make_tmp ("cubby-lockerd-XXXXXX", &error);
  g_assert_no_error (error);
  self->config = g_build_filename (self->directory, "cubby.conf", NULL);
  self->journal = g_build_filename (self->directory, "state", "journal.db", NULL);
  write_keys (self);
  write_staff (self);
  self->dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->dbus);
  self->bus = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->dbus),
                                                      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                          G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                      NULL, NULL, &error);
  g_assert_no_error (error);
  return self;
}

Rig *
rig_new (void)
{
  return rig_new_with_boards (four_doors);
}

Rig *
rig_new_with_boards (const char *boards)
{
  Rig *self = make_rig (boards);
  rig_set_bus (self, "transport=tcp\naddress=127.0.0.1");
  g_autofree char *line = start_sim (self, "tcp:127.0.0.1:0");
  self->wire = g_strdup (strrchr (line, ':') + 1);
  g_autofree char *bus = g_strdup_printf ("transport=tcp\naddress=127.0.0.1\nport=%s", self->wire);
  rig_set_bus (self, bus);
  return self;
}

Rig *
rig_new_rtu (void)
{
  Rig *self = make_rig (four_doors);
  self->wire = g_build_filename (self->directory, "pty", NULL);
  g_autofree char *listen = g_strconcat ("pty:", self->wire, NULL);
  g_autofree char *bus = g_strdup_printf ("transport=rtu\ndevice=%s\nbaud=115200", self->wire);
  rig_set_bus (self, bus);
  g_free (start_sim (self, listen));
  return self;
}

Rig *
rig_new_on_bus (const char *bus, const char *boards)
{
  Rig *self = make_rig (boards);
  rig_set_bus (self, bus);
  return self;
}

int
rig_run (Rig *self, const char *const *argv, char **ret_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
      test_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS",
                                g_test_dbus_get_bus_address (self->dbus), TRUE);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, ret_text, NULL, &error);
  g_assert_no_error (error);
  return g_subprocess_get_exit_status (process);
}

static void
end_process (GSubprocess **process)
{
  if (*process == NULL)
    return;
  g_subprocess_force_exit (*process);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  for (const char *name = directory != NULL ? g_dir_read_name (directory) : NULL; name != NULL;
       name = g_dir_read_name (directory)) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    remove_tree (child);
  }
  g_remove (path);
}

void
rig_free (Rig *self)
{
  end_process (&self->lockerd);
  end_process (&self->sim);
  g_clear_object (&self->answers);
  g_clear_object (&self->control);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
  g_test_dbus_down (self->dbus);
  g_object_unref (self->dbus);
  remove_tree (self->directory);
  g_free (self->directory);
  g_free (self->config);
  g_free (self->journal);
  g_free (self->pass);
  cubby_pass_signing_key_free (self->key);
  g_free (self->wire);
  g_free (self->session);
  g_free (self);
}

gboolean
rig_is_running (Rig *self)
{
  return self->lockerd != NULL && g_subprocess_get_identifier (self->lockerd) != NULL;
}

/* The main context tells of processes that ended. */
static void
pause_us (guint us)
{
  g_usleep (us);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
is_ready (Rig *self)
{
  g_autofree char *door = rig_door_field (self, "A4", "door");
  return g_strcmp0 (door, "shut") == 0 || g_strcmp0 (door, "open") == 0 || g_strcmp0 (door, "forced") == 0;
}

static GSubprocess *
spawn (Rig *self, const char *const *wrapper, GSubprocessFlags flags)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const char *const own[] = {lockerd_path, "--session", "--config", self->config, NULL};
  for (; wrapper != NULL && *wrapper != NULL; wrapper++)
    g_ptr_array_add (argv, (gpointer)*wrapper);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_ptr_array_add (argv, (gpointer)own[i]);
  /* A wrapper that is killed leaves lockerd behind, which must not hold the test's own output. */
  g_autoptr (GSubprocessLauncher) launcher = test_launcher_new (flags | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS",
                                g_test_dbus_get_bus_address (self->dbus), TRUE);
  GSubprocess *process = g_subprocess_launcher_spawnv (launcher, (const char *const *)argv->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static gboolean
wait_until (Rig *self, gboolean (*condition) (Rig *self))
{
  for (gint64 end_us = g_get_monotonic_time () + WAIT_US; g_get_monotonic_time () < end_us;
       pause_us (STEP_US)) {
    if (!rig_is_running (self))
      return FALSE;
    if (condition (self))
      return TRUE;
  }
  g_test_fail_printf ("cubby-lockerd does not come up");
  return FALSE;
}

gboolean
rig_start (Rig *self, const char *const *wrapper)
{
  g_clear_object (&self->lockerd);
  self->lockerd = spawn (self, wrapper, G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  return wait_until (self, is_ready);
}

static gboolean
is_named (Rig *self)
{
  g_autofree char *door = rig_door_field (self, "A4", "door");
  return door != NULL;
}

gboolean
rig_start_distrusted (Rig *self)
{
  self->lockerd = spawn (self, NULL, G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  return wait_until (self, is_named);
}

char *
rig_run_second (Rig *self)
{
  g_autoptr (GSubprocess) process = spawn (self, NULL, G_SUBPROCESS_FLAGS_STDERR_PIPE);
  char *text = NULL;
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &text, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  return text;
}

void
rig_stop (Rig *self)
{
  g_autoptr (GError) error = NULL;
  g_subprocess_send_signal (self->lockerd, SIGTERM);
  g_subprocess_wait (self->lockerd, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (self->lockerd));
  g_assert_cmpint (g_subprocess_get_exit_status (self->lockerd), ==, 0);
  g_clear_object (&self->lockerd);
}

/* The daemon itself: what traces it ends with it, but not the other way round. */
void
rig_kill (Rig *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "GetConnectionUnixProcessID", g_variant_new ("(s)", CUBBY_LOCKER_BUS_NAME), NULL,
      G_DBUS_CALL_FLAGS_NONE, 5000, NULL, &error);
  g_assert_no_error (error);
  guint pid;
  g_variant_get (answer, "(u)", &pid);
  g_assert_cmpint (kill ((pid_t)pid, SIGKILL), ==, 0);
  rig_reap (self);
}

void
rig_reap (Rig *self)
{
  g_subprocess_wait (self->lockerd, NULL, NULL);
  g_clear_object (&self->lockerd);
}

static char *
read_answer (Rig *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  for (;;) {
    g_autofree char *line = g_data_input_stream_read_line (self->answers, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (line);
    if (g_str_equal (line, "ok"))
      return g_string_free (g_steal_pointer (&text), FALSE);
    if (g_str_has_prefix (line, "error"))
      return g_steal_pointer (&line);
    g_string_append_printf (text, "%s\n", line);
  }
}

char *
rig_sim (Rig *self, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *command = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *line = g_strconcat (command, "\n", NULL);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (self->control));
  g_assert_true (g_output_stream_write_all (out, line, strlen (line), NULL, NULL, NULL));
  return read_answer (self);
}

guint
rig_count_pulses (Rig *self)
{
  g_autofree char *text = rig_sim (self, "pulses");
  g_assert_true (g_str_has_prefix (text, "total "));
  return (guint)g_ascii_strtoull (text + strlen ("total "), NULL, 10);
}

gboolean
rig_is_open (Rig *self, const char *door)
{
  g_autofree char *text = rig_sim (self, "doors");
  g_autofree char *open = g_strdup_printf ("%s open ", door);
  return strstr (text, open) != NULL;
}

gboolean
rig_wait_open (Rig *self, const char *door)
{
  for (gint64 end_us = g_get_monotonic_time () + 3 * G_USEC_PER_SEC; g_get_monotonic_time () < end_us;
       pause_us (STEP_US))
    if (rig_is_open (self, door))
      return TRUE;
  return FALSE;
}

GVariant *
rig_call (Rig *self, const char *interface, const char *method, GVariant *arguments)
{
  g_autofree char *full = g_strconcat (CUBBY_LOCKER_BUS_NAME, ".", interface, NULL);
  g_autoptr (GError) error = NULL;
  GVariant *answer =
      g_dbus_connection_call_sync (self->bus, CUBBY_LOCKER_BUS_NAME, CUBBY_LOCKER_PATH, full, method,
                                   arguments, NULL, G_DBUS_CALL_FLAGS_NONE, 10000, NULL, &error);
  if (answer == NULL)
    g_test_message ("%s: %s", method, error->message);
  return answer;
}

char *
rig_door_field (Rig *self, const char *door, const char *field)
{
  g_autoptr (GVariant) answer = rig_call (self, "Bank", "GetDoors", NULL);
  if (answer == NULL)
    return NULL;
  g_autoptr (GVariant) doors = g_variant_get_child_value (answer, 0);
  for (gsize i = 0; i < g_variant_n_children (doors); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (doors, i);
    const char *name = "", *value = "";
    g_variant_lookup (row, "name", "&s", &name);
    g_variant_lookup (row, field, "&s", &value);
    if (g_str_equal (name, door))
      return g_strdup (value);
  }
  return NULL;
}

gboolean
rig_wait (Rig *self, const char *door, const char *field, const char *value)
{
  for (gint64 end_us = g_get_monotonic_time () + WAIT_US; g_get_monotonic_time () < end_us;
       pause_us (STEP_US)) {
    g_autofree char *now = rig_door_field (self, door, field);
    if (now == NULL && !rig_is_running (self))
      return FALSE;
    if (g_strcmp0 (now, value) == 0)
      return TRUE;
  }
  g_test_message ("door %s: %s never became %s", door, field, value);
  return FALSE;
}

gboolean
rig_wait_alarm (Rig *self, const char *kind)
{
  g_autofree char *quoted = g_strdup_printf ("('%s'", kind);
  for (guint i = 0; i < 200; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
        self->bus, "org.cubby.Locker1", "/org/cubby/Locker1", "org.freedesktop.DBus.Properties", "Get",
        g_variant_new ("(ss)", "org.cubby.Locker1.Bank", "Alarms"), NULL, G_DBUS_CALL_FLAGS_NONE, 5000, NULL,
        &error);
    g_assert_no_error (error);
    g_autofree char *text = g_variant_print (answer, FALSE);
    if (strstr (text, quoted) != NULL)
      return TRUE;
    pause_us (50000);
  }
  return FALSE;
}

gboolean
rig_expect_notice (Rig *self, const CubbyPassSigningKey *key, const CubbyNotice *notice)
{
  g_autofree char *text = cubby_notice_format (notice, "4711");
  g_autofree char *seal = cubby_seal_make (key, text);
  GVariantDict parcel;
  g_variant_dict_init (&parcel, NULL);
  g_variant_dict_insert (&parcel, "label", "s", notice->label);
  g_variant_dict_insert (&parcel, "version", "t", notice->version);
  g_variant_dict_insert (&parcel, "fulfilment", "s", notice->fulfilment);
  g_variant_dict_insert (&parcel, "size", "s", cubby_size_to_string (notice->size));
  g_variant_dict_insert (&parcel, "ctis", "^as", notice->ctis);
  g_variant_dict_insert (&parcel, "code_hash", "s", notice->code_hash);
  g_variant_dict_insert (&parcel, "hold_until", "x", notice->hold_until_s);
  g_variant_dict_insert (&parcel, "heavy", "b", notice->heavy);
  g_variant_dict_insert (&parcel, "reach", "b", notice->reach);
  g_variant_dict_insert (&parcel, "state", "s", notice->returning ? "return" : "expected");
  g_variant_dict_insert (&parcel, "seal", "s", seal);
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  g_variant_builder_add_value (&builder, g_variant_dict_end (&parcel));
  g_autoptr (GVariant) answer = rig_call (self, "Link", "Expect", g_variant_new ("(aa{sv})", &builder));
  return answer != NULL;
}

gboolean
rig_expect (Rig *self)
{
  static const guint8 code_key[CUBBY_HASH_KEY_SIZE] = {0};
  const char *const ctis[] = {"01000000000000000000000000000000", NULL};
  guint8 hash[CUBBY_HASH_SIZE];
  g_assert_true (cubby_code_hash (code_key, RIG_CODE, hash));
  g_autofree char *code_hash = cubby_hex_encode (hash, sizeof hash);
  CubbyNotice notice = {.label = RIG_LABEL,
                        .version = 1,
                        .fulfilment = "f-1",
                        .size = CUBBY_SIZE_S,
                        .ctis = ctis,
                        .code_hash = code_hash};
  return rig_expect_notice (self, self->key, &notice);
}

char *
rig_sign_in (Rig *self, const char *badge, const char *pin)
{
  g_autoptr (GVariant) answer = rig_call (self, "Counter", "SignIn", g_variant_new ("(ss)", badge, pin));
  if (answer == NULL)
    return NULL;
  char *reason;
  g_clear_pointer (&self->session, g_free);
  g_variant_get (answer, "(ss@a{sv})", &reason, &self->session, NULL);
  return reason;
}

static char *
reason_and_door (GVariant *answer, char **ret_door)
{
  char *reason;
  g_autofree char *door = NULL;
  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(sss@a{sv})", &reason, NULL, &door, NULL);
  g_variant_unref (answer);
  if (ret_door != NULL)
    *ret_door = g_steal_pointer (&door);
  return reason;
}

char *
rig_stow (Rig *self, char **ret_door)
{
  return reason_and_door (
      rig_call (self, "Counter", "BeginStow", g_variant_new ("(ss)", self->session, RIG_LABEL)), ret_door);
}

char *
rig_present (Rig *self, const char *pass, char **ret_door)
{
  return reason_and_door (rig_call (self, "Counter", "PresentPass", g_variant_new ("(s)", pass)), ret_door);
}
