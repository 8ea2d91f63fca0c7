/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lockerd/kill-story.h"

#define SOON_MS 5000     /* longer than lockerd waits for a door */
#define AT_LAST_MS 15000 /* when nothing fails any more */
#define REACH_IN_US 2050000
#define VISITS_MAX 8
#define TIDY_MS 7500 /* lockerd looks every two seconds whether the journal is at rest */

static gboolean
is_reason (char *got, const char *expected)
{
  g_autofree char *reason = got;
  return g_strcmp0 (reason, expected) == 0;
}

static void
hand (Bench *bench, const char *door, const char *does)
{
  g_free (rig_sim (bench->rig, "hand %s %s", door, does));
}

static gboolean
run_stow (Bench *bench, void (*arm) (gpointer data), gpointer data)
{
  g_autofree char *door = NULL;
  if (!rig_expect (bench->rig) || !is_reason (rig_sign_in (bench->rig, "B-1", "123456"), "granted"))
    return FALSE;
  arm (data);
  if (!is_reason (rig_stow (bench->rig, &door), "granted") ||
      !bench_await (bench, door, "door", "open", SOON_MS))
    return FALSE;
  hand (bench, door, "put " RIG_LABEL);
  hand (bench, door, "shut");
  return bench_await (bench, door, "content", "loaded", SOON_MS);
}

static gboolean
run_pickup (Bench *bench, void (*arm) (gpointer data), gpointer data)
{
  g_autofree char *door = NULL;
  arm (data);
  if (!is_reason (rig_present (bench->rig, bench->rig->pass, &door), "granted") ||
      !bench_await (bench, door, "door", "open", SOON_MS))
    return FALSE;
  hand (bench, door, "take");
  g_usleep (REACH_IN_US);
  hand (bench, door, "shut");
  return bench_await (bench, door, "content", "empty", SOON_MS);
}

/* A snapshot, and two seconds later the rows before the snapshot of then go. */
static gboolean
run_tidy (Bench *bench, void (*arm) (gpointer data), gpointer data)
{
  arm (data);
  return !bench_await (bench, "A1", "content", "nothing", TIDY_MS) && rig_is_running (bench->rig);
}

const Story stories[N_STORIES] = {
    {"stow", BEGINS_NEW, run_stow},
    {"pickup", BEGINS_LOADED, run_pickup},
    {"tidy", BEGINS_AGED, run_tidy},
};

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return word != NULL && g_strv_contains (words, word);
}

/* Returns: (nullable): a door that staff have to look behind. */
static const char *
find_doubtful (Bench *bench)
{
  static const char *const doubtful[] = {"review", "out_of_service", NULL};
  for (guint i = 0; i < BENCH_DOORS; i++) {
    g_autofree char *content = rig_door_field (bench->rig, bench_doors[i], "content");
    if (is_one_of (content, doubtful))
      return bench_doors[i];
  }
  return NULL;
}

/* The door is at rest: lockerd sees it shut, and no grant of it is under way. */
static gboolean
is_at_rest (Bench *bench, const char *door)
{
  static const char *const busy[] = {"assigned", "loading", "collecting", NULL};
  static const char *const shut[] = {"shut", "stuck", NULL};
  g_autofree char *content = rig_door_field (bench->rig, door, "content");
  g_autofree char *leaf = rig_door_field (bench->rig, door, "door");
  return !rig_is_open (bench->rig, door) && !is_one_of (content, busy) && is_one_of (leaf, shut);
}

/* Staff whose stow broke off at an open door still have the parcel in their hands, and do what the screen
 * says. */
static void
shut_door (Bench *bench, const char *door)
{
  g_autofree char *content = rig_door_field (bench->rig, door, "content");
  if (!rig_is_open (bench->rig, door))
    return;
  if (g_strcmp0 (content, "loading") == 0)
    hand (bench, door, "put " RIG_LABEL);
  hand (bench, door, "shut"); /* not while its lock is energised: then once more */
}

/* Until nothing is going on any more: what the crash left is judged by the first reading. */
static void
shut_all (Bench *bench)
{
  gint64 end_us = g_get_monotonic_time () + AT_LAST_MS * 1000;
  for (guint i = 0; i < BENCH_DOORS;) {
    shut_door (bench, bench_doors[i]);
    if (is_at_rest (bench, bench_doors[i])) {
      i++;
      continue;
    }
    g_usleep (20000);
    if (g_get_monotonic_time () > end_us)
      g_error ("door %s does not come to rest", bench_doors[i]);
  }
}

/* Somebody takes out what is there. A brief look would prove nothing. FALSE: the door did not open. */
static gboolean
empty_door (Bench *bench, const char *door)
{
  if (!bench_await (bench, door, "door", "open", SOON_MS))
    return FALSE;
  hand (bench, door, "take");
  g_usleep (REACH_IN_US);
  hand (bench, door, "shut");
  shut_all (bench);
  return TRUE;
}

static void
sign_in (Bench *bench, const char *badge)
{
  if (!is_reason (rig_sign_in (bench->rig, badge, "123456"), "granted"))
    g_error ("%s cannot sign in", badge);
}

static void
look_behind (Bench *bench, const char *door)
{
  sign_in (bench, "B-2");
  g_autoptr (GVariant) made =
      rig_call (bench->rig, "Service", "RequestOpen", g_variant_new ("(ss)", door, "x"));
  g_assert_nonnull (made);
  const char *request;
  g_variant_get (made, "(&s)", &request);
  g_autoptr (GVariant) answer = rig_call (bench->rig, "Counter", "AnswerRequest",
                                          g_variant_new ("(ssb)", bench->rig->session, request, TRUE));
  g_assert_nonnull (answer);
  const char *reason;
  g_variant_get (answer, "(&sss)", &reason, NULL, NULL);
  if (!g_str_equal (reason, "granted"))
    g_error ("a supervisor may not open %s: %s", door, reason);
  empty_door (bench, door);
}

static void
stow_again (Bench *bench)
{
  g_autofree char *door = NULL, *inside = bench_find_parcel (bench);
  if (inside != NULL) {
    g_autofree char *content = rig_door_field (bench->rig, inside, "content");
    g_error ("the parcel is to be stowed, and lies behind %s (%s)", inside, content);
  }
  g_assert_true (rig_expect (bench->rig));
  sign_in (bench, "B-1");
  g_autofree char *reason = rig_stow (bench->rig, &door);
  if (g_strcmp0 (reason, "granted") != 0)
    g_error ("the parcel cannot be stowed: %s", reason);
  if (!bench_await (bench, door, "door", "open", SOON_MS))
    return; /* and come again */
  hand (bench, door, "put " RIG_LABEL);
  hand (bench, door, "shut");
  shut_all (bench);
  g_autofree char *content = rig_door_field (bench->rig, door, "content");
  g_assert_cmpstr (content, ==, "loaded");
}

/* What lockerd believes of the doors is what is behind them. */
static void
check_beliefs (Bench *bench)
{
  static const char *const holding[] = {"loaded", "review", "out_of_service", NULL};
  g_autofree char *inside = bench_find_parcel (bench);
  for (guint i = 0; i < BENCH_DOORS; i++) {
    g_autofree char *content = rig_door_field (bench->rig, bench_doors[i], "content");
    gboolean holds = g_strcmp0 (inside, bench_doors[i]) == 0;
    if (holds && !is_one_of (content, holding))
      g_error ("the parcel lies behind %s, which is said to be %s", inside, content);
    if (!holds && g_strcmp0 (content, "loaded") == 0)
      g_error ("door %s is said to be loaded, and nothing is behind it", bench_doors[i]);
  }
}

/* Returns: whether somebody has to come again. */
static gboolean
visit (Bench *bench, Ending *ending)
{
  static const char *const to_stow[] = {"not_loaded", "not_here", NULL};
  const char *doubtful = find_doubtful (bench);
  g_autofree char *door = NULL;
  if (doubtful != NULL) {
    look_behind (bench, doubtful);
    shut_all (bench);
    ending->looked++;
    return TRUE;
  }
  g_autofree char *reason = rig_present (bench->rig, bench->rig->pass, &door);
  if (g_strcmp0 (reason, "granted") == 0) {
    ending->collected += empty_door (bench, door);
    shut_all (bench);
    return TRUE;
  }
  if (g_strcmp0 (reason, "already_used") == 0 || ending->looked > 0)
    return FALSE; /* somebody has it in hand, the shopper or staff */
  if (!is_one_of (reason, to_stow))
    g_error ("the pass is answered %s", reason);
  stow_again (bench);
  ending->restowed++;
  return TRUE;
}

void
story_end (Bench *bench, Ending *ending)
{
  guint visits = 0;
  shut_all (bench);
  check_beliefs (bench);
  while (visit (bench, ending)) {
    check_beliefs (bench);
    if (++visits == VISITS_MAX)
      g_error ("it comes to no end");
  }
  g_autofree char *inside = bench_find_parcel (bench);
  g_assert_null (inside);
  g_assert_null (find_doubtful (bench));
}
