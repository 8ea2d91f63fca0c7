/* SPDX-License-Identifier: Apache-2.0 */
/* What a person beside a door is told and offered. */
#include "app/kiosk/door-choice.h"
#include "app/kiosk/door-words.h"
#include "app/kiosk/recent.h"
#include "app/kiosk/turn.h"

#include <string.h>

static const struct {
  const char *name;
  const char *purpose;
  CubbyDoorPhase phase;
  const char *result;
  const char *headline;
} words[] = {
    {"a parcel that was taken is thanked for", "pickup", CUBBY_DOOR_DONE, "collected", "Thank you"},
    {"a door that was shut too soon asks", "pickup", CUBBY_DOOR_DONE, "review", "Could you take it?"},
    {"and so after it was opened again", "reopen", CUBBY_DOOR_DONE, "review", "Could you take it?"},
    {"a return is put in", "dropoff", CUBBY_DOOR_OPEN, NULL, "Door %s is open"},
    {"a return that may not be in it asks", "dropoff", CUBBY_DOOR_DONE, "review", "Did you put it in?"},
    {"a parcel that does not fit", "stow", CUBBY_DOOR_OPEN, "too_small", "Shut door %s again"},
    {"a parcel that fits nowhere", "stow", CUBBY_DOOR_OPEN, "no_larger", "Shut door %s again"},
    {"a parcel that is put in", "stow", CUBBY_DOOR_DONE, "loaded", "Loaded"},
    {"a parcel that is taken back", "takeback", CUBBY_DOOR_DONE, "taken_back", "Taken back"},
    {"a parcel that is taken out", "removal", CUBBY_DOOR_DONE, "unloaded", "Taken out"},
    {"a door that is checked", "reconcile", CUBBY_DOOR_OPEN, NULL, "Scan what you see in %s"},
    {"a purpose nobody knows", "never_heard", CUBBY_DOOR_OPEN, NULL, "Door %s is open"},
    {"a shut door that nobody used", "pickup", CUBBY_DOOR_DONE, "lapsed", "The door stayed shut"},
};

static void
test_words (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  const CubbyDoorWords *found = cubby_door_words_find (words[i].purpose, words[i].phase, words[i].result);
  g_assert_cmpstr (found->headline, ==, words[i].headline);
}

/* Each purpose has words in each phase, and names the door at most once a sentence. */
static void
test_all_words (void)
{
  static const char *const purposes[] = {"pickup",  "reopen",  "stow",      "takeback",
                                         "removal", "dropoff", "reconcile", "service"};
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++) {
    for (CubbyDoorPhase phase = CUBBY_DOOR_OPENING; phase <= CUBBY_DOOR_UNSURE; phase++) {
      const CubbyDoorWords *found = cubby_door_words_find (purposes[i], phase, NULL);
      g_assert_cmpuint (strlen (found->headline), >, 3);
      g_assert_cmpuint (strlen (found->advice), >, 3);
      const char *name = strstr (found->advice, "%s");
      g_assert_true (name == NULL || strstr (name + 2, "%") == NULL);
    }
  }
}

static const struct {
  const char *name;
  CubbyDoorPhase phase;
  const char *result;
  gboolean reopenable;
  guint choices;
  guint leave_s;
} choices[] = {
    {"an open door offers nothing", CUBBY_DOOR_OPEN, NULL, TRUE, 0, 0},
    {"done, and it can be opened again", CUBBY_DOOR_DONE, "collected", TRUE,
     CUBBY_CHOICE_DONE | CUBBY_CHOICE_REOPEN, 30},
    {"done, and it cannot", CUBBY_DOOR_DONE, "collected", FALSE, CUBBY_CHOICE_DONE | CUBBY_CHOICE_SHOP, 12},
    {"a daemon that tells no result", CUBBY_DOOR_DONE, NULL, FALSE, CUBBY_CHOICE_DONE | CUBBY_CHOICE_SHOP,
     12},
    {"shut too soon, and it can be opened again", CUBBY_DOOR_DONE, "review", TRUE,
     CUBBY_CHOICE_HAVE | CUBBY_CHOICE_TAKE, 60},
    {"shut too soon, and it cannot", CUBBY_DOOR_DONE, "review", FALSE, CUBBY_CHOICE_HAVE | CUBBY_CHOICE_STAFF,
     60},
    {"not opened", CUBBY_DOOR_NOT_OPENED, NULL, FALSE, CUBBY_CHOICE_AGAIN | CUBBY_CHOICE_STAFF, 0},
    {"nobody knows", CUBBY_DOOR_UNSURE, NULL, FALSE, 0, 0},
};

static void
test_choices (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  guint leave_s;
  g_assert_cmpuint (cubby_door_choices (choices[i].phase, choices[i].result, choices[i].reopenable, &leave_s),
                    ==, choices[i].choices);
  g_assert_cmpuint (leave_s, ==, choices[i].leave_s);
}

static void
test_calls (void)
{
  g_assert_false (cubby_door_calls_staff (CUBBY_DOOR_NOT_OPENED, 1));
  g_assert_true (cubby_door_calls_staff (CUBBY_DOOR_NOT_OPENED, 2));
  g_assert_true (cubby_door_calls_staff (CUBBY_DOOR_UNSURE, 0));
  g_assert_false (cubby_door_calls_staff (CUBBY_DOOR_OPEN, 3));
}

static void
test_turn (void)
{
  static const char *const doors[] = {"B2", "C1", "C4", NULL};
  CubbyTurn turn = {0};
  guint n, m;
  g_assert_null (cubby_turn_count (&turn, &n, &m));
  cubby_turn_keep (&turn, "CC1:ONE", FALSE);
  cubby_turn_begin (&turn, "pickup", "g1", "B2", doors);
  g_assert_cmpstr (cubby_turn_count (&turn, &n, &m), ==, "C1");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (m, ==, 3);
  cubby_turn_move (&turn, "g3", "pickup", "C4", "intent", NULL);
  g_assert_null (cubby_turn_count (&turn, &n, &m));
  g_assert_cmpuint (n, ==, 3);
  cubby_turn_move (&turn, "g3", "pickup", "C4", "not_opened", NULL);
  cubby_turn_move (&turn, "g3", "pickup", "C4", "not_opened", NULL);
  g_assert_cmpuint (turn.failures, ==, 1);
  cubby_turn_keep (&turn, "CC1:ONE", FALSE);
  cubby_turn_begin (&turn, "pickup", "g4", "C4", NULL);
  cubby_turn_move (&turn, "g4", "pickup", "C4", "not_opened", NULL);
  g_assert_cmpuint (turn.failures, ==, 2);
  cubby_turn_keep (&turn, "CC1:TWO", FALSE);
  g_assert_cmpuint (turn.failures, ==, 0);
  g_assert_null (turn.door);
  cubby_turn_clear (&turn);
}

static void
test_recents (void)
{
  g_autoptr (GPtrArray) recents = cubby_recents_new ();
  cubby_recents_add (recents, "g1", "B2", 10 * G_USEC_PER_SEC);
  cubby_recents_add (recents, "g2", "C1", 30 * G_USEC_PER_SEC);
  cubby_recents_add (recents, "g1", "B2", 20 * G_USEC_PER_SEC);
  g_assert_cmpuint (recents->len, ==, 2);
  const CubbyRecent *first = g_ptr_array_index (recents, 0);
  g_assert_cmpstr (first->key, ==, "g1");
  g_assert_cmpuint (cubby_recent_get_left_s (first, 10 * G_USEC_PER_SEC + 1), ==, 10);
  g_assert_cmpuint (cubby_recent_get_left_s (first, 21 * G_USEC_PER_SEC), ==, 0);
  g_assert_false (cubby_recents_drop_past (recents, 19 * G_USEC_PER_SEC));
  g_assert_true (cubby_recents_drop_past (recents, 20 * G_USEC_PER_SEC));
  g_assert_cmpuint (recents->len, ==, 1);
  cubby_recents_remove (recents, "g2");
  g_assert_cmpuint (recents->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/door-words/%s", words[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_words);
  }
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/door-choice/%s", choices[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_choices);
  }
  g_test_add_func ("/kiosk/door-words/each purpose has words in each phase", test_all_words);
  g_test_add_func ("/kiosk/door-choice/staff are called when trying again did not help", test_calls);
  g_test_add_func ("/kiosk/turn/a turn counts its doors, and how often one did not open", test_turn);
  g_test_add_func ("/kiosk/recent/what can be undone runs out", test_recents);
  return g_test_run ();
}
