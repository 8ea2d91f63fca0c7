/* SPDX-License-Identifier: Apache-2.0 */
/* The queue for compartments: who is next, what is kept, and that nobody waits for ever. */
#include "tests/domain/locker-world.h"

#include <string.h>

#define HOUR_MS (3600 * 1000)

/* Six parcels F1…F6 in the six doors, each with a pass of its own. */
static World *
world_new_full (void)
{
  static const CubbySize sizes[] = {CUBBY_SIZE_S, CUBBY_SIZE_S, CUBBY_SIZE_M,
                                    CUBBY_SIZE_M, CUBBY_SIZE_L, CUBBY_SIZE_L};
  World *world = world_new_ready ();
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *label = g_strdup_printf ("F%u", i + 1);
    g_autofree char *cti = g_strdup_printf ("cti-F%u", i + 1);
    world_load (world, label, sizes[i], label, cti);
  }
  return world;
}

/* Returns: the reason; when it is granted, its lock was pulsed. */
static const char *
try_stow (World *world, const char *label)
{
  const char *session = world_sign_in (world, CUBBY_ROLE_RESTOCK);
  const char *reason = world_stow (world, session, label);
  guint place = world->last->place;
  if (g_str_equal (reason, "granted")) {
    if (cubby_locker_find_grant (world->locker, world->last->grant)->state == CUBBY_GRANT_ISSUED)
      world_pass_ms (world, 3000); /* the lock was resting */
    return reason;
  }
  world_do (world, cubby_locker_decide_sign_out (world->locker, world->now_ms, session, "sign-out"));
  world->last->place = place;
  return reason;
}

static void
expect (World *world, const char *label, CubbySize size)
{
  g_autofree char *cti = g_strconcat ("cti-", label, NULL);
  world_expect (world, label, size, label, cti);
}

static void
queue (World *world, const char *label, CubbySize size, guint place)
{
  expect (world, label, size);
  g_assert_cmpstr (try_stow (world, label), ==, "no_room");
  g_assert_cmpuint (world->last->place, ==, place);
}

static void
collect (World *world, const char *label)
{
  g_autofree char *cti = g_strconcat ("cti-", label, NULL);
  g_autofree char *door = g_strdup (cubby_locker_find_parcel (world->locker, label)->door);
  world_pass_ms (world, 10000);
  g_assert_cmpstr (world_present (world, cti), ==, "granted");
  world_read (world, door, CUBBY_READING_OPEN);
  world_pass_ms (world, 5000);
  world_read (world, door, CUBBY_READING_SHUT);
  g_assert_cmpint (world_parcel (world, label), ==, CUBBY_PARCEL_COLLECTED);
}

/* "queued", "assigned A1", … */
static void
check_state (World *world, const char *label, const char *expected)
{
  const char *door;
  const char *state =
      cubby_locker_get_stow_state (world->locker, cubby_locker_find_parcel (world->locker, label), &door);
  g_autofree char *got = g_strdup_printf ("%s%s%s", state, door[0] != '\0' ? " " : "", door);
  g_assert_cmpstr (got, ==, expected);
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
assigned_when_free (void)
{
  g_autoptr (World) world = world_new_full ();
  queue (world, "P1", CUBBY_SIZE_S, 1);
  queue (world, "P2", CUBBY_SIZE_S, 2);
  g_assert_cmpstr (try_stow (world, "P2"), ==, "no_room"); /* scanned again: the same place */
  g_assert_cmpuint (world->last->place, ==, 2);
  check_state (world, "P1", "queued");
  collect (world, "F1");
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_ASSIGNED);
  check_state (world, "P1", "assigned A1");
  g_assert_true (has_alarm (world, "assigned", "A1"));
  queue (world, "P3", CUBBY_SIZE_XS, 3); /* it would fit, but it is not its turn */
  g_assert_cmpstr (try_stow (world, "P2"), ==, "no_room");
  g_assert_cmpstr (try_stow (world, "P1"), ==, "granted");
  g_assert_cmpstr (world->last_pulsed, ==, "A1");
  g_assert_false (has_alarm (world, "assigned", "A1"));
  world_check_replay (world);
}

static void
first_that_it_fits (void)
{
  g_autoptr (World) world = world_new_full ();
  queue (world, "P1", CUBBY_SIZE_L, 1);
  queue (world, "P2", CUBBY_SIZE_S, 2);
  collect (world, "F1"); /* an S */
  check_state (world, "P1", "queued");
  check_state (world, "P2", "assigned A1");
  collect (world, "F5"); /* an L */
  check_state (world, "P1", "assigned A3");
  world_check_replay (world);
}

static void
time_is_over (void)
{
  g_autoptr (World) world = world_new_full ();
  queue (world, "P1", CUBBY_SIZE_S, 1);
  queue (world, "P2", CUBBY_SIZE_S, 2);
  collect (world, "F1");
  world_pass_ms (world, HOUR_MS - 20000);
  check_state (world, "P1", "assigned A1");
  world_pass_ms (world, 20000);
  check_state (world, "P1", "queued");
  check_state (world, "P2", "assigned A1");
  g_assert_cmpstr (try_stow (world, "P1"), ==, "no_room");
  g_assert_cmpuint (world->last->place, ==, 2);
  world_check_replay (world);
}

static void
withdrawn_leaves (void)
{
  g_autoptr (World) world = world_new_full ();
  queue (world, "P1", CUBBY_SIZE_S, 1);
  queue (world, "P2", CUBBY_SIZE_S, 2);
  collect (world, "F1");
  CubbyNotice notice = {.label = "P1", .version = 2, .withdrawn = TRUE};
  world_do (world, cubby_locker_decide_notice (world->locker, world->now_ms, &notice));
  check_state (world, "P2", "assigned A1");
  g_assert_null (cubby_locker_queue_find (world->locker, "P1"));
  world_check_replay (world);
}

/* It did nothing wrong: it stays the first, and another compartment is kept for it. */
static void
compartment_fails (void)
{
  g_autoptr (World) world = world_new_full ();
  queue (world, "P1", CUBBY_SIZE_S, 1);
  queue (world, "P2", CUBBY_SIZE_S, 2);
  collect (world, "F1");
  world_read (world, "A1", CUBBY_READING_OPEN); /* a crowbar */
  check_state (world, "P1", "queued");
  collect (world, "F2");
  check_state (world, "P1", "assigned B1");
  world_read (world, "A1", CUBBY_READING_SHUT);
  check_state (world, "P2", "assigned A1");
  world_check_replay (world);
}

static void
door_is_stuck (void)
{
  g_autoptr (World) world = world_new_full ();
  queue (world, "P1", CUBBY_SIZE_S, 1);
  queue (world, "P2", CUBBY_SIZE_S, 2);
  collect (world, "F1");
  world_pass_ms (world, 4000);
  g_assert_cmpstr (try_stow (world, "P1"), ==, "granted");
  world_pass_ms (world, 5000);
  g_assert_cmpint (world_content (world, "A1"), ==, CUBBY_CONTENT_OUT_OF_SERVICE);
  check_state (world, "P1", "queued");
  collect (world, "F2");
  check_state (world, "P1", "assigned B1");
  check_state (world, "P2", "queued");
  world_check_replay (world);
}

static void
too_large (void)
{
  g_autoptr (World) world = world_new_ready ();
  queue (world, "P1", CUBBY_SIZE_XL, 0);
  g_assert_null (cubby_locker_queue_find (world->locker, "P1"));
}

static void
crash (void)
{
  g_autoptr (World) world = world_new_full ();
  queue (world, "P1", CUBBY_SIZE_S, 1);
  queue (world, "P2", CUBBY_SIZE_S, 2);
  collect (world, "F1");
  world_crash (world);
  check_state (world, "P1", "assigned A1");
  check_state (world, "P2", "queued");
  world_boards (world, TRUE);
  for (guint i = 0; i < 6; i++)
    world_read (world, cubby_bank_get_compartment (world->bank, i)->name, CUBBY_READING_SHUT);
  check_state (world, "P1", "assigned A1");
  world_check_replay (world);
}

/* ---- nobody starves ---- */

#define N_WAITING 10
#define N_STEPS 400
#define N_SEEDS WORLD_LIVES (12)

typedef struct {
  gboolean waits;
  CubbySize size;
  guint before;    /* entries before it when it joined */
  guint overtaken; /* compartments that would have fitted it and went to others */
} Waiting;

typedef struct {
  World *world;
  GRand *rand;
  Waiting waiting[N_WAITING];
  guint seen;     /* rows of the journal looked at */
  guint assigned; /* to somebody who had waited */
  guint timed_out;
} Life;

static int
parse_label (const char *text)
{
  const char *label = strstr (text, "label=W");
  return label != NULL ? (int)g_ascii_strtoull (label + strlen ("label=W"), NULL, 10) : -1;
}

static void
on_assigned (Life *life, const char *text)
{
  const char *name = strstr (text, "door=") + strlen ("door=");
  g_autofree char *door = g_strndup (name, 2);
  CubbySize size =
      cubby_bank_get_compartment (life->world->bank, (guint)cubby_bank_find (life->world->bank, door))->size;
  int winner = parse_label (text);
  for (int i = 0; i < N_WAITING; i++) {
    Waiting *one = &life->waiting[i];
    if (!one->waits || i == winner || one->size > size)
      continue;
    /* the property */
    g_assert_cmpuint (++one->overtaken, <=, one->before);
  }
  life->waiting[winner].waits = FALSE;
  life->assigned++;
}

static void
look (Life *life)
{
  for (; life->seen < life->world->names->len; life->seen++) {
    const char *name = g_ptr_array_index (life->world->names, life->seen);
    const char *text = g_ptr_array_index (life->world->texts, life->seen);
    if (g_str_equal (name, "parcel.assigned"))
      on_assigned (life, text);
    if (!g_str_equal (name, "parcel.queued") && !g_str_equal (name, "parcel.released"))
      continue;
    Waiting *one = &life->waiting[parse_label (text)];
    life->timed_out += g_str_equal (name, "parcel.released");
    one->waits = TRUE;
    one->overtaken = 0;
    one->before = 0;
    for (guint i = 0; i < N_WAITING; i++)
      one->before += &life->waiting[i] != one && life->waiting[i].waits;
  }
}

static void
bring (Life *life)
{
  guint n = (guint)g_rand_int_range (life->rand, 0, N_WAITING);
  g_autofree char *label = g_strdup_printf ("W%u", n);
  const CubbyParcel *parcel = cubby_locker_find_parcel (life->world->locker, label);
  if (parcel == NULL) {
    life->waiting[n].size = (CubbySize)g_rand_int_range (life->rand, CUBBY_SIZE_S, CUBBY_SIZE_XL);
    expect (life->world, label, life->waiting[n].size);
  }
  if (!g_str_equal (try_stow (life->world, label), "granted"))
    return;
  world_read (life->world, life->world->last_pulsed, CUBBY_READING_OPEN);
  world_pass_ms (life->world, 5000);
  world_read (life->world, life->world->last_pulsed, CUBBY_READING_SHUT);
}

static void
take (Life *life)
{
  static const char *const doors[] = {"A1", "A2", "A3", "B1", "B2", "B3"};
  g_autoptr (GPtrArray) parcels = cubby_locker_list_parcels (life->world->locker);
  const char *door = doors[g_rand_int_range (life->rand, 0, 6)];
  for (guint i = 0; i < parcels->len; i++) {
    const CubbyParcel *parcel = g_ptr_array_index (parcels, i);
    if (g_strcmp0 (parcel->door, door) == 0 && parcel->state == CUBBY_PARCEL_LOADED) {
      g_autofree char *label = g_strdup (parcel->label);
      collect (life->world, label);
      return;
    }
  }
}

static void
live (Life *life)
{
  life->world = world_new_full ();
  memset (life->waiting, 0, sizeof life->waiting);
  life->seen = 0;
  for (guint i = 0; i < N_STEPS; i++) {
    guint what = (guint)g_rand_int_range (life->rand, 0, 4);
    if (what <= 1)
      bring (life);
    else if (what == 2 && g_rand_int_range (life->rand, 0, 6) == 0)
      take (life);
    else
      world_pass_ms (life->world, g_rand_int_range (life->rand, 1, 30) * 60000);
    look (life);
  }
  world_check_replay (life->world);
  world_free (life->world);
}

static void
nobody_starves (void)
{
  Life life = {0};
  for (guint seed = 1; seed <= N_SEEDS; seed++) {
    g_test_message ("seed %u", seed);
    life.rand = g_rand_new_with_seed (seed);
    live (&life);
    g_rand_free (life.rand);
  }
  g_test_message ("%u assigned, %u timed out", life.assigned, life.timed_out);
  g_assert_cmpuint (life.assigned, >, 5 * N_SEEDS); /* or nothing was proved */
  g_assert_cmpuint (life.timed_out, >, N_SEEDS);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (void);
  } rows[] = {
      {"a compartment that becomes free is kept for the first", assigned_when_free},
      {"a compartment goes to the first that it fits", first_that_it_fits},
      {"who does not come stands behind all others", time_is_over},
      {"a withdrawn parcel leaves it", withdrawn_leaves},
      {"whose compartment fails keeps its place", compartment_fails},
      {"whose door is stuck keeps its place", door_is_stuck},
      {"what fits no compartment does not wait", too_large},
      {"it outlives a crash", crash},
      {"nobody starves", nobody_starves},
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/queue/%s", rows[i].name);
    g_test_add_func (path, rows[i].test);
  }
  return g_test_run ();
}
