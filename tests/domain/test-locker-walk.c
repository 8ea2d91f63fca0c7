/* SPDX-License-Identifier: Apache-2.0 */
/* Random lives of a locker, from fixed seeds: hands, staff, shoppers, silent boards, crowbars and crashes in
 * any order. locker-world.c checks every pulse; here the rest is checked after every step. */
#include "tests/domain/locker-world.h"

#include <string.h>

#define N_SEEDS WORLD_LIVES (16)
#define N_STEPS 2000
#define N_LABELS 12

typedef struct {
  World *world;
  GRand *rand;
  const char *session;
  gboolean open[6]; /* the steel */
  gboolean board[2];
  guint crashes, collected, unknown, refused, reviewed, reopened, unstowed, removed, brought, seen;
  guint queued, assigned; /* steps times parcels */
} Walk;

static guint
pick (Walk *walk, guint n)
{
  return (guint)g_rand_int_range (walk->rand, 0, (gint32)n);
}

static const char *
door_name (guint door)
{
  static const char *const names[] = {"A1", "A2", "A3", "B1", "B2", "B3"};
  return names[door];
}

static void
sense (Walk *walk, guint door)
{
  CubbyReading seen = walk->open[door] ? CUBBY_READING_OPEN : CUBBY_READING_SHUT;
  world_read (walk->world, door_name (door), walk->board[door / 3] ? seen : CUBBY_READING_UNKNOWN);
}

static void
do_expect (Walk *walk)
{
  guint n = pick (walk, N_LABELS);
  g_autofree char *label = g_strdup_printf ("P%u", n);
  g_autofree char *fulfilment = g_strdup_printf ("F%u", n / 2);
  g_autofree char *cti = g_strdup_printf ("cti%u", n / 2);
  const char *ctis[] = {cti, NULL};
  CubbyNotice notice = {
      .label = label,
      .version = 1 + pick (walk, 1000000),
      .fulfilment = fulfilment,
      .size = pick (walk, 4),
      .ctis = ctis,
      .code_hash = cti,
      .hold_until_s = pick (walk, 10) == 0 ? 1 : 0,
      .heavy = pick (walk, 2) == 0,
      .reach = pick (walk, 4) == 0,
      .withdrawn = pick (walk, 8) == 0,
      .returning = n >= N_LABELS - 2,
  };
  world_do (walk->world, cubby_locker_decide_notice (walk->world->locker, walk->world->now_ms, &notice));
}

static void
do_stow (Walk *walk)
{
  if (walk->session == NULL || pick (walk, 5) == 0)
    walk->session =
        world_sign_in (walk->world, pick (walk, 5) == 0 ? CUBBY_ROLE_SERVICE : CUBBY_ROLE_SUPERVISE);
  g_autofree char *label = g_strdup_printf ("P%u", pick (walk, N_LABELS));
  world_stow (walk->world, walk->session, label);
}

static void
do_present (Walk *walk)
{
  g_autofree char *cti = g_strdup_printf ("cti%u", pick (walk, N_LABELS / 2 + 1));
  World *world = walk->world;
  g_autofree char *id = g_strdup_printf ("c%u", ++world->ids);
  if (pick (walk, 3) == 0)
    world_type (world, id, cti);
  else
    walk->refused += !g_str_equal (world_present (world, cti), "granted");
}

/* Grants of any age, most of them of something else. */
static void
do_reopen (Walk *walk)
{
  World *world = walk->world;
  if (world->changes->len == 0)
    return;
  guint back = pick (walk, MIN (12, world->changes->len));
  g_auto (GStrv) words =
      g_strsplit (g_ptr_array_index (world->changes, world->changes->len - 1 - back), " ", 2);
  walk->reopened += g_str_equal (world_reopen (world, words[0]), "granted");
}

static void
do_unstow (Walk *walk)
{
  World *world = walk->world;
  g_autofree char *label = g_strdup_printf ("P%u", pick (walk, N_LABELS));
  const CubbyGrant *grant = cubby_locker_find_parcel (world->locker, label) != NULL && walk->session != NULL
                                ? world_grant_of (world, label)
                                : NULL;
  if (walk->session == NULL)
    return;
  if (grant != NULL && pick (walk, 4) != 0)
    walk->unstowed += g_str_equal (world_too_small (world, walk->session, grant->id), "granted");
  else if (pick (walk, 8) != 0)
    walk->unstowed += g_str_equal (world_take_back (world, walk->session, label), "granted");
  else
    world_do (world,
              cubby_locker_decide_reject (world->locker, world->now_ms, walk->session, label, "damaged"));
}

/* A pulse, most of the time, opens its door. */
static void
do_spring (Walk *walk)
{
  if (walk->world->last_pulsed == NULL)
    return;
  int door = cubby_bank_find (walk->world->bank, walk->world->last_pulsed);
  if (world_door (walk->world, door_name ((guint)door)) != CUBBY_DOOR_UNLOCKING)
    return;
  walk->open[door] = TRUE;
  sense (walk, (guint)door);
}

/* What has to be taken out, or many doors at once. */
static void
do_sequence (Walk *walk)
{
  World *world = walk->world;
  g_autoptr (GArray) removals = cubby_locker_list_removals (world->locker, world->now_ms);
  if (walk->session == NULL)
    return;
  if (pick (walk, 4) == 0 && world->changes->len > 0) {
    g_auto (GStrv) words = g_strsplit (g_ptr_array_index (world->changes, world->changes->len - 1), " ", 2);
    world_do (world, cubby_locker_decide_stop (world->locker, world->now_ms, walk->session, words[0]));
  } else if (pick (walk, 8) == 0) {
    const char *second = world_sign_in_as (world, "B-2", CUBBY_ROLE_SUPERVISE);
    walk->removed += g_str_equal (world_open_many (world, walk->session, second, ""), "granted");
  } else if (removals->len > 0) {
    g_autoptr (GString) labels = g_string_new (NULL);
    for (guint i = 0; i < removals->len; i++)
      g_string_append_printf (labels, "%s%s", i > 0 ? " " : "",
                              g_array_index (removals, CubbyRemoval, i).parcel->label);
    walk->removed += g_str_equal (world_remove (world, walk->session, labels->str), "granted");
  }
}

/* They see what there is, something else, or say nothing. */
static void
do_reconcile (Walk *walk)
{
  World *world = walk->world;
  if (walk->session == NULL)
    return;
  if (pick (walk, 3) == 0) {
    const char *second = world_sign_in_as (world, "B-2", CUBBY_ROLE_SUPERVISE);
    world_reconcile (world, walk->session, second, pick (walk, 2) == 0 ? "" : door_name (pick (walk, 6)));
  }
  do_spring (walk);
  for (guint door = 0; door < 6; door++) {
    g_autofree char *labels = pick (walk, 3) == 0   ? g_strdup ("")
                              : pick (walk, 3) == 0 ? g_strdup_printf ("P%u P%u stray", pick (walk, N_LABELS),
                                                                       pick (walk, N_LABELS))
                                                    : g_strdup_printf ("P%u", pick (walk, N_LABELS));
    walk->seen += g_str_equal (world_seen (world, walk->session, door_name (door), labels), "granted");
  }
}

/* Somebody who does as the screen says. */
static void
do_pickup (Walk *walk)
{
  g_autofree char *cti = g_strdup_printf ("cti%u", pick (walk, N_LABELS / 2));
  if (!g_str_equal (world_present (walk->world, cti), "granted"))
    return;
  do_spring (walk);
  world_pass_ms (walk->world, 4000);
  int door = cubby_bank_find (walk->world->bank, walk->world->last_pulsed);
  walk->open[door] = FALSE;
  sense (walk, (guint)door);
}

static void
do_shut (Walk *walk)
{
  guint door = pick (walk, 6);
  walk->open[door] = FALSE;
  sense (walk, door);
}

static void
do_force (Walk *walk)
{
  guint door = pick (walk, 6);
  if (pick (walk, 6) != 0)
    return;
  walk->open[door] = TRUE;
  sense (walk, door);
}

static void
do_board (Walk *walk)
{
  guint board = pick (walk, 2);
  walk->board[board] = pick (walk, 4) != 0;
  World *world = walk->world;
  world_do (world, cubby_locker_decide_board (world->locker, world->now_ms, board, walk->board[board]));
  for (guint i = 0; i < 3; i++)
    sense (walk, board * 3 + i);
}

static void
do_crash (Walk *walk)
{
  if (pick (walk, 4) != 0)
    return;
  walk->crashes++;
  world_crash (walk->world);
  walk->world->snapshot_stride = 37;
  walk->session = NULL;
  for (guint i = 0; i < 6; i++)
    walk->open[i] &= pick (walk, 3) != 0; /* somebody shut some while it was down */
  for (guint i = 0; i < 2; i++)
    world_do (walk->world,
              cubby_locker_decide_board (walk->world->locker, walk->world->now_ms, i, walk->board[i]));
  for (guint i = 0; i < 6; i++)
    if (pick (walk, 10) != 0)
      sense (walk, i);
}

static void
do_wait (Walk *walk)
{
  static const guint waits_ms[] = {10, 300, 1500, 4000, 30000, 130000, 700000};
  world_pass_ms (walk->world, waits_ms[pick (walk, G_N_ELEMENTS (waits_ms))]);
}

static void
do_service (Walk *walk)
{
  World *world = walk->world;
  g_autofree char *id = g_strdup_printf ("s%u", ++world->ids);
  world_do (world,
            cubby_locker_decide_request (world->locker, world->now_ms, id, door_name (pick (walk, 6)), "x"));
  if (walk->session != NULL)
    world_do (world, cubby_locker_decide_answer (world->locker, world->now_ms, id, walk->session, id,
                                                 pick (walk, 6) != 0));
}

static void
do_set_service (Walk *walk)
{
  World *world = walk->world;
  if (walk->session != NULL && pick (walk, 6) == 0)
    world_do (world, cubby_locker_decide_service (world->locker, world->now_ms, walk->session,
                                                  door_name (pick (walk, 6)), pick (walk, 3) != 0, "x"));
}

/* The machine's clock runs ten years ahead for a while, and staff put it right. */
static void
do_clock (Walk *walk)
{
  const gint64 ahead_ms = 10LL * 365 * 24 * 3600 * 1000;
  World *world = walk->world;
  if (pick (walk, 12) != 0)
    return;
  world->now_ms += ahead_ms;
  world_do (world, cubby_locker_decide_clock_jumped (world->locker, world->now_ms, world->now_ms - ahead_ms));
  do_present (walk);
  walk->session = world_sign_in (world, CUBBY_ROLE_SUPERVISE);
  world_do (world, cubby_locker_decide_clock_reset (world->locker, world->now_ms, ahead_ms, walk->session));
}

static void
do_pulse_fails (Walk *walk)
{
  World *world = walk->world;
  if (world->last_pulsed == NULL || pick (walk, 5) != 0 || world->changes->len == 0)
    return;
  g_auto (GStrv) words = g_strsplit (g_ptr_array_index (world->changes, world->changes->len - 1), " ", 2);
  world_do (world, cubby_locker_decide_pulse (world->locker, world->now_ms, words[0], pick (walk, 3)));
}

/* Every parcel in one place, or known to be in none; at most one parcel in a place. */
static void
check_places (Walk *walk)
{
  static const gboolean needs_place[CUBBY_N_PARCEL_STATES] = {
      [CUBBY_PARCEL_LOADING] = TRUE,
      [CUBBY_PARCEL_LOADED] = TRUE,
      [CUBBY_PARCEL_COLLECTING] = TRUE,
      [CUBBY_PARCEL_REVIEW] = TRUE,
  };
  guint in_door[6] = {0};
  for (guint i = 0; i < N_LABELS; i++) {
    g_autofree char *label = g_strdup_printf ("P%u", i);
    const CubbyParcel *parcel = cubby_locker_find_parcel (walk->world->locker, label);
    if (parcel == NULL)
      continue;
    g_assert_true (cubby_parcel_is_inside (parcel) || !needs_place[parcel->state]);
    g_assert_true (cubby_parcel_is_inside (parcel) == (parcel->door != NULL));
    if (!cubby_parcel_is_inside (parcel))
      continue;
    int door = cubby_bank_find (walk->world->bank, parcel->door);
    g_assert_cmpint (door, >=, 0);
    g_assert_cmpuint (++in_door[door], ==, 1);
    g_assert_cmpint (cubby_locker_get_content (walk->world->locker, (guint)door), !=, CUBBY_CONTENT_EMPTY);
    g_assert_cmpint (cubby_locker_get_content (walk->world->locker, (guint)door), !=, CUBBY_CONTENT_EMPTIED);
  }
}

/* A compartment is kept for one parcel, is empty, and nobody else is on the way to it. */
static void
check_queue (Walk *walk)
{
  guint kept[6] = {0};
  for (guint i = 0; i < N_LABELS; i++) {
    g_autofree char *label = g_strdup_printf ("P%u", i);
    const CubbyQueueEntry *entry = cubby_locker_queue_find (walk->world->locker, label);
    walk->queued += entry != NULL;
    if (entry == NULL || entry->door == NULL)
      continue;
    walk->assigned++;
    int door = cubby_bank_find (walk->world->bank, entry->door);
    g_assert_cmpuint (++kept[door], ==, 1);
    g_assert_cmpint (cubby_locker_get_content (walk->world->locker, (guint)door), ==, CUBBY_CONTENT_ASSIGNED);
  }
}

static void
count (Walk *walk)
{
  for (guint i = 0; i < walk->world->outbox->len; i++) {
    const char *row = g_ptr_array_index (walk->world->outbox, i);
    walk->collected += g_str_has_prefix (row, "parcel.picked_up");
    walk->reviewed += g_str_has_prefix (row, "parcel.review");
    walk->brought += g_str_has_prefix (row, "parcel.dropped_off");
    walk->unknown += strstr (row, "\"why\":\"unknown\"") != NULL;
  }
}

static void
walk_seed (Walk *walk, guint seed)
{
  static void (*const moves[]) (Walk *) = {
      do_expect,  do_expect,   do_stow,        do_stow,        do_stow,   do_present,
      do_present, do_present,  do_spring,      do_spring,      do_spring, do_spring,
      do_shut,    do_shut,     do_shut,        do_shut,        do_shut,   do_shut,
      do_force,   do_board,    do_crash,       do_wait,        do_wait,   do_wait,
      do_wait,    do_service,  do_pulse_fails, do_set_service, do_reopen, do_clock,
      do_unstow,  do_sequence, do_reconcile,   do_reconcile,   do_pickup, do_pickup};
  walk->rand = g_rand_new_with_seed (seed);
  walk->world = world_new_ready ();
  walk->session = NULL;
  for (guint i = 0; i < 6; i++)
    walk->open[i] = FALSE;
  walk->board[0] = walk->board[1] = TRUE;
  for (guint step = 0; step < N_STEPS; step++) {
    moves[pick (walk, G_N_ELEMENTS (moves))](walk);
    check_places (walk);
    check_queue (walk);
    if (step % 100 == 99)
      world_check_replay (walk->world);
  }
  count (walk);
  world_free (walk->world);
  g_rand_free (walk->rand);
}

static void
random_lives (void)
{
  Walk walk = {0};
  for (guint seed = 1; seed <= N_SEEDS; seed++) {
    g_test_message ("seed %u", seed);
    walk_seed (&walk, seed);
  }
  g_test_message ("%u collected, %u unknown, %u reviewed, %u refused, %u crashes", walk.collected,
                  walk.unknown, walk.reviewed, walk.refused, walk.crashes);
  g_assert_cmpuint (walk.collected, >, N_SEEDS); /* a walk on which nothing happens proves nothing */
  g_assert_cmpuint (walk.reopened, >, 0);
  g_assert_cmpuint (walk.unstowed, >, 0);
  g_assert_cmpuint (walk.removed, >, 0);
  g_assert_cmpuint (walk.seen, >, N_SEEDS);
  g_assert_cmpuint (walk.brought, >, 0);
  g_assert_cmpuint (walk.unknown, >, 0);
  g_assert_cmpuint (walk.reviewed, >, 0);
  g_assert_cmpuint (walk.refused, >, 0);
  g_assert_cmpuint (walk.crashes, >, N_SEEDS);
  g_assert_cmpuint (walk.queued, >, N_SEEDS);
  g_assert_cmpuint (walk.assigned, >, N_SEEDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/locker-walk/no life pulses without a grant, loses a parcel or replays otherwise",
                   random_lives);
  return g_test_run ();
}
