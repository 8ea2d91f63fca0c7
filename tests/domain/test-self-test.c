/* SPDX-License-Identifier: Apache-2.0 */
/* The self-test: what is good, when it is due, its report as text. */
#include "app/domain/self-test.h"
#include "tests/domain/locker-world.h"

#include <string.h>

typedef struct {
  const char *name;
  CubbyReading reading; /* of door A1 */
  gboolean loaded;
  gboolean at_work;
  CubbySensorFacts facts;
  gboolean good;
  const char *says;
} DoorRow;

static const DoorRow door_rows[] = {
    {"a shut door", CUBBY_READING_SHUT, FALSE, FALSE, {TRUE, 2, 1}, TRUE, "Door A1 is shut."},
    {"a loaded shut door", CUBBY_READING_SHUT, TRUE, FALSE, {TRUE, 2, 1}, TRUE, "Door A1 is shut."},
    {"a silent sensor", CUBBY_READING_UNKNOWN, FALSE, FALSE, {TRUE, 0, 0}, FALSE, "says nothing"},
    {"a door without a sensor", CUBBY_READING_UNKNOWN, FALSE, FALSE, {FALSE, 0, 0}, TRUE, "has no sensor"},
    {"an open door", CUBBY_READING_OPEN, FALSE, FALSE, {TRUE, 1, 0}, FALSE, "stands open."},
    {"a loaded open door", CUBBY_READING_OPEN, TRUE, FALSE, {TRUE, 1, 0}, FALSE, "a parcel should lie"},
    {"an open door at which somebody is", CUBBY_READING_OPEN, TRUE, TRUE, {TRUE, 1, 1}, TRUE, "is open."},
    {"a door that is used much", CUBBY_READING_SHUT, FALSE, FALSE, {TRUE, 80, 40}, TRUE, "is shut"},
    {"a door that was played with", CUBBY_READING_SHUT, FALSE, FALSE, {TRUE, 6, 1}, TRUE, "is shut"},
    {"a door that flaps", CUBBY_READING_SHUT, FALSE, FALSE, {TRUE, 81, 20}, FALSE, "changed 81 times at 20"},
};

static void
doors (gconstpointer data)
{
  const DoorRow *row = data;
  g_autoptr (World) world = world_new_ready ();
  CubbySensorFacts facts[6] = {[0] = row->facts};
  if (row->loaded)
    world_load (world, "P1", CUBBY_SIZE_S, "F1", "cti");
  world_pass_ms (world, 60000);
  if (row->at_work)
    g_assert_cmpstr (world_present (world, "cti"), ==, "granted");
  world_read (world, "A1", row->reading);
  g_autoptr (CubbySelfTest) test = cubby_self_test_new (1);
  cubby_self_test_judge_doors (test, world->locker, world->bank, facts);
  g_assert_cmpuint (test->lines->len, ==, 6);
  const CubbySelfTestLine *line = g_ptr_array_index (test->lines, 0);
  g_assert_cmpstr (line->what, ==, "sensor A1");
  g_assert_cmpint (line->good, ==, row->good);
  g_assert_nonnull (strstr (line->sentence, row->says));
}

static void
others (void)
{
  g_autoptr (CubbySelfTest) test = cubby_self_test_new (1);
  cubby_self_test_judge_journal (test, 7, NULL);
  cubby_self_test_judge_journal (test, 7, "row 3 was changed");
  cubby_self_test_judge_disk (test, 5000000000, 100000000000);
  cubby_self_test_judge_disk (test, 3000000000, 100000000000);
  cubby_self_test_judge_disk (test, 60000000, 1000000000);
  cubby_self_test_judge_clock (test, 299999);
  cubby_self_test_judge_clock (test, 300000);
  cubby_self_test_judge_outbox (test, 0, 0, 100);
  cubby_self_test_judge_outbox (test, 9, 1000, 1000 + 24 * 3600 * 1000 - 1);
  cubby_self_test_judge_outbox (test, 9, 1000, 1000 + 24 * 3600 * 1000);
  static const char good[] = "1010010110";
  for (guint i = 0; i < test->lines->len; i++)
    g_assert_cmpint (((const CubbySelfTestLine *)g_ptr_array_index (test->lines, i))->good, ==,
                     good[i] == '1');
  g_assert_cmpuint (cubby_self_test_count_failed (test), ==, 5);
}

static void
text (void)
{
  g_autoptr (CubbySelfTest) test = cubby_self_test_new (1800000000000);
  cubby_self_test_add (test, "board 1", TRUE, "It answers.");
  cubby_self_test_add (test, "lock A1", FALSE, "An error\tof\ntwo lines.");
  g_autofree char *written = cubby_self_test_format (test);
  g_assert_cmpstr (written, ==,
                   "self-test at 1800000000000\ngood\tboard 1\tIt answers.\n"
                   "bad\tlock A1\tAn error of two lines.\n");
  g_autoptr (CubbySelfTest) again = cubby_self_test_parse (written);
  g_autofree char *written_again = cubby_self_test_format (again);
  g_assert_cmpstr (written, ==, written_again);
  static const char *const broken[] = {
      "",
      "self-test at 5",
      "self-test at 0\n",
      "self-test at x\n",
      "self-test at 5\ngood\tboard 1\tIt ans",
      "self-test at 5\nfine\tboard 1\tIt answers.\n",
      "self-test at 5\ngood\tboard 1\n",
      "self-test at 5\ngood\tboard 1\ta\tb\n",
      "self-test at 5\ngood\tboard \xff\ta\n",
  };
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    g_assert_null (cubby_self_test_parse (broken[i]));
}

typedef struct {
  const char *name;
  const char *zone;
  const char *now;
  guint minute;
  const char *next;
} NextRow;

#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"

static const NextRow next_rows[] = {
    {"tonight", "+07:00", "2026-11-21T20:00:00Z", 210, "2026-11-21T20:30:00Z"},
    {"tomorrow", "+07:00", "2026-11-21T20:30:00Z", 210, "2026-11-22T20:30:00Z"},
    {"over the year's end", "+07:00", "2026-12-31T16:00:00Z", 0, "2026-12-31T17:00:00Z"},
    {"the night the clocks go back", BERLIN, "2026-10-24T12:00:00Z", 210, "2026-10-25T02:30:00Z"},
    {"the night after it", BERLIN, "2026-10-25T12:00:00Z", 210, "2026-10-26T02:30:00Z"},
    {"the night the clocks go forward", BERLIN, "2026-03-28T12:00:00Z", 210, "2026-03-29T01:30:00Z"},
};

static void
next (gconstpointer data)
{
  const NextRow *row = data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (row->zone);
  g_assert_nonnull (zone);
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (row->now, NULL);
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_utc (
      cubby_self_test_get_next_ms (g_date_time_to_unix (now) * 1000, row->minute, zone) / 1000);
  g_autofree char *got = g_date_time_format_iso8601 (then);
  g_assert_cmpstr (got, ==, row->next);
}

/* An hour that a night has twice is one test; an hour that it has not is one as well. */
static void
every_day_once (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (BERLIN);
  for (guint minute = 0; minute < 24 * 60; minute += 30) {
    gint64 at_ms = 1800000000000;
    for (guint day = 0; day < 366; day++) {
      gint64 next_ms = cubby_self_test_get_next_ms (at_ms, minute, zone);
      g_assert_cmpint (next_ms, >, at_ms);
      if (day > 0)
        g_assert_cmpint (ABS (next_ms - at_ms - 24LL * 3600 * 1000), <=, 3600 * 1000);
      at_ms = next_ms;
    }
  }
}

static gboolean
has_alarm (World *world)
{
  g_autoptr (GArray) alarms = cubby_locker_list_alarms (world->locker);
  for (guint i = 0; i < alarms->len; i++)
    if (g_str_equal (g_array_index (alarms, CubbyAlarm, i).kind, "self-test"))
      return TRUE;
  return FALSE;
}

static void
alarm_until_good (void)
{
  g_autoptr (World) world = world_new_ready ();
  g_autoptr (CubbySelfTest) test = cubby_self_test_new (world->now_ms);
  cubby_self_test_add (test, "lock A1", FALSE, "x");
  world_do (world, cubby_locker_decide_self_test (world->locker, world->now_ms, test));
  g_assert_true (has_alarm (world));
  g_assert_true (
      world_reported (world, "self_test.done {\"good\":\"no\",\"checks\":\"1\",\"failed\":\"1\"}"));
  world_crash (world);
  g_assert_true (has_alarm (world));
  g_ptr_array_set_size (test->lines, 0);
  world_do (world, cubby_locker_decide_self_test (world->locker, world->now_ms, test));
  g_assert_false (has_alarm (world));
  world_check_replay (world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (door_rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/self-test/", door_rows[i].name, NULL);
    g_test_add_data_func (path, &door_rows[i], doors);
  }
  for (guint i = 0; i < G_N_ELEMENTS (next_rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/self-test/it is due ", next_rows[i].name, NULL);
    g_test_add_data_func (path, &next_rows[i], next);
  }
  g_test_add_func ("/domain/self-test/it is due once a day", every_day_once);
  g_test_add_func ("/domain/self-test/journal, disk, clock and outbox", others);
  g_test_add_func ("/domain/self-test/the report is read as it was written", text);
  g_test_add_func ("/domain/self-test/a bad one is an alarm until a good one", alarm_until_good);
  return g_test_run ();
}
