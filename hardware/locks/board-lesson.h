/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/locks/lock-board.h"

G_BEGIN_DECLS

/* A door that nobody was asked for, and one that nobody saw. */
#define CUBBY_LESSON_NOT_ASKED (-2)
#define CUBBY_LESSON_NONE (-1)

/**
 * CubbyLesson:
 * @channel: that was pulsed
 * @before: @after: the inputs, a bit each, 1 a closed contact; only with @sensed
 * @sensed: the door of this channel should have a sensor
 * @door: the channel that the configuration gives the door which a person saw open, or
 *   %CUBBY_LESSON_NONE, or %CUBBY_LESSON_NOT_ASKED
 *
 * One pulse, and what was seen of it.
 */
typedef struct {
  guint channel;
  gboolean sensed;
  guint64 before;
  guint64 after;
  int door;
} CubbyLesson;

typedef enum {
  CUBBY_LESSON_RIGHT,          /* the door, and its own sensor */
  CUBBY_LESSON_RELABEL,        /* another door, and the sensor agrees with the lock: only its name is wrong */
  CUBBY_LESSON_LOCK_ELSEWHERE, /* another door, and that door's sensor: the lock's wires */
  CUBBY_LESSON_SENSOR_ELSEWHERE, /* the door, and another one's sensor: the sensor's wires */
  CUBBY_LESSON_NO_SENSOR,        /* the door opened and no input changed */
  CUBBY_LESSON_NO_DOOR,          /* an input changed and nobody saw a door */
  CUBBY_LESSON_NOTHING,          /* neither */
  CUBBY_LESSON_SEVERAL,          /* several inputs changed */
  CUBBY_N_LESSON_KINDS,
} CubbyLessonKind;

const char *cubby_lesson_kind_to_string (CubbyLessonKind kind); /* "right", "relabel", … */

/* Returns: the only input that changed, %CUBBY_LESSON_NONE when there is none, or not one only. */
int cubby_lesson_get_input (const CubbyLesson *self);
CubbyLessonKind cubby_lesson_judge (const CubbyLesson *self);

/**
 * cubby_lessons_get_shift:
 * @lessons: (array length=n_lessons): of one board, so far
 *
 * Returns: how many doors further on every door that opened was, when at least two opened and none was in its
 * place: the board counts its channels from another number. 0: it does not.
 */
int cubby_lessons_get_shift (const CubbyLesson *lessons, guint n_lessons);

/* Returns: (nullable): the board that is the same but counts from where such a shift says. */
const CubbyLockBoard *cubby_lock_board_find_shifted (const CubbyLockBoard *self, int shift);

typedef enum {
  CUBBY_POLARITY_UNKNOWN,
  CUBBY_POLARITY_AS_SAID,
  CUBBY_POLARITY_INVERTED,
  CUBBY_POLARITY_MIXED
} CubbyPolarity;

/* What the inputs that changed said before, when all doors were shut. */
CubbyPolarity cubby_lessons_get_polarity (const CubbyLesson *lessons, guint n_lessons, gboolean shut_is_one);

/* Returns: TRUE when lessons @a and @b are each other's: their wires are swapped. */
gboolean cubby_lessons_are_swapped (const CubbyLesson *a, const CubbyLesson *b);

G_END_DECLS
