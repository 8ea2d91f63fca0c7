/* SPDX-License-Identifier: Apache-2.0 */
/* The small models of the pages. */
#include "app/kiosk/alarm-words.h"
#include "app/kiosk/basket.h"
#include "app/kiosk/code-entry.h"
#include "app/kiosk/door-flow.h"
#include "app/kiosk/door-sight.h"
#include "app/kiosk/idle.h"
#include "app/kiosk/keyboard-layout.h"
#include "app/kiosk/navigator.h"
#include "app/kiosk/session.h"
#include "app/kiosk/stock-words.h"
#include "app/kiosk/words.h"

#include <string.h>

static const struct {
  const char *name;
  const char *state;
  guint remaining;
  CubbyDoorPhase phase;
} phases[] = {
    {"an issued grant is opening", "issued", 0, CUBBY_DOOR_OPENING},
    {"an intent is opening", "intent", 0, CUBBY_DOOR_OPENING},
    {"opened is open", "opened", 2, CUBBY_DOOR_OPEN},
    {"closed and nothing to come is done", "closed", 0, CUBBY_DOOR_DONE},
    {"closed with another to come is next", "closed", 1, CUBBY_DOOR_NEXT},
    {"not opened", "not_opened", 0, CUBBY_DOOR_NOT_OPENED},
    {"unknown is unsure", "unknown", 0, CUBBY_DOOR_UNSURE},
    {"what is no state is unsure", "gone", 0, CUBBY_DOOR_UNSURE},
};

static void
test_phase (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_door_phase_of (phases[i].state, phases[i].remaining), ==, phases[i].phase);
}

/* Two parcels of one pickup, as lockerd tells it: both are granted, then one lock after the other moves. */
static void
test_two_doors (void)
{
  static const char *const doors[] = {"B2", "C1", NULL};
  static const struct {
    const char *door;
    const char *state;
    guint remaining;
    gboolean follows;
    const char *now; /* afterwards */
    CubbyDoorPhase phase;
  } steps[] = {
      {"B2", "issued", 1, TRUE, "B2", CUBBY_DOOR_OPENING},
      {"C1", "issued", 0, FALSE, "B2", CUBBY_DOOR_OPENING},
      {"B2", "intent", 1, TRUE, "B2", CUBBY_DOOR_OPENING},
      {"A1", "opened", 0, FALSE, "B2", CUBBY_DOOR_OPENING},
      {"B2", "opened", 1, TRUE, "B2", CUBBY_DOOR_OPEN},
      {"C1", "closed", 0, FALSE, "B2", CUBBY_DOOR_OPEN},
      {"B2", "closed", 1, TRUE, "B2", CUBBY_DOOR_NEXT},
      {"C1", "intent", 0, TRUE, "C1", CUBBY_DOOR_OPENING},
      {"B2", "issued", 1, FALSE, "C1", CUBBY_DOOR_OPENING},
      {"C1", "opened", 0, TRUE, "C1", CUBBY_DOOR_OPEN},
      {"C1", "closed", 0, TRUE, "C1", CUBBY_DOOR_DONE},
  };
  const char *now = "B2";
  CubbyDoorPhase phase = CUBBY_DOOR_OPENING;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    gboolean follows = cubby_door_flow_follows (now, phase, doors, steps[i].door, steps[i].state);
    g_assert_cmpint (follows, ==, steps[i].follows);
    if (follows) {
      now = steps[i].door;
      phase = cubby_door_phase_of (steps[i].state, steps[i].remaining);
    }
    g_assert_cmpstr (now, ==, steps[i].now);
    g_assert_cmpint (phase, ==, steps[i].phase);
  }
  g_assert_false (cubby_door_flow_follows ("B2", CUBBY_DOOR_OPEN, NULL, "C1", "opened"));
}

static const struct {
  const char *name;
  const char *door;
  const char *content;
  CubbyDoorSight sight;
} sights[] = {
    {"a shut door is shut, whatever lies behind it", "shut", "loaded", CUBBY_DOOR_SIGHT_SHUT},
    {"an open door is open", "open", "empty", CUBBY_DOOR_SIGHT_OPEN},
    {"a forced door stands open", "forced", "loaded", CUBBY_DOOR_SIGHT_OPEN},
    {"a stuck door is of no use", "stuck", "loaded", CUBBY_DOOR_SIGHT_OUT},
    {"a compartment out of service is crossed out", "shut", "out_of_service", CUBBY_DOOR_SIGHT_OUT},
    {"open is seen even out of service", "open", "out_of_service", CUBBY_DOOR_SIGHT_OPEN},
    {"what is not known is drawn shut", "unknown", "", CUBBY_DOOR_SIGHT_SHUT},
};

static void
test_sight (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_door_sight_of (sights[i].door, sights[i].content), ==, sights[i].sight);
}

static const struct {
  const char *name;
  gint64 untouched_s;
  CubbyIdle idle;
  guint left_s;
} idles[] = {
    {"a touched screen is active", 0, CUBBY_IDLE_ACTIVE, 90},
    {"just before the warning it is active", 69, CUBBY_IDLE_ACTIVE, 21},
    {"the warning comes in time", 70, CUBBY_IDLE_WARNING, 20},
    {"the last second is still warned", 89, CUBBY_IDLE_WARNING, 1},
    {"then it is over", 90, CUBBY_IDLE_OVER, 0},
    {"and stays over", 900, CUBBY_IDLE_OVER, 0},
};

static void
test_idle (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  guint left_s;
  g_assert_cmpint (cubby_idle_judge (idles[i].untouched_s * G_USEC_PER_SEC, 90, 20, &left_s), ==,
                   idles[i].idle);
  g_assert_cmpuint (left_s, ==, idles[i].left_s);
}

static void
test_basket (void)
{
  g_autoptr (CubbyBasket) basket = cubby_basket_new ();
  cubby_basket_add (basket, "A", 1);
  cubby_basket_add (basket, "B", 2);
  cubby_basket_add (basket, "A", 1);
  g_assert_cmpuint (cubby_basket_get_n_lines (basket), ==, 2);
  g_assert_cmpuint (cubby_basket_count (basket), ==, 4);
  cubby_basket_add (basket, "A", 1000);
  g_assert_cmpuint (cubby_basket_get_line (basket, 0)->quantity, ==, CUBBY_BASKET_MAX_QUANTITY);
  cubby_basket_set_quantity (basket, "A", 0);
  cubby_basket_set_quantity (basket, "C", 0);
  g_assert_cmpstr (cubby_basket_get_line (basket, 0)->sku, ==, "B");
  cubby_basket_take (basket, "B", 1);
  cubby_basket_take (basket, "C", 1);
  g_assert_cmpuint (cubby_basket_count (basket), ==, 1);
  cubby_basket_add (basket, "D", 1);
  cubby_basket_take (basket, "D", 5);
  g_assert_cmpuint (cubby_basket_get_n_lines (basket), ==, 1);
}

static void
test_code_entry (void)
{
  g_autofree char *none = cubby_code_entry_show ("");
  g_assert_cmpstr (none, ==, "·····–·····");
  g_autofree char *some = cubby_code_entry_show ("ABCDE7");
  g_assert_cmpstr (some, ==, "ABCDE–7····");
  g_autofree char *full = cubby_code_entry_type ("ABCDE7FGHJ", "K");
  g_assert_cmpstr (full, ==, "ABCDE7FGHJ");
  g_assert_true (cubby_code_entry_is_full (full));
  g_autofree char *less = cubby_code_entry_erase (full);
  g_assert_cmpstr (less, ==, "ABCDE7FGH");
  g_autofree char *empty = cubby_code_entry_erase ("");
  g_assert_cmpstr (empty, ==, "");
}

/* Each character of Crockford's alphabet is on the keyboard for codes, and no other. */
static void
test_code_keys (void)
{
  const CubbyKeyboardLayout *layout = cubby_keyboard_layout_get (CUBBY_KEYS_CODE);
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; i < CUBBY_KEYBOARD_MAX_ROWS && layout->rows[i] != NULL; i++)
    g_string_append (all, layout->rows[i]);
  guint keys = 0;
  for (const char *c = all->str; *c != '\0'; c++) {
    if (*c == ' ')
      continue;
    g_assert_nonnull (strchr ("0123456789ABCDEFGHJKMNPQRSTVWXYZ", *c));
    keys++;
  }
  g_assert_cmpuint (keys, ==, 32);
}

static void
test_layouts (void)
{
  for (guint keys = 0; keys < CUBBY_N_KEYS; keys++) {
    const CubbyKeyboardLayout *layout = cubby_keyboard_layout_get (keys);
    for (guint i = 0; i < CUBBY_KEYBOARD_MAX_ROWS && layout->rows[i] != NULL; i++) {
      g_auto (GStrv) texts = g_strsplit (layout->rows[i], " ", -1);
      g_assert_cmpuint (g_strv_length (texts), <=, 12);
      for (char **text = texts; *text != NULL; text++)
        g_assert_cmpint (g_utf8_strlen (*text, -1), ==, 1);
    }
  }
}

static void
test_stock (void)
{
  const CubbyAvailability here = {3, 2, 1};
  const CubbyAvailability near = {0, 2, 1};
  const CubbyAvailability online = {0, 0, 1};
  const CubbyAvailability none = {0, 0, 0};
  g_autofree char *line = cubby_stock_say_line (&here);
  g_assert_cmpstr (line, ==, "3 here");
  g_assert_cmpint (cubby_stock_judge (&near), ==, CUBBY_STOCK_NEAR);
  g_assert_cmpint (cubby_stock_judge (&online), ==, CUBBY_STOCK_ONLINE);
  g_assert_cmpint (cubby_stock_judge (&none), ==, CUBBY_STOCK_NONE);
  g_autofree char *stores = cubby_stock_say_stores (2);
  g_assert_cmpstr (stores, ==, "2 stores near");
}

static void
test_stock_age (void)
{
  const gint64 now_ms = G_GINT64_CONSTANT (1763690460000);
  g_assert_null (cubby_stock_say_age (now_ms, now_ms - 59 * 1000));
  g_autofree char *minutes = cubby_stock_say_age (now_ms, now_ms - 12 * 60 * 1000);
  g_assert_cmpstr (minutes, ==, "Stock of 12 minutes ago");
  g_autofree char *hours = cubby_stock_say_age (now_ms, now_ms - 3 * 3600 * 1000);
  g_assert_cmpstr (hours, ==, "Stock of 3 hours ago");
  g_autofree char *never = cubby_stock_say_age (now_ms, 0);
  g_assert_cmpstr (never, ==, "The stock shown may be old");
}

/* All that locker-view.c and alarms.c of lockerd tell; words.py compares. */
static void
test_alarms (void)
{
  static const char *const kinds[] = {"forced",   "left-open", "stuck",   "review",  "withdrawn", "no-door",
                                      "help",     "door",      "payment", "board",   "journal",   "clock",
                                      "assigned", "remove",    "service", "parcels", "self-test"};
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpstr (cubby_alarm_say (kinds[i], "as lockerd says"), !=, "as lockerd says");
  g_assert_cmpstr (cubby_alarm_say ("new", "as lockerd says"), ==, "as lockerd says");
}

static void
test_session (void)
{
  g_autoptr (CubbySession) session = cubby_session_new ("vi");
  cubby_session_set (&session->language, "en");
  cubby_session_set (&session->checkout.contact, "0901234567");
  cubby_session_set (&session->shift.id, "s1");
  cubby_basket_add (session->basket, "A", 1);
  session->ease.large_text = TRUE;
  g_assert_cmpint (cubby_pending_order_place (&session->pending, "{}", "k1"), ==, CUBBY_ORDER_SEND);
  guint visit = session->visit;
  cubby_session_end_shift (session);
  g_assert_cmpuint (session->visit, ==, visit);
  cubby_session_set (&session->shift.id, "s1");
  cubby_session_come_home (session);
  g_assert_cmpuint (session->visit, !=, visit);
  g_assert_cmpstr (session->pending.key, ==, "k1");
  g_assert_null (session->checkout.contact);
  g_assert_null (session->shift.id);
  g_assert_cmpuint (cubby_basket_count (session->basket), ==, 1);
  session->news = TRUE;
  cubby_session_set (&session->checkout.number, "C-1");
  cubby_session_come_home (session);
  g_assert_cmpstr (session->checkout.number, ==, "C-1");
  cubby_session_clear (session, "vi");
  g_assert_null (session->checkout.number);
  g_assert_null (session->pending.key);
  g_assert_cmpuint (cubby_basket_count (session->basket), ==, 0);
  g_assert_false (session->ease.large_text);
  g_assert_cmpstr (session->language, ==, "vi");
}

static void
test_navigator (void)
{
  g_autoptr (CubbyNavigator) navigator = cubby_navigator_new ();
  g_assert_true (cubby_navigator_step (navigator, CUBBY_STEP_SHOP));
  g_assert_true (cubby_navigator_step (navigator, CUBBY_STEP_LIST));
  g_assert_true (cubby_navigator_step (navigator, CUBBY_STEP_PRODUCT));
  g_assert_true (cubby_navigator_step (navigator, CUBBY_STEP_BACK));
  g_assert_cmpint (cubby_navigator_get_route (navigator), ==, CUBBY_ROUTE_LIST);
  g_assert_false (cubby_navigator_step (navigator, CUBBY_STEP_SIGNED_IN));
  g_assert_cmpint (cubby_navigator_get_route (navigator), ==, CUBBY_ROUTE_LIST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cubby_words_init ();
  cubby_words_set_language ("en");
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/door-flow/%s", phases[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_phase);
  }
  g_test_add_func ("/kiosk/door-flow/two parcels of one pickup, one door after the other", test_two_doors);
  for (guint i = 0; i < G_N_ELEMENTS (sights); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/door-sight/%s", sights[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_sight);
  }
  for (guint i = 0; i < G_N_ELEMENTS (idles); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/idle/%s", idles[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_idle);
  }
  g_test_add_func ("/kiosk/basket/lines add up, and never beyond the most", test_basket);
  g_test_add_func ("/kiosk/code-entry/a code is shown as wide as it will be", test_code_entry);
  g_test_add_func ("/kiosk/keyboard-layout/the keys of a code are Crockford's", test_code_keys);
  g_test_add_func ("/kiosk/keyboard-layout/a key is one character, a row twelve at most", test_layouts);
  g_test_add_func ("/kiosk/stock-words/the nearest place is told", test_stock);
  g_test_add_func ("/kiosk/stock-words/age is told when older than a minute", test_stock_age);
  g_test_add_func ("/kiosk/alarm-words/each kind of alarm has words of its own", test_alarms);
  g_test_add_func ("/kiosk/session/home keeps the basket and a pending order, the time-out nothing",
                   test_session);
  g_test_add_func ("/kiosk/navigator/back leads where one came from", test_navigator);
  return g_test_run ();
}
