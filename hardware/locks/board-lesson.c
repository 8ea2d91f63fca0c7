/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/board-lesson.h"

const char *
cubby_lesson_kind_to_string (CubbyLessonKind kind)
{
  static const char *const names[CUBBY_N_LESSON_KINDS] = {
      [CUBBY_LESSON_RIGHT] = "right",
      [CUBBY_LESSON_RELABEL] = "relabel",
      [CUBBY_LESSON_LOCK_ELSEWHERE] = "lock-elsewhere",
      [CUBBY_LESSON_SENSOR_ELSEWHERE] = "sensor-elsewhere",
      [CUBBY_LESSON_NO_SENSOR] = "no-sensor",
      [CUBBY_LESSON_NO_DOOR] = "no-door",
      [CUBBY_LESSON_NOTHING] = "nothing",
      [CUBBY_LESSON_SEVERAL] = "several",
  };
  g_return_val_if_fail ((guint)kind < CUBBY_N_LESSON_KINDS, "nothing");
  return names[kind];
}

static guint64
get_changes (const CubbyLesson *self)
{
  return self->sensed ? self->before ^ self->after : 0;
}

int
cubby_lesson_get_input (const CubbyLesson *self)
{
  guint64 changes = get_changes (self);
  if (changes == 0 || (changes & (changes - 1)) != 0)
    return CUBBY_LESSON_NONE;
  return __builtin_ctzll (changes);
}

/* The person's word, and where nobody was asked the sensor's. */
static int
get_door (const CubbyLesson *self)
{
  return self->door == CUBBY_LESSON_NOT_ASKED ? cubby_lesson_get_input (self) : self->door;
}

static CubbyLessonKind
judge_seen_door (const CubbyLesson *self, int input)
{
  int own = (int)self->channel;
  if (!self->sensed)
    return self->door == own ? CUBBY_LESSON_RIGHT : CUBBY_LESSON_RELABEL;
  if (input == CUBBY_LESSON_NONE)
    return CUBBY_LESSON_NO_SENSOR;
  if (self->door == own)
    return input == own ? CUBBY_LESSON_RIGHT : CUBBY_LESSON_SENSOR_ELSEWHERE;
  return input == own ? CUBBY_LESSON_RELABEL : CUBBY_LESSON_LOCK_ELSEWHERE;
}

CubbyLessonKind
cubby_lesson_judge (const CubbyLesson *self)
{
  int input = cubby_lesson_get_input (self);
  if (get_changes (self) != 0 && input == CUBBY_LESSON_NONE)
    return CUBBY_LESSON_SEVERAL;
  if (self->door >= 0)
    return judge_seen_door (self, input);
  if (input == CUBBY_LESSON_NONE)
    return CUBBY_LESSON_NOTHING;
  if (self->door == CUBBY_LESSON_NONE)
    return CUBBY_LESSON_NO_DOOR;
  return input == (int)self->channel ? CUBBY_LESSON_RIGHT : CUBBY_LESSON_LOCK_ELSEWHERE;
}

int
cubby_lessons_get_shift (const CubbyLesson *lessons, guint n_lessons)
{
  int shift = 0;
  guint n_opened = 0;
  for (guint i = 0; i < n_lessons; i++) {
    int door = get_door (&lessons[i]);
    if (door < 0)
      continue;
    int own_shift = door - (int)lessons[i].channel;
    if (own_shift == 0 || (n_opened > 0 && own_shift != shift))
      return 0;
    shift = own_shift;
    n_opened++;
  }
  return n_opened >= 2 ? shift : 0;
}

const CubbyLockBoard *
cubby_lock_board_find_shifted (const CubbyLockBoard *self, int shift)
{
  const CubbyLockBoard *board;
  for (guint i = 0; (board = cubby_lock_boards_get (i)) != NULL; i++)
    if (board->pulse.kind == self->pulse.kind && board->pulse.word == self->pulse.word &&
        board->pulse.stride == self->pulse.stride && board->n_channels == self->n_channels &&
        board->inputs.count == self->inputs.count && board->output.function == self->output.function &&
        board->pulse.address + shift * board->pulse.stride == self->pulse.address &&
        board->output.address + shift * board->output.stride == self->output.address)
      return board;
  return NULL;
}

CubbyPolarity
cubby_lessons_get_polarity (const CubbyLesson *lessons, guint n_lessons, gboolean shut_is_one)
{
  CubbyPolarity polarity = CUBBY_POLARITY_UNKNOWN;
  for (guint i = 0; i < n_lessons; i++) {
    int input = cubby_lesson_get_input (&lessons[i]);
    if (input == CUBBY_LESSON_NONE)
      continue;
    gboolean one = (lessons[i].before >> input & 1) != 0;
    CubbyPolarity own = one == shut_is_one ? CUBBY_POLARITY_AS_SAID : CUBBY_POLARITY_INVERTED;
    if (polarity != CUBBY_POLARITY_UNKNOWN && polarity != own)
      return CUBBY_POLARITY_MIXED;
    polarity = own;
  }
  return polarity;
}

gboolean
cubby_lessons_are_swapped (const CubbyLesson *a, const CubbyLesson *b)
{
  CubbyLessonKind kind = cubby_lesson_judge (a);
  if (kind != cubby_lesson_judge (b) || a->channel == b->channel)
    return FALSE;
  if (kind == CUBBY_LESSON_SENSOR_ELSEWHERE)
    return cubby_lesson_get_input (a) == (int)b->channel && cubby_lesson_get_input (b) == (int)a->channel;
  return (kind == CUBBY_LESSON_LOCK_ELSEWHERE || kind == CUBBY_LESSON_RELABEL) &&
         get_door (a) == (int)b->channel && get_door (b) == (int)a->channel;
}
