/* SPDX-License-Identifier: Apache-2.0 */
/* The verbs of boards, as somebody types them who wires a bank, before a simulated one. */
#include "tests/ctl/board-stage.h"
#include "tests/rig/steady.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#define BOARD(profile) "[board 1]\nbus=main\nprofile=" profile "\nunit=1\n"
#define TWO_DOORS "[column A]\ndoors=A1 S 1/1; A2 M 1/2\n"
#define TWO_DOORS_CROSSED "[column A]\ndoors=A1 S 1/2; A2 M 1/1\n"
#define THREE_DOORS "[column A]\ndoors=A1 S 1/1; A2 S 1/2; A3 S 1/3\n"
/* The same boards, but for where they are said to begin. */
#define FROM_1                                                                                               \
  "[profile mine]\nchannels=8\ngap-ms=25\noutput=register\noutput-address=1\noutput-on=0x0100\n"             \
  "output-off=0x0200\nstate-table=registers\nstate-address=1\nstate-count=1\npulse=register-word\npulse-"    \
  "address=1\npulse-word=0x0600\npulse-unit-ms=1000\n"
#define ONE_ON                                                                                               \
  "[profile mine]\nchannels=8\noutput=coil\noutput-address=1\nall-off=coils\npulse=coil-100ms\n"             \
  "pulse-address=0x0201\ninput-table=inputs\ninput-address=0\n"
#define INVERTED "input-when-shut=0\n"

/* @prepare: what is wrong with the bank */
typedef struct {
  const char *path;
  gboolean tcp;
  const char *wired;
  const char *written; /* NULL: as it is wired */
  void (*prepare) (BoardStage *stage);
  const char *words[12];
  const char *input;
  int status;
  const char *out; /* in standard output; NULL: it is empty */
  const char *err; /* in standard error */
  guint pulses;
} Row;

static void
make_twins (BoardStage *stage)
{
  board_stage_get_board (stage, 1)->unit = 1;
}

static void
miss_first (BoardStage *stage)
{
  board_stage_set_fault (stage, 0, "silent-first", 0);
}

static void
greet (BoardStage *stage)
{
  board_stage_set_fault (stage, 0, "banner", 0);
}

static void
link_inputs (BoardStage *stage)
{
  board_stage_get_board (stage, 0)->modes[2] = 2;
}

static void
die (BoardStage *stage)
{
  board_stage_set_fault (stage, 0, "dead", 0);
}

static void
lose_sensor (BoardStage *stage)
{
  cubby_sim_bank_set_sensor (stage->bank, 1, CUBBY_SIM_SENSOR_STUCK_SHUT);
}

static void
jam (BoardStage *stage)
{
  cubby_sim_bank_set_jam (stage->bank, 0, TRUE);
}

static void
cross_sensors (BoardStage *stage)
{
  board_stage_swap_sensors (stage, 0);
}

static void
go_to_255 (BoardStage *stage)
{
  board_stage_get_board (stage, 0)->unit = 255;
}

#define TWO_BOARDS                                                                                           \
  BOARD ("waveshare-rtu-d")                                                                                  \
  "[board 2]\nbus=main\nprofile=waveshare-rtu-d\nunit=2\n[column A]\ndoors=A1 S 1/1; B1 S 2/1\n"
#define LEARN "learn", "--board", "1", "--yes-doors-will-open"

static const Row rows[] = {
    {"probe/a board, what it is and what its inputs say",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {"probe", "--units", "1-2", "--timeout-ms", "60"},
     "",
     0,
     "fits waveshare-",
     "",
     0},
    {"probe/over TCP, as JSON",
     TRUE,
     BOARD ("waveshare-poe-eth-b") TWO_DOORS,
     NULL,
     NULL,
     {"probe", "--json"},
     "",
     0,
     "\"profiles\":[\"waveshare-poe-eth-b\"",
     "",
     0},
    {"probe/one that misses its first frame is found",
     TRUE,
     BOARD ("waveshare-rtu-16") TWO_DOORS,
     NULL,
     miss_first,
     {"probe", "--timeout-ms", "100"},
     "",
     0,
     "waveshare-rtu-16",
     "",
     0},
    {"probe/one that greets is found",
     FALSE,
     BOARD ("lc-modbus") TWO_DOORS,
     NULL,
     greet,
     {"probe", "--units", "1", "--timeout-ms", "60"},
     "",
     0,
     "fits lc-modbus",
     "",
     0},
    {"probe/linkage is told",
     TRUE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     link_inputs,
     {"probe"},
     "",
     0,
     "channel 3 is in control mode 2",
     "",
     0},
    {"probe/two boards at one address are told",
     FALSE,
     TWO_BOARDS,
     NULL,
     make_twins,
     {"probe", "--units", "1", "--timeout-ms", "60"},
     "",
     1,
     "two boards with this address",
     "address 1 cannot be",
     0},
    {"probe/a dead bus has no board",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     die,
     {"probe", "--units", "1-3", "--timeout-ms", "60"},
     "",
     1,
     NULL,
     "no board answers",
     0},
    {"probe/a list that is none is a mistake",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {"probe", "--units", "0-3"},
     "",
     2,
     NULL,
     "--units: '0-3'",
     0},
    {"probe/a bus that is not there is a mistake",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {"probe", "--bus", "left"},
     "",
     2,
     NULL,
     "has no [bus left]; it has: main",
     0},

    {"address/it is set and proved",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {"address", "--profile", "waveshare-rtu-d", "--to", "7", "--units", "1-2", "--timeout-ms", "60"},
     "yes\n",
     0,
     "the board at address 1 is now at 7",
     "Every other board must be off",
     0},
    {"address/a board that answers the whole request, from 255",
     FALSE,
     BOARD ("lc-modbus") TWO_DOORS,
     NULL,
     go_to_255,
     {"address", "--profile", "lc-modbus", "--to", "3", "--units", "1,255", "--timeout-ms", "60", "--yes",
      "--json"},
     "",
     0,
     "{\"from\":255,\"to\":3}",
     "",
     0},
    {"address/without a yes nothing is changed",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {"address", "--profile", "waveshare-rtu-d", "--to", "7", "--units", "1", "--timeout-ms", "60"},
     "no\n",
     1,
     NULL,
     "nothing was changed",
     0},
    {"address/two boards are refused",
     FALSE,
     TWO_BOARDS,
     NULL,
     NULL,
     {"address", "--profile", "waveshare-rtu-d", "--to", "7", "--units", "1-2", "--timeout-ms", "60",
      "--yes"},
     "",
     1,
     NULL,
     "several boards answer",
     0},
    {"address/one that was not asked is heard all the same",
     FALSE,
     TWO_BOARDS,
     NULL,
     NULL,
     {"address", "--profile", "waveshare-rtu-d", "--to", "7", "--units", "1", "--timeout-ms", "60", "--yes"},
     "",
     1,
     NULL,
     "several boards answer at once",
     0},
    {"address/two boards at one address are refused",
     FALSE,
     TWO_BOARDS,
     NULL,
     make_twins,
     {"address", "--profile", "waveshare-rtu-d", "--to", "7", "--units", "1-2", "--timeout-ms", "60",
      "--yes"},
     "",
     1,
     NULL,
     "two boards with this address",
     0},
    {"address/switches are explained",
     FALSE,
     BOARD ("eletechsup-fc06") TWO_DOORS,
     NULL,
     NULL,
     {"address", "--profile", "eletechsup-fc06", "--to", "6"},
     "",
     1,
     "A0 off, A1 on, A2 on, A3 off, A4 off, A5 off",
     "",
     0},
    {"address/over TCP it is refused",
     TRUE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {"address", "--profile", "waveshare-rtu-d", "--to", "7", "--yes"},
     "",
     1,
     NULL,
     "over a serial line",
     0},

    {"learn/a bank that is right, by its sensors",
     FALSE,
     BOARD ("waveshare-rtu-d") THREE_DOORS,
     NULL,
     NULL,
     {LEARN, "--by-sensor"},
     "",
     0,
     "doors=A1 S 1/1; A2 S 1/2; A3 S 1/3",
     "channel 3 (A3): input 3 (A3), right",
     3},
    {"learn/the same by a person, over TCP, as JSON",
     TRUE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {LEARN, "--json"},
     "y\n\n",
     0,
     "\"right\":true",
     "did A1 open?",
     2},
    {"learn/a board that we time",
     TRUE,
     BOARD ("adam-6052") TWO_DOORS,
     NULL,
     NULL,
     {LEARN, "--by-sensor"},
     "",
     0,
     "profile=adam-6052",
     "",
     2},
    {"learn/a board that refuses the first question is another",
     FALSE,
     BOARD ("eletechsup-fc06-base0") THREE_DOORS,
     BOARD ("eletechsup-fc06") THREE_DOORS,
     NULL,
     {LEARN},
     "",
     1,
     NULL,
     "counts its channels from another number (eletechsup-fc06-base0)",
     0},
    {"learn/a wrong base is refused, and the other named",
     FALSE,
     BOARD ("eletechsup-fc06-base0") THREE_DOORS,
     FROM_1 BOARD ("mine") THREE_DOORS,
     NULL,
     {LEARN},
     "A2\n\nA3\n\n",
     1,
     NULL,
     "WRONG BASE: each pulse opened the door 1 further on: this board counts its channels from another "
     "number. Set "
     "profile=eletechsup-fc06-base0 instead of mine",
     2},
    {"learn/a wrong base is seen by the sensors alone",
     TRUE,
     BOARD ("waveshare-rtu-d") THREE_DOORS,
     ONE_ON BOARD ("mine") THREE_DOORS,
     NULL,
     {LEARN, "--by-sensor"},
     "",
     1,
     NULL,
     "WRONG BASE",
     2},
    {"learn/one wrong door proves no base",
     FALSE,
     BOARD ("eletechsup-fc06-base0") THREE_DOORS,
     FROM_1 BOARD ("mine") THREE_DOORS,
     NULL,
     {LEARN, "--channels", "1"},
     "A2\n\n",
     1,
     NULL,
     "teach a second channel too",
     1},
    {"learn/doors with each other's names get their own",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS_CROSSED,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     {LEARN},
     "A2\nA1\n",
     1,
     "doors=A1 S 1/2; A2 M 1/1",
     "the configuration is not what was seen",
     2},
    {"learn/swapped sensor wires are told",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     cross_sensors,
     {LEARN},
     "y\ny\n",
     1,
     "# Channels 1 and 2 are swapped.",
     "the wires of the sensor are on another channel",
     2},
    {"learn/a sensor that is not wired is told",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     lose_sensor,
     {LEARN},
     "y\ny\n\n",
     1,
     "# NOT PROVED: channel 2 (A2): door A2, the door opened and no input changed",
     "Shut it",
     2},
    {"learn/a door that does not open is told",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     jam,
     {LEARN},
     "n\ny\n",
     1,
     "# NOT PROVED: channel 1 (A1): door -, nothing opened",
     "",
     2},
    {"learn/sensors that mean the opposite",
     FALSE,
     BOARD ("waveshare-rtu-d") INVERTED TWO_DOORS,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     {LEARN, "--by-sensor"},
     "",
     1,
     "input-when-shut=0",
     "the configuration is not what was seen",
     2},
    {"learn/linkage is refused before a lock moves",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     link_inputs,
     {LEARN, "--by-sensor"},
     "",
     1,
     NULL,
     "say --set-normal",
     0},
    {"learn/and mended when asked",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     link_inputs,
     {LEARN, "--by-sensor", "--set-normal", "--channels", "1"},
     "",
     0,
     "A1 S 1/1",
     "",
     1},
    {"learn/a door of another board ends it",
     FALSE,
     TWO_BOARDS,
     NULL,
     NULL,
     {LEARN},
     "B1\n",
     1,
     NULL,
     "B1 hangs on another board",
     1},
    {"learn/two boards at one address are left alone",
     FALSE,
     TWO_BOARDS,
     NULL,
     make_twins,
     {LEARN},
     "",
     1,
     NULL,
     "unit 1: ",
     0},
    {"learn/nobody answers",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {LEARN},
     "",
     1,
     NULL,
     "nobody answers; --by-sensor",
     1},
    {"learn/without a yes nothing opens",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {"learn", "--board", "1"},
     "y\n",
     1,
     NULL,
     "nothing was opened",
     0},
    {"learn/a dead board is left alone",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     die,
     {LEARN},
     "",
     1,
     NULL,
     "no answer",
     0},
    {"learn/sensors that are not there cannot be asked",
     FALSE,
     BOARD ("waveshare-rtu-8") TWO_DOORS,
     NULL,
     NULL,
     {LEARN, "--by-sensor"},
     "",
     1,
     NULL,
     "a person has to look",
     0},
    {"learn/a bus instead of a board is a mistake",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {LEARN, "--device", "/dev/null"},
     "",
     2,
     NULL,
     "Unknown option --device",
     0},
    {"learn/a board that is not there is a mistake",
     FALSE,
     BOARD ("waveshare-rtu-d") TWO_DOORS,
     NULL,
     NULL,
     {"learn", "--board", "9"},
     "",
     2,
     NULL,
     "has no [board 9]",
     0},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (BoardStage) stage = board_stage_new (row->tcp, row->wired, row->written);
  if (row->prepare != NULL)
    row->prepare (stage);
  board_stage_run (stage, row->words, row->input);
  if (stage->status != row->status || (row->out == NULL) != (stage->out[0] == '\0') ||
      (row->out != NULL && strstr (stage->out, row->out) == NULL) || strstr (stage->err, row->err) == NULL)
    g_test_fail_printf ("status %d\nout: %s\nerr: %s", stage->status, stage->out, stage->err);
  if (cubby_sim_bank_count_pulses (stage->bank) != row->pulses)
    g_test_fail_printf ("%u pulses instead of %u\nerr: %s", cubby_sim_bank_count_pulses (stage->bank),
                        row->pulses, stage->err);
}

/* An echo that is wrong or missing ends it: the lock may have moved, and is not pulsed again. */
static void
test_uncertain (gconstpointer data)
{
  static const char *const words[] = {LEARN, NULL};
  g_autoptr (BoardStage) stage = board_stage_new (TRUE, BOARD ("waveshare-rtu-8") TWO_DOORS, NULL);
  board_stage_set_fault (stage, 0, "wrong-echo", 0);
  board_stage_run (stage, words, "y\n\n");
  g_assert_cmpint (stage->status, ==, 1);
  g_assert_nonnull (strstr (stage->err, "it is not pulsed again"));
  g_assert_cmpuint (cubby_sim_bank_count_pulses (stage->bank), ==, 1);
}

static void
test_in_use (gconstpointer data)
{
  static const char *const words[] = {"probe", "--units", "1", NULL};
  g_autoptr (BoardStage) stage = board_stage_new (FALSE, BOARD ("waveshare-rtu-d") TWO_DOORS, NULL);
  g_autofree char *device = g_build_filename (stage->directory, "bus", NULL);
  int fd = g_open (device, O_RDWR | O_NOCTTY | O_CLOEXEC, 0);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  board_stage_run (stage, words, "");
  g_close (fd, NULL);
  g_assert_cmpint (stage->status, ==, 1);
  g_assert_nonnull (strstr (stage->err, "stop cubby-lockerd first"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  board_stage_set_program (argv[1]);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/ctl/board/", rows[i].path, NULL);
    test_steady_add (path, &rows[i], test_row);
  }
  test_steady_add ("/ctl/board/learn/a wrong echo ends it", NULL, test_uncertain);
  test_steady_add ("/ctl/board/probe/a bus that somebody uses is left to him", NULL, test_in_use);
  return g_test_run ();
}
