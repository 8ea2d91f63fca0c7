/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/domain/locker-world.h"

#define CTI "000102030405060708090a0b0c0d0e0f"
#define OTHER_CTI "ff0102030405060708090a0b0c0d0e0f"

static void
shut_after (World *world, const char *door, gint64 ms)
{
  world_read (world, door, CUBBY_READING_OPEN);
  world_pass_ms (world, ms);
  world_read (world, door, CUBBY_READING_SHUT);
}

static void
pickup_story (void)
{
  g_autoptr (World) world = world_new_ready ();
  const char *door = world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  g_assert_cmpstr (door, ==, "A1");
  g_assert_true (world_reported (world, "parcel.loaded {\"label\":\"P1\",\"door\":\"A1\"}"));
  world_pass_ms (world, 60000);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  g_assert_cmpstr (world->last->door, ==, "A1");
  g_assert_cmpint (world_door (world, "A1"), ==, CUBBY_DOOR_UNLOCKING);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_COLLECTING);
  gint64 used_ms = world->now_ms;
  shut_after (world, "A1", 9000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTED);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_EMPTY);
  g_assert_true (
      world_reported (world, "parcel.picked_up {\"label\":\"P1\",\"door\":\"A1\",\"fulfilment\":\"F1\"}"));
  g_assert_cmpstr (world_present (world, CTI), ==, "already_used");
  g_assert_cmpint (world->last->used_at_ms, ==, used_ms);
  g_assert_cmpuint (world_count_pulses (world), ==, 2);
  world_check_replay (world);
}

static void
several_parcels (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_load (world, "P2", CUBBY_SIZE_S, "F1", CTI);
  world_load (world, "P3", CUBBY_SIZE_M, "F1", CTI);
  world_pass_ms (world, 60000);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  g_assert_cmpuint (world->last->doors->len, ==, 3);
  static const char *const doors[] = {"A1", "A2", "B1"};
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpstr (world->last_pulsed, ==, doors[i]);
    g_assert_cmpuint (world_count_pulses (world), ==, 4 + i);
    g_assert_cmpstr (world_present (world, CTI), ==, "busy");
    shut_after (world, doors[i], 5000);
  }
  g_assert_cmpstr (world_present (world, CTI), ==, "already_used");
  world_check_replay (world);
}

/* A3 is as large as B3 and comes first, but the order lies in column B. */
static void
order_stays_together (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_assert_cmpstr (world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI), ==, "A1");
  g_assert_cmpstr (world_load (world, "P2", CUBBY_SIZE_M, "F2", OTHER_CTI), ==, "A2");
  g_assert_cmpstr (world_load (world, "P3", CUBBY_SIZE_S, "F3", "third"), ==, "B1");
  g_assert_cmpstr (world_load (world, "P4", CUBBY_SIZE_L, "F3", "third"), ==, "B3");
  world_check_replay (world);
}

static void
not_opened (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  for (guint i = 0; i < 3; i++) { /* the first and two retries */
    g_assert_cmpstr (world_present (world, CTI), ==, "granted");
    world_pass_ms (world, 10000);
    g_assert_cmpint (world_door (world, "A1"), ==, CUBBY_DOOR_STUCK);
  }
  g_assert_cmpuint (world_count_pulses (world), ==, 4);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_OUT_OF_SERVICE);
  g_assert_cmpstr (world_present (world, CTI), ==, "at_counter");
  g_assert_true (world_reported (world, "door.stuck {\"door\":\"A1\"}"));
  g_assert_true (world_reported (world, "parcel.review"));
  world_check_replay (world);
}

static void
retry_is_new (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  g_autofree char *first = g_strdup (world->last->grant);
  world_pass_ms (world, 10000);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  g_assert_cmpstr (world->last->grant, !=, first);
  const CubbyGrant *grant = cubby_locker_find_grant (world->locker, world->last->grant);
  g_assert_cmpstr (grant->retry_of, ==, first);
  shut_after (world, "A1", 5000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTED);
}

static void
no_sensor (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  world_read (world, "A1", CUBBY_READING_UNKNOWN);
  world_pass_ms (world, 10000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_REVIEW);
  g_assert_true (world_reported (world, "parcel.review"));
  g_assert_true (world_reported (world, "staff.called"));
  g_assert_cmpstr (world_present (world, CTI), ==, "out_of_service");
  g_assert_cmpuint (world_count_pulses (world), ==, 2);
}

static void
brief (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  shut_after (world, "A1", 1500);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  g_assert_cmpstr (world_present (world, CTI), ==, "already_used");
  g_assert_true (
      world_reported (world, "parcel.review {\"label\":\"P1\",\"door\":\"A1\",\"why\":\"brief\"}"));
}

static void
stow_stuck (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_expect (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "granted");
  g_assert_cmpstr (world->last->door, ==, "A1");
  world_pass_ms (world, 5000);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_OUT_OF_SERVICE);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_EXPECTED);
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "granted");
  g_assert_cmpstr (world->last->door, ==, "B1");
  world_check_replay (world);
}

static void
stow_refusals (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_expect (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_expect (world, "P2", CUBBY_SIZE_XL, "F1", CTI);
  world_expect (world, "P3", CUBBY_SIZE_S, "F1", CTI);
  g_assert_cmpstr (world_stow (world, "nobody", "P1"), ==, "not_signed_in");
  g_assert_cmpstr (world_stow (world, world_sign_in (world, CUBBY_ROLE_SERVICE), "P1"), ==, "not_allowed");
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_stow (world, session, "P9"), ==, "unknown_label");
  g_assert_cmpstr (world_stow (world, session, "P2"), ==, "no_room");
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "granted");
  g_assert_cmpstr (world_stow (world, session, "P3"), ==, "busy");
  shut_after (world, "A1", 5000);
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "already_loaded");
  world_pass_ms (world, 6 * 60 * 1000);
  g_assert_cmpstr (world_stow (world, session, "P3"), ==, "not_signed_in");
}

static void
forced (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_read (world, "A1", CUBBY_READING_OPEN);
  g_assert_cmpint (world_door (world, "A1"), ==, CUBBY_DOOR_FORCED);
  g_assert_true (world_reported (world, "door.forced {\"door\":\"A1\"}"));
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  g_assert_cmpstr (world_present (world, CTI), ==, "out_of_service");
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpint (world_door (world, "A1"), ==, CUBBY_DOOR_SHUT);
  g_assert_cmpstr (world_present (world, CTI), ==, "out_of_service");
  world_check_replay (world);
}

static void
crash_after_intent (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  guint pulses = world_count_pulses (world);
  world_crash (world);
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_SHUT);
  world_pass_ms (world, 60000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  g_assert_cmpuint (world_count_pulses (world), ==, pulses);
  g_assert_cmpstr (world_present (world, CTI), ==, "out_of_service");
  world_check_replay (world);
}

static void
crash_found_open (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  world_crash (world);
  world_boards (world, TRUE);
  shut_after (world, "A1", 5000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTED);
  g_assert_false (world_reported (world, "door.forced"));
}

/* The first reading after a quick restart is older than what the pulse is about to do. */
static void
crash_before_it_springs_open (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  world_crash (world);
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTING);
  shut_after (world, "A1", 5000);
  g_assert_false (world_reported (world, "door.forced"));
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTED);
  world_check_replay (world);
}

static void
crash_silent_board (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  world_crash (world);
  world_pass_ms (world, 6000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
}

static void
crash_while_open (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  world_read (world, "A1", CUBBY_READING_OPEN);
  world_pass_ms (world, 10000);
  world_crash (world);
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_SHUT); /* nobody saw when */
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_REVIEW);
  g_assert_true (
      world_reported (world, "parcel.review {\"label\":\"P1\",\"door\":\"A1\",\"why\":\"unseen\"}"));
}

static void
bus_lost_while_open (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  world_read (world, "A1", CUBBY_READING_OPEN);
  world_pass_ms (world, 3000);
  world_read (world, "A1", CUBBY_READING_UNKNOWN);
  world_pass_ms (world, 30000);
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_COLLECTED);
}

static void
board_silent (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_boards (world, FALSE);
  g_assert_cmpstr (world_present (world, CTI), ==, "out_of_service");
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_LOADED);
  world_boards (world, TRUE);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
}

static void
pulse_not_sent (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  g_autofree char *grant = g_strdup (world->last->grant);
  world_do (world,
            cubby_locker_decide_pulse (world->locker, world->now_ms, grant, CUBBY_PULSE_OUTCOME_NOT_SENT));
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_LOADED);
  g_assert_cmpint (world_door (world, "A1"), ==, CUBBY_DOOR_SHUT);
  world_pass_ms (world, 5000);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
}

static void
withdrawn (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  CubbyNotice notice = {.label = "P1", .version = 2, .withdrawn = TRUE};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  g_assert_cmpstr (world_present (world, CTI), ==, "revoked");
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_REVIEW);
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "unknown_label");
  world_check_replay (world);
}

static void
withdrawn_first (void)
{
  g_autoptr (World) world = world_new_ready ();
  CubbyNotice notice = {.label = "P1", .version = 2, .withdrawn = TRUE};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  world_expect (world, "P1", CUBBY_SIZE_S, "F1", CTI); /* version 1 */
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "unknown_label");
  world_check_replay (world);
}

static void
helper_revoked (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  const char *ctis[] = {OTHER_CTI, NULL};
  CubbyNotice notice = {
      .label = "P1", .version = 2, .fulfilment = "F1", .size = CUBBY_SIZE_S, .ctis = ctis, .code_hash = ""};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  world_pass_ms (world, 60000);
  g_assert_cmpstr (world_present (world, CTI), ==, "revoked");
  notice.version = 1; /* an older announcement comes late */
  notice.withdrawn = TRUE;
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  g_assert_cmpstr (world_present (world, OTHER_CTI), ==, "granted");
}

/* Each pass has its code; that of a helper ends with it. */
static void
helper_code_revoked (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  const char *ctis[] = {CTI, OTHER_CTI, NULL};
  CubbyNotice notice = {.label = "P1",
                        .version = 2,
                        .fulfilment = "F1",
                        .size = CUBBY_SIZE_S,
                        .ctis = ctis,
                        .code_hash = "c0de,beef"};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  notice.version = 3;
  notice.code_hash = "c0de,f00d";
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  world_pass_ms (world, 60000);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (world_type (world, "g-1", "beef"), !=, "granted");
  world_pass_ms (world, 60000);
  g_assert_cmpstr (world_type (world, "g-2", "c0de,f00d"), !=, "granted");
  world_pass_ms (world, 60000);
  g_assert_cmpuint (world_count_pulses (world), ==, pulses);
  g_assert_cmpstr (world_type (world, "g-3", "f00d"), ==, "granted");
}

/* A compromised link with an accomplice in the shop, who has a parcel and a pass of their own. */
static void
credentials_lent (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_expect (world, "P2", CUBBY_SIZE_S, "F2", OTHER_CTI);
  world_pass_ms (world, 60000);
  guint pulses = world_count_pulses (world);
  const char *lent[] = {CTI, OTHER_CTI, NULL}, *own[] = {CTI, NULL}, *other[] = {OTHER_CTI, NULL};
  const CubbyNotice notices[] = {
      {.label = "P1", .version = 2, .fulfilment = "F1", .ctis = lent, .code_hash = "c0de"},
      {.label = "P1", .version = 2, .fulfilment = "F1", .ctis = own, .code_hash = "F2"},
      {.label = "P1", .version = 2, .fulfilment = "F2", .ctis = other, .code_hash = "F2"},
      {.label = "P1", .version = 2, .fulfilment = "F3", .ctis = other + 1, .code_hash = ""},
      {.label = "P3", .version = 2, .fulfilment = "F3", .ctis = own, .code_hash = ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++) {
    g_autoptr (CubbyDecision) decision =
        cubby_locker_decide_notice (world->locker, world->now_ms, &notices[i]);
    g_assert_cmpstr (decision->reason, ==, "not_allowed");
    g_assert_cmpuint (decision->events->len, ==, 0);
  }
  g_assert_cmpstr (world_present (world, OTHER_CTI), ==, "not_loaded");
  g_assert_cmpuint (world_count_pulses (world), ==, pulses);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
}

static void
refusals (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_expect (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  g_assert_cmpstr (world_present (world, OTHER_CTI), ==, "not_here");
  g_assert_cmpstr (world_present (world, CTI), ==, "not_loaded");
  g_assert_cmpuint (world_count_pulses (world), ==, 0);
  g_assert_true (world_reported (world, "pass.refused {\"reason\":\"not_here\"}"));
}

static void
held_too_long (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 49LL * 3600 * 1000);
  g_assert_cmpstr (world_present (world, CTI), ==, "expired");
}

static void
flood_of_passes (void)
{
  g_autoptr (World) world = world_new_ready ();
  for (guint i = 0; i < 20; i++)
    world_do (world, cubby_locker_decide_bad_pass (world->locker, world->now_ms, "forged"));
  for (guint i = 0; i < 6; i++) {
    world_do (world, cubby_locker_decide_bad_pass (world->locker, world->now_ms, "forged"));
    world_pass_ms (world, 100);
  }
  g_assert_cmpstr (world_present (world, CTI), ==, "wait");
  g_assert_cmpuint (world->last->wait_s, >, 0);
  world_pass_ms (world, 61000);
  g_assert_cmpstr (world_present (world, CTI), ==, "not_here");
}

static void
used_code_forgives_nothing (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  g_assert_cmpstr (world_type (world, "x", "c0de"), ==, "granted");
  shut_after (world, "A1", 5000);
  for (guint i = 0; i < 5; i++) {
    g_assert_cmpstr (world_type (world, "y", "bad"), ==, "wrong_code");
    if (i < 4)
      g_assert_cmpstr (world_type (world, "y", "c0de"), ==, "already_used");
  }
  g_assert_cmpstr (world_type (world, "y", "bad"), ==, "wait");
}

/* Whoever cuts the power before the answer comes has spent the attempt. */
static void
code_is_counted_first (void)
{
  g_autoptr (World) world = world_new_ready ();
  for (guint i = 0; i < 5; i++) {
    world_do (world, cubby_locker_decide_code_tried (world->locker, world->now_ms));
    world_crash (world);
  }
  g_assert_cmpstr (world_type (world, "x", "bad"), ==, "wait");
}

static void
typed_codes (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpstr (world_type (world, "x", "bad"), ==, "wrong_code");
  g_assert_cmpstr (world_type (world, "x", "c0de"), ==, "wait");
  world_crash (world); /* the count outlives a restart */
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpstr (world_type (world, "x", "c0de"), ==, "wait");
  world_pass_ms (world, 1000);
  g_assert_cmpstr (world_type (world, "y", "c0de"), ==, "granted");
}

static void
sign_in_locks (void)
{
  g_autoptr (World) world = world_new_ready ();
  guint tried = 0;
  for (guint i = 0; i < 2000 && tried < 20; i++) {
    const char *reason =
        world_do (world, cubby_locker_decide_sign_in (world->locker, world->now_ms, "B-1", TRUE));
    tried += g_str_equal (reason, "granted");
    world_pass_ms (world, g_str_equal (reason, "wait") ? world->last->wait_s * 1000 : 10);
  }
  g_assert_cmpuint (tried, ==, 20);
  world_pass_ms (world, 3600 * 1000);
  g_assert_cmpstr (world_do (world, cubby_locker_decide_sign_in (world->locker, world->now_ms, "B-1", TRUE)),
                   ==, "locked");
  g_assert_cmpstr (world_do (world, cubby_locker_decide_sign_in (world->locker, world->now_ms, "B-2", TRUE)),
                   ==, "granted");
  world_check_replay (world);
}

static const char *
answer (World *world, const char *session, gboolean confirm)
{
  return world_do (world,
                   cubby_locker_decide_answer (world->locker, world->now_ms, "svc", session, "R1", confirm));
}

static void
request (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  guint pulses = world_count_pulses (world);
  g_assert_cmpstr (
      world_do (world, cubby_locker_decide_request (world->locker, world->now_ms, "R1", "A1", "look")), ==,
      "granted");
  g_assert_cmpuint (world_count_pulses (world), ==, pulses);
  g_assert_cmpstr (answer (world, "nobody", TRUE), ==, "not_signed_in");
  g_assert_cmpstr (answer (world, world_sign_in (world, CUBBY_ROLE_RESTOCK), TRUE), ==, "not_allowed");
  g_assert_cmpstr (answer (world, world_sign_in (world, CUBBY_ROLE_SERVICE), TRUE), ==, "not_allowed");
  const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  g_assert_cmpstr (answer (world, session, TRUE), ==, "granted");
  g_assert_cmpuint (world_count_pulses (world), ==, pulses + 1);
  shut_after (world, "A1", 5000);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_UNLOADED);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_EMPTIED);
  g_assert_true (world_reported (world, "parcel.unloaded {\"label\":\"P1\",\"door\":\"A1\""));
  g_assert_cmpstr (answer (world, session, TRUE), ==, "unknown_request");
  g_assert_cmpstr (world_stow (world, session, "P1"), ==, "granted");
  world_check_replay (world);
}

static void
ask_and_confirm (World *world)
{
  world_pass_ms (world, 60000);
  world_do (world, cubby_locker_decide_request (world->locker, world->now_ms, "R1", "A1", "look"));
  g_assert_cmpstr (answer (world, world_sign_in (world, CUBBY_ROLE_SUPERVISE), TRUE), ==, "granted");
}

/* What lies behind a door that only sprang open is still there, and no other parcel may go in. */
static void
service_brief (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  ask_and_confirm (world);
  shut_after (world, "A1", 500);
  g_assert_cmpint (world_parcel (world, "P1"), ==, CUBBY_PARCEL_LOADED);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_REVIEW);
  g_assert_false (world_reported (world, "parcel.unloaded {\"label\":\"P1\",\"door\":\"A1\""));
  world_check_replay (world);
}

static void
service_unseen (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  ask_and_confirm (world);
  world_read (world, "A1", CUBBY_READING_OPEN);
  world_crash (world);
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_SHUT);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_REVIEW);
  g_assert_false (world_reported (world, "parcel.unloaded {\"label\":\"P1\",\"door\":\"A1\""));
  world_check_replay (world);
}

/* It opened, was emptied and shut while its board was silent, for all that is known. */
static void
service_at_a_silent_board (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_boards (world, FALSE);
  world_read (world, "A1", CUBBY_READING_UNKNOWN);
  ask_and_confirm (world);
  world_pass_ms (world, 100);
  world_boards (world, TRUE);
  world_read (world, "A1", CUBBY_READING_SHUT);
  world_pass_ms (world, 60000);
  g_assert_false (world_reported (world, "door.stuck {\"door\":\"A1\"}"));
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_REVIEW);
  world_check_replay (world);
}

static void
request_declined (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_do (world, cubby_locker_decide_request (world->locker, world->now_ms, "R1", "A1", "look"));
  g_assert_cmpstr (answer (world, world_sign_in (world, CUBBY_ROLE_SUPERVISE), FALSE), ==, "declined");
  g_assert_cmpuint (world_count_pulses (world), ==, 0);
}

static void
two_doors_at_once (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_load (world, "P2", CUBBY_SIZE_S, "F2", OTHER_CTI);
  world_load (world, "P3", CUBBY_SIZE_M, "F3", "third");
  world_pass_ms (world, 60000);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
  world_read (world, "A1", CUBBY_READING_OPEN);
  g_assert_cmpstr (world_present (world, OTHER_CTI), ==, "granted");
  world_read (world, "B1", CUBBY_READING_OPEN);
  g_assert_cmpstr (world_present (world, "third"), ==, "busy");
}

static void
broken_sensors (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_read (world, "B2", CUBBY_READING_OPEN);
  world_read (world, "B3", CUBBY_READING_OPEN);
  g_assert_cmpstr (world_present (world, CTI), ==, "granted");
}

static void
doors_a_minute (void)
{
  g_autoptr (World) world = world_new_ready ();
  guint granted = 0;
  const char *reason = "";
  for (guint i = 0; i < 30 && !g_str_equal (reason, "wait"); i++) {
    g_autofree char *id = g_strdup_printf ("r%u", i);
    const char *door = cubby_bank_get_compartment (world->bank, i % 6)->name;
    world_do (world, cubby_locker_decide_request (world->locker, world->now_ms, id, door, "x"));
    const char *session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
    reason =
        world_do (world, cubby_locker_decide_answer (world->locker, world->now_ms, id, session, id, TRUE));
    granted += g_str_equal (reason, "granted");
    if (g_str_equal (reason, "granted")) {
      world_pass_ms (world, 800);
      shut_after (world, door, 10);
    }
  }
  g_assert_cmpuint (granted, ==, 20);
  g_assert_cmpuint (world->last->wait_s, >, 0);
}

static void
left_open (void)
{
  g_autoptr (World) world = world_new_ready ();
  world_load (world, "P1", CUBBY_SIZE_S, "F1", CTI);
  world_pass_ms (world, 60000);
  world_present (world, CTI);
  world_read (world, "A1", CUBBY_READING_OPEN);
  world_pass_ms (world, 121000);
  g_assert_true (world_reported (world, "staff.called {\"kind\":\"door\"}"));
  g_autoptr (GArray) alarms = cubby_locker_list_alarms (world->locker);
  g_assert_cmpuint (alarms->len, ==, 1);
  g_assert_cmpstr (g_array_index (alarms, CubbyAlarm, 0).kind, ==, "left-open");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (void);
  } rows[] = {
      {"a parcel is stowed, collected, and its pass is used once", pickup_story},
      {"several parcels open one door after another", several_parcels},
      {"the parcels of an order go into one column", order_stays_together},
      {"a door that stays shut is tried again, then left to staff", not_opened},
      {"a retry is a new grant that names the old one", retry_is_new},
      {"without a sensor nobody knows, and staff look", no_sensor},
      {"a door open for less than two seconds is reviewed", brief},
      {"a stuck door is put out of service and another one chosen", stow_stuck},
      {"a service visit of half a second took nothing out", service_brief},
      {"a service visit that ended unseen is reviewed", service_unseen},
      {"a service visit at a silent board proves nothing", service_at_a_silent_board},
      {"a typed code is counted before it is compared", code_is_counted_first},
      {"a used code does not forgive wrong ones", used_code_forgives_nothing},
      {"a notice cannot lend a pass to another fulfilment", credentials_lent},
      {"a stow is refused for each reason", stow_refusals},
      {"a door opened without a grant is an alarm", forced},
      {"after a crash at the pulse a shut door is unknown", crash_after_intent},
      {"after a crash at the pulse an open door was opened", crash_found_open},
      {"after a crash at the pulse a door that springs open late was opened", crash_before_it_springs_open},
      {"after a crash at the pulse a silent board is unknown", crash_silent_board},
      {"a door shut while the machine was down is reviewed", crash_while_open},
      {"a bus lost while the door is open proves what was seen before", bus_lost_while_open},
      {"a silent board refuses and keeps the parcel", board_silent},
      {"a pulse that was not sent costs no try", pulse_not_sent},
      {"a withdrawn parcel never opens a door", withdrawn},
      {"a withdrawal wins over an older announcement that comes late", withdrawn_first},
      {"a pass left out of a newer announcement is revoked", helper_revoked},
      {"each pass has a code that ends with it", helper_code_revoked},
      {"an unknown pass and one not loaded are refused", refusals},
      {"a parcel held too long is expired", held_too_long},
      {"a flood of bad passes has to wait", flood_of_passes},
      {"wrong typed codes have to wait, also after a restart", typed_codes},
      {"twenty wrong PINs lock the badge and no other", sign_in_locks},
      {"a request opens a loaded door for a supervisor only", request},
      {"a declined request opens nothing", request_declined},
      {"no third door while two stand open", two_doors_at_once},
      {"two doors forced open do not stop a pickup", broken_sensors},
      {"no more than twenty doors a minute", doors_a_minute},
      {"a door left open calls staff", left_open},
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/locker/%s", rows[i].name);
    g_test_add_func (path, rows[i].test);
  }
  return g_test_run ();
}
