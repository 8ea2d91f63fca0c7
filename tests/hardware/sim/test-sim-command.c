/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the control socket, and the socket itself. */
#include "hardware/sim/sim-control.h"
#include "tests/hardware/sim/sim-fixture.h"

#include <gio/gunixsocketaddress.h>

typedef struct {
  const char *path;
  const char *line;
  const char *end; /* the last line of the answer */
} Row;

static const Row rows[] = {
    {"help", "help", "ok"},
    {"doors", "doors", "ok"},
    {"an empty line", "", "error: there is no such command; “help” lists them"},
    {"a word nobody knows", "dance", "error: there is no such command; “help” lists them"},
    {"a command that is too short", "hand A1", "error: it is: hand DOOR open|shut|put [LABEL]|take"},
    {"a door that is not there", "hand Z9 open", "error: there is no door of this name; “doors” lists them"},
    {"a hand that cannot", "hand A1 dance", "error: a hand can open, shut, put LABEL and take"},
    {"a locked door", "hand A1 open", "error: it is locked"},
    {"a jam", "jam A1 on", "ok"},
    {"half a jam", "jam A1 perhaps", "error: say on or off"},
    {"a sensor", "sensor A1 stuck-open", "ok"},
    {"a sensor that does not exist", "sensor A1 sixth",
     "error: a sensor is ok, stuck-shut, stuck-open or flap"},
    {"a latch", "latch A1 stuck", "ok"},
    {"a latch that does not exist", "latch A1 greasy", "error: a latch is ok, stuck or loose"},
    {"buses", "buses", "ok"},
    {"a cut bus", "bus main cut", "ok"},
    {"a bus that is not there", "bus side cut", "error: there is no bus of this name; “buses” lists them"},
    {"a bus that cannot", "bus main wet", "error: a bus is whole, cut or unplugged"},
    {"a watchdog of a board without one", "board 1 watchdog 1000", "error: this board has no watchdog"},
    {"force", "force A1", "ok"},
    {"a fault", "board 1 late 300", "ok"},
    {"a fault that does not exist", "board 1 tired", "error: there is no such fault; “help” lists them"},
    {"a board that is not there", "board 7 dead",
     "error: there is no board of this name; “boards” lists them"},
    {"a number that is none", "board 1 late soon", "error: the number after the fault goes from 0 to 60000"},
    {"pulses", "pulses", "ok"},
};

static void
test_command (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SimFixture) sim = sim_fixture_new (SIM_OVER_TCP, NULL, NULL);
  g_autoptr (GString) reply = g_string_new (NULL);
  cubby_sim_command (sim->bank, row->line, reply);
  g_autofree char *end = g_strconcat (row->end, "\n", NULL);
  g_assert_true (g_str_has_suffix (reply->str, end));
}

static void
test_parcel (void)
{
  static const char *const lines[] = {"force A1", "hand A1 put 00893", "hand A1 shut", "doors"};
  g_autoptr (SimFixture) sim = sim_fixture_new (SIM_OVER_TCP, NULL, NULL);
  g_autoptr (GString) reply = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    cubby_sim_command (sim->bank, lines[i], reply);
  g_assert_cmpstr (reply->str, ==, "ok\nok\nok\nA1 shut ok latched 00893 0\nA2 shut ok latched - 0\nok\n");
}

static void
quit_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *)data;
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  char **line = data;
  *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  g_assert_nonnull (*line);
}

static gboolean
is_there (gpointer data)
{
  return *(char **)data != NULL;
}

static void
expect_line (GDataInputStream *lines, const char *expected)
{
  g_autofree char *line = NULL;
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, &line);
  run_until (is_there, &line, 2000);
  g_assert_cmpstr (line, ==, expected);
}

static void
say (GSocketConnection *connection, const char *text)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_assert_true (g_output_stream_write_all (out, text, strlen (text), NULL, NULL, NULL));
}

static void
test_socket (void)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (SIM_OVER_TCP, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gboolean quit = FALSE;
  g_autofree char *path = g_build_filename (sim->directory, "control", NULL);
  CubbySimControl *control = cubby_sim_control_new (sim->bank, path, quit_cb, &quit, &error);
  g_assert_no_error (error);
  g_assert_null (cubby_sim_control_new (sim->bank, path, quit_cb, &quit, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);

  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  say (connection, "watch\nforce A2\n");
  expect_line (lines, "ok");
  expect_line (lines, "door A2 open");
  expect_line (lines, "ok");
  say (connection, "quit\n");
  run_until (is_set, &quit, 2000);
  cubby_sim_control_free (control);
  run_for (20);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/sim/command/", rows[i].path, NULL);
    g_test_add_data_func (path, &rows[i], test_command);
  }
  g_test_add_func ("/sim/command/a parcel is put in", test_parcel);
  g_test_add_func ("/sim/control/commands, events and the end", test_socket);
  return g_test_run ();
}
