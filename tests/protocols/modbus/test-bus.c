/* SPDX-License-Identifier: Apache-2.0 */
/* The bus before a simulated board that misbehaves. What counts is which results are claimed, and how often a
 * lock moved. */
#include "protocols/modbus/bus.h"
#include "tests/hardware/sim/sim-fixture.h"
#include "tests/rig/steady.h"

#include <errno.h>
#include <gio/gio.h>
#include <sys/socket.h>

#define TIMEOUT_MS 200

typedef struct {
  gboolean over;
  CubbyBusResult result;
  gint64 written_us;
  guint8 exception;
  char *why;
  GThread *thread;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_free (answer->why);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
reply_cb (const CubbyBusReply *reply, gpointer data)
{
  Answer *answer = data;
  g_assert_false (answer->over);
  g_assert_true ((reply->error == NULL) == (reply->result == CUBBY_BUS_ACKNOWLEDGED));
  g_assert_true ((reply->written_us == 0) == (reply->result == CUBBY_BUS_NOT_SENT));
  answer->over = TRUE;
  answer->result = reply->result;
  answer->written_us = reply->written_us;
  answer->exception = reply->exception;
  answer->why = g_strdup (reply->error != NULL ? reply->error->message : "");
  answer->thread = g_thread_self ();
}

static gboolean
is_over (gpointer data)
{
  return ((Answer *)data)->over;
}

static guint64
ask (CubbyBus *bus, Answer *answer, guint8 unit, guint16 coil, gboolean urgent, guint patience_ms)
{
  CubbyBusRequest request = {
      .unit = unit, .urgent = urgent, .deadline_us = g_get_monotonic_time () + (gint64)patience_ms * 1000};
  cubby_pdu_write (&request.pdu, CUBBY_PDU_WRITE_COIL, coil, 3);
  return cubby_bus_send (bus, &request, reply_cb, answer);
}

/* Opens channel 1 or 2 for 300 ms by the board's timer. */
static CubbyBusResult
open_door (CubbyBus *bus, guint8 unit, guint channel, guint patience_ms)
{
  g_auto (Answer) answer = {0};
  ask (bus, &answer, unit, (guint16)(0x0200 + channel - 1), TRUE, patience_ms);
  run_until (is_over, &answer, 10000);
  g_test_message ("%s", answer.why);
  g_assert_true (answer.thread == g_thread_self ());
  return answer.result;
}

static CubbyBus *
bus_for (SimFixture *sim)
{
  return cubby_bus_new (g_ptr_array_index (sim->settings->buses, 0));
}

/* What one fault makes of an opening, how often the lock moved, and that the next opening is told from it. */
typedef struct {
  const char *path;
  SimTransport transport;
  const char *fault;
  guint argument;
  CubbyBusResult result;
  guint pulses;
} FaultRow;

static const FaultRow fault_rows[] = {
    {"tcp/a good answer", SIM_OVER_TCP, "alive", 0, CUBBY_BUS_ACKNOWLEDGED, 1},
    {"tcp/no answer", SIM_OVER_TCP, "dead", 0, CUBBY_BUS_UNCERTAIN, 0},
    {"tcp/the echo of the neighbour", SIM_OVER_TCP, "wrong-echo", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"tcp/another unit's answer", SIM_OVER_TCP, "wrong-unit", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"tcp/garbage", SIM_OVER_TCP, "noise", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"tcp/a greeting", SIM_OVER_TCP, "banner", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"tcp/half an answer", SIM_OVER_TCP, "short", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"tcp/bytes after the answer", SIM_OVER_TCP, "long", 3, CUBBY_BUS_ACKNOWLEDGED, 1},
    {"tcp/a wrong bit", SIM_OVER_TCP, "corrupt", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"tcp/a lost answer", SIM_OVER_TCP, "lossy", 100, CUBBY_BUS_UNCERTAIN, 1},
    {"tcp/a late answer", SIM_OVER_TCP, "late", 300, CUBBY_BUS_UNCERTAIN, 1},
    {"tcp/a slow answer", SIM_OVER_TCP, "late", 100, CUBBY_BUS_ACKNOWLEDGED, 1},
    {"tcp/a refusal", SIM_OVER_TCP, "exception", 6, CUBBY_BUS_EXCEPTION, 1},
    {"rtu/a good answer", SIM_OVER_PTY, "alive", 0, CUBBY_BUS_ACKNOWLEDGED, 1},
    {"rtu/no answer", SIM_OVER_PTY, "dead", 0, CUBBY_BUS_UNCERTAIN, 0},
    {"rtu/the echo of the neighbour", SIM_OVER_PTY, "wrong-echo", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"rtu/another unit's answer", SIM_OVER_PTY, "wrong-unit", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"rtu/garbage", SIM_OVER_PTY, "noise", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"rtu/a greeting", SIM_OVER_PTY, "banner", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"rtu/half an answer", SIM_OVER_PTY, "short", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"rtu/bytes after the answer", SIM_OVER_PTY, "long", 3, CUBBY_BUS_ACKNOWLEDGED, 1},
    {"rtu/a wrong bit", SIM_OVER_PTY, "corrupt", 0, CUBBY_BUS_UNCERTAIN, 1},
    {"rtu/a lost answer", SIM_OVER_PTY, "lossy", 100, CUBBY_BUS_UNCERTAIN, 1},
    {"rtu/a late answer", SIM_OVER_PTY, "late", 300, CUBBY_BUS_UNCERTAIN, 1},
    {"rtu/a slow answer", SIM_OVER_PTY, "late", 100, CUBBY_BUS_ACKNOWLEDGED, 1},
    {"rtu/a refusal", SIM_OVER_PTY, "exception", 6, CUBBY_BUS_EXCEPTION, 1},
};

static void
test_fault (gconstpointer data)
{
  const FaultRow *row = data;
  g_autoptr (SimFixture) sim = sim_fixture_new (row->transport, NULL, NULL);
  g_autoptr (CubbyBus) bus = bus_for (sim);
  sim_fixture_fault (sim, 0, row->fault, row->argument);
  g_assert_cmpint (open_door (bus, 1, 1, 2000), ==, row->result);
  g_assert_cmpuint (sim_fixture_pulses (sim, "A1"), ==, row->pulses);
  /* The neighbour is opened once and acknowledged for itself, whatever is still under way. */
  sim_fixture_fault (sim, 0, "alive", 0);
  g_assert_cmpint (open_door (bus, 1, 2, 2000), ==, CUBBY_BUS_ACKNOWLEDGED);
  run_for (400);
  g_assert_cmpuint (sim_fixture_pulses (sim, "A1"), ==, row->pulses);
  g_assert_cmpuint (sim_fixture_pulses (sim, "A2"), ==, 1);
}

/* The answer to the first comes while the second, to a board that is dead, is awaited. */
static void
test_late_for_another (gconstpointer data)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (*(const SimTransport *)data, NULL, NULL);
  g_autoptr (CubbyBus) bus = bus_for (sim);
  sim_fixture_fault (sim, 0, "late", TIMEOUT_MS + TIMEOUT_MS + 60);
  g_assert_cmpint (open_door (bus, 1, 1, 2000), ==, CUBBY_BUS_UNCERTAIN);
  sim_fixture_fault (sim, 0, "dead", 0);
  g_assert_cmpint (open_door (bus, 1, 2, 2000), ==, CUBBY_BUS_UNCERTAIN);
  g_assert_cmpuint (sim_fixture_pulses (sim, "A1"), ==, 1);
  g_assert_cmpuint (sim_fixture_pulses (sim, "A2"), ==, 0);
}

static void
test_unit_255 (gconstpointer data)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (*(const SimTransport *)data, NULL, NULL);
  ((CubbySimBoard *)cubby_sim_bank_get_board (sim->bank, 0))->unit = 255;
  g_autoptr (CubbyBus) bus = bus_for (sim);
  g_assert_cmpint (open_door (bus, 255, 1, 2000), ==, CUBBY_BUS_ACKNOWLEDGED);
  sim_fixture_fault (sim, 0, "wrong-unit", 0);
  g_assert_cmpint (open_door (bus, 255, 2, 2000), ==, CUBBY_BUS_UNCERTAIN);
}

static void
test_cut (gconstpointer data)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (*(const SimTransport *)data, NULL, NULL);
  g_autoptr (CubbyBus) bus = bus_for (sim);
  g_assert_cmpint (open_door (bus, 1, 1, 2000), ==, CUBBY_BUS_ACKNOWLEDGED);
  sim_fixture_cut (sim);
  gint64 before_us = g_get_monotonic_time ();
  CubbyBusResult result = open_door (bus, 1, 2, 300);
  g_assert_cmpint (result, ==, CUBBY_BUS_NOT_SENT);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 600 * 1000);
  sim_fixture_mend (sim);
  /* A new one goes through; the old one does not. */
  g_assert_cmpint (open_door (bus, 1, 1, 9000), ==, CUBBY_BUS_ACKNOWLEDGED);
  run_for (400);
  g_assert_cmpuint (sim_fixture_pulses (sim, "A2"), ==, 0);
}

/* The adapter is out, or the network plug, and comes back where it was: the same path of a link in
 * /dev/serial/by-id, the same address. A wire that is cut behind it is silence. */
static void
test_cable (gconstpointer data)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (*(const SimTransport *)data, NULL, NULL);
  g_autoptr (CubbyBus) bus = bus_for (sim);
  g_assert_cmpint (open_door (bus, 1, 1, 2000), ==, CUBBY_BUS_ACKNOWLEDGED);
  cubby_sim_bank_set_cable (sim->bank, 0, CUBBY_SIM_CABLE_UNPLUGGED);
  run_for (20);
  g_assert_cmpint (open_door (bus, 1, 2, 300), ==, CUBBY_BUS_NOT_SENT);
  cubby_sim_bank_set_cable (sim->bank, 0, CUBBY_SIM_CABLE_WHOLE);
  g_assert_cmpint (open_door (bus, 1, 1, 9000), ==, CUBBY_BUS_ACKNOWLEDGED);
  cubby_sim_bank_set_cable (sim->bank, 0, CUBBY_SIM_CABLE_CUT);
  g_assert_cmpint (open_door (bus, 1, 2, 300), ==, CUBBY_BUS_UNCERTAIN);
  cubby_sim_bank_set_cable (sim->bank, 0, CUBBY_SIM_CABLE_WHOLE);
  g_assert_cmpint (open_door (bus, 1, 1, 9000), ==, CUBBY_BUS_ACKNOWLEDGED);
  run_for (400);
  g_assert_cmpuint (sim_fixture_pulses (sim, "A2"), ==, 0);
}

/* A switch that is away for a while keeps what was sent, and delivers it when it is back; so what was not
 * answered is taken back from the wire: the peer sees a reset, and not the end of a stream behind the
 * request. */
static void
test_reset (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) peer =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_assert_true (g_socket_bind (peer, any, FALSE, &error) && g_socket_listen (peer, &error));
  g_autoptr (GSocketAddress) got = g_socket_get_local_address (peer, &error);
  char name[] = "b";
  char address[] = "127.0.0.1";
  const CubbyBusSettings settings = {
      .name = name,
      .transport = CUBBY_TRANSPORT_TCP,
      .address = address,
      .port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)),
      .response_timeout_ms = 100,
      .byte_timeout_ms = 20,
  };
  g_autoptr (CubbyBus) bus = cubby_bus_new (&settings);
  g_autoptr (GSocket) connection = g_socket_accept (peer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (open_door (bus, 1, 1, 2000), ==, CUBBY_BUS_UNCERTAIN);
  /* libmodbus sends the end of the stream before it closes; with the reset behind it nothing unsent is kept.
   */
  int code = 0;
  for (guint i = 0; i < 50 && code == 0; i++) {
    run_for (10);
    g_assert_true (g_socket_get_option (connection, SOL_SOCKET, SO_ERROR, &code, &error));
  }
  g_assert_true (code == EPIPE || code == ECONNRESET);
}

/* The peer hung up between two requests: nothing was written, so the second may wait for the new connection.
 */
static void
test_hung_up (gconstpointer data)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (SIM_OVER_TCP, NULL, NULL);
  g_autoptr (CubbyBus) bus = bus_for (sim);
  g_assert_cmpint (open_door (bus, 1, 1, 2000), ==, CUBBY_BUS_ACKNOWLEDGED);
  cubby_sim_port_hang_up (sim->port);
  run_for (20);
  g_assert_cmpint (open_door (bus, 1, 2, 2000), ==, CUBBY_BUS_ACKNOWLEDGED);
  g_assert_cmpuint (sim_fixture_pulses (sim, "A2"), ==, 1);
}

static void
test_deadline (gconstpointer data)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (SIM_OVER_TCP, NULL, NULL);
  g_autoptr (CubbyBus) bus = bus_for (sim);
  sim_fixture_fault (sim, 0, "dead", 0);
  g_auto (Answer) first = {0};
  g_auto (Answer) second = {0};
  ask (bus, &first, 1, 0x0200, TRUE, 1000);
  ask (bus, &second, 1, 0x0201, TRUE, 50);
  run_until (is_over, &second, 150);
  g_assert_cmpint (second.result, ==, CUBBY_BUS_NOT_SENT);
  g_assert_false (first.over);
  run_until (is_over, &first, 1000);
  g_assert_cmpint (first.result, ==, CUBBY_BUS_UNCERTAIN);
}

static void
test_urgent (gconstpointer data)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (SIM_OVER_TCP, NULL, NULL);
  g_autoptr (CubbyBus) bus = bus_for (sim);
  sim_fixture_fault (sim, 0, "late", 60);
  Answer polls[3] = {{0}};
  g_auto (Answer) open = {0};
  for (guint i = 0; i < 3; i++)
    ask (bus, &polls[i], 1, 0x0100, FALSE, 3000);
  run_for (20);
  ask (bus, &open, 1, 0x0201, TRUE, 3000);
  run_until (is_over, &polls[2], 3000);
  g_assert_true (open.over);
  g_assert_cmpint (open.written_us, >, polls[0].written_us);
  g_assert_cmpint (open.written_us, <, polls[1].written_us);
  g_assert_cmpint (polls[1].written_us, <, polls[2].written_us);
  for (guint i = 0; i < 3; i++)
    g_clear_pointer (&polls[i].why, g_free);
}

static void
test_drop (gconstpointer data)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (SIM_OVER_TCP, NULL, NULL);
  g_autoptr (CubbyBus) bus = bus_for (sim);
  sim_fixture_fault (sim, 0, "late", 60);
  g_auto (Answer) first = {0};
  g_auto (Answer) second = {0};
  ask (bus, &first, 1, 0x0200, TRUE, 3000);
  guint64 id = ask (bus, &second, 1, 0x0201, TRUE, 3000);
  cubby_bus_drop (bus, id);
  run_until (is_over, &second, 50);
  g_assert_cmpint (second.result, ==, CUBBY_BUS_NOT_SENT);
  run_until (is_over, &first, 1000);
  g_assert_cmpint (first.result, ==, CUBBY_BUS_ACKNOWLEDGED);
  g_assert_cmpuint (sim_fixture_pulses (sim, "A2"), ==, 0);
}

static void
test_free_tells (gconstpointer data)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (SIM_OVER_TCP, NULL, NULL);
  sim_fixture_cut (sim);
  CubbyBus *bus = bus_for (sim);
  g_auto (Answer) answer = {0};
  ask (bus, &answer, 1, 0x0200, TRUE, 60000);
  cubby_bus_free (bus);
  g_assert_true (answer.over);
  g_assert_cmpint (answer.result, ==, CUBBY_BUS_NOT_SENT);
}

/* What goes wrong before anything can be sent, and the words for it. */
typedef struct {
  const char *path;
  const char *device;  /* RTU */
  const char *address; /* TCP */
  guint16 port;
  const char *words;
} LinkRow;

static const LinkRow link_rows[] = {
    {"a device that is not there", "/dev/cubby-none", NULL, 0,
     "[bus b] /dev/cubby-none: No such file or directory"},
    {"a device that is no terminal", "/", NULL, 0, "[bus b] /: "},
    {"a port where nobody listens", NULL, "127.0.0.1", 1, "[bus b] 127.0.0.1:1: Connection refused"},
    {"a name that nobody has", NULL, "bank.invalid", 502, "[bus b] bank.invalid:502: "},
};

static void
test_link (gconstpointer data)
{
  const LinkRow *row = data;
  g_autofree char *device = g_strdup (row->device);
  g_autofree char *address = g_strdup (row->address);
  char name[] = "b";
  const CubbyBusSettings settings = {
      .name = name,
      .transport = row->device != NULL ? CUBBY_TRANSPORT_RTU : CUBBY_TRANSPORT_TCP,
      .device = device,
      .baud = 9600,
      .parity = 'N',
      .address = address,
      .port = row->port,
      .response_timeout_ms = 100,
      .byte_timeout_ms = 20,
  };
  CubbyBus *bus = cubby_bus_new (&settings);
  g_auto (Answer) answer = {0};
  run_for (150);
  ask (bus, &answer, 1, 0x0200, TRUE, 400);
  run_until (is_over, &answer, 5000);
  g_assert_cmpint (answer.result, ==, CUBBY_BUS_NOT_SENT);
  g_test_message ("%s", answer.why);
  g_assert_true (g_str_has_prefix (answer.why, row->words));
  cubby_bus_free (bus);
}

static void
test_second_master (gconstpointer data)
{
  g_autoptr (SimFixture) sim = sim_fixture_new (SIM_OVER_PTY, NULL, NULL);
  g_autoptr (CubbyBus) bus = bus_for (sim);
  g_assert_cmpint (open_door (bus, 1, 1, 2000), ==, CUBBY_BUS_ACKNOWLEDGED);
  g_autoptr (CubbyBus) second = bus_for (sim);
  run_for (100);
  g_assert_cmpint (open_door (second, 1, 2, 300), ==, CUBBY_BUS_NOT_SENT);
}

typedef struct {
  CubbyBus *bus;
  guint told;
} Asker;

/* One question leads to the next, whatever was answered. */
static void
ask_once_more (const CubbyBusReply *reply, gpointer data)
{
  Asker *asker = data;
  CubbyBusRequest request = {.unit = 1, .deadline_us = G_MAXINT64};
  cubby_pdu_read (&request.pdu, CUBBY_PDU_READ_COILS, 0, 8);
  g_assert_cmpint (reply->result, ==, CUBBY_BUS_NOT_SENT);
  if (++asker->told < 3)
    cubby_bus_send (asker->bus, &request, ask_once_more, asker);
}

static void
test_free_asked_again (gconstpointer data)
{
  const CubbyBusSettings settings = {.name = (char *)"b",
                                     .transport = CUBBY_TRANSPORT_RTU,
                                     .device = (char *)"/dev/cubby-none",
                                     .baud = 9600,
                                     .parity = 'N'};
  Asker asker = {.bus = cubby_bus_new (&settings)};
  CubbyBusRequest request = {.unit = 1, .deadline_us = G_MAXINT64};
  cubby_pdu_read (&request.pdu, CUBBY_PDU_READ_COILS, 0, 8);
  cubby_bus_send (asker.bus, &request, ask_once_more, &asker);
  cubby_bus_free (asker.bus);
  g_assert_cmpuint (asker.told, ==, 3);
}

int
main (int argc, char **argv)
{
  static const SimTransport tcp = SIM_OVER_TCP;
  static const SimTransport pty = SIM_OVER_PTY;
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fault_rows); i++) {
    g_autofree char *path = g_strconcat ("/modbus/bus/fault/", fault_rows[i].path, NULL);
    test_steady_add (path, &fault_rows[i], test_fault);
  }
  for (guint i = 0; i < G_N_ELEMENTS (link_rows); i++) {
    g_autofree char *path = g_strconcat ("/modbus/bus/link/", link_rows[i].path, NULL);
    test_steady_add (path, &link_rows[i], test_link);
  }
  test_steady_add ("/modbus/bus/tcp/a late answer is not taken for the next one's", &tcp,
                   test_late_for_another);
  test_steady_add ("/modbus/bus/rtu/a late answer is not taken for the next one's", &pty,
                   test_late_for_another);
  test_steady_add ("/modbus/bus/tcp/unit 255", &tcp, test_unit_255);
  test_steady_add ("/modbus/bus/rtu/unit 255", &pty, test_unit_255);
  test_steady_add ("/modbus/bus/tcp/no ghost opening after a cut cable", &tcp, test_cut);
  test_steady_add ("/modbus/bus/rtu/no ghost opening after the adapter was unplugged", &pty, test_cut);
  test_steady_add ("/modbus/bus/tcp/the plug is out, and in again", &tcp, test_cable);
  test_steady_add ("/modbus/bus/rtu/the adapter is out, and in again under the same name", &pty, test_cable);
  test_steady_add ("/modbus/bus/tcp/what was not answered is taken back by a reset", NULL, test_reset);
  test_steady_add ("/modbus/bus/tcp/a peer that hung up costs no opening", NULL, test_hung_up);
  test_steady_add ("/modbus/bus/a deadline holds while another is awaited", NULL, test_deadline);
  test_steady_add ("/modbus/bus/an opening overtakes polls", NULL, test_urgent);
  test_steady_add ("/modbus/bus/what waits can be taken back", NULL, test_drop);
  test_steady_add ("/modbus/bus/freeing it tells who waits", NULL, test_free_tells);
  test_steady_add ("/modbus/bus/what is asked while it is freed is told too", NULL, test_free_asked_again);
  test_steady_add ("/modbus/bus/rtu/a second master is kept away", NULL, test_second_master);
  return g_test_run ();
}
