/* SPDX-License-Identifier: Apache-2.0 */
/* What keeps a bank in order: doors out of service and back, a clock that ran ahead. */
#include "app/domain/locker-snapshot.h"
#include "tests/domain/locker-world.h"

#include <string.h>

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

#define YEARS_MS (10LL * 365 * 24 * 3600 * 1000)

/* Every time that is written down, from the text of the snapshot: none may lie ahead of @now_ms. */
static void
check_no_future (World *world, gint64 now_ms)
{
  g_autofree char *text = cubby_locker_save (world->locker);
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  for (char **word = words; *word != NULL; word++) {
    const char *equals = strchr (*word, '=');
    gint64 value = equals != NULL ? g_ascii_strtoll (equals + 1, NULL, 10) : 0;
    if (value > now_ms)
      g_test_message ("%s", *word);
    g_assert_cmpint (value, <=, now_ms);
  }
}

static const char *
reset_clock (World *world, const char *session, gint64 behind_ms)
{
  return world_do (world, cubby_locker_decide_clock_reset (world->locker, world->now_ms, behind_ms, session));
}

/* Something of everything that has a time, ten years ahead. */
static void
run_ahead (World *world)
{
  world_load (world, "P1", CUBBY_SIZE_S, "F1", "one");
  world_load (world, "P2", CUBBY_SIZE_S, "F2", "two");
  world_load (world, "P3", CUBBY_SIZE_M, "F3", "three");
  world_load (world, "P4", CUBBY_SIZE_M, "F4", "four");
  world_load (world, "P5", CUBBY_SIZE_L, "F5", "five");
  gint64 from_ms = world->now_ms;
  world->now_ms += YEARS_MS;
  world_do (world, cubby_locker_decide_clock_jumped (world->locker, world->now_ms, from_ms));
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  const char *ctis[] = {"new", NULL};
  for (guint i = 2; i <= 4; i++) {
    g_autofree char *label = g_strdup_printf ("P%u", i), *fulfilment = g_strdup_printf ("F%u", i);
    CubbyNotice notice = {.label = label,
                          .version = 2,
                          .fulfilment = fulfilment,
                          .size = CUBBY_SIZE_M,
                          .ctis = i == 2 ? ctis : ctis + 1,
                          .code_hash = ""};
    world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  }
  world_load (world, "P6", CUBBY_SIZE_L, "F6", "six");
  world_expect (world, "P7", CUBBY_SIZE_L, "F7", "seven");
  g_assert_cmpstr (world_stow (world, session, "P7"), ==, "no_room");
  set_service (world, session, "B1", FALSE);
  world_read (world, "A2", CUBBY_READING_OPEN);
  world_do (world, cubby_locker_decide_request (world->locker, world->now_ms, "R1", "A1", "look"));
  world_do (world, cubby_locker_decide_call (world->locker, world->now_ms, "help"));
  for (guint i = 0; i < 30; i++) {
    world_type (world, "x", "bad");
    world_do (world, cubby_locker_decide_bad_pass (world->locker, world->now_ms, "forged"));
    world_do (world, cubby_locker_decide_sign_in (world->locker, world->now_ms, "B-7", TRUE));
  }
  world_pass_ms (world, 60000);
  g_assert_cmpstr (world_present (world, "six"), ==, "granted");
}

static void
nothing_waits_for_years (void)
{
  g_autoptr (World) world = world_new_ready ();
  run_ahead (world);
  world_do (world, cubby_locker_decide_clock_jumped (world->locker, world->now_ms, world->now_ms - YEARS_MS));
  g_assert_true (has_alarm (world, "clock", ""));
  world_check_replay (world);
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  g_assert_false (has_alarm (world, "clock", "")); /* a supervisor looks at the screen */
  g_assert_cmpstr (reset_clock (world, session, YEARS_MS), ==, "granted");
  g_assert_true (world_reported (world, "clock.reset {\"seconds\":\"-315360000\"}"));
  check_no_future (world, world->now_ms);
  world_check_replay (world);
  const char *door = g_intern_string (cubby_locker_find_parcel (world->locker, "P6")->door);
  world_read (world, door, CUBBY_READING_OPEN);
  world_pass_ms (world, 5000);
  world_read (world, door, CUBBY_READING_SHUT);
  g_assert_cmpint (world_parcel (world, "P6"), ==, CUBBY_PARCEL_COLLECTED);
  world_pass_ms (world, 15 * 60000); /* the longest wait after wrong attempts */
  g_assert_cmpstr (world_present (world, "one"), ==, "granted");
  g_assert_cmpint (world_door (world, "A1"), ==, CUBBY_DOOR_UNLOCKING);
  world_crash (world);
  world_check_replay (world);
}

static void
reset_refusals (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_assert_cmpstr (reset_clock (world, "nobody", YEARS_MS), ==, "not_signed_in");
  g_assert_cmpstr (reset_clock (world, world_sign_in (world, CUBBY_ROLE_RESTOCK), YEARS_MS), ==,
                   "not_allowed");
  g_assert_cmpstr (reset_clock (world, world_sign_in (world, CUBBY_ROLE_SERVICE), 60000), ==, "not_behind");
  g_assert_cmpstr (reset_clock (world, world_sign_in (world, CUBBY_ROLE_SERVICE), 301000), ==, "granted");
  world_check_replay (world);
}

/* Nothing but a reset may be journaled with an earlier time. */
static void
earlier_events (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autoptr (GError) error = NULL;
  const char *problem = NULL;
  gint64 last_ms = cubby_locker_get_last_ms (world->locker);
  g_autoptr (CubbyLockerEvent) clock = cubby_locker_event_parse ("clock", last_ms - 1, "", &error);
  g_autoptr (CubbyLockerEvent) reset = cubby_locker_event_parse (
      "clock.reset", last_ms - 1, "badge=B-1 from_ms=5 to_ms=4", &error); /* not what it says */
  g_assert_no_error (error);
  g_assert_false (cubby_locker_step (world->locker, clock, NULL, &problem));
  g_assert_nonnull (strstr (problem, "before"));
  g_assert_false (cubby_locker_step (world->locker, reset, NULL, &problem));
  g_assert_cmpint (cubby_locker_get_last_ms (world->locker), ==, last_ms);
}

/* ---- what the centre says ---- */

static const char *
notice (World *world, const char *label, guint64 epoch, guint64 version, gboolean withdrawn)
{
  g_autofree char *cti = g_strconcat ("cti-", label, NULL);
  const char *ctis[] = {cti, NULL};
  CubbyNotice it = {.label = label,
                    .epoch = epoch,
                    .version = version,
                    .fulfilment = label,
                    .ctis = ctis,
                    .code_hash = "",
                    .withdrawn = withdrawn};
  const char *reason = world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &it));
  return reason[0] != '\0' ? reason : world->last->events->len > 0 ? "taken" : "ignored";
}

static void
epochs (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_assert_cmpstr (notice (world, "P1", 0, 100, FALSE), ==, "taken");
  g_assert_cmpstr (notice (world, "P1", 2, 5, FALSE), ==, "taken"); /* begun anew */
  g_assert_cmpstr (notice (world, "P1", 2, 5, FALSE), ==, "ignored");
  g_assert_cmpstr (notice (world, "P1", 0, 200, FALSE), ==, "ignored"); /* fenced */
  g_assert_cmpstr (notice (world, "P1", 1, 200, TRUE), ==, "ignored");
  g_assert_cmpstr (notice (world, "P2", 1, 1, FALSE), ==, "ignored"); /* of no parcel */
  world_crash (world);
  g_assert_cmpstr (notice (world, "P2", 1, 1, FALSE), ==, "ignored");
  g_assert_cmpstr (notice (world, "P2", 2, 1, FALSE), ==, "taken");
  g_assert_cmpstr (notice (world, "P1", 2, 6, TRUE), ==, "taken");
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_WITHDRAWN);
  world_check_replay (world);
}

/* A withdrawal has no seal: it keeps its own parcel from opening, and fences nobody. */
static void
withdrawn_epoch (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_assert_cmpstr (notice (world, "P1", 1, 7, FALSE), ==, "taken");
  g_assert_cmpstr (notice (world, "P1", 9, 1, TRUE), ==, "taken");
  g_assert_cmpstr (notice (world, "P2", 1, 8, FALSE), ==, "taken");
  g_assert_cmpstr (notice (world, "P1", 1, 9, FALSE), ==, "ignored");
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_WITHDRAWN);
}

static void
too_many (void)
{
  g_autoptr (World) world = world_new_ready ();
  guint most = cubby_locker_count_room_for_parcels (world->locker);
  g_assert_cmpuint (most, ==, 16 * 6 + 1000);
  for (guint i = 0; i < most; i++) {
    g_autofree char *label = g_strdup_printf ("N%u", i);
    const char *ctis[] = {NULL};
    CubbyNotice it = {.label = label, .version = 1, .fulfilment = label, .ctis = ctis, .code_hash = ""};
    g_autoptr (CubbyDecision) decision = cubby_locker_decide_notice (world->locker, world->now_ms, &it);
    g_assert_true (cubby_locker_step (world->locker, g_ptr_array_index (decision->events, 0), NULL, NULL));
  }
  g_assert_true (has_alarm (world, "parcels", ""));
  g_assert_cmpstr (notice (world, "one-more", 0, 1, FALSE), ==, "too_many");
  g_assert_cmpstr (notice (world, "one-more", 0, 1, TRUE), ==, "too_many");
  g_assert_cmpstr (notice (world, "N7", 0, 2, TRUE), ==, "taken"); /* those that are known are heard of */
  world->now_ms += 15LL * 24 * 3600 * 1000; /* in one step: the world looks at all of it in each */
  world_pass_ms (world, 1);
  g_assert_cmpstr (notice (world, "one-more", 0, 1, FALSE), ==, "taken"); /* N7 is forgotten */
}

/* A parcel whose passes change all the time: what was revoked is bounded, and forgotten after two weeks. */
static void
revoked_is_bounded (void)
{
  g_autoptr (World) world = world_new_ready ();
  for (guint i = 0; i < 10500; i++) {
    g_autofree char *cti = g_strdup_printf ("cti%u", i);
    g_autofree char *text = g_strdup_printf (
        "label=P1 fulfilment=F1 size=S ctis=%s code_hash= version=%u hold_until=0 heavy=0 reach=0", cti,
        i + 1);
    g_autoptr (CubbyLockerEvent) event =
        cubby_locker_event_parse ("parcel.expected", world->now_ms + i, text, NULL);
    g_assert_nonnull (event);
    g_assert_true (cubby_locker_step (world->locker, event, NULL, NULL));
  }
  world->now_ms += 10500;
  g_assert_cmpstr (world_present (world, "cti10498"), ==, "revoked");
  g_assert_cmpstr (world_present (world, "cti499"), ==, "revoked");
  g_assert_cmpstr (world_present (world, "cti498"), ==, "not_here");
  world->now_ms += 15LL * 24 * 3600 * 1000; /* in one step: the world looks at all of it in each */
  world_pass_ms (world, 1);
  g_assert_cmpstr (world_present (world, "cti10498"), ==, "not_here");
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
      {"notice/a lower epoch is ignored, a higher one begins anew", epochs},
      {"notice/a withdrawal fences nobody", withdrawn_epoch},
      {"notice/there is an end to the parcels that are known", too_many},
      {"notice/there is an end to the passes that were revoked", revoked_is_bounded},
      {"clock/after a reset nothing waits for years", nothing_waits_for_years},
      {"clock/a reset is refused for each reason", reset_refusals},
      {"clock/only a reset may be earlier than what was before it", earlier_events},
      {"service/a door that waits for its turn does not open any more", taken_away_in_between},
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/%s", rows[i].name);
    g_test_add_func (path, rows[i].test);
  }
  return g_test_run ();
}
