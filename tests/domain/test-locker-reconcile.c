/* SPDX-License-Identifier: Apache-2.0 */
/* Staff look behind the doors and say what they see. */
#include "tests/domain/locker-world.h"

#include <string.h>

#define CTI "000102030405060708090a0b0c0d0e0f"

/* How P1 comes to be where it is before A1, or B1, is looked into. */
static void
load (World *world)
{
  g_assert_cmpstr (world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI), ==, "A1");
}

static void
load_and_force (World *world)
{
  load (world);
  world_open_and_shut (world, "A1", 1000);
}

static void
load_and_collect (World *world)
{
  load (world);
  world_pass_ms (world, 10000);
  world_present (world, CTI);
  world_open_and_shut (world, "A1", 5000);
}

static void
load_and_hardly_collect (World *world)
{
  load (world);
  world_pass_ms (world, 10000);
  world_present (world, CTI);
  world_open_and_shut (world, "A1", 1000);
}

static void
load_two (World *world)
{
  load (world);
  g_assert_cmpstr (world_load (world, "P2", CUBBY_SIZE_S, "F2", "second"), ==, "B1");
}

static void
withdraw (World *world)
{
  CubbyNotice notice = {.label = "P1", .version = 2, .withdrawn = TRUE};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
}

/* The order was refunded after the pickup that was none. */
static void
collect_and_cancel (World *world)
{
  load_and_collect (world);
  withdraw (world);
  CubbyNotice notice = {.label = "P1", .version = 3, .withdrawn = TRUE, .why = CUBBY_WITHDRAWAL_CANCELLED};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
}

/* A link that says nothing of the reason cannot take back what the centre said of it. */
static void
collect_cancel_and_forget_why (World *world)
{
  collect_and_cancel (world);
  CubbyNotice notice = {.label = "P1", .version = 4, .withdrawn = TRUE, .why = CUBBY_WITHDRAWAL_UNSAID};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
}

static void
collect_cancel_and_say_picked_up (World *world)
{
  collect_and_cancel (world);
  CubbyNotice notice = {.label = "P1", .version = 4, .withdrawn = TRUE, .why = CUBBY_WITHDRAWAL_PICKED_UP};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
}

static void
collect_and_hear_of_it (World *world)
{
  load_and_collect (world);
  CubbyNotice notice = {.label = "P1", .version = 2, .withdrawn = TRUE, .why = CUBBY_WITHDRAWAL_PICKED_UP};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
}

static void
load_and_withdraw (World *world)
{
  load (world);
  withdraw (world);
}

static void
collect_and_withdraw (World *world)
{
  load_and_collect (world);
  withdraw (world);
}

static void
expect (World *world)
{
  world_expect (world, "P1", CUBBY_SIZE_S, "F1", CTI);
}

static void
nothing (World *world)
{
}

#define E CUBBY_CONTENT_EMPTY
#define L CUBBY_CONTENT_LOADED
#define R CUBBY_CONTENT_REVIEW

/* A1 (or B1) is opened, @seen reported (NULL: nothing said), and shut. */
static const struct {
  const char *name;
  void (*before) (World *world);
  const char *door;
  const char *seen;
  const char *differences;
  CubbyContent a1, b1;
  const char *pass;   /* what the pass of P1 is told after it */
  const char *report; /* or NULL: none of P1 */
} rows[] = {
    {"expected and seen: nothing to settle", load, "A1", "P1", "", L, E, "granted", NULL},
    {"in doubt and seen: loaded, its pass is good again", load_and_force, "A1", "P1", "", L, E, "granted",
     "parcel.loaded {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"},
    {"hardly collected and seen: loaded again", load_and_hardly_collect, "A1", "P1", "", L, E, "granted",
     "parcel.loaded {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"},
    {"expected and not seen: unloaded, not found", load, "A1", "", "missing P1", E, E, "not_loaded",
     "parcel.unloaded {\"label\":\"P1\",\"door\":\"A1\",\"why\":\"not found\"}"},
    {"in doubt and not seen: not found", load_and_force, "A1", "", "missing P1", E, E, "not_loaded",
     "parcel.unloaded {\"label\":\"P1\",\"door\":\"A1\",\"why\":\"not found\"}"},
    {"withdrawn and seen: it stays withdrawn", load_and_withdraw, "A1", "P1", "", R, E, "revoked", NULL},
    {"withdrawn and not seen: it is gone", load_and_withdraw, "A1", "", "missing P1", E, E, "revoked",
     "parcel.unloaded {\"label\":\"P1\",\"door\":\"A1\",\"why\":\"not found\"}"},
    {"thought collected: loaded again, its pass is good again", load_and_collect, "A1", "P1", "found P1", L,
     E, "granted", "parcel.found {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"},
    {"thought collected, behind another door", load_and_collect, "B1", "P1", "found P1", E, L, "granted",
     "parcel.found {\"label\":\"P1\",\"door\":\"B1\",\"fulfilment\":\"F1\"}"},
    {"thought collected, and called back for that: its pass is good again", collect_and_withdraw, "A1", "P1",
     "found P1", L, E, "granted", "parcel.found {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"},
    {"thought collected, and the centre knows: its pass is good again", collect_and_hear_of_it, "A1", "P1",
     "found P1", L, E, "granted", "parcel.found {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"},
    {"thought collected, and refunded: no pass opens it again", collect_and_cancel, "A1", "P1", "found P1", R,
     E, "revoked", "parcel.found {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"},
    {"refunded, and then withdrawn without a word: no pass opens it again", collect_cancel_and_forget_why,
     "A1", "P1", "found P1", R, E, "revoked",
     "parcel.found {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"},
    {"refunded, and then said to be picked up: no pass opens it again", collect_cancel_and_say_picked_up,
     "A1", "P1", "found P1", R, E, "revoked",
     "parcel.found {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"},
    {"never put in, and seen: loaded", expect, "A1", "P1", "found P1", L, E, "granted",
     "parcel.loaded {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"},
    {"known behind another door: moved here, that one is looked at", load, "B1", "P1", "moved P1", R, L,
     "granted", "parcel.moved {\"label\":\"P1\",\"door\":\"B1\",\"from\":\"A1\"}"},
    {"two exchanged: the one is missing, the other moved", load_two, "B1", "P1", "missing P2, moved P1", R, L,
     "granted", "parcel.moved {\"label\":\"P1\",\"door\":\"B1\",\"from\":\"A1\"}"},
    {"two behind one door: the one that belongs elsewhere comes out", load_two, "B1", "P2 P1", "stranger P1",
     R, R, "not_loaded", "parcel.unloaded {\"label\":\"P1\",\"door\":\"A1\",\"why\":\"not found\"}"},
    {"a label that nobody knows: the door is looked at again", nothing, "A1", "stray", "stranger stray", R, E,
     "not_here", NULL},
    {"a stranger beside the right one: no pass opens it", load, "A1", "P1 stray stray", "stranger stray", R,
     E, "out_of_service", NULL},
    {"nothing said: everything as it was", load_and_force, "A1", NULL, "", R, E, "out_of_service", NULL},
    {"nothing said of a door with a parcel: as it was", load, "A1", NULL, "", L, E, "granted", NULL},
};

static void
settled (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = world_new_ready ();
  rows[i].before (world);
  world_pass_ms (world, 10000);
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  g_ptr_array_set_size (world->outbox, 0);
  g_assert_cmpstr (world_reconcile (world, session, "", rows[i].door), ==, "granted");
  world_read (world, rows[i].door, CUBBY_READING_OPEN);
  if (rows[i].seen != NULL) {
    g_assert_cmpstr (world_seen (world, session, rows[i].door, "wrong first"), ==, "granted");
    g_assert_cmpstr (world_seen (world, session, rows[i].door, rows[i].seen), ==, "granted");
  }
  world_pass_ms (world, 3000);
  world_read (world, rows[i].door, CUBBY_READING_SHUT);
  g_assert_cmpstr (world->closed_result, ==, "checked");
  g_assert_cmpstr (world->differences, ==, rows[i].differences);
  g_assert_cmpint (world_content (world, "A1"), ==, rows[i].a1);
  g_assert_cmpint (world_content (world, "B1"), ==, rows[i].b1);
  if (rows[i].report != NULL)
    g_assert_true (world_reported (world, rows[i].report));
  else
    for (guint row = 0; row < world->outbox->len; row++)
      g_assert_null (strstr (g_ptr_array_index (world->outbox, row), "\"P1\""));
  world_check_replay (world);
  world_pass_ms (world, 10000);
  g_assert_cmpstr (world_present (world, CTI), ==, rows[i].pass);
}

static void
in_turn (void)
{
  g_autoptr (World) world = world_new_ready ();
  load_two (world);
  world_pass_ms (world, 10000);
  const char *first = world_sign_in_as (world, "B-1", CUBBY_ROLE_SUPERVISE);
  const char *second = world_sign_in_as (world, "B-2", CUBBY_ROLE_SUPERVISE);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (world_reconcile (world, first, second, ""), ==, "granted");
  g_assert_cmpuint (world->last->doors->len, ==, 6);
  g_assert_cmpstr (world_seen (world, first, "A1", "P1"), ==, "unknown_grant"); /* it is not open yet */
  g_assert_cmpstr (world_present (world, CTI), ==, "busy");
  static const char *const doors[] = {"A1", "A2", "A3", "B1", "B2", "B3"};
  static const char *const seen[] = {"P2", "", "", "P1", "", ""}; /* somebody exchanged them */
  for (guint i = 0; i < 6; i++) {
    g_assert_cmpstr (world->last_pulsed, ==, doors[i]);
    g_assert_cmpuint (world_count_pulses (world), ==, pulses + 1 + i);
    world_read (world, doors[i], CUBBY_READING_OPEN);
    g_assert_cmpstr (world_seen (world, i % 2 == 0 ? first : second, doors[i], seen[i]), ==, "granted");
    world_pass_ms (world, 4 * 60 * 1000);
    if (i == 2) { /* a long look: who says something is there */
      g_assert_cmpstr (world_seen (world, first, doors[i], seen[i]), ==, "granted");
      world_pass_ms (world, 4 * 60 * 1000);
    }
    world_read (world, doors[i], CUBBY_READING_SHUT);
  }
  g_assert_cmpstr (cubby_locker_find_parcel (world->locker, "P1")->door, ==, "B1");
  g_assert_cmpstr (cubby_locker_find_parcel (world->locker, "P2")->door, ==, "A1");
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_LOADED);
  g_assert_cmpint (world_content (world, "B1"), ==, CUBBY_CONTENT_LOADED);
  world_pass_ms (world, 10000);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  g_assert_cmpstr (world->last->door, ==, "B1");
  world_check_replay (world);
}

static void
refusals (void)
{
  g_autoptr (World) world = world_new_ready ();
  const char *first = world_sign_in_as (world, "B-1", CUBBY_ROLE_SUPERVISE);
  const char *again = world_sign_in_as (world, "B-1", CUBBY_ROLE_SUPERVISE);
  const char *restock = world_sign_in_as (world, "B-3", CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_reconcile (world, "nobody", "", "A1"), ==, "not_signed_in");
  g_assert_cmpstr (world_reconcile (world, restock, "", "A1"), ==, "not_allowed");
  g_assert_cmpstr (world_reconcile (world, first, "", "A1 A2"), ==, "second_badge");
  g_assert_cmpstr (world_reconcile (world, first, again, ""), ==, "second_badge");
  g_assert_cmpstr (world_reconcile (world, first, restock, ""), ==, "second_badge");
  g_assert_cmpuint (world_count_pulses (world), ==, 0);
  g_assert_cmpstr (world_reconcile (world, first, "", "A1"), ==, "granted");
  world_read (world, "A1", CUBBY_READING_OPEN);
  g_assert_cmpstr (world_seen (world, "nobody", "A1", ""), ==, "not_signed_in");
  g_assert_cmpstr (world_seen (world, restock, "A1", ""), ==, "unknown_grant");
  g_assert_cmpstr (world_seen (world, first, "A2", ""), ==, "unknown_grant");
  g_assert_cmpstr (world_reconcile (world, again, "", "A1"), ==, "busy");
}

/* What was said before the crash is written down; what happened while it was down nobody saw. */
static void
restarted (void)
{
  g_autoptr (World) world = world_new_ready ();
  load (world);
  world_pass_ms (world, 10000);
  const char *first = world_sign_in_as (world, "B-1", CUBBY_ROLE_SUPERVISE);
  const char *second = world_sign_in_as (world, "B-2", CUBBY_ROLE_SUPERVISE);
  g_assert_cmpstr (world_reconcile (world, first, second, ""), ==, "granted");
  guint pulses = world_count_pulses (world);
  world_read (world, "A1", CUBBY_READING_OPEN);
  world_seen (world, first, "A1", "");
  world_crash (world);
  world_boards (world, TRUE);
  static const char *const doors[] = {"A1", "A2", "A3", "B1", "B2", "B3"};
  for (guint i = 0; i < 6; i++)
    world_read (world, doors[i], CUBBY_READING_SHUT);
  world_pass_ms (world, 60000);
  g_assert_cmpuint (world_count_pulses (world), ==, pulses);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_LOADED);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_REVIEW);
  world_check_replay (world);
}

static void
until_empty (void)
{
  g_autoptr (World) world = world_new_ready ();
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpstr (world_reconcile (world, session, "", "A1"), ==, "granted");
    world_pass_ms (world, 3000);
    world_read (world, "A1", CUBBY_READING_OPEN);
    world_seen (world, session, "A1", i == 0 ? "stray" : "");
    world_pass_ms (world, 3000);
    world_read (world, "A1", CUBBY_READING_SHUT);
    g_assert_cmpint (world_content (world, "A1"), ==, i == 0 ? CUBBY_CONTENT_REVIEW : CUBBY_CONTENT_EMPTY);
  }
  world_check_replay (world);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (void);
  } stories[] = {
      {"doors open in turn, and what was exchanged is put right", in_turn},
      {"it is refused for each reason", refusals},
      {"a restart settles nothing and opens nothing", restarted},
      {"a door with a stranger is looked at until it is empty", until_empty},
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/reconcile/%s", stories[i].name);
    g_test_add_func (path, stories[i].test);
  }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/reconcile/%s", rows[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), settled);
  }
  return g_test_run ();
}
