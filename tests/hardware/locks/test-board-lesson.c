/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/board-lesson.h"

#include <string.h>

/* A pulse of channel 3 (0-based 2), shut contacts 1: which inputs changed (a letter a channel), and which
 * door a person saw: '-' none, '?' not asked. */
typedef struct {
  const char *path;
  const char *changed;
  char door;
  gboolean sensed;
  CubbyLessonKind kind;
} Row;

static const Row rows[] = {
    {"its door and its sensor", "c", 'c', TRUE, CUBBY_LESSON_RIGHT},
    {"its sensor, and nobody is asked", "c", '?', TRUE, CUBBY_LESSON_RIGHT},
    {"its door, on a board without sensors", "", 'c', FALSE, CUBBY_LESSON_RIGHT},
    {"another door and the lock's own sensor", "c", 'e', TRUE, CUBBY_LESSON_RELABEL},
    {"another door, on a board without sensors", "", 'e', FALSE, CUBBY_LESSON_RELABEL},
    {"another door and that door's sensor", "e", 'e', TRUE, CUBBY_LESSON_LOCK_ELSEWHERE},
    {"another sensor, and nobody is asked", "e", '?', TRUE, CUBBY_LESSON_LOCK_ELSEWHERE},
    {"its door and another sensor", "e", 'c', TRUE, CUBBY_LESSON_SENSOR_ELSEWHERE},
    {"its door and no sensor", "", 'c', TRUE, CUBBY_LESSON_NO_SENSOR},
    {"another door and no sensor", "", 'e', TRUE, CUBBY_LESSON_NO_SENSOR},
    {"a sensor and no door", "c", '-', TRUE, CUBBY_LESSON_NO_DOOR},
    {"neither", "", '-', TRUE, CUBBY_LESSON_NOTHING},
    {"neither, and nobody is asked", "", '?', TRUE, CUBBY_LESSON_NOTHING},
    {"neither, without sensors", "", '-', FALSE, CUBBY_LESSON_NOTHING},
    {"two sensors", "ce", 'c', TRUE, CUBBY_LESSON_SEVERAL},
    {"two sensors and nobody is asked", "ab", '?', TRUE, CUBBY_LESSON_SEVERAL},
};

static CubbyLesson
make_lesson (guint channel, const char *changed, char door, gboolean sensed)
{
  CubbyLesson lesson = {.channel = channel, .sensed = sensed, .before = 0xFF, .after = 0xFF};
  for (; *changed != '\0'; changed++)
    lesson.after ^= G_GUINT64_CONSTANT (1) << (*changed - 'a');
  lesson.door = door == '?' ? CUBBY_LESSON_NOT_ASKED : door == '-' ? CUBBY_LESSON_NONE : door - 'a';
  return lesson;
}

static void
test_judge (gconstpointer data)
{
  const Row *row = data;
  CubbyLesson lesson = make_lesson (2, row->changed, row->door, row->sensed);
  g_assert_cmpstr (cubby_lesson_kind_to_string (cubby_lesson_judge (&lesson)), ==,
                   cubby_lesson_kind_to_string (row->kind));
}

/* Channels a, b, c … were pulsed in turn; a letter for the door that opened, '-' for none. */
typedef struct {
  const char *path;
  const char *doors;
  int shift;
} ShiftRow;

static const ShiftRow shift_rows[] = {
    {"all in place", "abcd", 0},
    {"one door proves nothing", "b", 0},
    {"each the next", "bcde", 1},
    {"each the next, the last nothing", "bcd-", 1},
    {"each the one before, the first nothing", "-abc", -1},
    {"two are enough", "bc", 1},
    {"a swapped pair is none", "bacd", 0},
    {"one in its place is none", "bcc", 0},
    {"nothing opened", "----", 0},
    {"two further on", "cd", 2},
};

static void
test_shift (gconstpointer data)
{
  const ShiftRow *row = data;
  CubbyLesson by_person[8], by_sensor[8];
  guint n = (guint)strlen (row->doors);
  for (guint i = 0; i < n; i++) {
    const char changed[] = {row->doors[i] == '-' ? '\0' : row->doors[i], '\0'};
    by_person[i] = make_lesson (i, "", row->doors[i], FALSE);
    by_sensor[i] = make_lesson (i, changed, '?', TRUE);
  }
  g_assert_cmpint (cubby_lessons_get_shift (by_person, n), ==, row->shift);
  g_assert_cmpint (cubby_lessons_get_shift (by_sensor, n), ==, row->shift);
}

static void
test_other_base (void)
{
  const CubbyLockBoard *from_1 = cubby_lock_board_find ("eletechsup-fc06");
  const CubbyLockBoard *from_0 = cubby_lock_board_find ("eletechsup-fc06-base0");
  g_assert_true (cubby_lock_board_find_shifted (from_1, 1) == from_0);
  g_assert_true (cubby_lock_board_find_shifted (from_0, -1) == from_1);
  g_assert_null (cubby_lock_board_find_shifted (from_1, -1));
  g_assert_null (cubby_lock_board_find_shifted (from_0, 1));
  g_assert_null (cubby_lock_board_find_shifted (cubby_lock_board_find ("waveshare-rtu-d"), 1));
}

static void
test_polarity (void)
{
  CubbyLesson lessons[] = {make_lesson (0, "a", 'a', TRUE), make_lesson (1, "b", 'b', TRUE),
                           make_lesson (2, "", 'c', TRUE)};
  g_assert_cmpint (cubby_lessons_get_polarity (lessons, 0, TRUE), ==, CUBBY_POLARITY_UNKNOWN);
  g_assert_cmpint (cubby_lessons_get_polarity (lessons, 3, TRUE), ==, CUBBY_POLARITY_AS_SAID);
  g_assert_cmpint (cubby_lessons_get_polarity (lessons, 3, FALSE), ==, CUBBY_POLARITY_INVERTED);
  lessons[1].before ^= 2;
  lessons[1].after ^= 2;
  g_assert_cmpint (cubby_lessons_get_polarity (lessons, 3, TRUE), ==, CUBBY_POLARITY_MIXED);
  g_assert_cmpint (cubby_lessons_get_polarity (&lessons[2], 1, TRUE), ==, CUBBY_POLARITY_UNKNOWN);
}

static void
test_swapped (void)
{
  const CubbyLesson locks[] = {make_lesson (0, "b", 'b', TRUE), make_lesson (1, "a", 'a', TRUE)};
  const CubbyLesson sensors[] = {make_lesson (0, "b", 'a', TRUE), make_lesson (1, "a", 'b', TRUE)};
  const CubbyLesson right[] = {make_lesson (0, "a", 'a', TRUE), make_lesson (1, "b", 'b', TRUE)};
  const CubbyLesson shifted[] = {make_lesson (0, "b", 'b', TRUE), make_lesson (1, "c", 'c', TRUE)};
  g_assert_true (cubby_lessons_are_swapped (&locks[0], &locks[1]));
  g_assert_true (cubby_lessons_are_swapped (&sensors[0], &sensors[1]));
  g_assert_false (cubby_lessons_are_swapped (&right[0], &right[1]));
  g_assert_false (cubby_lessons_are_swapped (&shifted[0], &shifted[1]));
  g_assert_false (cubby_lessons_are_swapped (&locks[0], &sensors[1]));
  g_assert_false (cubby_lessons_are_swapped (&locks[0], &locks[0]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/locks/lesson/", rows[i].path, NULL);
    g_test_add_data_func (path, &rows[i], test_judge);
  }
  for (guint i = 0; i < G_N_ELEMENTS (shift_rows); i++) {
    g_autofree char *path = g_strconcat ("/locks/base/", shift_rows[i].path, NULL);
    g_test_add_data_func (path, &shift_rows[i], test_shift);
  }
  g_test_add_func ("/locks/base/the same board from another number", test_other_base);
  g_test_add_func ("/locks/lesson/inverted sensors", test_polarity);
  g_test_add_func ("/locks/lesson/swapped wires", test_swapped);
  return g_test_run ();
}
