/* SPDX-License-Identifier: Apache-2.0 */
/* Staff open several doors, one after another: removal, and many doors for two supervisors. */
#include "tests/domain/locker-world.h"

#include <string.h>

#define CTI "000102030405060708090a0b0c0d0e0f"
#define HOURS(n) ((n)*3600LL * 1000)

static void
withdraw (World *world, const char *label)
{
  CubbyNotice notice = {.label = label, .version = 2, .withdrawn = TRUE};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
}

/* A1: P1 overdue, A2: P2 withdrawn, B1: P3 in review, A3: P4 overdue too. */
static void
fill (World *world)
{
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_load (world, "P3", CUBBY_SIZE_S, "F3", "third");
  world_load (world, "P2", CUBBY_SIZE_M, "F2", "second");
  world_load (world, "P4", CUBBY_SIZE_L, "F4", "fourth");
  world_pass_ms (world, HOURS (49));
  withdraw (world, "P2");
  world_read (world, "B1", CUBBY_READING_OPEN); /* forced */
  world_read (world, "B1", CUBBY_READING_SHUT);
}

static void
assert_removals (World *world, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) removals = cubby_locker_list_removals (world->locker, world->now_ms);
  for (guint i = 0; i < removals->len; i++) {
    const CubbyRemoval *removal = &g_array_index (removals, CubbyRemoval, i);
    g_string_append_printf (text, "%s %s %s;", removal->parcel->door, removal->parcel->label, removal->why);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
removal_of_all (void)
{
  g_autoptr (World) world = world_new_ready ();
  fill (world);
  assert_removals (world, "A1 P1 overdue;A2 P2 withdrawn;A3 P4 overdue;B1 P3 review;");
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (world_remove (world, session, "P3 P1 P2 P4"), ==, "granted");
  g_assert_cmpuint (world->last->doors->len, ==, 4);
  static const char *const doors[] = {"A1", "A2", "A3", "B1"};
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpstr (world->last_pulsed, ==, doors[i]);
    g_assert_cmpuint (world_count_pulses (world), ==, pulses + 1 + i); /* never the next one yet */
    world_open_and_shut (world, doors[i], 4000);
    g_assert_cmpstr (world->closed_result, ==, "unloaded");
  }
  assert_removals (world, "");
  static const char *const whys[] = {"overdue", "withdrawn", "overdue", "review"};
  static const char *const labels[] = {"P1", "P2", "P4", "P3"};
  for (guint i = 0; i < 4; i++) {
    g_autofree char *row = g_strdup_printf (
        "parcel.unloaded {\"label\":\"%s\",\"door\":\"%s\",\"why\":\"%s\"}", labels[i], doors[i], whys[i]);
    g_assert_true (world_reported (world, row));
    g_assert_cmpint (world_content (world, doors[i]), ==, CUBBY_CONTENT_EMPTIED);
  }
  world_check_replay (world);
}

static void
removal_refusals (void)
{
  g_autoptr (World) world = world_new_ready ();
  fill (world);
  const char *restock = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (world_remove (world, "nobody", "P1"), ==, "not_signed_in");
  g_assert_cmpstr (world_remove (world, world_sign_in (world, CUBBY_ROLE_SERVICE), "P1"), ==, "not_allowed");
  g_assert_cmpstr (world_remove (world, restock, "P1 P3"), ==, "not_allowed"); /* a review */
  g_assert_cmpstr (world_remove (world, restock, "P1 P9"), ==, "unknown_label");
  world_load (world, "P5", CUBBY_SIZE_M, "F5", "fifth");
  g_assert_cmpstr (world_remove (world, restock, "P5"), ==, "unknown_label"); /* it waits for its shopper */
  g_assert_cmpuint (world_count_pulses (world), ==, pulses + 1);
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_remove (world, restock, "P1 P1"), ==, "granted");
  g_assert_cmpuint (world->last->doors->len, ==, 1);
  g_assert_cmpstr (world_remove (world, restock, "P2"), ==, "busy");
  const char *other = world_sign_in_as (world, "B-2", CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_remove (world, other, "P1"), ==, "busy");
  world_read (world, "A1", CUBBY_READING_OPEN);
  world_read (world, "A2", CUBBY_READING_OPEN); /* it stands open already */
  g_assert_cmpstr (world_remove (world, other, "P2"), ==, "busy");
  world_check_replay (world);
}

static void
stopped (void)
{
  g_autoptr (World) world = world_new_ready ();
  fill (world);
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (world_remove (world, session, "P1 P2 P4"), ==, "granted");
  g_autofree char *grant = g_strdup (world->last->grant);
  world_open_and_shut (world, "A1", 3000);
  world_read (world, "A2", CUBBY_READING_OPEN);
  g_assert_cmpstr (world_do (world, cubby_locker_decide_stop (world->locker, world->now_ms, "nobody", grant)),
                   ==, "not_signed_in");
  g_assert_cmpstr (
      world_do (world, cubby_locker_decide_stop (world->locker, world->now_ms, session, "other-1")), ==,
      "unknown_grant");
  g_assert_cmpstr (world_do (world, cubby_locker_decide_stop (world->locker, world->now_ms, session, grant)),
                   ==, "granted"); /* by the grant that the screen got, which is over */
  world_pass_ms (world, 3000);
  world_read (world, "A2", CUBBY_READING_SHUT);
  world_pass_ms (world, 20000);
  g_assert_cmpuint (world_count_pulses (world), ==, pulses + 2);
  g_assert_cmpint (world_parcel (world, "P4"), ==, CUBBY_PARCEL_LOADED);
  g_assert_cmpint (world_content (world, "A2"), ==, CUBBY_CONTENT_EMPTIED);
  world_check_replay (world);
}

static void
sign_out (World *world, const char *session)
{
  world_do (world, cubby_locker_decide_sign_out (world->locker, world->now_ms, session, "sign-out"));
}

static void
idle (World *world, const char *session)
{
  world_pass_ms (world, 5 * 60 * 1000 + 1000);
}

static void
restart (World *world, const char *session)
{
  world_crash (world);
  world_boards (world, TRUE);
  for (guint i = 1; i < 6; i++)
    world_read (world, cubby_bank_get_compartment (world->bank, i)->name, CUBBY_READING_SHUT);
}

static const struct {
  const char *name;
  void (*leave) (World *world, const char *session);
} leavings[] = {
    {"signs out", sign_out},
    {"stands idle for five minutes", idle},
    {"is cut off by a restart", restart},
};

/* The door at hand is shut some day; no other one opens by that. */
static void
left_alone (gconstpointer data)
{
  g_autoptr (World) world = world_new_ready ();
  fill (world);
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (world_remove (world, session, "P1 P2 P4"), ==, "granted");
  world_read (world, "A1", CUBBY_READING_OPEN);
  world_pass_ms (world, 4000);
  leavings[GPOINTER_TO_UINT (data)].leave (world, session);
  world_read (world, "A1", CUBBY_READING_SHUT);
  world_pass_ms (world, 60000);
  g_assert_cmpuint (world_count_pulses (world), ==, pulses + 1);
  g_assert_cmpint (world_parcel (world, "P2"), ==, CUBBY_PARCEL_WITHDRAWN);
  g_assert_cmpint (world_parcel (world, "P4"), ==, CUBBY_PARCEL_LOADED);
  world_check_replay (world);
}

/* Hands that work for longer than a session may stand idle. */
static void
slow_hands (void)
{
  g_autoptr (World) world = world_new_ready ();
  fill (world);
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  g_assert_cmpstr (world_remove (world, session, "P1 P2 P3 P4"), ==, "granted");
  static const char *const doors[] = {"A1", "A2", "A3", "B1"};
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpstr (world->last_pulsed, ==, doors[i]);
    world_open_and_shut (world, doors[i], 4 * 60 * 1000);
  }
  assert_removals (world, "");
}

static void
extended_meanwhile (void)
{
  g_autoptr (World) world = world_new_ready ();
  fill (world);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (world_remove (world, session, "P1 P4"), ==, "granted");
  const char *ctis[] = {"fourth", NULL};
  CubbyNotice notice = {
      .label = "P4", .version = 2, .fulfilment = "F4", .size = CUBBY_SIZE_L, .ctis = ctis, .code_hash = "F4"};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  world_open_and_shut (world, "A1", 3000);
  world_pass_ms (world, 10000);
  g_assert_cmpuint (world_count_pulses (world), ==, pulses + 1);
  g_assert_cmpstr (world_present (world, "fourth"), ==, "granted");
}

static void
removal_fails (void)
{
  g_autoptr (World) world = world_new_ready ();
  fill (world);
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  g_assert_cmpstr (world_remove (world, session, "P1 P2 P4"), ==, "granted");
  world_pass_ms (world, 4000); /* A1 stays shut: it is stuck */
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_OUT_OF_SERVICE);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  world_open_and_shut (world, "A2", 500); /* hardly open: nothing is proven */
  g_assert_cmpint (world_parcel (world, "P2"), ==, CUBBY_PARCEL_WITHDRAWN);
  g_assert_cmpstr (world->last_pulsed, ==, "A3");
  world_open_and_shut (world, "A3", 4000);
  assert_removals (world, "A1 P1 review;A2 P2 withdrawn;B1 P3 review;");
  g_assert_cmpstr (world_remove (world, session, "P1"), ==, "granted"); /* a stuck door is tried again */
  world_open_and_shut (world, "A1", 4000);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_EMPTIED);
  g_assert_true (
      world_reported (world, "parcel.unloaded {\"label\":\"P1\",\"door\":\"A1\",\"why\":\"counter\"}"));
  world_check_replay (world);
}

static void
two_badges (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  guint pulses = world_count_pulses (world);
  const char *first = world_sign_in_as (world, "B-1", CUBBY_ROLE_SUPERVISE);
  const char *again = world_sign_in_as (world, "B-1", CUBBY_ROLE_SUPERVISE);
  const char *restock = world_sign_in_as (world, "B-3", CUBBY_ROLE_RESTOCK);
  const char *second = world_sign_in_as (world, "B-2", CUBBY_ROLE_SUPERVISE);
  g_assert_cmpstr (world_open_many (world, "nobody", second, "A1"), ==, "not_signed_in");
  g_assert_cmpstr (world_open_many (world, restock, second, "A1"), ==, "not_allowed");
  g_assert_cmpstr (world_open_many (world, first, "", "A1"), ==, "second_badge");
  g_assert_cmpstr (world_open_many (world, first, first, "A1"), ==, "second_badge");
  g_assert_cmpstr (world_open_many (world, first, again, "A1"), ==, "second_badge");
  g_assert_cmpstr (world_open_many (world, first, restock, "A1"), ==, "second_badge");
  g_assert_cmpuint (world_count_pulses (world), ==, pulses);
  g_assert_cmpstr (world_open_many (world, first, second, "A1 B2"), ==, "granted");
  world_open_and_shut (world, "A1", 3000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_UNLOADED);
  world_open_and_shut (world, "B2", 3000);
  g_assert_cmpuint (world_count_pulses (world), ==, pulses + 2);
  gboolean journaled = FALSE;
  for (guint i = 0; i < world->texts->len; i++) {
    const char *text = g_ptr_array_index (world->texts, i);
    journaled |= strstr (text, "badge=B-1 ") != NULL && strstr (text, "second_badge=B-2") != NULL &&
                 strstr (text, "why=cleaning") != NULL;
  }
  g_assert_true (journaled);
  world_check_replay (world);
}

static void
all_doors (void)
{
  g_autoptr (World) world = world_new_ready ();
  const char *first = world_sign_in_as (world, "B-1", CUBBY_ROLE_SUPERVISE);
  const char *second = world_sign_in_as (world, "B-2", CUBBY_ROLE_SUPERVISE);
  world_read (world, "A2", CUBBY_READING_OPEN); /* forced: it is left out */
  g_assert_cmpstr (world_open_many (world, first, second, "A2"), ==, "busy");
  g_assert_cmpstr (world_open_many (world, first, second, ""), ==, "granted");
  g_assert_cmpuint (world->last->doors->len, ==, 5);
  static const char *const doors[] = {"A1", "A3", "B1", "B2", "B3"};
  for (guint i = 0; i < 5; i++) {
    g_assert_cmpuint (world_count_pulses (world), ==, i + 1);
    g_assert_cmpstr (world->last_pulsed, ==, doors[i]);
    if (i == 3) /* the other one leaves: then there are not two any more */
      world_do (world, cubby_locker_decide_sign_out (world->locker, world->now_ms, second, "sign-out"));
    world_open_and_shut (world, doors[i], 3000);
    if (i == 3)
      break;
  }
  world_pass_ms (world, 20000);
  g_assert_cmpuint (world_count_pulses (world), ==, 4);
  world_check_replay (world);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (void);
  } rows[] = {
      {"all that has to be taken out, the next door when the one before is shut", removal_of_all},
      {"a removal is refused for each reason", removal_refusals},
      {"a sequence is stopped, and the door at hand is shut as it was", stopped},
      {"hands at work keep the session", slow_hands},
      {"a hold that was extended meanwhile keeps its parcel", extended_meanwhile},
      {"a door that fails does not stop the others", removal_fails},
      {"many doors need two supervisors with two badges", two_badges},
      {"all doors, but those that stand open, while both are there", all_doors},
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/sequence/%s", rows[i].name);
    g_test_add_func (path, rows[i].test);
  }
  for (guint i = 0; i < G_N_ELEMENTS (leavings); i++) {
    g_autofree char *path =
        g_strdup_printf ("/domain/sequence/no further door opens for one who %s", leavings[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), left_alone);
  }
  return g_test_run ();
}
