/* SPDX-License-Identifier: Apache-2.0 */
/* What staff are told and offered. */
#include "app/kiosk/door-state-words.h"
#include "app/kiosk/parcel-words.h"
#include "app/kiosk/report-words.h"
#include "app/kiosk/staff-choice.h"
#include "app/kiosk/staff-tasks.h"
#include "app/kiosk/staff-words.h"
#include "app/kiosk/words.h"

/* Every reason of the staff's half of org.cubby.Locker1.Counter but "granted". */
static const char *const reasons[] = {
    "not_signed_in", "not_allowed", "unknown_label",   "already_loaded", "no_room",       "busy",
    "wait",          "declined",    "unknown_request", "too_late",       "unknown_grant", "unknown_door",
    "second_badge",  "not_behind",  "cannot",          "out_of_service", "no_answer",
};

static void
test_reason (gconstpointer data)
{
  const CubbyStaffWords *words = cubby_staff_words_find (data);
  g_assert_cmpstr (words->reason, ==, data);
  g_autofree char *text = cubby_staff_words_say (words, 0);
  g_assert_cmpstr (text, !=, "");
}

static void
test_unknown (void)
{
  g_assert_null (cubby_staff_words_find (NULL));
  g_assert_null (cubby_staff_words_find ("granted"));
  g_assert_cmpstr (cubby_staff_words_find ("never_heard")->reason, ==, "no_answer");
}

static void
test_place (void)
{
  g_autofree char *queued = cubby_staff_words_say (cubby_staff_words_find ("no_room"), 3);
  g_assert_cmpstr (queued, ==,
                   "No compartment that fits is free. The parcel is number 3 in the queue: keep it, its door "
                   "will be shown here.");
  g_autofree char *other = cubby_staff_words_say (cubby_staff_words_find ("busy"), 3);
  g_assert_cmpstr (other, ==, "Another door is open. Shut it first.");
}

static const struct {
  const char *name;
  const char *purpose;
  CubbyDoorPhase phase;
  const char *result;
  gboolean more;
  guint choices;
} choices[] = {
    {"an open door of a stow may be too small", "stow", CUBBY_DOOR_OPEN, NULL, FALSE, CUBBY_STAFF_TOO_SMALL},
    {"once is enough", "stow", CUBBY_DOOR_OPEN, "too_small", TRUE, 0},
    {"and when no door is larger", "stow", CUBBY_DOOR_OPEN, "no_larger", FALSE, 0},
    {"a shut one is not", "stow", CUBBY_DOOR_DONE, "loaded", FALSE, CUBBY_STAFF_NEXT_PARCEL},
    {"nothing leads away from a door that opens", "stow", CUBBY_DOOR_OPENING, NULL, FALSE, 0},
    {"the next parcel after one was taken back", "takeback", CUBBY_DOOR_DONE, "taken_back", FALSE,
     CUBBY_STAFF_NEXT_PARCEL},
    {"a removal can be stopped", "removal", CUBBY_DOOR_OPEN, NULL, TRUE, CUBBY_STAFF_STOP},
    {"and between two doors", "removal", CUBBY_DOOR_NEXT, "unloaded", TRUE, CUBBY_STAFF_STOP},
    {"not at its last door", "removal", CUBBY_DOOR_OPEN, NULL, FALSE, 0},
    {"a removal that is over", "removal", CUBBY_DOOR_DONE, "unloaded", FALSE, CUBBY_STAFF_TASKS},
    {"a door that is checked may be empty", "reconcile", CUBBY_DOOR_OPEN, NULL, FALSE, CUBBY_STAFF_NOTHING},
    {"many that are opened can be stopped", "service", CUBBY_DOOR_OPEN, NULL, TRUE, CUBBY_STAFF_STOP},
    {"a door that did not open leads to the tasks", "service", CUBBY_DOOR_NOT_OPENED, NULL, FALSE,
     CUBBY_STAFF_TASKS},
};

static void
test_choices (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpuint (
      cubby_staff_choices (choices[i].purpose, choices[i].phase, choices[i].result, choices[i].more), ==,
      choices[i].choices);
}

static void
test_parcels (void)
{
  g_autofree char *name = cubby_parcel_words_short ("008931234500000018");
  g_assert_cmpstr (name, ==, "…00000018");
  g_autofree char *whole = cubby_parcel_words_short ("P-1");
  g_assert_cmpstr (whole, ==, "…P-1");
  g_autofree char *assigned = cubby_parcel_words_say ("M", "assigned", "A3");
  g_assert_cmpstr (assigned, ==, "M · A3 · a door is kept for it: scan the label");
  g_autofree char *strange = cubby_parcel_words_say ("M", "never_heard", "");
  g_assert_cmpstr (strange, ==, "M · never_heard");
  g_assert_true (cubby_parcel_words_waits ("queued"));
  g_assert_false (cubby_parcel_words_waits ("loaded"));
  g_assert_false (cubby_parcel_words_waits ("never_heard"));
  g_assert_cmpstr (cubby_parcel_words_removal ("overdue"), ==, "was not collected in time");
  g_assert_cmpstr (cubby_parcel_words_removal ("never_heard"), ==, "never_heard");
}

/* The words of the contract for a rejection, and no list without an end. */
static void
test_options (void)
{
  static const char *const why[] = {"damaged", "wrong_parcel", "leaking", "other"};
  const CubbyStaffOption *options = cubby_staff_options_reject ();
  for (guint i = 0; i < G_N_ELEMENTS (why); i++)
    g_assert_cmpstr (options[i].word, ==, why[i]);
  g_assert_null (options[G_N_ELEMENTS (why)].word);
}

static const struct {
  const char *role;
  const char *steps;
} roles[] = {
    {"restock", "restock remove doors"},
    {"supervise", "restock remove doors check open self-test"},
    {"service", "doors self-test"},
    {"never_heard", ""},
    {NULL, ""},
};

static void
test_tasks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++) {
    g_autoptr (GPtrArray) tasks = cubby_staff_tasks_for (roles[i].role);
    g_autoptr (GString) steps = g_string_new (NULL);
    for (guint j = 0; j < tasks->len; j++)
      g_string_append_printf (steps, "%s%s", j > 0 ? " " : "",
                              ((const CubbyStaffTask *)g_ptr_array_index (tasks, j))->step);
    g_assert_cmpstr (steps->str, ==, roles[i].steps);
  }
}

static void
test_states (void)
{
  g_assert_cmpstr (cubby_door_state_say ("forced"), ==, "forced open");
  g_assert_cmpstr (cubby_door_state_say ("never_heard"), ==, "never_heard");
  g_assert_cmpstr (cubby_content_say ("out_of_service"), ==, "out of service");
  g_assert_cmpstr (cubby_content_say ("never_heard"), ==, "never_heard");
}

static const struct {
  const char *difference;
  const char *heading;
  const char *text;
} differences[] = {
    {"missing 008931234500000018", "…00000018", "should be in it, and is not"},
    {"stranger 008931234500000018", "…00000018", "does not belong into this locker: take it out"},
    {"moved 008931234500000018", "…00000018", "is in it, and should lie behind another door"},
    {"found 008931234500000018", "…00000018", "was missing, and is in it"},
    {"odd 008931234500000018", "…00000018", "odd"},
    {"odd", "", "odd"},
    {"", "", ""},
};

static void
test_differences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++) {
    g_autofree char *heading = NULL;
    g_autofree char *text = cubby_report_say_difference (differences[i].difference, &heading);
    g_assert_cmpstr (heading, ==, differences[i].heading);
    g_assert_cmpstr (text, ==, differences[i].text);
  }
}

static void
test_parts (void)
{
  g_autofree char *sensor = cubby_report_say_part ("sensor A3");
  g_assert_cmpstr (sensor, ==, "Sensor A3");
  g_autofree char *journal = cubby_report_say_part ("journal");
  g_assert_cmpstr (journal, ==, "Journal");
  g_autofree char *strange = cubby_report_say_part ("flux 7");
  g_assert_cmpstr (strange, ==, "flux 7");
  g_autofree char *nothing = cubby_report_say_part ("");
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cubby_words_init ();
  cubby_words_set_language ("en");
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/staff-words/%s has words of its own", reasons[i]);
    g_test_add_data_func (path, reasons[i], test_reason);
  }
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/staff-choice/%s", choices[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_choices);
  }
  g_test_add_func ("/kiosk/staff-words/what nobody knows is no answer", test_unknown);
  g_test_add_func ("/kiosk/staff-words/a parcel without room is told its place", test_place);
  g_test_add_func ("/kiosk/staff-words/a parcel is rejected for a reason of the contract", test_options);
  g_test_add_func ("/kiosk/staff-tasks/what a role may not do is not shown", test_tasks);
  g_test_add_func ("/kiosk/door-state-words/a state that is not known is told as it came", test_states);
  g_test_add_func ("/kiosk/report-words/a difference names the parcel and says what it means",
                   test_differences);
  g_test_add_func ("/kiosk/report-words/a part of the self-test is named", test_parts);
  g_test_add_func ("/kiosk/parcel-words/a parcel is told by the end of its label", test_parcels);
  return g_test_run ();
}
