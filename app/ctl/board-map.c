/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-map.h"

/* What each kind of lesson asks for. */
static const char *const advice[CUBBY_N_LESSON_KINDS] = {
    [CUBBY_LESSON_RIGHT] = "right",
    [CUBBY_LESSON_RELABEL] = "another door hangs on this channel, with its sensor: the doors= below say so",
    [CUBBY_LESSON_LOCK_ELSEWHERE] =
        "the wires of the lock, or of the sensors, are on another channel: move them",
    [CUBBY_LESSON_SENSOR_ELSEWHERE] = "the wires of the sensor are on another channel: move them",
    [CUBBY_LESSON_NO_SENSOR] = "the door opened and no input changed: its sensor is not wired, or stuck",
    [CUBBY_LESSON_NO_DOOR] = "an input changed and no door was seen to open: look at the sensor",
    [CUBBY_LESSON_NOTHING] =
        "nothing opened: look at the lock's wires, its supply, and that nothing blocks it",
    [CUBBY_LESSON_SEVERAL] =
        "several inputs changed: a short between their wires, or somebody moved a door; try again",
};

int
cubby_board_map_find_door (const CubbySettings *settings, guint board, guint channel)
{
  for (guint i = 0; i < cubby_bank_get_n_compartments (settings->bank); i++) {
    const CubbyCompartment *compartment = cubby_bank_get_compartment (settings->bank, i);
    if (compartment->board == board && compartment->channel == channel)
      return (int)i;
  }
  return -1;
}

static const char *
get_door_name (const CubbySettings *settings, guint board, int channel)
{
  int door = channel >= 0 ? cubby_board_map_find_door (settings, board, (guint)channel) : -1;
  return door >= 0 ? cubby_bank_get_compartment (settings->bank, (guint)door)->name : "-";
}

char *
cubby_board_map_explain (const CubbySettings *settings, guint board, const CubbyLesson *lesson)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int input = cubby_lesson_get_input (lesson);
  g_string_append_printf (text, "channel %u (%s):", lesson->channel + 1,
                          get_door_name (settings, board, (int)lesson->channel));
  if (lesson->door != CUBBY_LESSON_NOT_ASKED)
    g_string_append_printf (text, " door %s,", get_door_name (settings, board, lesson->door));
  if (lesson->sensed && input != CUBBY_LESSON_NONE)
    g_string_append_printf (text, " input %d (%s),", input + 1, get_door_name (settings, board, input));
  g_string_append_printf (text, " %s", advice[cubby_lesson_judge (lesson)]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: the channel that door @door of the configuration was found on; its own where nothing else was
 * proved. */
static guint
find_channel (const CubbySettings *settings, guint board, guint door, const CubbyLesson *lessons,
              guint n_lessons)
{
  guint own = cubby_bank_get_compartment (settings->bank, door)->channel;
  for (guint i = 0; i < n_lessons; i++)
    if (cubby_lesson_judge (&lessons[i]) == CUBBY_LESSON_RELABEL && lessons[i].door == (int)own)
      return lessons[i].channel;
  return own;
}

static void
append_column (const CubbySettings *settings, guint board, guint column, const CubbyLesson *lessons,
               guint n_lessons, GString *text)
{
  g_string_append_printf (text, "[column %s]\ndoors=",
                          ((const CubbyColumn *)g_ptr_array_index (settings->bank->columns, column))->name);
  const char *between = "";
  for (guint i = 0; i < cubby_bank_get_n_compartments (settings->bank); i++) {
    const CubbyCompartment *door = cubby_bank_get_compartment (settings->bank, i);
    if (door->column != column)
      continue;
    guint channel =
        door->board == board ? find_channel (settings, board, i, lessons, n_lessons) : door->channel;
    g_string_append_printf (
        text, "%s%s %s %s/%u", between, door->name, cubby_size_to_string (door->size),
        ((const CubbyBoardSettings *)g_ptr_array_index (settings->boards, door->board))->name, channel + 1);
    between = "; ";
  }
  g_string_append_c (text, '\n');
}

static gboolean
column_has_board (const CubbySettings *settings, guint column, guint board)
{
  for (guint i = 0; i < cubby_bank_get_n_compartments (settings->bank); i++) {
    const CubbyCompartment *door = cubby_bank_get_compartment (settings->bank, i);
    if (door->column == column && door->board == board)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_shut_one (const CubbyBoardSettings *place, const CubbyLesson *lessons, guint n_lessons)
{
  CubbyPolarity polarity = cubby_lessons_get_polarity (lessons, n_lessons, place->shut_is_one);
  return polarity == CUBBY_POLARITY_INVERTED ? !place->shut_is_one : place->shut_is_one;
}

static void
append_wrong (const CubbySettings *settings, guint board, const CubbyLesson *lessons, guint n_lessons,
              GString *text)
{
  for (guint i = 0; i < n_lessons; i++) {
    CubbyLessonKind kind = cubby_lesson_judge (&lessons[i]);
    if (kind == CUBBY_LESSON_RIGHT || kind == CUBBY_LESSON_RELABEL)
      continue;
    g_autofree char *line = cubby_board_map_explain (settings, board, &lessons[i]);
    g_string_append_printf (text, "# NOT PROVED: %s\n", line);
  }
  for (guint i = 0; i < n_lessons; i++)
    for (guint n = i + 1; n < n_lessons; n++)
      if (cubby_lessons_are_swapped (&lessons[i], &lessons[n]))
        g_string_append_printf (text, "# Channels %u and %u are swapped.\n", lessons[i].channel + 1,
                                lessons[n].channel + 1);
}

char *
cubby_board_map_print (const CubbySettings *settings, guint board, const CubbyLesson *lessons,
                       guint n_lessons)
{
  const CubbyBoardSettings *place = g_ptr_array_index (settings->boards, board);
  const CubbyBusSettings *bus = g_ptr_array_index (settings->buses, place->bus);
  g_autoptr (GString) text = g_string_new (NULL);
  append_wrong (settings, board, lessons, n_lessons, text);
  g_string_append_printf (text,
                          "[board %s]\nbus=%s\nprofile=%s\nunit=%u\npower-group=%s\ninput-when-shut=%d\n",
                          place->name, bus->name, place->profile, place->unit, place->power_group,
                          is_shut_one (place, lessons, n_lessons) ? 1 : 0);
  for (guint i = 0; i < settings->bank->columns->len; i++)
    if (column_has_board (settings, i, board))
      append_column (settings, board, i, lessons, n_lessons, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
cubby_board_map_is_right (const CubbySettings *settings, guint board, const CubbyLesson *lessons,
                          guint n_lessons)
{
  const CubbyBoardSettings *place = g_ptr_array_index (settings->boards, board);
  CubbyPolarity polarity = cubby_lessons_get_polarity (lessons, n_lessons, place->shut_is_one);
  for (guint i = 0; i < n_lessons; i++)
    if (cubby_lesson_judge (&lessons[i]) != CUBBY_LESSON_RIGHT)
      return FALSE;
  return polarity == CUBBY_POLARITY_AS_SAID || polarity == CUBBY_POLARITY_UNKNOWN;
}

static void
build_lesson (const CubbySettings *settings, guint board, const CubbyLesson *lesson, JsonBuilder *builder)
{
  int input = cubby_lesson_get_input (lesson);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "channel");
  json_builder_add_int_value (builder, (gint64)lesson->channel + 1);
  json_builder_set_member_name (builder, "door");
  json_builder_add_string_value (builder, get_door_name (settings, board, (int)lesson->channel));
  json_builder_set_member_name (builder, "seen");
  if (lesson->door == CUBBY_LESSON_NOT_ASKED)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, get_door_name (settings, board, lesson->door));
  json_builder_set_member_name (builder, "input");
  json_builder_add_int_value (builder, input + 1);
  json_builder_set_member_name (builder, "result");
  json_builder_add_string_value (builder, cubby_lesson_kind_to_string (cubby_lesson_judge (lesson)));
  json_builder_end_object (builder);
}

void
cubby_board_map_to_json (const CubbySettings *settings, guint board, const CubbyLesson *lessons,
                         guint n_lessons, JsonBuilder *builder)
{
  const CubbyBoardSettings *place = g_ptr_array_index (settings->boards, board);
  g_autofree char *lines = cubby_board_map_print (settings, board, lessons, n_lessons);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "board");
  json_builder_add_string_value (builder, place->name);
  json_builder_set_member_name (builder, "right");
  json_builder_add_boolean_value (builder, cubby_board_map_is_right (settings, board, lessons, n_lessons));
  json_builder_set_member_name (builder, "input_when_shut");
  json_builder_add_int_value (builder, is_shut_one (place, lessons, n_lessons) ? 1 : 0);
  json_builder_set_member_name (builder, "channels");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_lessons; i++)
    build_lesson (settings, board, &lessons[i], builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "configuration");
  json_builder_add_string_value (builder, lines);
  json_builder_end_object (builder);
}
