/* SPDX-License-Identifier: Apache-2.0 */
/* A shopper brings a return. */
#include "tests/domain/locker-world.h"

#define CTI "000102030405060708090a0b0c0d0e0f"

static const char *
announce (World *world, const char *label, guint64 version, gboolean returning, const char *cti)
{
  const char *ctis[] = {cti, NULL};
  CubbyNotice notice = {
      .label = label,
      .version = version,
      .fulfilment = "F1",
      .size = CUBBY_SIZE_M,
      .ctis = ctis,
      .code_hash = cti,
      .hold_until_s = world->now_ms / 1000 + 48 * 3600,
      .returning = returning,
  };
  return world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
}

static void
brought (void)
{
  g_autoptr (World) world = world_new_ready ();
  announce (world, "R1", 1, TRUE, CTI);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_stow (world, session, "R1"), ==, "unknown_label"); /* it is not theirs to put in */
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  g_assert_cmpstr (world->last->purpose, ==, "dropoff");
  g_assert_cmpstr (world->last->door, ==, "A2");
  g_assert_cmpstr (world_present (world, CTI), ==, "busy");
  world_open_and_shut (world, "A2", 6000);
  g_assert_cmpstr (world->closed_result, ==, "dropped_off");
  g_assert_cmpuint (world->closed_reopen_s, ==, 0);
  g_assert_true (
      world_reported (world, "parcel.dropped_off {\"label\":\"R1\",\"door\":\"A2\",\"fulfilment\":\"F1\"}"));
  g_assert_cmpint (world_content (world, "A2"), ==, CUBBY_CONTENT_LOADED);
  world_pass_ms (world, 10000);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (world_present (world, CTI), ==, "already_used");
  g_assert_cmpint (world->last->used_at_ms, >, 0);
  g_assert_cmpstr (world_type (world, "x", CTI), ==, "already_used");
  g_assert_cmpuint (world_count_pulses (world), ==, pulses);
  g_assert_cmpstr (announce (world, "R1", 2, FALSE, CTI), ==, "not_allowed"); /* nor by another name */
  g_assert_cmpstr (announce (world, "P1", 1, FALSE, CTI), ==, "not_allowed");
  g_assert_cmpstr (world_remove (world, session, "R1"), ==, "granted");
  world_open_and_shut (world, "A2", 4000);
  g_assert_true (
      world_reported (world, "parcel.unloaded {\"label\":\"R1\",\"door\":\"A2\",\"why\":\"returned\"}"));
  g_assert_cmpstr (world_present (world, CTI), ==, "already_used");
  world_check_replay (world);
}

static void
hardly_open (void)
{
  g_autoptr (World) world = world_new_ready ();
  announce (world, "R1", 1, TRUE, CTI);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  g_autofree char *grant = g_strdup (world->last->grant);
  world_open_and_shut (world, "A2", 1000);
  g_assert_cmpstr (world->closed_result, ==, "review");
  g_assert_cmpuint (world->closed_reopen_s, ==, 120);
  g_assert_cmpstr (world_present (world, CTI), ==, "already_used"); /* no second compartment */
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_reopen (world, grant), ==, "granted"); /* but the same one again */
  g_assert_cmpstr (world->last->door, ==, "A2");
  world_open_and_shut (world, "A2", 5000);
  g_assert_cmpstr (world->closed_result, ==, "dropped_off");
  g_assert_cmpint (world_content (world, "A2"), ==, CUBBY_CONTENT_LOADED);
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_reopen (world, grant), ==, "too_late");
  world_check_replay (world);
}

static void
stuck (void)
{
  g_autoptr (World) world = world_new_ready ();
  announce (world, "R1", 1, TRUE, CTI);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  world_pass_ms (world, 5000);
  g_assert_cmpint (world_content (world, "A2"), ==, CUBBY_CONTENT_OUT_OF_SERVICE);
  g_assert_true (world_reported (world, "staff.called {\"kind\":\"door\"}"));
  g_assert_cmpstr (world_present (world, CTI), ==, "granted"); /* the parcel is in hand: another one */
  g_assert_cmpstr (world->last->door, ==, "B2");
  world_open_and_shut (world, "B2", 5000);
  g_assert_cmpint (world_parcel (world, "R1"), ==, CUBBY_PARCEL_LOADED);
  world_check_replay (world);
}

static void
restarted (void)
{
  g_autoptr (World) world = world_new_ready ();
  announce (world, "R1", 1, TRUE, CTI);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  world_read (world, "A2", CUBBY_READING_OPEN);
  world_crash (world);
  world_boards (world, TRUE);
  world_read (world, "A2", CUBBY_READING_SHUT);
  g_assert_cmpint (world_parcel (world, "R1"), ==, CUBBY_PARCEL_REVIEW); /* in it, or not */
  g_assert_cmpstr (world_present (world, CTI), ==, "already_used");
  g_assert_cmpuint (world_count_pulses (world), ==, 1);
  world_check_replay (world);
}

static void
refusals (void)
{
  g_autoptr (World) world = world_new_ready ();
  announce (world, "R1", 1, TRUE, CTI);
  static const char *const doors[] = {"A2", "A3", "B2", "B3"};
  for (guint i = 0; i < 4; i++)
    world_read (world, doors[i], CUBBY_READING_OPEN); /* forced: nothing is free that fits */
  g_assert_cmpstr (world_present (world, CTI), ==, "no_room");
  for (guint i = 0; i < 4; i++)
    world_read (world, doors[i], CUBBY_READING_SHUT);
  world_pass_ms (world, 49LL * 3600 * 1000);
  g_assert_cmpstr (world_present (world, CTI), ==, "expired");
  CubbyNotice notice = {.label = "R1", .version = 2, .withdrawn = TRUE};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  g_assert_cmpstr (world_present (world, CTI), ==, "revoked");
  g_assert_cmpuint (world_count_pulses (world), ==, 0);
  world_check_replay (world);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (void);
  } rows[] = {
      {"a return lies behind its door, and only staff get at it", brought},
      {"a door that was hardly open is opened again, and no other", hardly_open},
      {"a door that does not open costs the pass nothing", stuck},
      {"a restart leaves it to staff", restarted},
      {"a return is refused for each reason", refusals},
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/dropoff/%s", rows[i].name);
    g_test_add_func (path, rows[i].test);
  }
  return g_test_run ();
}
