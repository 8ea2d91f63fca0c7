/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lockerd/kill-run.h"

#include "tests/lockerd/kill-age.h"
#include "tests/lockerd/kill-proof.h"

#include <string.h>

#define LATE_PULSE_US                                                                                        \
  200000 /* a recovery that pulses does so in the first moments; and a door may still spring open */
#define END_US (5 * G_USEC_PER_SEC)
#define SHIFT_US 3700 /* a round begins so much later between two polls */

typedef struct {
  const Point *point;
  Bench *bench;
} Arm;

static void
arm (gpointer data)
{
  Arm *self = data;
  g_usleep (self->point->round * SHIFT_US % 50000);
  if (self->point->row->series->calls == NULL)
    wire_arm (self->bench->wire, self->point->row->series->wire, self->point->n, bench_get_pid (self->bench));
}

static gboolean
is_running (Bench *bench)
{
  while (g_main_context_iteration (NULL, FALSE))
    ; /* tells of processes that ended */
  return rig_is_running (bench->rig);
}

static gboolean
has_ended (Bench *bench)
{
  for (gint64 end_us = g_get_monotonic_time () + END_US; g_get_monotonic_time () < end_us; g_usleep (10000))
    if (!is_running (bench))
      return TRUE;
  return FALSE;
}

/* strace leaves a line of an error; after a kill there is nobody left. */
static gboolean
was_struck (const Point *point, Bench *bench, gboolean whole)
{
  const Series *series = point->row->series;
  g_autofree char *text = NULL;
  if (series->calls == NULL)
    return wire_has_struck (bench->wire);
  if (g_str_has_prefix (series->fault, "signal="))
    return !whole && has_ended (bench);
  return g_file_get_contents (bench->trace, &text, NULL, NULL) && strstr (text, "INJECTED") != NULL;
}

/* The story, as far as it comes, and the end of lockerd. Returns: whether the fault came. */
static gboolean
tell (const Point *point, Bench *bench)
{
  g_auto (GStrv) wrapper = point_get_wrapper (point, bench);
  Arm armed = {point, bench};
  gboolean whole =
      bench_start (bench, (const char *const *)wrapper) && point->row->story->run (bench, arm, &armed);
  gboolean struck = was_struck (point, bench, whole);
  if (struck && point->row->series->must_end && !has_ended (bench))
    g_error ("lockerd goes on although its journal failed");
  if (!struck && !whole)
    g_test_message ("the story did not come to its end, and nothing had happened to it: a busy machine");
  bench_kill (bench);
  return struck;
}

static void
check_recovery (Bench *bench)
{
  guint before[BENCH_DOORS], after[BENCH_DOORS];
  bench_count_pulses (bench, before);
  if (!bench_start (bench, NULL))
    g_error ("lockerd does not start again");
  g_usleep (LATE_PULSE_US);
  bench_count_pulses (bench, after);
  if (memcmp (before, after, sizeof before) != 0)
    g_error ("the recovery pulsed a door");
}

Outcome
point_run (const Point *point, Bench *bench, char *const *beginnings, const char *cubbyctl)
{
  Ending ending = {0};
  gboolean aged = point->row->story->begins == BEGINS_AGED;
  bench_clear (bench, beginnings[point->row->story->begins]);
  gboolean struck = tell (point, bench);
  bench_keep_crashed (bench);
  Proof proof = proof_read (bench, bench->crashed, aged);
  proof_check_pulses (bench, &proof);
  check_recovery (bench);
  story_end (bench, &ending);
  rig_stop (bench->rig);
  proof = proof_read (bench, bench->state, aged);
  proof_check_pulses (bench, &proof);
  if (proof.forced > 0)
    g_error ("a door opened without a grant");
  proof_run_verify (bench, cubbyctl);
  return (Outcome){.state = struck ? OUTCOME_STRUCK : OUTCOME_MISSED,
                   .unknown = proof.unknown > 0,
                   .restowed = ending.restowed > 0,
                   .collected = ending.collected > 0,
                   .looked = ending.looked > 0};
}

static void
arm_count (gpointer data)
{
  wire_arm (data, WIRE_NO_FAULT, 0, 0);
}

void
run_prepare (Bench *bench, char *const *beginnings)
{
  bench_clear (bench, NULL);
  if (!bench_start (bench, NULL) || !stories[0].run (bench, arm_count, bench->wire))
    g_error ("a parcel cannot even be stowed when nothing fails");
  rig_stop (bench->rig);
  bench_copy_directory (bench->state, beginnings[BEGINS_LOADED]);
  age_journal (bench, beginnings[BEGINS_LOADED], beginnings[BEGINS_AGED]);
}

void
run_survey (const Story *story, Bench *bench, char *const *beginnings, GArray *rows)
{
  g_auto (GStrv) wrapper = survey_get_wrapper (bench);
  bench_clear (bench, beginnings[story->begins]);
  if (!bench_start (bench, (const char *const *)wrapper) || !story->run (bench, arm_count, bench->wire))
    g_error ("%s does not come to its end when nothing fails", story->name);
  bench_kill (bench);
  if (story->begins == BEGINS_AGED && !is_trimmed (bench))
    g_error ("the journal was not tidied");
  rows_survey (rows, story, bench);
}
