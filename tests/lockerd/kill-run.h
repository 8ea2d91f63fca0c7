/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/lockerd/kill-point.h"

/* What came of a point. */
typedef struct {
  guint8 state; /* see below */
  guint8 unknown, restowed, collected, looked;
} Outcome;

enum {
  OUTCOME_NONE,   /* not tried yet */
  OUTCOME_STRUCK, /* the fault came, and everything was as it has to be */
  OUTCOME_MISSED, /* the story went by before; everything was as it has to be */
  OUTCOME_FAILED,
};

/* @beginnings: state directories, by #Beginning; NULL where nothing has happened. Aborts where the proof
 * fails. */
Outcome point_run (const Point *point, Bench *bench, char *const *beginnings, const char *cubbyctl);

/* Makes these directories: by a stow to which nothing happens. */
void run_prepare (Bench *bench, char *const *beginnings);

/* Tells a story without a fault, for rows_survey(). */
void run_survey (const Story *story, Bench *bench, char *const *beginnings, GArray *rows);
