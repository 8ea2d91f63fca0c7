/* SPDX-License-Identifier: Apache-2.0 */
/* What keeps a bank in order: doors out of service and back. */
#include "tests/domain/locker-world.h"

#define CTI "000102030405060708090a0b0c0d0e0f"

static const char *
set_service (World *world, const char *session, const char *door, gboolean in_service)
{
  return world_do (world, cubby_locker_decide_service (world->locker, world->now_ms, session, door,
                                                       in_service, "a hinge"));
}

static gboolean
has_alarm (World *world, const char *kind, const char *door)
{
  g_autoptr (GArray) alarms = cubby_locker_list_alarms (world->locker);
  for (guint i = 0; i < alarms->len; i++)
    if (g_str_equal (g_array_index (alarms, CubbyAlarm, i).kind, kind) &&
        g_str_equal (g_array_index (alarms, CubbyAlarm, i).door, door))
      return TRUE;
  return FALSE;
}

static void
empty_door (void)
{
  g_autoptr (World) world = world_new_ready ();
  const char *session = world_sign_in (world, CUBBY_ROLE_SERVICE);
  g_assert_cmpstr (set_service (world, session, "A1", FALSE), ==, "granted");
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_OUT_OF_SERVICE);
  g_assert_true (has_alarm (world, "service", "A1"));
  g_assert_cmpstr (world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI), ==, "B1");
  g_assert_cmpstr (set_service (world, world_sign_in (world, CUBBY_ROLE_SUPERVISE), "A1", TRUE), ==,
                   "granted");
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_EMPTY);
  g_assert_cmpstr (world_load (world, "P2", CUBBY_SIZE_S, "F2", "other"), ==, "A1");
  g_assert_cmpuint (world_count_pulses (world), ==, 2);
  world_check_replay (world);
}

static void
refusals (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_assert_cmpstr (set_service (world, "nobody", "A1", FALSE), ==, "not_signed_in");
  g_assert_cmpstr (set_service (world, world_sign_in (world, CUBBY_ROLE_RESTOCK), "A1", FALSE), ==,
                   "not_allowed");
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  g_assert_cmpstr (set_service (world, session, "Z9", FALSE), ==, "unknown_door");
  g_assert_cmpstr (set_service (world, session, "A1", TRUE), ==, "granted"); /* it is */
  g_assert_cmpuint (world->last->events->len, ==, 0);
}

static void
loaded_door (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  guint pulses = world_count_pulses (world);
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  g_assert_cmpstr (set_service (world, session, "A1", FALSE), ==, "granted");
  g_assert_true (has_alarm (world, "remove", "A1"));
  g_assert_cmpstr (world_present (world, CTI), ==, "out_of_service");
  world_crash (world);
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpstr (world_present (world, CTI), ==, "out_of_service");
  g_assert_cmpuint (world_count_pulses (world), ==, pulses);
  session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  g_assert_cmpstr (set_service (world, session, "A1", TRUE), ==, "granted");
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  world_check_replay (world);
}

/* Staff look inside a door that they took out of service: that does not put it back. */
static void
visited (void)
{
  g_autoptr (World) world = world_new_ready ();
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  set_service (world, session, "A1", FALSE);
  world_do (world, cubby_locker_decide_request (world->locker, world->now_ms, "R1", "A1", "look"));
  g_assert_cmpstr (
      world_do (world, cubby_locker_decide_answer (world->locker, world->now_ms, "svc", session, "R1", TRUE)),
      ==, "granted");
  world_read (world, "A1", CUBBY_READING_OPEN);
  world_pass_ms (world, 5000);
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_OUT_OF_SERVICE);
  world_check_replay (world);
}

/* The shopper waits for the second door of the order when staff take it out of service. */
static void
taken_away_in_between (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_load (world, "P2", CUBBY_SIZE_M, "F1", CTI);
  world_pass_ms (world, 60000);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  guint pulses = world_count_pulses (world);
  set_service (world, world_sign_in (world, CUBBY_ROLE_SUPERVISE), "A2", FALSE);
  world_read (world, "A1", CUBBY_READING_OPEN);
  world_pass_ms (world, 5000);
  world_read (world, "A1", CUBBY_READING_SHUT);
  world_pass_ms (world, 60000);
  g_assert_cmpuint (world_count_pulses (world), ==, pulses);
  g_assert_cmpint (world_parcel (world, "P2"), ==, CUBBY_PARCEL_LOADED);
  world_check_replay (world);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (void);
  } rows[] = {
      {"service/nothing is put behind a door that is out of service", empty_door},
      {"service/a change is refused for each reason", refusals},
      {"service/a loaded door opens for no pass and staff have to empty it", loaded_door},
      {"service/a look inside does not put it back", visited},
      {"service/a door that waits for its turn does not open any more", taken_away_in_between},
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/%s", rows[i].name);
    g_test_add_func (path, rows[i].test);
  }
  return g_test_run ();
}
