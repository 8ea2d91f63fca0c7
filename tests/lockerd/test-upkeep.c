/* SPDX-License-Identifier: Apache-2.0 */
/* What keeps the bank in order, with the daemon as it runs: no room and the queue, doors out of service. */
#include "tests/lockerd/rig.h"

#include <string.h>

/* @got: (transfer full) */
static void
assert_reason (char *got, const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

static char *
set_service (Rig *rig, const char *door, gboolean in_service, const char *why)
{
  char *reason;
  g_autoptr (GVariant) answer =
      rig_call (rig, "Counter", "SetService", g_variant_new ("(ssbs)", rig->session, door, in_service, why));
  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(s)", &reason);
  return reason;
}

/* Whether what staff have to do, printed, has @part in it. */
static gboolean
is_listed (Rig *rig, const char *part)
{
  g_autoptr (GVariant) answer = rig_call (rig, "Counter", "ListParcels", g_variant_new ("(s)", rig->session));
  g_autofree char *text = g_variant_print (answer, FALSE);
  g_test_message ("%s", text);
  return strstr (text, part) != NULL;
}

static guint
stow_place (Rig *rig)
{
  guint place = 0;
  const char *reason;
  g_autoptr (GVariant) answer =
      rig_call (rig, "Counter", "BeginStow", g_variant_new ("(ss)", rig->session, RIG_LABEL));
  g_autoptr (GVariant) detail = g_variant_get_child_value (answer, 3);
  g_variant_get_child (answer, 0, "&s", &reason);
  g_assert_cmpstr (reason, ==, "no_room");
  g_variant_lookup (detail, "place", "u", &place);
  return place;
}

static void
no_room (void)
{
  static const char *const doors[] = {"A1", "A2", "A3", "A4"};
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *door = NULL;
  g_assert_true (rig_start (rig, NULL));
  g_assert_true (rig_expect (rig));
  assert_reason (rig_sign_in (rig, "B-1", "123456"), "granted");
  assert_reason (set_service (rig, "A1", FALSE, "x"), "not_allowed");
  assert_reason (rig_sign_in (rig, "B-2", "123456"), "granted");
  assert_reason (set_service (rig, "Z9", FALSE, "x"), "unknown_door");
  g_assert_null (set_service (rig, "A1", FALSE, ""));
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    assert_reason (set_service (rig, doors[i], FALSE, "being painted"), "granted");
  g_assert_cmpuint (stow_place (rig), ==, 1);
  g_assert_true (is_listed (rig, "'S', 'queued', ''"));
  assert_reason (set_service (rig, "A2", TRUE, "dry"), "granted");
  g_assert_true (is_listed (rig, "'S', 'assigned', 'A2'"));
  rig_kill (rig);
  g_assert_true (rig_start (rig, NULL));
  assert_reason (rig_sign_in (rig, "B-2", "123456"), "granted");
  g_assert_true (is_listed (rig, "'S', 'assigned', 'A2'"));
  g_assert_true (rig_wait (rig, "A1", "content", "out_of_service"));
  assert_reason (rig_stow (rig, &door), "granted");
  g_assert_cmpstr (door, ==, "A2");
  g_assert_true (rig_wait (rig, "A2", "door", "open"));
  g_free (rig_sim (rig, "hand A2 put %s", RIG_LABEL));
  g_free (rig_sim (rig, "hand A2 shut"));
  g_assert_true (rig_wait (rig, "A2", "content", "loaded"));
  assert_reason (set_service (rig, "A2", FALSE, "the hinge"), "granted");
  assert_reason (rig_present (rig, rig->pass, NULL), "out_of_service");
  g_assert_cmpuint (rig_count_pulses (rig), ==, 1);
  rig_stop (rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  rig_set_programs (argv[1], argv[2]);
  g_test_add_func ("/lockerd/upkeep/without room a parcel waits, also over a crash", no_room);
  return g_test_run ();
}
