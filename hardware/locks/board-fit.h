/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/locks/lock-board.h"
#include "protocols/modbus/answer.h"

G_BEGIN_DECLS

/**
 * CubbyBoardQuestion:
 * @mark: its answer tells families apart, and so does silence: worth asking again
 * @told: what came back, as far as it was asked
 *
 * Something that is read of a board in order to learn what it is. Nothing is ever written.
 */
typedef struct {
  guint8 function;
  guint16 address;
  guint16 count;
  gboolean mark;
  CubbyAnswer told;
} CubbyBoardQuestion;

/* Returns: (transfer full) (element-type CubbyBoardQuestion): all that tells apart the shipped boards that
 * such a bus can have, each once. */
GArray *cubby_board_questions_new (gboolean tcp);
/* Returns: (nullable): the question, when it is one of them. */
const CubbyBoardQuestion *cubby_board_questions_find (const GArray *questions, guint8 function,
                                                      guint16 address, guint16 count);

/**
 * cubby_board_fit:
 * @tcp: the board was asked over Modbus TCP
 *
 * Which of the shipped boards gives these answers. A board that cannot be asked anything fits nothing. Where
 * several fit the first explains most; which of those with different bases is right, only a door that opens
 * tells.
 *
 * Returns: (transfer container) (element-type CubbyLockBoard): the best first
 */
GPtrArray *cubby_board_fit (const GArray *questions, gboolean tcp);

/* The version of the firmware, in hundredths; 0: it does not tell. */
guint cubby_board_get_version (const GArray *questions);

/**
 * cubby_board_get_odd_mode:
 * @ret_channel: (out): from 0
 *
 * Returns: the control mode of the first channel that is not in mode 0, in which the board moves locks by
 * itself; 0: none
 */
guint cubby_board_get_odd_mode (const GArray *questions, guint *ret_channel);

G_END_DECLS
