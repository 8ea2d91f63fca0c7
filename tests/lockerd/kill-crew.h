/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/lockerd/kill-run.h"

/**
 * Crew:
 *
 * Processes that work through points side by side: most of a point is waiting. One that aborts has failed its
 * point and is replaced.
 */
typedef struct _Crew Crew;

typedef struct {
  const char *program; /* this test, for the command that repeats a point */
  const char *lockerd, *sim, *cubbyctl;
  guint workers;
  gboolean quiet;
} CrewOptions;

/* Makes a directory, and in it what a pickup begins with. */
Crew *crew_new (const CrewOptions *options);
void crew_free (Crew *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crew, crew_free)

/* Fills in how many points each row has. */
void crew_survey (Crew *self, GArray *rows);

/* @ret_outcomes: one for each point. Says how far it is on standard error. */
void crew_run (Crew *self, GArray *points, Outcome *ret_outcomes);
