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

/* @loaded: a state directory with the parcel behind A1. Aborts where the proof fails. */
Outcome point_run (const Point *point, Bench *bench, const char *loaded, const char *cubbyctl);

/* Makes such a directory: a stow to which nothing happens. */
void run_prepare (Bench *bench, const char *loaded);

/* Tells a story without a fault, for rows_survey(). */
void run_survey (const Story *story, Bench *bench, const char *loaded, GArray *rows);
