/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"
#include "app/ctl/board-line.h"
#include "hardware/locks/board-lesson.h"

G_BEGIN_DECLS

/**
 * CubbyBoardTeacher:
 *
 * One board and its doors, of which one after the other is pulsed: never two at once, never before the one
 * before is shut, and never faster than [locker] allows.
 */
typedef struct _CubbyBoardTeacher CubbyBoardTeacher;

/* All of it outlives the teacher. */
CubbyBoardTeacher *cubby_board_teacher_new (const CubbySettings *settings, guint board, CubbyBoardLine *line);
void cubby_board_teacher_free (CubbyBoardTeacher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyBoardTeacher, cubby_board_teacher_free)

/* Reads the modes of a board that has them; with @set_normal writes those that are not 0. Fails when one
 * stays. */
gboolean cubby_board_teacher_prepare (CubbyBoardTeacher *self, gboolean set_normal, GError **error);

gboolean cubby_board_teacher_has_sensor (CubbyBoardTeacher *self, guint channel);
/* The inputs, twice alike: a bit each, 1 a closed contact. */
gboolean cubby_board_teacher_read_inputs (CubbyBoardTeacher *self, guint64 *ret_inputs, GError **error);

/**
 * cubby_board_teacher_pulse:
 * @ret_lesson: (out): before, and after: when an input changed or open-wait-ms passed
 *
 * Waits for the lock's rest and the minute's cap, and pulses once. An answer that is missing is an error: the
 * lock may have moved.
 */
gboolean cubby_board_teacher_pulse (CubbyBoardTeacher *self, guint channel, CubbyLesson *ret_lesson,
                                    GError **error);

/* Waits until the inputs are @inputs again. FALSE without an error: they are not, after @seconds. */
gboolean cubby_board_teacher_wait_shut (CubbyBoardTeacher *self, guint64 inputs, guint seconds,
                                        GError **error);

G_END_DECLS
