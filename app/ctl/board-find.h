/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/ctl/board-line.h"
#include "hardware/locks/board-fit.h"

G_BEGIN_DECLS

/**
 * CubbyBoardFound:
 * @answer: of the knock; garbled: somebody is there, and nobody can be understood
 * @questions: (element-type CubbyBoardQuestion): what it answered; NULL: it was not asked
 */
typedef struct {
  guint8 unit;
  guint baud; /* 0 over TCP */
  CubbyAnswerKind answer;
  GArray *questions;
} CubbyBoardFound;

GPtrArray *cubby_board_founds_new (void);

/* Returns: (nullable): the addresses that "1-32,255" means, each once; NULL: it means none. */
GByteArray *cubby_board_parse_units (const char *text);

/* Told before each address, and with @unit 0 at the end. */
typedef void (*CubbyBoardProgress) (guint baud, guint unit, guint n_found);

/**
 * cubby_board_find:
 * @units: to be asked
 * @learn: also what those that answer are
 * @founds: (element-type CubbyBoardFound): is added to
 *
 * Looks for boards. Only reads.
 */
gboolean cubby_board_find (CubbyBoardLine *line, guint baud, const GByteArray *units, gboolean learn,
                           CubbyBoardProgress progress, GPtrArray *founds, GError **error);

/* A line on standard error, when that is a terminal. */
void cubby_board_show_progress (guint baud, guint unit, guint n_found);

G_END_DECLS
