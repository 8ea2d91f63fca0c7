/* SPDX-License-Identifier: Apache-2.0 */
/* The small pure rules: allocation, caps, attempts, roles, the clock, the text of an event. */
#include "app/domain/alarm.h"
#include "app/domain/allocation.h"
#include "app/domain/attempts.h"
#include "app/domain/caps.h"
#include "app/domain/clock.h"
#include "app/domain/locker-event.h"
#include "app/domain/staff-role.h"
#include "app/domain/staff-session.h"

typedef struct {
  const char *name;
  CubbyNeed need;
  const char *taken; /* doors that are not free */
  const char *worn;  /* a door opened a hundred times */
  const char *expected;
  const char *near; /* a door behind which a parcel of the same order lies */
} AllocationRow;

/* A1 S 120–270 mm, A2 S 900–1050, A3 M 1050–1275, A4 L 1275–1650; B1 S 900–1050; C1 S 120–270, C2 S 900–1050,
 * C3 M 1050–1275 */
static const AllocationRow allocation_rows[] = {
    {"the smallest that fits", {.size = CUBBY_SIZE_M}, "", "", "A3"},
    {"a larger one when the fitting is taken", {.size = CUBBY_SIZE_M}, "A3 C3", "", "A4"},
    {"nothing fits", {.size = CUBBY_SIZE_XL}, "", "", NULL},
    {"within reach when asked", {.size = CUBBY_SIZE_S, .reach = TRUE}, "", "", "A2"},
    {"never out of reach when asked", {.size = CUBBY_SIZE_L, .reach = TRUE}, "", "", NULL},
    {"leaves the reachable to others", {.size = CUBBY_SIZE_S}, "", "", "A1"},
    {"heavy goes low", {.size = CUBBY_SIZE_XS, .heavy = TRUE}, "", "", "A1"},
    {"wear is spread", {.size = CUBBY_SIZE_S, .reach = TRUE}, "", "A2", "B1"},
    {"wear is spread within an order", {.size = CUBBY_SIZE_S, .reach = TRUE}, "A3", "A2", "A2", "A3"},
    {"size counts before wear", {.size = CUBBY_SIZE_M}, "C3", "A3", "A3"},
    {"an order in one column", {.size = CUBBY_SIZE_S}, "C3", "", "C1", "C3"},
    {"an order in one column, worn or not", {.size = CUBBY_SIZE_S}, "C3", "C1", "C1", "C3"},
    {"an order in neighbouring columns", {.size = CUBBY_SIZE_S, .reach = TRUE}, "A2 C1 C2", "", "B1", "C1"},
    {"an order in the nearest column", {.size = CUBBY_SIZE_S, .reach = TRUE}, "B1 C1 C2", "", "A2", "C1"},
    {"two places of an order, the nearer counts",
     {.size = CUBBY_SIZE_S, .reach = TRUE},
     "A2",
     "",
     "C2",
     "A1 C1"},
    {"size counts before the order", {.size = CUBBY_SIZE_M}, "A2 C3", "", "A3", "C3"},
    {"the order spends no reach", {.size = CUBBY_SIZE_S}, "", "", "A1", "B1"},
    {"heavy goes low before the order", {.size = CUBBY_SIZE_S, .heavy = TRUE}, "", "", "A1", "B1"},
    {"heavy and equally low goes to the order", {.size = CUBBY_SIZE_S, .heavy = TRUE}, "C3", "", "C1", "C3"},
};
#define N_DOORS 8

static CubbyBank *
make_bank (void)
{
  CubbyBank *bank = cubby_bank_new ();
  cubby_bank_add_column (bank, "A", 400, FALSE);
  cubby_bank_add_compartment (bank, "A1", CUBBY_SIZE_S, 150, 120, 0, 0);
  cubby_bank_add_compartment (bank, "A2", CUBBY_SIZE_S, 150, 0, 0, 1)->bottom_mm = 900;
  cubby_bank_add_compartment (bank, "A3", CUBBY_SIZE_M, 225, 0, 0, 2);
  cubby_bank_add_compartment (bank, "A4", CUBBY_SIZE_L, 375, 0, 0, 3);
  cubby_bank_add_column (bank, "B", 400, FALSE);
  cubby_bank_add_compartment (bank, "B1", CUBBY_SIZE_S, 150, 900, 0, 4);
  cubby_bank_add_column (bank, "C", 400, FALSE);
  cubby_bank_add_compartment (bank, "C1", CUBBY_SIZE_S, 150, 120, 0, 5);
  cubby_bank_add_compartment (bank, "C2", CUBBY_SIZE_S, 150, 0, 0, 6)->bottom_mm = 900;
  cubby_bank_add_compartment (bank, "C3", CUBBY_SIZE_M, 225, 0, 0, 7);
  return bank;
}

static gboolean
names (const char *list, const char *door)
{
  g_auto (GStrv) doors = g_strsplit (list != NULL ? list : "", " ", -1);
  return g_strv_contains ((const char *const *)doors, door);
}

static void
allocation (gconstpointer data)
{
  const AllocationRow *row = data;
  g_autoptr (CubbyBank) bank = make_bank ();
  CubbyCandidate candidates[N_DOORS];
  guint columns[N_DOORS];
  CubbyNeed need = row->need;
  need.near_columns = columns;
  for (guint i = 0; i < N_DOORS; i++) {
    const CubbyCompartment *compartment = cubby_bank_get_compartment (bank, i);
    candidates[i] = (CubbyCandidate){.index = i,
                                     .free = !names (row->taken, compartment->name),
                                     .openings = names (row->worn, compartment->name) ? 100 : 0};
    if (names (row->near, compartment->name))
      columns[need.n_near++] = compartment->column;
  }
  int chosen = cubby_allocation_choose (bank, candidates, N_DOORS, &need);
  g_assert_cmpstr (chosen < 0 ? NULL : cubby_bank_get_compartment (bank, (guint)chosen)->name, ==,
                   row->expected);
  gboolean could = need.size <= CUBBY_SIZE_L && !(need.size == CUBBY_SIZE_L && need.reach);
  g_assert_cmpint (cubby_allocation_can_ever_fit (bank, &need), ==, could);
}

typedef struct {
  const char *name;
  gsize n_pulses;
  guint doors_open;
  gint64 group_free_ms;
  gint64 door_pulsed_ms;
  CubbyCapsVerdict verdict;
  gint64 at_ms;
} CapsRow;

#define NOW 100000

static const CapsRow caps_rows[] = {
    {"nothing in the way", 0, 0, 0, 0, CUBBY_CAPS_NOW, NOW},
    {"the minute is full", 3, 0, 0, 0, CUBBY_CAPS_PER_MINUTE, 50000 + 60000},
    {"the minute has room", 2, 0, 0, 0, CUBBY_CAPS_NOW, NOW},
    {"two doors are open", 0, 2, 0, 0, CUBBY_CAPS_OPEN_AT_ONCE, G_MAXINT64},
    {"one door is open", 0, 1, 0, 0, CUBBY_CAPS_NOW, NOW},
    {"the supply is busy", 0, 0, NOW + 1, 0, CUBBY_CAPS_POWER_GROUP, NOW + 1},
    {"the supply is free now", 0, 0, NOW, 0, CUBBY_CAPS_NOW, NOW},
    {"the lock rests", 0, 0, 0, NOW - 2999, CUBBY_CAPS_COOL_DOWN, NOW + 1},
    {"the lock has rested", 0, 0, 0, NOW - 3000, CUBBY_CAPS_NOW, NOW},
};

static void
caps (gconstpointer data)
{
  static const gint64 pulses[] = {50000, 51000, 52000};
  const CapsRow *row = data;
  CubbyCaps rules = {.doors_per_minute = 3, .doors_open = 2, .cool_down_ms = 3000};
  CubbyCapsFacts facts = {.pulses_ms = pulses,
                          .n_pulses = row->n_pulses,
                          .doors_open = row->doors_open,
                          .group_free_ms = row->group_free_ms,
                          .door_pulsed_ms = row->door_pulsed_ms};
  gint64 at_ms;
  g_assert_cmpint (cubby_caps_judge (&rules, &facts, NOW, &at_ms), ==, row->verdict);
  g_assert_cmpint (at_ms, ==, row->at_ms);
}

static void
waits_grow (void)
{
  CubbyAttempts attempts = {0};
  static const guint waits[] = {0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900};
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++) {
    cubby_attempts_add (&attempts, &cubby_attempts_badge, 1000);
    g_assert_cmpuint (cubby_attempts_get_wait_s (&attempts, &cubby_attempts_badge, 1000), ==, waits[i]);
  }
  g_assert_cmpuint (cubby_attempts_get_wait_s (&attempts, &cubby_attempts_badge, 1000 + 899001), ==, 1);
  g_assert_cmpuint (cubby_attempts_get_wait_s (&attempts, &cubby_attempts_badge, 1000 + 900000), ==, 0);
  g_assert_false (cubby_attempts_is_locked (&attempts, &cubby_attempts_badge, 1000));
  while (attempts.failures < 20)
    cubby_attempts_add (&attempts, &cubby_attempts_badge, 1000);
  g_assert_true (cubby_attempts_is_locked (&attempts, &cubby_attempts_badge, 1000));
  g_assert_false (cubby_attempts_is_locked (&attempts, &cubby_attempts_badge, 1000 + 86400000));
  cubby_attempts_clear (&attempts);
  g_assert_cmpuint (cubby_attempts_get_wait_s (&attempts, &cubby_attempts_badge, 1000), ==, 0);
}

static void
roles (void)
{
  static const char *const may[CUBBY_N_ROLES] = {"1100100000000", "1111111111111", "0110000010111"};
  for (guint role = 0; role < CUBBY_N_ROLES; role++)
    for (guint task = 0; task < CUBBY_N_TASKS; task++)
      g_assert_cmpint (cubby_role_may (role, task), ==, may[role][task] == '1');
}

static void
time_never_runs_back (void)
{
  CubbyClock clock;
  cubby_clock_init (&clock, 1000000, 0);
  g_assert_cmpint (cubby_clock_advance (&clock, 2000000, 1000), ==, 2000000);
  g_assert_cmpint (cubby_clock_advance (&clock, 500000, 5001000), ==, 2005000); /* set back: goes on */
  g_assert_cmpint (cubby_clock_get_behind_ms (&clock, 500000), ==, 1505000);
  g_assert_cmpint (cubby_clock_advance (&clock, 500000, 5001000), ==, 2005000);
  g_assert_cmpint (cubby_clock_advance (&clock, 2005500, 5002000), ==, 2005500);
  for (guint i = 1; i <= 1000; i++) /* ten times a hundred microseconds are a millisecond */
    cubby_clock_advance (&clock, 0, 5002000 + i * 100);
  g_assert_cmpint (clock.high_ms, ==, 2005600);
}

static const struct {
  const char *name, *type, *text;
  gboolean good;
} text_rows[] = {
    {"a good one", "grant.intent", "grant=g-1 pulse_ms=500", TRUE},
    {"percent-encoded", "request.made", "door=A1 request=r why=why%20not%3F", TRUE},
    {"an unknown type", "grant.flies", "grant=g-1", FALSE},
    {"a missing field", "grant.intent", "grant=g-1", FALSE},
    {"a field of another type", "grant.intent", "grant=g-1 door=A1 pulse_ms=500", FALSE},
    {"an unknown field", "grant.intent", "grant=g-1 pulse_ms=500 frob=1", FALSE},
    {"a field twice", "grant.intent", "grant=g-1 grant=g-2 pulse_ms=500", FALSE},
    {"no number", "grant.intent", "grant=g-1 pulse_ms=five", FALSE},
    {"a number too large", "grant.intent", "grant=g-1 pulse_ms=99999999999999999999", FALSE},
    {"no equals sign", "grant.intent", "grant pulse_ms=500", FALSE},
    {"a broken escape", "grant.intent", "grant=%zz pulse_ms=500", FALSE},
    {"a NUL in it", "grant.intent", "grant=a%00b pulse_ms=500", FALSE},
};

static void
event_text (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyLockerEvent) event =
      cubby_locker_event_parse (text_rows[i].type, 7, text_rows[i].text, &error);
  g_assert_cmpint (event != NULL, ==, text_rows[i].good);
  g_assert_cmpint (error == NULL, ==, text_rows[i].good);
}

static void
jumps (void)
{
  const gint64 day_ms = 24LL * 3600 * 1000, start_ms = 1800000000000;
  CubbyClock clock;
  cubby_clock_init (&clock, start_ms, 0);
  cubby_clock_advance (&clock, start_ms + 30 * day_ms, 1000); /* it was off for a month */
  g_assert_cmpint (cubby_clock_take_jump (&clock), ==, 0);
  cubby_clock_advance (&clock, start_ms + 31 * day_ms, 2000); /* a day is not more than a day */
  g_assert_cmpint (cubby_clock_take_jump (&clock), ==, 0);
  cubby_clock_advance (&clock, start_ms + 33 * day_ms,
                       2000 + day_ms * 1000 * 3 / 2); /* asleep for most of it */
  g_assert_cmpint (cubby_clock_take_jump (&clock), ==, 0);
  gint64 before_ms = clock.high_ms;
  g_assert_cmpint (cubby_clock_advance (&clock, before_ms + day_ms + 2000, clock.monotonic_us + 1000000), ==,
                   before_ms + day_ms + 2000); /* followed */
  g_assert_cmpint (cubby_clock_take_jump (&clock), ==, before_ms);
  g_assert_cmpint (cubby_clock_take_jump (&clock), ==, 0);
}

/* States down, events across: "-" cannot happen, else the first letter of the state it leads to. */
static void
sessions (void)
{
  static const char *const rows[CUBBY_N_SESSION_STATES] = {"o---", "-oee", "---e"};
  for (guint state = 0; state < CUBBY_N_SESSION_STATES; state++)
    for (guint event = 0; event < CUBBY_N_SESSION_EVENTS; event++) {
      CubbyStaffSessionState next = CUBBY_SESSION_NEW;
      gboolean may = cubby_staff_session_next (state, event, &next);
      g_assert_cmpint (may ? "noe"[next] : '-', ==, rows[state][event]);
    }
  g_autoptr (CubbyStaffSession) session = cubby_staff_session_new ("s", "B-1", CUBBY_ROLE_RESTOCK);
  g_assert_false (cubby_staff_session_is_live (session, 0));
  g_assert_true (cubby_staff_session_move (session, CUBBY_SESSION_SIGNED_IN, 1000));
  g_assert_true (cubby_staff_session_is_live (session, 1000 + CUBBY_SESSION_IDLE_MS - 1));
  g_assert_false (cubby_staff_session_is_live (session, 1000 + CUBBY_SESSION_IDLE_MS));
  g_assert_true (cubby_staff_session_move (session, CUBBY_SESSION_WORKED, 2000));
  g_assert_true (cubby_staff_session_is_live (session, 1000 + CUBBY_SESSION_IDLE_MS));
  g_assert_true (cubby_staff_session_move (session, CUBBY_SESSION_LEFT, 3000));
  g_assert_false (cubby_staff_session_is_live (session, 3000));
  g_assert_false (cubby_staff_session_move (session, CUBBY_SESSION_WORKED, 3000));
}

/* What happens to an alarm that is off, then to one that is on: happened, passed, staff, a supervisor. */
static void
alarms (void)
{
  static const char *const rows[CUBBY_N_ALARM_KINDS] = {
      [CUBBY_ALARM_FORCED] = "1000 1011",    [CUBBY_ALARM_LEFT_OPEN] = "1000 1011",
      [CUBBY_ALARM_SELF_TEST] = "1000 1011", [CUBBY_ALARM_CALL] = "1000 1000",
      [CUBBY_ALARM_CLOCK] = "1000 1010",
  };
  for (guint kind = 0; kind < CUBBY_N_ALARM_KINDS; kind++)
    for (guint event = 0; event < CUBBY_N_ALARM_EVENTS; event++) {
      gint64 off_ms = 0, on_ms = 5;
      cubby_alarm_move (&off_ms, kind, event, 9);
      cubby_alarm_move (&on_ms, kind, event, 9);
      g_assert_cmpint (off_ms, ==, rows[kind][event] == '1' ? 9 : 0);
      g_assert_cmpint (on_ms, ==, rows[kind][5 + event] == '1' ? 5 : 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (allocation_rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/allocation/", allocation_rows[i].name, NULL);
    g_test_add_data_func (path, &allocation_rows[i], allocation);
  }
  for (guint i = 0; i < G_N_ELEMENTS (caps_rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/caps/", caps_rows[i].name, NULL);
    g_test_add_data_func (path, &caps_rows[i], caps);
  }
  for (guint i = 0; i < G_N_ELEMENTS (text_rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/event/the text of ", text_rows[i].name, NULL);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), event_text);
  }
  g_test_add_func ("/domain/attempts/waits grow, lock and are forgotten", waits_grow);
  g_test_add_func ("/domain/staff-session/the table", sessions);
  g_test_add_func ("/domain/alarm/the table", alarms);
  g_test_add_func ("/domain/staff-role/each may do what its row says", roles);
  g_test_add_func ("/domain/clock/time never runs backwards", time_never_runs_back);
  g_test_add_func ("/domain/clock/a step of more than a day forward is noticed", jumps);
  return g_test_run ();
}
