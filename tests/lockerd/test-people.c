/* SPDX-License-Identifier: Apache-2.0 */
/* What shoppers and staff do beyond the straight way, with the daemon as it runs. */
#include "tests/lockerd/rig.h"
#include "tests/rig/steady.h"

#include "protocols/pass/pass.h"

#include <string.h>

#define REACH_US 2200000 /* a door open for less was not used */

static const char return_cti[] = "02000000000000000000000000000000";

/* @got: (transfer full) */
static void
assert_reason (char *got, const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

/* Calls a method of the counter. Returns: the reason. @ret_grant, @ret_door: (out) (optional) */
static char *
ask (Rig *rig, const char *method, GVariant *arguments, char **ret_grant, char **ret_door)
{
  g_autoptr (GVariant) answer = rig_call (rig, "Counter", method, arguments);
  g_assert_nonnull (answer);
  char *reason;
  gboolean opens = g_variant_n_children (answer) > 1;
  g_variant_get_child (answer, 0, "s", &reason);
  if (ret_grant != NULL && opens)
    g_variant_get_child (answer, 1, "s", ret_grant);
  if (ret_door != NULL && opens)
    g_variant_get_child (answer, 2, "s", ret_door);
  return reason;
}

/* The last result, reopen_s, undo_s and differences that GrantChanged told of a closed grant. */
typedef struct {
  Rig *rig;
  guint subscription;
  char *result;
  char *purpose;
  char *differences;
  guint reopen_s, undo_s;
} Ear;

static void
on_grant (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *name,
          GVariant *arguments, gpointer user_data)
{
  Ear *ear = user_data;
  const char *purpose, *state;
  g_autoptr (GVariant) detail = NULL;
  g_auto (GStrv) differences = NULL;
  g_variant_get (arguments, "(&s&s&s&s@a{sv})", NULL, &purpose, NULL, &state, &detail);
  if (!g_str_equal (state, "closed"))
    return;
  g_free (ear->result);
  g_free (ear->purpose);
  g_free (ear->differences);
  ear->purpose = g_strdup (purpose);
  ear->result = NULL;
  ear->reopen_s = ear->undo_s = 0;
  g_variant_lookup (detail, "result", "s", &ear->result);
  g_variant_lookup (detail, "reopen_s", "u", &ear->reopen_s);
  g_variant_lookup (detail, "undo_s", "u", &ear->undo_s);
  ear->differences =
      g_variant_lookup (detail, "differences", "^as", &differences) ? g_strjoinv (", ", differences) : NULL;
  if (g_str_equal (purpose, "pickup") || g_str_equal (purpose, "reopen") || g_str_equal (purpose, "dropoff"))
    g_assert_false (g_variant_lookup (detail, "label", "s", NULL)); /* on nobody's screen */
}

static Ear *
listen_to (Rig *rig)
{
  Ear *ear = g_new0 (Ear, 1);
  ear->rig = rig;
  ear->subscription = g_dbus_connection_signal_subscribe (
      rig->bus, "org.cubby.Locker1", "org.cubby.Locker1.Bank", "GrantChanged", "/org/cubby/Locker1", NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_grant, ear, NULL);
  return ear;
}

static void
ear_free (Ear *ear)
{
  g_dbus_connection_signal_unsubscribe (ear->rig->bus, ear->subscription);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_free (ear->result);
  g_free (ear->purpose);
  g_free (ear->differences);
  g_free (ear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ear, ear_free)

static void
await (Ear *ear, const char *purpose, const char *result)
{
  gint64 end_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  while (g_strcmp0 (ear->purpose, purpose) != 0 || g_strcmp0 (ear->result, result) != 0) {
    g_assert_cmpint (g_get_monotonic_time (), <, end_us);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (5000);
  }
  g_clear_pointer (&ear->purpose, g_free);
}

/* The door springs open, @hand does something, it is shut. */
static void
use (Rig *rig, const char *door, const char *hand, gulong us)
{
  g_assert_true (rig_wait_open (rig, door));
  g_assert_true (rig_wait (rig, door, "door", "open"));
  if (hand != NULL)
    g_free (rig_sim (rig, "hand %s %s", door, hand));
  g_usleep (us);
  g_free (rig_sim (rig, "hand %s shut", door));
}

static gboolean
has_event (Rig *rig, const char *part)
{
  g_autoptr (GVariant) answer = rig_call (rig, "Link", "ReadEvents", g_variant_new ("(tu)", (guint64)0, 100));
  g_autofree char *text = g_variant_print (answer, FALSE);
  g_test_message ("%s", text);
  return strstr (text, part) != NULL;
}

static char *
sign_in_two (Rig *rig)
{
  assert_reason (rig_sign_in (rig, "B-2", "123456"), "granted");
  g_autofree char *first = g_strdup (rig->session);
  assert_reason (rig_sign_in (rig, "B-3", "123456"), "granted");
  char *second = g_strdup (rig->session);
  g_free (rig->session);
  rig->session = g_steal_pointer (&first);
  return second;
}

/* Too small, taken back, put in again, collected, opened once more. */
static void
there_and_back (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_assert_true (rig_start (rig, NULL));
  g_autoptr (Ear) ear = listen_to (rig);
  g_autofree char *grant = NULL, *door = NULL, *next = NULL, *larger = NULL, *pickup = NULL;
  g_assert_true (rig_expect (rig));
  assert_reason (rig_sign_in (rig, "B-1", "123456"), "granted");
  assert_reason (ask (rig, "BeginStow", g_variant_new ("(ss)", rig->session, RIG_LABEL), &grant, &door),
                 "granted");
  g_assert_true (rig_wait (rig, door, "door", "open"));
  assert_reason (ask (rig, "TooSmall", g_variant_new ("(ss)", rig->session, grant), &next, &larger),
                 "granted");
  g_assert_cmpstr (larger, ==, "A3");
  use (rig, door, NULL, 0);
  await (ear, "stow", "too_small");
  use (rig, larger, "put x", 0);
  await (ear, "stow", "loaded");
  g_assert_cmpuint (ear->undo_s, ==, 60);
  assert_reason (ask (rig, "Reject", g_variant_new ("(sss)", rig->session, RIG_LABEL, "leaking"), NULL, NULL),
                 "already_loaded");
  g_assert_null (
      rig_call (rig, "Counter", "Reject", g_variant_new ("(sss)", rig->session, RIG_LABEL, "ugly")));
  assert_reason (ask (rig, "TakeBack", g_variant_new ("(ss)", rig->session, RIG_LABEL), NULL, NULL),
                 "granted");
  use (rig, larger, "take", REACH_US);
  await (ear, "takeback", "taken_back");
  g_assert_true (has_event (rig, "taken back"));
  g_free (rig_stow (rig, NULL));
  use (rig, larger, "put x", 0);
  await (ear, "stow", "loaded");
  assert_reason (ask (rig, "PresentPass", g_variant_new ("(s)", rig->pass), &pickup, NULL), "granted");
  use (rig, larger, "take", REACH_US);
  await (ear, "pickup", "collected");
  g_assert_cmpuint (ear->reopen_s, ==, 120);
  assert_reason (ask (rig, "Reopen", g_variant_new ("(s)", "stranger"), NULL, NULL), "unknown_grant");
  assert_reason (ask (rig, "Reopen", g_variant_new ("(s)", pickup), NULL, NULL), "granted");
  use (rig, larger, NULL, 0);
  await (ear, "reopen", "collected");
  g_assert_true (has_event (rig, "parcel.reopened"));
  rig_stop (rig);
}

static void
expect_return (Rig *rig)
{
  const char *const ctis[] = {return_cti, NULL};
  CubbyNotice notice = {.label = "R1",
                        .version = 5,
                        .fulfilment = "f-2",
                        .size = CUBBY_SIZE_M,
                        .ctis = ctis,
                        .code_hash = "",
                        .returning = TRUE};
  g_assert_true (rig_expect_notice (rig, rig->key, &notice));
}

static char *
mint_return (Rig *rig)
{
  g_autoptr (GError) error = NULL;
  guint8 cti[CUBBY_CTI_SIZE] = {2};
  char *pass = cubby_pass_mint (rig->key, "4711", g_get_real_time () / G_USEC_PER_SEC + 3600, cti, &error);
  g_assert_no_error (error);
  return pass;
}

/* A return is brought, the doors are looked into, the return is taken out. */
static void
return_and_look (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_assert_true (rig_start (rig, NULL));
  g_autoptr (Ear) ear = listen_to (rig);
  expect_return (rig);
  g_autofree char *pass = mint_return (rig);
  g_autofree char *door = NULL;
  assert_reason (ask (rig, "PresentPass", g_variant_new ("(s)", pass), NULL, &door), "granted");
  g_assert_cmpstr (door, ==, "A3");
  use (rig, door, "put R1", REACH_US);
  await (ear, "dropoff", "dropped_off");
  g_assert_true (has_event (rig, "parcel.dropped_off"));
  assert_reason (rig_present (rig, pass, NULL), "already_used");

  g_autofree char *second = sign_in_two (rig);
  const char *const doors[] = {"A1", "A3", NULL}, *const none[] = {NULL},
                    *const seen[] = {"R1", "stray", NULL};
  const char *const bad[] = {"who@example.com", NULL};
  assert_reason (
      ask (rig, "BeginReconciliation", g_variant_new ("(ss^as)", rig->session, "", doors), NULL, NULL),
      "second_badge");
  assert_reason (
      ask (rig, "BeginReconciliation", g_variant_new ("(ss^as)", rig->session, second, doors), NULL, NULL),
      "granted");
  g_assert_true (rig_wait (rig, "A1", "door", "open"));
  g_assert_null (rig_call (rig, "Counter", "ReportSeen", g_variant_new ("(ss^as)", rig->session, "A1", bad)));
  assert_reason (ask (rig, "ReportSeen", g_variant_new ("(ss^as)", rig->session, "A1", none), NULL, NULL),
                 "granted");
  use (rig, "A1", NULL, 0);
  await (ear, "reconcile", "checked");
  g_assert_cmpstr (ear->differences, ==, "");
  g_assert_true (rig_wait (rig, "A3", "door", "open"));
  assert_reason (ask (rig, "ReportSeen", g_variant_new ("(ss^as)", second, "A3", seen), NULL, NULL),
                 "granted");
  use (rig, "A3", NULL, 0);
  await (ear, "reconcile", "checked");
  g_assert_cmpstr (ear->differences, ==, "stranger stray");
  g_assert_true (rig_wait (rig, "A3", "content", "review"));

  g_autoptr (GVariant) list = rig_call (rig, "Counter", "ListRemovals", g_variant_new ("(s)", rig->session));
  g_autofree char *text = g_variant_print (list, FALSE);
  g_assert_cmpstr (text, ==, "([('R1', 'A3', 0, 'returned')],)");
  assert_reason (ask (rig, "BeginRemoval", g_variant_new ("(s^as)", rig->session, seen), NULL, NULL),
                 "unknown_label");
  const char *const labels[] = {"R1", NULL};
  assert_reason (ask (rig, "BeginRemoval", g_variant_new ("(s^as)", rig->session, labels), NULL, NULL),
                 "granted");
  use (rig, "A3", "take", REACH_US);
  await (ear, "removal", "unloaded");
  rig_stop (rig);
}

/* All doors for two, stopped after the first; and killed while one stands open: nothing else opens. */
static void
many_and_killed (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_assert_true (rig_start (rig, NULL));
  const char *const all[] = {NULL}, *const unknown[] = {"Z9", NULL};
  g_autofree char *second = sign_in_two (rig);
  g_autofree char *grant = NULL, *door = NULL;
  g_assert_null (rig_call (rig, "Counter", "OpenMany",
                           g_variant_new ("(ss^ass)", rig->session, second, unknown, "cleaning")));
  assert_reason (ask (rig, "OpenMany",
                      g_variant_new ("(ss^ass)", rig->session, rig->session, all, "cleaning"), NULL, NULL),
                 "second_badge");
  assert_reason (
      ask (rig, "OpenMany", g_variant_new ("(ss^ass)", rig->session, second, all, "cleaning"), &grant, &door),
      "granted");
  use (rig, door, NULL, 0);
  g_assert_true (rig_wait (rig, "A2", "door", "open"));
  assert_reason (ask (rig, "StopSequence", g_variant_new ("(ss)", rig->session, grant), NULL, NULL),
                 "granted");
  use (rig, "A2", NULL, 0);
  g_usleep (700000);
  g_assert_cmpuint (rig_count_pulses (rig), ==, 2);

  assert_reason (
      ask (rig, "OpenMany", g_variant_new ("(ss^ass)", rig->session, second, all, "cleaning"), NULL, NULL),
      "granted");
  g_assert_true (rig_wait (rig, "A1", "door", "open"));
  rig_kill (rig);
  g_free (rig_sim (rig, "hand A1 shut"));
  g_assert_true (rig_start (rig, NULL));
  g_usleep (1000000);
  g_assert_cmpuint (rig_count_pulses (rig), ==, 3);
  rig_stop (rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  rig_set_programs (argv[1], argv[2]);
  test_steady_add ("/lockerd/people/a parcel too large, taken back, collected, its door opened once more",
                   NULL, there_and_back);
  test_steady_add ("/lockerd/people/a return is brought, seen among a stranger, and taken out", NULL,
                   return_and_look);
  test_steady_add ("/lockerd/people/many doors for two, stopped, and killed", NULL, many_and_killed);
  return g_test_run ();
}
