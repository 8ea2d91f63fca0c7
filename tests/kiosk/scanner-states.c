/* SPDX-License-Identifier: Apache-2.0 */
/* What staff reads of the scanners: which is lost, since when, and why. */
#include "app/kiosk/scanner-states.h"

#define NOON G_GINT64_CONSTANT (1773205200000) /* 2026-03-11 12:00 in Vietnam */
#define MINUTE G_GINT64_CONSTANT (60000)
#define WHY "[scanner hand] device: /dev/serial/by-id/usb-1: it was unplugged"

typedef struct {
  const char *scanner;
  gboolean works;
  const char *why;
  gint64 at_ms;
} Event;

typedef struct {
  const char *name;
  Event events[4]; /* ended by one without a scanner */
  const char *said;
} Row;

static const Row rows[] = {
    {"not heard of yet", {{NULL}}, "has said nothing yet"},
    {"it works", {{"hand", TRUE, "", NOON}}, "in order"},
    {"another one is no matter", {{"front", FALSE, "gone", NOON}}, "has said nothing yet"},
    {"it is lost",
     {{"hand", TRUE, "", NOON}, {"hand", FALSE, WHY, NOON + 5 * MINUTE}},
     "has not worked since 12:05 on 11/03: device: /dev/serial/by-id/usb-1: it was unplugged"},
    {"it never worked",
     {{"hand", FALSE, WHY, NOON}},
     "has not worked since 12:00 on 11/03: device: /dev/serial/by-id/usb-1: it was unplugged"},
    {"it is lost for another reason, since the first",
     {{"hand", FALSE, WHY, NOON}, {"hand", FALSE, "another program holds it", NOON + 9 * MINUTE}},
     "has not worked since 12:00 on 11/03: another program holds it"},
    {"it is back", {{"hand", FALSE, WHY, NOON}, {"hand", TRUE, "", NOON + MINUTE}}, "in order"},
    {"it is lost again, since then",
     {{"hand", FALSE, WHY, NOON},
      {"hand", TRUE, "", NOON + MINUTE},
      {"hand", FALSE, WHY, NOON + 60 * MINUTE}},
     "has not worked since 13:00 on 11/03: device: /dev/serial/by-id/usb-1: it was unplugged"},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CubbyScannerSettings front = {.name = (char *)"front"}, hand = {.name = (char *)"hand"};
  CubbySettings settings = {.scanners = g_ptr_array_new ()};
  g_ptr_array_add (settings.scanners, &front);
  g_ptr_array_add (settings.scanners, &hand);
  g_autoptr (CubbyScannerStates) states = cubby_scanner_states_new (&settings);
  for (const Event *event = row->events; event->scanner != NULL; event++)
    cubby_scanner_states_take (states, event->scanner, event->works, event->why, event->at_ms);
  g_assert_cmpuint (cubby_scanner_states_get_n (states), ==, 2);
  const CubbyScannerState *state = cubby_scanner_states_get (states, 1);
  g_assert_cmpstr (state->name, ==, "hand");
  g_autofree char *said = cubby_scanner_state_say (state, "Asia/Ho_Chi_Minh");
  g_assert_cmpstr (said, ==, row->said);
  g_ptr_array_unref (settings.scanners);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/scanner-states/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
