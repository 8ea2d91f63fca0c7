/* SPDX-License-Identifier: Apache-2.0 */
/* "I forgot something", "I could not take it", "the door did not open". */
#include "tests/domain/locker-world.h"

#define CTI "000102030405060708090a0b0c0d0e0f"
#define OTHER_CTI "ff0102030405060708090a0b0c0d0e0f"

/* P1 is collected from A1, its door open for @ms. Returns: the grant. */
static char *
collect (World *world, gint64 ms)
{
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  char *grant = g_strdup (world->last->grant);
  world_open_and_shut (world, "A1", ms);
  world_pass_ms (world, 5000);
  return grant;
}

static void
forgot_something (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = collect (world, 5000);
  g_assert_cmpstr (world_reopen (world, grant), ==, "granted");
  g_assert_cmpstr (world->last->door, ==, "A1");
  g_assert_cmpstr (world->last_pulsed, ==, "A1");
  g_autofree char *again = g_strdup (world->last->grant);
  g_assert_cmpstr (world_reopen (world, grant), ==, "busy");
  world_open_and_shut (world, "A1", 500);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTED);
  g_assert_true (world_reported (world, "parcel.reopened {\"label\":\"P1\",\"door\":\"A1\"}"));
  g_assert_cmpuint (world_count_reports (world, "parcel.picked_up"), ==, 1);
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_reopen (world, again), ==, "granted"); /* by whichever grant the screen knows */
  world_open_and_shut (world, "A1", 5000);
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_reopen (world, grant), ==, "too_often");
  g_assert_cmpuint (world_count_pulses (world), ==, 4);
  g_assert_cmpstr (world_present (world, CTI), ==, "already_used");
  world_check_replay (world);
}

static void
told_for_how_long (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = collect (world, 5000);
  g_assert_cmpuint (world->closed_reopen_s, ==, 120);
  g_assert_cmpstr (world->closed_result, ==, "collected");
  world_reopen (world, grant);
  world_open_and_shut (world, "A1", 5000);
  g_assert_cmpuint (world->closed_reopen_s, ==, 110); /* 5 s before it, and 5 s while it was open */
  world_pass_ms (world, 5000);
  world_reopen (world, grant);
  world_open_and_shut (world, "A1", 5000);
  g_assert_cmpuint (world->closed_reopen_s, ==, 0);
}

static void
too_late (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = collect (world, 5000);
  g_assert_cmpstr (world_reopen (world, "stranger"), ==, "unknown_grant");
  world_pass_ms (world, 116000);
  g_assert_cmpstr (world_reopen (world, grant), ==, "too_late");
  world_pass_ms (world, 60 * 60 * 1000); /* and nothing is kept for ever */
  g_assert_cmpstr (world_reopen (world, grant), ==, "unknown_grant");
  g_assert_cmpuint (world_count_pulses (world), ==, 2);
  world_check_replay (world);
}

static void
hardly_open (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = collect (world, 1500);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  g_assert_cmpuint (world->closed_reopen_s, ==, 120);
  g_assert_cmpstr (world_reopen (world, grant), ==, "granted");
  world_open_and_shut (world, "A1", 1000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_REVIEW);
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_reopen (world, grant), ==, "granted");
  world_open_and_shut (world, "A1", 3000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTED);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_EMPTY);
  g_assert_cmpuint (world_count_reports (world, "parcel.picked_up"), ==, 1);
  world_check_replay (world);
}

/* The centre recalls it while its door stands open once more: what is journaled can be replayed. */
static void
recalled_meanwhile (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = collect (world, 1500);
  g_assert_cmpstr (world_reopen (world, grant), ==, "granted");
  world_read (world, "A1", CUBBY_READING_OPEN);
  CubbyNotice notice = {.label = "P1", .version = 1000, .withdrawn = TRUE};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  world_pass_ms (world, 3000);
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTED);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_EMPTY);
  world_check_replay (world);
}

/* The machine was off for weeks with the door ajar: nobody remembers the parcel, and the door is shut. */
static void
forgotten_meanwhile (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = collect (world, 5000);
  g_assert_cmpstr (world_reopen (world, grant), ==, "granted");
  world_read (world, "A1", CUBBY_READING_OPEN);
  world->now_ms += 20LL * 24 * 60 * 60 * 1000;
  world_crash (world);
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_OPEN);
  g_assert_null (cubby_locker_find_parcel (world->locker, "P1"));
  world_pass_ms (world, 3000);
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_EMPTY);
  world_check_replay (world);
}

static void
after_a_restart (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = collect (world, 5000);
  world_crash (world);
  g_assert_cmpstr (world_reopen (world, grant), ==, "out_of_service"); /* nobody has seen the door yet */
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_SHUT);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (world_reopen (world, grant), ==, "granted");
  g_assert_cmpuint (world_count_pulses (world), ==, pulses + 1);
  world_crash (world); /* and here it is not pulsed again */
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_SHUT);
  world_pass_ms (world, 10000);
  g_assert_cmpuint (world_count_pulses (world), ==, pulses + 1);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTED);
  world_check_replay (world);
}

/* What was done to the compartment of P1 after it was collected. */
static void
stow_another (World *world)
{
  g_assert_cmpstr (world_load (world, "P2", CUBBY_SIZE_S, "F2", OTHER_CTI), ==, "B1");
  g_assert_cmpstr (world_load (world, "P3", CUBBY_SIZE_S, "F3", "third"), ==, "A1");
}

static void
force (World *world)
{
  world_open_and_shut (world, "A1", 1000);
}

static void
withdraw (World *world)
{
  CubbyNotice notice = {.label = "P1", .version = 2, .withdrawn = TRUE};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
}

static void
silence (World *world)
{
  world_boards (world, FALSE);
}

static const struct {
  const char *name;
  void (*change) (World *world);
  const char *reason;
} changes[] = {
    {"another parcel was put there", stow_another, "too_late"},
    {"the door was forced", force, "too_late"},
    {"the parcel was withdrawn", withdraw, "too_late"},
    {"the board is silent", silence, "out_of_service"},
};

static void
touched (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = collect (world, i == 2 ? 1500 : 5000);
  changes[i].change (world);
  world_pass_ms (world, 5000);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (world_reopen (world, grant), ==, changes[i].reason);
  g_assert_cmpuint (world_count_pulses (world), ==, pulses);
}

/* The centre withdraws a parcel as soon as it has heard that it was collected. */
static void
heard_of (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = collect (world, 5000);
  withdraw (world);
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_reopen (world, grant), ==, "granted");
  world_open_and_shut (world, "A1", 5000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTED);
  world_check_replay (world);
}

/* Three doors of one order, and the first does not open. */
static void
jam_of_several (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_load (world, "P2", CUBBY_SIZE_M, "F1", CTI);
  world_load (world, "P3", CUBBY_SIZE_L, "F1", CTI);
  world_pass_ms (world, 60000);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  g_assert_cmpstr (world->last_pulsed, ==, "A1");
  world_pass_ms (world, 4000); /* it stays shut */
  g_assert_cmpstr (world->last_pulsed, ==, "A2");
  world_open_and_shut (world, "A2", 3000);
  world_open_and_shut (world, "A3", 3000);
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpstr (world_present (world, CTI), ==, "granted"); /* the one that is left */
    g_assert_cmpuint (world->last->doors->len, ==, 1);
    world_pass_ms (world, 10000);
  }
  g_assert_cmpstr (world_present (world, CTI), ==, "at_counter");
  g_assert_true (world_reported (world, "staff.called {\"kind\":\"door\"}"));
  g_assert_true (
      world_reported (world, "parcel.at_counter {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"));
  g_assert_cmpstr (world_type (world, "x", "c0de"), ==, "at_counter");
  world_check_replay (world);
}

static void
unloaded_for_the_counter (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  for (guint i = 0; i < 3; i++) {
    world_pass_ms (world, 10000);
    g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  }
  world_pass_ms (world, 10000);
  world_do (world, cubby_locker_decide_request (world->locker, world->now_ms, "R1", "A1", "jam"));
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  g_assert_cmpstr (
      world_do (world, cubby_locker_decide_answer (world->locker, world->now_ms, "s", session, "R1", TRUE)),
      ==, "granted");
  world_open_and_shut (world, "A1", 4000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_UNLOADED);
  g_assert_true (
      world_reported (world, "parcel.unloaded {\"label\":\"P1\",\"door\":\"A1\",\"why\":\"counter\"}"));
  g_assert_cmpstr (world_present (world, CTI), ==, "at_counter");
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "granted"); /* or into another compartment */
  const char *door = g_intern_string (world->last->door);
  world_pass_ms (world, 3000);
  world_open_and_shut (world, door, 4000);
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  world_check_replay (world);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (void);
  } rows[] = {
      {"who forgot something opens the door again, twice at most", forgot_something},
      {"the screen is told for how long", told_for_how_long},
      {"after the time it stays shut", too_late},
      {"the centre has heard of the pickup, and it opens all the same", heard_of},
      {"a door that was hardly open is opened again, and then collected", hardly_open},
      {"a recall while its door is open once more can be replayed", recalled_meanwhile},
      {"what is forgotten while its door is open once more can be shut", forgotten_meanwhile},
      {"a restart loses no pickup and pulses nothing", after_a_restart},
      {"of several doors one is stuck and the others open", jam_of_several},
      {"what staff take from a stuck door goes to the counter", unloaded_for_the_counter},
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/reopen/%s", rows[i].name);
    g_test_add_func (path, rows[i].test);
  }
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/reopen/it stays shut when %s", changes[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), touched);
  }
  return g_test_run ();
}
