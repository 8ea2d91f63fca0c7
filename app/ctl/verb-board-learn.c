/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-ask.h"
#include "app/ctl/board-map.h"
#include "app/ctl/board-place.h"
#include "app/ctl/board-report.h"
#include "app/ctl/board-teacher.h"
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"

#include <string.h>

#define SHUT_S 60
#define ANOTHER_BOARD (-3)

typedef struct {
  const CubbyBoardPlace *place;
  const CubbyLockBoard *board;
  CubbyBoardTeacher *teacher;
  gboolean by_sensor;
  GByteArray *channels; /* from 1 */
  GArray *lessons;      /* of CubbyLesson */
} School;

static const char *
get_door_name (const School *school, guint channel)
{
  const CubbySettings *settings = school->place->settings;
  int door = cubby_board_map_find_door (settings, school->place->board, channel);
  return door >= 0 ? cubby_bank_get_compartment (settings->bank, (guint)door)->name : "no door";
}

/* Returns: FALSE when it is not an answer. */
static gboolean
read_answer (const School *school, const char *answer, guint channel, int *ret_door)
{
  const CubbySettings *settings = school->place->settings;
  int door = cubby_bank_find (settings->bank, answer);
  if (door >= 0) {
    const CubbyCompartment *compartment = cubby_bank_get_compartment (settings->bank, (guint)door);
    *ret_door = compartment->board == school->place->board ? (int)compartment->channel : ANOTHER_BOARD;
    return TRUE;
  }
  if (g_ascii_strcasecmp (answer, "n") == 0) {
    *ret_door = CUBBY_LESSON_NONE;
    return TRUE;
  }
  *ret_door = (int)channel;
  return *answer == '\0' || g_ascii_strcasecmp (answer, "y") == 0;
}

/* Returns: FALSE when nobody answers, or a door of another board opened; both end it. */
static gboolean
ask_door (const School *school, CubbyLesson *lesson)
{
  const char *own = get_door_name (school, lesson->channel);
  for (;;) {
    g_autofree char *answer = cubby_board_ask (
        "Channel %u: did %s open? (y, n, or the name of the door that did)", lesson->channel + 1, own);
    if (answer == NULL) {
      cubby_ctl_failed ("nobody answers; --by-sensor asks the sensors alone");
      return FALSE;
    }
    if (!read_answer (school, answer, lesson->channel, &lesson->door)) {
      g_printerr ("There is no door %s.\n", answer);
      continue;
    }
    if (lesson->door != ANOTHER_BOARD)
      return TRUE;
    cubby_ctl_failed (
        "%s hangs on another board of the configuration: two boards with this address, or the wrong board's "
        "name. No more locks are pulsed. Look with 'cubbyctl board probe'",
        answer);
    return FALSE;
  }
}

static gboolean
wait_shut (const School *school, const CubbyLesson *lesson)
{
  g_autoptr (GError) error = NULL;
  gboolean opened = lesson->door >= 0 || lesson->before != lesson->after;
  if (!opened)
    return TRUE;
  if (lesson->before == lesson->after) {
    g_autofree char *answer = cubby_board_ask ("Shut it, then press Enter.");
    return answer != NULL || cubby_ctl_failed ("nobody answers") == CUBBY_CTL_GOOD;
  }
  g_printerr ("Shut it.\n");
  if (cubby_board_teacher_wait_shut (school->teacher, lesson->before, SHUT_S, &error))
    return TRUE;
  cubby_ctl_failed ("%s", error != NULL ? error->message
                                        : "the door was not shut: the sensors are not what they were before");
  return FALSE;
}

/* Every door that opened was as far from its own: the board counts from another number. */
static gboolean
check_base (const School *school)
{
  int shift = cubby_lessons_get_shift ((const CubbyLesson *)school->lessons->data, school->lessons->len);
  if (shift == 0)
    return TRUE;
  const CubbyLockBoard *other = cubby_lock_board_find_shifted (school->board, shift);
  if (other != NULL)
    cubby_ctl_failed (
        "WRONG BASE: each pulse opened the door %d %s: this board counts its channels from another number. "
        "Set profile=%s instead of %s and teach it again. No more locks are pulsed",
        ABS (shift), shift > 0 ? "further on" : "before", other->profile, school->board->profile);
  else
    cubby_ctl_failed ("each pulse opened the door %d %s, and no profile counts so: move the wires, or "
                      "describe the board in "
                      "a [profile]. No more locks are pulsed",
                      ABS (shift), shift > 0 ? "further on" : "before");
  return FALSE;
}

static gboolean
teach_channel (School *school, guint channel)
{
  g_autoptr (GError) error = NULL;
  CubbyLesson lesson;
  g_printerr ("Channel %u is pulsed now.\n", channel + 1);
  if (!cubby_board_teacher_pulse (school->teacher, channel, &lesson, &error)) {
    cubby_ctl_failed ("channel %u: %s. Its lock may have moved; it is not pulsed again", channel + 1,
                      error->message);
    return FALSE;
  }
  if (!school->by_sensor && !ask_door (school, &lesson))
    return FALSE;
  g_array_append_val (school->lessons, lesson);
  g_autofree char *text = cubby_board_map_explain (school->place->settings, school->place->board, &lesson);
  g_printerr ("%s\n", text);
  return check_base (school) && wait_shut (school, &lesson);
}

static void
print (const School *school)
{
  const CubbySettings *settings = school->place->settings;
  const CubbyLesson *lessons = (const CubbyLesson *)school->lessons->data;
  if (!school->place->json) {
    g_autofree char *lines =
        cubby_board_map_print (settings, school->place->board, lessons, school->lessons->len);
    g_print ("%s", lines);
    return;
  }
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  cubby_board_map_to_json (settings, school->place->board, lessons, school->lessons->len, builder);
  cubby_board_print_json (builder);
}

/* One door alone cannot tell a wrong base from a wrong wire. */
static gboolean
is_doubtful (const School *school)
{
  const CubbyLesson *lesson = (const CubbyLesson *)school->lessons->data;
  if (school->lessons->len != 1)
    return FALSE;
  int door = lesson->door != CUBBY_LESSON_NOT_ASKED ? lesson->door : cubby_lesson_get_input (lesson);
  return door >= 0 && door != (int)lesson->channel &&
         cubby_lock_board_find_shifted (school->board, door - (int)lesson->channel) != NULL;
}

static int
conclude (const School *school)
{
  if (is_doubtful (school))
    return cubby_ctl_failed (
        "another door opened, which a wrong base would do as well: teach a second channel too");
  print (school);
  if (cubby_board_map_is_right (school->place->settings, school->place->board,
                                (const CubbyLesson *)school->lessons->data, school->lessons->len))
    return CUBBY_CTL_GOOD;
  return cubby_ctl_failed (
      "the configuration is not what was seen; the lines above are, except where they say NOT PROVED");
}

/* A board that is there and refuses the first question is not the one of the configuration. */
static int
refuse_board (const School *school, const GError *error)
{
  if (!g_error_matches (error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_EXCEPTION))
    return cubby_ctl_failed ("%s", error->message);
  const CubbyLockBoard *after = cubby_lock_board_find_shifted (school->board, 1);
  const CubbyLockBoard *other = after != NULL ? after : cubby_lock_board_find_shifted (school->board, -1);
  g_autofree char *base =
      other != NULL ? g_strdup_printf (", or counts its channels from another number (%s)", other->profile)
                    : g_strdup ("");
  return cubby_ctl_failed ("%s, which %s does not: it is another board%s. Look with 'cubbyctl board probe'",
                           error->message, school->board->profile, base);
}

static int
teach (School *school, gboolean set_normal)
{
  g_autoptr (GError) error = NULL;
  if (!cubby_board_teacher_prepare (school->teacher, set_normal, &error))
    return refuse_board (school, error);
  for (guint i = 0; i < school->channels->len; i++)
    if (!teach_channel (school, school->channels->data[i] - 1u))
      return CUBBY_CTL_FAILED;
  return conclude (school);
}

/* Returns: (nullable): the channels asked for, or all that have a door; NULL after a message. */
static GByteArray *
choose_channels (const School *school, const char *text)
{
  g_autoptr (GByteArray) asked = text != NULL ? cubby_board_parse_units (text) : NULL;
  g_autoptr (GByteArray) channels = g_byte_array_new ();
  if (text != NULL && asked == NULL) {
    cubby_ctl_usage_error ("--channels: '%s' is not a list such as 1-4,7", text);
    return NULL;
  }
  for (guint i = 1; i <= school->board->n_channels; i++) {
    const guint8 channel = (guint8)i;
    gboolean has_door = cubby_board_map_find_door (school->place->settings, school->place->board, i - 1) >= 0;
    if (has_door && (asked == NULL || memchr (asked->data, channel, asked->len) != NULL))
      g_byte_array_append (channels, &channel, 1);
  }
  if (channels->len > 0)
    return g_steal_pointer (&channels);
  cubby_ctl_usage_error ("no door of the configuration is on these channels of [board %s]",
                         school->place->board_name);
  return NULL;
}

static gboolean
have_sensors (const School *school)
{
  for (guint i = 0; i < school->channels->len; i++)
    if (!cubby_lock_board_has_input (school->board, school->channels->data[i] - 1u))
      return FALSE;
  return TRUE;
}

static gboolean
may_begin (const School *school)
{
  return cubby_board_confirm (
      "%u doors of [board %s] will be opened, one after the other, each by a pulse of %u ms. Stand "
      "before the bank, nobody else near it, all doors shut and nothing in them. Type yes:",
      school->channels->len, school->place->board_name,
      cubby_lock_board_round_pulse (school->board, school->place->settings->locker.pulse_ms));
}

static int
run (School *school, gboolean yes, gboolean set_normal)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *stop = cubby_board_place_forbids (school->place, TRUE);
  if (stop != NULL)
    return cubby_ctl_failed ("%s", stop);
  if (school->by_sensor && !have_sensors (school))
    return cubby_ctl_failed ("--by-sensor: %s has no input on some of these channels; a person has to look",
                             school->board->profile);
  g_autoptr (CubbyBoardLine) line = cubby_board_line_open (&school->place->bus, &error);
  if (line == NULL)
    return cubby_ctl_failed ("%s", error->message);
  if (!yes && !may_begin (school))
    return cubby_ctl_failed ("nothing was opened");
  g_autoptr (CubbyBoardTeacher) teacher =
      cubby_board_teacher_new (school->place->settings, school->place->board, line);
  school->teacher = teacher;
  return teach (school, set_normal);
}

int
cubby_ctl_board_learn (int argc, char **argv)
{
  g_auto (CubbyBoardPlace) place = {0};
  g_autofree char *text = NULL;
  int status;
  School school = {.place = &place};
  gboolean yes = FALSE, set_normal = FALSE;
  const GOptionEntry own[] = {
      {"board", 0, 0, G_OPTION_ARG_STRING, &place.board_name, "[board NAME] of the configuration", "NAME"},
      {"channels", 0, 0, G_OPTION_ARG_STRING, &text, "Only these (all that have a door)", "LIST"},
      {"by-sensor", 0, 0, G_OPTION_ARG_NONE, &school.by_sensor, "Ask nobody; the sensors alone tell", NULL},
      {"set-normal", 0, 0, G_OPTION_ARG_NONE, &set_normal, "Set control modes that are not normal to normal",
       NULL},
      {"yes-doors-will-open", 0, 0, G_OPTION_ARG_NONE, &yes, "Do not ask before the first", NULL},
      {NULL},
  };
  GOptionEntry entries[CUBBY_BOARD_PLACE_OPTIONS + G_N_ELEMENTS (own)];
  cubby_board_place_add_options (&place, entries); /* and no bus: only a configuration opens a door */
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    entries[CUBBY_BOARD_PLACE_OPTIONS + i] = own[i];
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require ("--board", place.board_name))
    return CUBBY_CTL_USAGE;
  if (!cubby_board_place_find (&place, &status))
    return status;
  school.board = cubby_lock_board_of (place.settings, place.board);
  school.channels = choose_channels (&school, text);
  if (school.channels == NULL)
    return CUBBY_CTL_USAGE;
  school.lessons = g_array_new (FALSE, TRUE, sizeof (CubbyLesson));
  status = run (&school, yes, set_normal);
  g_array_unref (school.lessons);
  g_byte_array_unref (school.channels);
  return status;
}
