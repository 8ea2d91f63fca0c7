/* SPDX-License-Identifier: Apache-2.0 */
/* A parcel does not stay where staff put it: too small a compartment, taken back, rejected. */
#include "tests/domain/locker-world.h"

#define CTI "000102030405060708090a0b0c0d0e0f"

/* P1, announced as S, and its open door A1. Returns: the session. */
static const char *
open_stow (World *world, char **ret_grant)
{
  world_expect (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "granted");
  g_assert_cmpstr (world->last->door, ==, "A1");
  *ret_grant = g_strdup (world->last->grant);
  world_read (world, "A1", CUBBY_READING_OPEN);
  return session;
}

static const char *
reject (World *world, const char *session, const char *label)
{
  return world_do (world,
                   cubby_locker_decide_reject (world->locker, world->now_ms, session, label, "damaged"));
}

static void
too_small (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = NULL;
  const char *session = open_stow (world, &grant);
  g_assert_cmpstr (world_too_small (world, session, grant), ==, "granted");
  g_autofree char *next = g_strdup (world->last->grant);
  g_assert_cmpstr (world->last->door, ==, "A2");
  g_assert_cmpuint (world_count_pulses (world), ==, 1); /* not while the other stands open */
  g_assert_cmpint (world_content (world, "A2"), ==, CUBBY_CONTENT_ASSIGNED);
  g_assert_cmpstr (world_too_small (world, session, grant), ==, "unknown_grant");
  world_pass_ms (world, 5000);
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpstr (world->closed_result, ==, "too_small");
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_EMPTY);
  g_assert_cmpstr (world->last_pulsed, ==, "A2");
  world_read (world, "A2", CUBBY_READING_OPEN);
  g_assert_cmpstr (world_too_small (world, session, next), ==, "granted");
  g_assert_cmpstr (world->last->door, ==, "A3");
  world_pass_ms (world, 3000);
  world_read (world, "A2", CUBBY_READING_SHUT);
  world_open_and_shut (world, "A3", 3000);
  g_assert_cmpstr (world->closed_result, ==, "loaded");
  g_assert_cmpint (world_content (world, "A3"), ==, CUBBY_CONTENT_LOADED);
  g_assert_cmpuint (world_count_reports (world, "parcel.loaded"), ==, 1);
  world_check_replay (world);
}

static void
nothing_larger (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_expect (world, "P1", CUBBY_SIZE_L, "F1", CTI);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  world_stow (world, session, "P1");
  g_autofree char *grant = g_strdup (world->last->grant);
  g_autofree char *door = g_strdup (world->last->door);
  world_read (world, door, CUBBY_READING_OPEN);
  g_assert_cmpstr (world_too_small (world, session, grant), ==, "no_room");
  world_pass_ms (world, 5000);
  world_read (world, door, CUBBY_READING_SHUT); /* and it is not loaded by that */
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_EXPECTED);
  g_assert_cmpint (world_content (world, door), ==, CUBBY_CONTENT_EMPTY);
  g_assert_false (world_reported (world, "parcel.loaded"));
  world_check_replay (world);
}

/* Who walks off while the small door stands open finds no other one open by itself. */
static void
walks_off (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = NULL;
  const char *session = open_stow (world, &grant);
  g_assert_cmpstr (world_too_small (world, session, grant), ==, "granted");
  world_pass_ms (world, 1000);
  world_do (world, cubby_locker_decide_sign_out (world->locker, world->now_ms, session, "sign-out"));
  world_read (world, "A1", CUBBY_READING_SHUT);
  world_pass_ms (world, 20000);
  g_assert_cmpuint (world_count_pulses (world), ==, 1);
  g_assert_cmpint (world_content (world, "A2"), ==, CUBBY_CONTENT_EMPTY);
  world_check_replay (world);
}

static void
too_small_restart (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = NULL;
  const char *session = open_stow (world, &grant);
  g_assert_cmpstr (world_too_small (world, session, grant), ==, "granted");
  world_crash (world);
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_SHUT);
  world_read (world, "A2", CUBBY_READING_SHUT);
  world_pass_ms (world, 20000);
  g_assert_cmpuint (world_count_pulses (world), ==, 1);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "granted"); /* the label is in hand */
  g_assert_cmpstr (world->last->door, ==, "A2");                      /* and its size is known now */
  world_check_replay (world);
}

static void
taken_back (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_assert_cmpstr (world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI), ==, "A1");
  g_assert_cmpuint (world->closed_undo_s, ==, 60);
  world_pass_ms (world, 50000);
  g_assert_cmpstr (world_take_back (world, "nobody", "P1"), ==, "not_signed_in");
  g_assert_cmpstr (world_take_back (world, world_sign_in (world, CUBBY_ROLE_SERVICE), "P1"), ==,
                   "not_allowed");
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_take_back (world, session, "P9"), ==, "unknown_label");
  g_assert_cmpstr (world_take_back (world, session, "P1"), ==, "granted");
  g_assert_cmpstr (world->last_pulsed, ==, "A1");
  /* the centre hears it now: the notice to the customer waits no longer */
  g_assert_true (
      world_reported (world, "parcel.unloaded {\"label\":\"P1\",\"door\":\"A1\",\"why\":\"taken back\"}"));
  g_assert_cmpstr (world_present (world, CTI), ==, "busy");
  world_open_and_shut (world, "A1", 3000);
  g_assert_cmpstr (world->closed_result, ==, "taken_back");
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_EXPECTED);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_EMPTY);
  g_assert_cmpstr (world_present (world, CTI), ==, "not_loaded");
  g_assert_cmpstr (world_take_back (world, session, "P1"), ==, "too_late");
  g_assert_cmpuint (world_count_reports (world, "parcel.unloaded"), ==, 1);
  world_check_replay (world);
}

static void
too_late (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 61000);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_take_back (world, session, "P1"), ==, "too_late");
  world_present (world, CTI); /* and a door that did not open gives no new time */
  world_pass_ms (world, 10000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_LOADED);
  g_assert_cmpstr (world_take_back (world, session, "P1"), ==, "too_late");
}

static void
take_back_fails (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 10000);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_take_back (world, session, "P1"), ==, "granted");
  g_autofree char *grant = g_strdup (world->last->grant);
  world_do (world,
            cubby_locker_decide_pulse (world->locker, world->now_ms, grant, CUBBY_PULSE_OUTCOME_NOT_SENT));
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_LOADED);
  g_assert_cmpuint (world_count_reports (world, "parcel.loaded"), ==, 2); /* it is there after all */
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_take_back (world, session, "P1"), ==, "granted");
  world_pass_ms (world, 5000); /* it stays shut */
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_OUT_OF_SERVICE);
  g_assert_cmpstr (world_present (world, CTI), ==, "at_counter");
  world_check_replay (world);
}

static void
take_back_brief (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 10000);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  world_take_back (world, session, "P1");
  world_open_and_shut (world, "A1", 800);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "granted"); /* it is in hand */
  g_assert_cmpstr (world->last->door, ==, "B1");
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_REVIEW);
  world_check_replay (world);
}

static void
rejected (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_expect (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (reject (world, "nobody", "P1"), ==, "not_signed_in");
  g_assert_cmpstr (reject (world, session, "P9"), ==, "unknown_label");
  g_assert_cmpstr (reject (world, session, "P1"), ==, "granted");
  g_assert_true (
      world_reported (world, "parcel.rejected {\"label\":\"P1\",\"door\":\"\",\"why\":\"damaged\"}"));
  g_assert_cmpstr (reject (world, session, "P1"), ==, "granted"); /* said twice, written once */
  g_assert_cmpuint (world_count_reports (world, "parcel.rejected"), ==, 1);
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "unknown_label");
  g_assert_cmpstr (world_present (world, CTI), ==, "not_loaded");
  const char *ctis[] = {CTI, NULL};
  CubbyNotice notice = {
      .label = "P1", .version = 2, .fulfilment = "F1", .size = CUBBY_SIZE_S, .ctis = ctis, .code_hash = ""};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "granted");
  world_check_replay (world);
}

static void
rejected_at_the_door (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autofree char *grant = NULL;
  const char *session = open_stow (world, &grant);
  const char *other = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (reject (world, other, "P1"), ==, "already_loaded");
  g_assert_cmpstr (reject (world, session, "P1"), ==, "granted");
  world_pass_ms (world, 5000);
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpstr (world->closed_result, ==, "taken_back");
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_EMPTY);
  g_assert_false (world_reported (world, "parcel.loaded"));
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "unknown_label");
  world_check_replay (world);
}

static void
reject_loaded (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (reject (world, session, "P1"), ==, "already_loaded");
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_LOADED);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (void);
  } rows[] = {
      {"a larger compartment opens when the small one is shut", too_small},
      {"without a larger one nothing is loaded", nothing_larger},
      {"no door opens for somebody who has signed out", walks_off},
      {"a restart opens no larger compartment by itself", too_small_restart},
      {"a parcel is taken back before its customer is told", taken_back},
      {"after the undo delay it is too late", too_late},
      {"what could not be taken back lies there, and the centre hears it", take_back_fails},
      {"a door that only sprang open is reviewed, and the label may be scanned", take_back_brief},
      {"a rejected parcel waits for a new announcement", rejected},
      {"a parcel is rejected at the open door", rejected_at_the_door},
      {"a parcel behind a shut door is not rejected", reject_loaded},
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/unstow/%s", rows[i].name);
    g_test_add_func (path, rows[i].test);
  }
  return g_test_run ();
}
