/* SPDX-License-Identifier: Apache-2.0 */
/* The pure parts of the lock bank: what samples mean, when a board is asked, who may draw current, how a
 * board is met. */
#include "hardware/locks/board-setup.h"
#include "hardware/locks/board-watch.h"
#include "hardware/locks/door-filter.h"
#include "hardware/locks/poll-plan.h"
#include "hardware/locks/power-groups.h"

#define MS 1000

/* Samples: s shut, o open, x nobody can say. Reports: S O U, or - for none. */
typedef struct {
  const char *path;
  const char *samples;
  const char *reports;
} FilterRow;

static const FilterRow filter_rows[] = {
    {"two equal samples are the first reading", "ss", "-S"},
    {"one sample is none", "s", "-"},
    {"the same again is no news", "sssss", "-S---"},
    {"a change needs two samples", "ssoo", "-S-O"},
    {"a glitch is not reported", "ssoss", "-S---"},
    {"losing the board is reported once", "ssxx", "-SU-"},
    {"never having had it is reported too", "xx", "U-"},
    {"after a loss two samples are needed again", "ssxss", "-SU-S"},
    {"eight samples that never agree are unknown", "sosososo", "-------U"},
    {"a flapping sensor becomes unknown", "sssosososos", "-S--------U"},
    {"and known again when it rests", "sososososs", "-------U-S"},
};

static void
test_filter (gconstpointer data)
{
  const FilterRow *row = data;
  CubbyDoorFilter filter = {0};
  g_autoptr (GString) reports = g_string_new (NULL);
  for (const char *sample = row->samples; *sample != '\0'; sample++) {
    gboolean news =
        *sample == 'x' ? cubby_door_filter_lose (&filter) : cubby_door_filter_feed (&filter, *sample == 's');
    g_string_append_c (reports, news ? "USO"[filter.reading] : '-');
  }
  g_assert_cmpstr (reports->str, ==, row->reports);
}

static void
test_back_off (void)
{
  static const guint waits_ms[] = {250, 500, 1000, 2000, 4000, 8000, 10000, 10000};
  CubbyPollPlan plan = {.poll_ms = 250};
  gint64 now_us = 5;
  for (guint i = 0; i < G_N_ELEMENTS (waits_ms); i++) {
    cubby_poll_plan_failed (&plan, now_us);
    g_assert_cmpint (plan.due_us - now_us, ==, (gint64)waits_ms[i] * MS);
    g_assert_true (cubby_poll_plan_is_lost (&plan) == (i >= 1));
    now_us = plan.due_us;
  }
  cubby_poll_plan_answered (&plan, now_us);
  g_assert_false (cubby_poll_plan_is_lost (&plan));
  g_assert_cmpint (plan.due_us - now_us, ==, 250 * MS);
}

static void
test_hurry (void)
{
  CubbyPollPlan plan = {.poll_ms = 250};
  cubby_poll_plan_hurry (&plan, 1000, 1000 + 200 * MS);
  g_assert_cmpint (plan.due_us, ==, 1000);
  cubby_poll_plan_answered (&plan, 2000);
  g_assert_cmpint (plan.due_us, ==, 2000 + 20 * MS);
  cubby_poll_plan_answered (&plan, 1000 + 200 * MS);
  g_assert_cmpint (plan.due_us, ==, 1000 + 450 * MS);
  cubby_poll_plan_hurry (&plan, 1000, 1000 + 200 * MS);
  cubby_poll_plan_calm (&plan);
  cubby_poll_plan_answered (&plan, 2000);
  g_assert_cmpint (plan.due_us, ==, 2000 + 250 * MS);
}

static void
test_choose (void)
{
  CubbyPollPlan slow = {.poll_ms = 250, .due_us = 10};
  CubbyPollPlan later = {.poll_ms = 250, .due_us = 20};
  CubbyPollPlan fast = {.poll_ms = 250, .due_us = 30, .fast_until_us = 1000};
  CubbyPollPlan *const plans[] = {&slow, &later, &fast};
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 3, 5, TRUE), ==, 0);
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 3, 25, TRUE), ==, 0);
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 3, 40, TRUE), ==, 2);
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 3, 1000, TRUE), ==, 0);
}

static void
test_turns (void)
{
  CubbyPollPlan slow = {.poll_ms = 250, .due_us = 10};
  CubbyPollPlan later = {.poll_ms = 250, .due_us = 900};
  CubbyPollPlan fast = {.poll_ms = 250, .due_us = 5, .fast_until_us = 1000};
  CubbyPollPlan *const plans[] = {&slow, &later, &fast};
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 3, 40, TRUE), ==, 2);
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 3, 40, FALSE), ==, 0);
  slow.due_us = 950; /* nobody at leisure is due */
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 3, 40, FALSE), ==, 2);
}

static void
test_confirm (void)
{
  CubbyPollPlan slow = {.poll_ms = 250, .due_us = 10};
  CubbyPollPlan fast = {.poll_ms = 250, .due_us = 5, .fast_until_us = 1000 * MS};
  CubbyPollPlan *const plans[] = {&slow, &fast};
  cubby_poll_plan_answered (&fast, 40);
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 2, 41, FALSE), ==, 0);
  cubby_poll_plan_confirm (&fast, 41);
  g_assert_cmpint (fast.due_us, ==, 41);
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 2, 41, FALSE), ==, 1);
  cubby_poll_plan_answered (&fast, 60);
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 2, 61, FALSE), ==, 0);
  cubby_poll_plan_confirm (&fast, 61);
  cubby_poll_plan_failed (&fast, 70);
  g_assert_cmpuint (cubby_poll_plan_choose (plans, 2, 71, FALSE), ==, 0);
}

static void
test_cut (void)
{
  CubbyPollPlan plan = {.poll_ms = 250};
  cubby_poll_plan_cut (&plan, 0);
  g_assert_true (cubby_poll_plan_is_lost (&plan));
  cubby_poll_plan_cut (&plan, 0);
  g_assert_cmpint (plan.due_us, ==, 250 * MS);
}

static void
test_groups (void)
{
  g_autoptr (CubbyPowerGroups) groups = cubby_power_groups_new ();
  g_assert_true (cubby_power_groups_take (groups, "main", 100));
  g_assert_false (cubby_power_groups_take (groups, "main", G_MAXINT64 - 1));
  g_assert_true (cubby_power_groups_take (groups, "left", 100));
  cubby_power_groups_release (groups, "main", 500);
  g_assert_false (cubby_power_groups_take (groups, "main", 499));
  g_assert_true (cubby_power_groups_take (groups, "main", 500));
  cubby_power_groups_release (groups, "main", 0);
  g_assert_true (cubby_power_groups_take (groups, "main", 1));
}

/* A board answers the set-up by a script, a step a letter: a acknowledged, t silent, 0 all modes normal, 1
 * one of them is not, n not sent. What is asked: the function codes. */
typedef struct {
  const char *path;
  const char *profile;
  const char *script;
  const char *asked;
  gboolean good;
} SetupRow;

static const SetupRow setup_rows[] = {
    {"a plain board needs none", "waveshare-rtu-16", "", "", TRUE},
    {"(D): a frame that may be missed, and the modes", "waveshare-rtu-d", "t0", "02 03", TRUE},
    {"(D): modes are set and read again", "waveshare-rtu-d", "a1a0", "02 03 10 03", TRUE},
    {"(D): modes that stay are refused", "waveshare-rtu-d", "a1a1", "02 03 10 03", FALSE},
    {"(D): silence at the modes is a failure", "waveshare-rtu-d", "at", "02 03", FALSE},
    {"what was not sent did not wake it", "waveshare-rtu-d", "n", "02", FALSE},
    {"ADAM: all off first", "adam-6050", "a", "0F", TRUE},
    {"ADAM: without all off no lock is moved", "adam-6050", "t", "0F", FALSE},
    {"STM8: one word for all off", "stm8", "a", "05", TRUE},
    {"Kincony: all off one by one", "kincony-hav2", "aaaaaa", "05 05 05 05 05 05", TRUE},
    {"Kincony: one that stays on is a failure", "kincony-hav2", "aaat", "05 05 05 05", FALSE},
    {"XunMing: nothing is asked of it", "xunming-16", "", "", TRUE},
};

static void
answer (char letter, CubbyBusReply *reply)
{
  reply->result = letter == 't'   ? CUBBY_BUS_UNCERTAIN
                  : letter == 'n' ? CUBBY_BUS_NOT_SENT
                                  : CUBBY_BUS_ACKNOWLEDGED;
  if (reply->result != CUBBY_BUS_ACKNOWLEDGED)
    reply->error = g_error_new_literal (CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_SILENCE, "no answer");
  reply->pdu.length = 18;
  reply->pdu.bytes[1] = 16;
  reply->pdu.bytes[2 + 2 * 4 + 1] = letter == '1';
}

static void
test_setup (gconstpointer data)
{
  const SetupRow *row = data;
  const CubbyLockBoard *board = cubby_lock_board_find (row->profile);
  g_autoptr (GString) asked = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  CubbyBoardSetup setup = {0};
  CubbyPdu request;
  gboolean good = TRUE;
  for (const char *letter = row->script; *letter != '\0' && good; letter++) {
    g_assert_true (cubby_board_setup_next (&setup, board, &request));
    g_string_append_printf (asked, "%s%02X", asked->len > 0 ? " " : "", request.bytes[0]);
    CubbyBusReply reply = {0};
    answer (*letter, &reply);
    good = cubby_board_setup_feed (&setup, board, &reply, &error);
    g_clear_error (&reply.error);
  }
  g_assert_cmpstr (asked->str, ==, row->asked);
  g_assert_true (good == row->good);
  g_assert_true (good == (error == NULL));
  g_assert_true (cubby_board_setup_next (&setup, board, &request) == !good);
}

#define SHOP                                                                                                 \
  "[store]\nid=1\nname=N\n[kiosk]\nid=k\n[link]\ncentral-url=https://c.example\n"                            \
  "token-file=/t\nreplica-directory=/r\n"                                                                    \
  "[locker]\nstate-directory=/s\nstaff-file=/s\npass-keys-file=/p\npulse-ms=1000\n"                          \
  "[bus main]\ntransport=tcp\naddress=127.0.0.1\n"

static const char watched[] =
    SHOP "[board 1]\nbus=main\nprofile=eletechsup-n4d8b08\n[column A]\ndoors=A1 S 1/1; A2 S 1/2\n";

static void
ignore_sensed (guint door, CubbyDoorReading reading, gint64 at_us, gpointer data)
{
}

static void
ignore_state (guint board, gboolean answers, const char *why, gpointer data)
{
}

/* What both doors say, a sample each: s shut, o open; P: the second is pulsed. Plan after each: c looked at
 * again at once, f soon, - at leisure. */
typedef struct {
  const char *path;
  const char *samples;
  const char *plans;
} WatchRow;

static const WatchRow watch_rows[] = {
    {"at rest nothing is hurried", "ss ss ss", "- - -"},
    {"a slammed door's rebound is not confirmed", "ss ss so os oo", "- - - - -"},
    {"a pulsed door is looked for", "ss ss P ss ss", "- - f f"},
    {"and confirmed at once, then left in peace", "ss ss P so so so", "- - c - -"},
    {"a glitch of it is confirmed once", "ss ss P so ss so ss", "- - c f f f"},
    {"its neighbour's glitch is not", "ss ss P os ss os", "- - f f f"},
    {"the neighbour's opening ends nothing", "ss ss P os os so so", "- - f f c -"},
    {"an open door that is pulsed is not looked for", "so so P so", "- - -"},
};

static char
get_plan (CubbyBoardWatch *watch, gint64 now_us)
{
  const CubbyPollPlan *plan = cubby_board_watch_get_plan (watch);
  return plan->confirming ? 'c' : cubby_poll_plan_is_fast (plan, now_us) ? 'f' : '-';
}

static void
test_watch (gconstpointer data)
{
  const WatchRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data ("test", watched, &error);
  g_assert_no_error (error);
  const CubbyLockListener listener = {ignore_sensed, ignore_state, NULL};
  CubbyBoardWatch *watch = cubby_board_watch_new (settings, 0, &listener);
  g_auto (GStrv) samples = g_strsplit (row->samples, " ", -1);
  g_autoptr (GString) plans = g_string_new (NULL);
  gint64 now_us = 1000;
  for (char **sample = samples; *sample != NULL; sample++, now_us += MS) {
    CubbyBusRequest request = {0};
    if (**sample == 'P') {
      cubby_board_watch_expect (watch, 1, now_us, now_us + 1000 * MS);
      continue;
    }
    g_assert_true (cubby_board_watch_make_request (watch, now_us, &request));
    g_assert_cmpint (request.gap_ms, ==, 25);
    CubbyBusReply reply = {.result = CUBBY_BUS_ACKNOWLEDGED, .pdu = {.bytes = {3, 2, 0}, .length = 4}};
    reply.pdu.bytes[3] = (guint8)(((*sample)[0] == 's') | ((*sample)[1] == 's') << 1);
    cubby_board_watch_feed (watch, &reply, now_us);
    g_string_append_printf (plans, "%s%c", plans->len > 0 ? " " : "", get_plan (watch, now_us));
  }
  g_assert_cmpstr (plans->str, ==, row->plans);
  cubby_board_watch_free (watch);
}

/* A board that is read one input at a time, with doors on channels 1, 3 and 5. A step each: the address that
 * is asked for, and what is answered: s shut, o open, t nothing; P: channel 3 is pulsed. */
typedef struct {
  const char *path;
  const char *steps;
} PartsRow;

static const PartsRow parts_rows[] = {
    {"only inputs with doors are read, in turn", "1s 3s 5s 1s 3s 5s 1s"},
    {"the one that was pulsed comes in between", "1s 3s 5s P 3s 1s 3s 3s 3s 5s 3s 1s"},
    {"it is confirmed at once, and then the turn goes on", "1s 3s 5s 1s 3s 5s P 3o 3o 1s 3o 5s 1s"},
    {"another that opens is not hurried", "1s 3s 5s 1o 3s 5s 1o 3s"},
    {"one that does not answer is asked again", "1s 3t 3s 5s"},
    {"after a loss the turn begins anew", "1s 3t 3t 1s 3s"},
};

static void
answer_part (CubbyBusReply *reply, char word)
{
  reply->result = word == 't' ? CUBBY_BUS_UNCERTAIN : CUBBY_BUS_ACKNOWLEDGED;
  reply->pdu = (CubbyPdu){.bytes = {2, 1, word == 's'}, .length = 3};
  if (word == 't')
    reply->error = g_error_new_literal (CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_SILENCE, "no answer");
}

static void
test_parts (gconstpointer data)
{
  const PartsRow *row = data;
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data (
      "test",
      SHOP "[profile one]\noutput-address=1\npulse=coil-1ms\npulse-address=1\ninput-table=inputs\n"
           "input-address=1\ninputs-per-read=1\n"
           "[board 1]\nbus=main\nprofile=one\n[column A]\ndoors=A1 S 1/1; A3 S 1/3; A5 S 1/5\n",
      NULL);
  const CubbyLockListener listener = {ignore_sensed, ignore_state, NULL};
  CubbyBoardWatch *watch = cubby_board_watch_new (settings, 0, &listener);
  g_auto (GStrv) steps = g_strsplit (row->steps, " ", -1);
  gint64 now_us = 1000;
  for (char **step = steps; *step != NULL; step++, now_us += MS) {
    if (**step == 'P') {
      cubby_board_watch_expect (watch, 2, now_us, now_us + 1000 * MS);
      continue;
    }
    CubbyBusRequest request = {0};
    CubbyBusReply reply = {0};
    g_assert_true (cubby_board_watch_make_request (watch, now_us, &request));
    g_assert_cmpint (request.pdu.bytes[2], ==, (*step)[0] - '0');
    g_assert_cmpint (request.pdu.bytes[4], ==, 1);
    answer_part (&reply, (*step)[1]);
    cubby_board_watch_feed (watch, &reply, now_us);
    g_clear_error (&reply.error);
  }
  cubby_board_watch_free (watch);
}

static void
note_sensed (guint door, CubbyDoorReading reading, gint64 at_us, gpointer data)
{
  g_string_append_printf (data, " %u=%s", door, cubby_door_reading_to_string (reading));
}

static void
note_state (guint board, gboolean answers, const char *why, gpointer data)
{
  g_string_append_printf (data, "%s", answers ? "yes" : "no");
}

static void
test_cannot_be_asked (void)
{
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data (
      "test", SHOP "[board 1]\nbus=main\nprofile=xunming-16\n[column A]\ndoors=A1 S 1/1; A2 S 1/16\n", NULL);
  g_autoptr (GString) heard = g_string_new (NULL);
  const CubbyLockListener listener = {note_sensed, note_state, heard};
  CubbyBoardWatch *watch = cubby_board_watch_new (settings, 0, &listener);
  CubbyBusRequest request = {0};
  g_assert_false (cubby_board_watch_make_request (watch, 1000, &request));
  g_assert_cmpstr (heard->str, ==, "yes 0=unknown 1=unknown");
  g_assert_true (cubby_board_watch_is_ready (watch, NULL));
  cubby_board_watch_expect (watch, 0, 2000, 3000);
  g_assert_cmpint (cubby_board_watch_get_plan (watch)->due_us, ==, G_MAXINT64);
  cubby_board_watch_free (watch);
}

/* Doors beyond the last input have no sensor; the others have. */
static void
test_some_inputs (void)
{
  g_autoptr (CubbySettings) settings = cubby_settings_load_from_data (
      "test",
      SHOP "[profile few]\noutput-address=0\npulse=coil-1ms\npulse-address=0\ninput-table=inputs\n"
           "input-address=0\ninputs=2\n"
           "[board 1]\nbus=main\nprofile=few\n[column A]\ndoors=A1 S 1/2; A2 S 1/3\n",
      NULL);
  g_autoptr (GString) heard = g_string_new (NULL);
  const CubbyLockListener listener = {note_sensed, note_state, heard};
  CubbyBoardWatch *watch = cubby_board_watch_new (settings, 0, &listener);
  for (guint i = 0; i < 2; i++) {
    CubbyBusRequest request = {0};
    const CubbyBusReply reply = {.result = CUBBY_BUS_ACKNOWLEDGED,
                                 .pdu = {.bytes = {2, 1, 0x02}, .length = 3}};
    g_assert_true (cubby_board_watch_make_request (watch, 1000, &request));
    cubby_board_watch_feed (watch, &reply, 1000);
  }
  g_assert_cmpstr (heard->str, ==, "yes 1=unknown 0=shut");
  cubby_board_watch_free (watch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (filter_rows); i++) {
    g_autofree char *path = g_strconcat ("/locks/filter/", filter_rows[i].path, NULL);
    g_test_add_data_func (path, &filter_rows[i], test_filter);
  }
  for (guint i = 0; i < G_N_ELEMENTS (setup_rows); i++) {
    g_autofree char *path = g_strconcat ("/locks/setup/", setup_rows[i].path, NULL);
    g_test_add_data_func (path, &setup_rows[i], test_setup);
  }
  for (guint i = 0; i < G_N_ELEMENTS (watch_rows); i++) {
    g_autofree char *path = g_strconcat ("/locks/watch/", watch_rows[i].path, NULL);
    g_test_add_data_func (path, &watch_rows[i], test_watch);
  }
  for (guint i = 0; i < G_N_ELEMENTS (parts_rows); i++) {
    g_autofree char *path = g_strconcat ("/locks/watch/one input at a time/", parts_rows[i].path, NULL);
    g_test_add_data_func (path, &parts_rows[i], test_parts);
  }
  g_test_add_func ("/locks/watch/a board that cannot be asked is taken to be there", test_cannot_be_asked);
  g_test_add_func ("/locks/watch/a door beyond the last input has no sensor", test_some_inputs);
  g_test_add_func ("/locks/plan/a dead board is asked less and less often", test_back_off);
  g_test_add_func ("/locks/plan/after a pulse it is asked at once and often", test_hurry);
  g_test_add_func ("/locks/plan/who is in a hurry goes first when both are due", test_choose);
  g_test_add_func ("/locks/plan/after one in a hurry those at leisure have a turn", test_turns);
  g_test_add_func ("/locks/plan/one that confirms lets nobody in between", test_confirm);
  g_test_add_func ("/locks/plan/a cut wire loses the board at once", test_cut);
  g_test_add_func ("/locks/power/one lock a group", test_groups);
  return g_test_run ();
}
