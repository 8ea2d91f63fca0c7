/* SPDX-License-Identifier: Apache-2.0 */
/* What it costs that pictures are decoded in a process of their own: the same picture, in turn here and
 * there. */
#include "hardware/scanner/child/decode-client.h"
#include "hardware/scanner/decode/cascade.h"
#include "tests/bench/report.h"
#include "tests/bench/samples.h"
#include "tests/hardware/scanner/scene.h"

#define BENCH "decode"
#define N_PICTURES 300
#define N_STARTS 20
/* A code is found within so many looks. */
#define N_WARM 20
#define QUIET_PERCENT 5
#define GOAL_MS 0.5

typedef struct {
  BenchSamples *wall_ms;
  BenchSamples *cpu_ms; /* of this thread */
} Side;

static Side
side_new (void)
{
  return (Side){bench_samples_new (), bench_samples_new ()};
}

static void
side_free (Side *side)
{
  bench_samples_free (side->wall_ms);
  bench_samples_free (side->cpu_ms);
}

/* Returns: whether the code was read. */
static gboolean
look_here (CubbyCascade *cascade, const CubbyFrame *frame, guint symbologies, Side *side)
{
  double wall_ms = bench_wall_ms (), cpu_ms = bench_cpu_ms ();
  g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, symbologies, CUBBY_CASCADE_BUDGET_US);
  bench_samples_add (side->wall_ms, bench_wall_ms () - wall_ms);
  bench_samples_add (side->cpu_ms, bench_cpu_ms () - cpu_ms);
  return codes->len == 1;
}

static gboolean
look_there (CubbyDecodeClient *client, const CubbyFrame *frame, guint symbologies, Side *side)
{
  g_autoptr (GError) error = NULL;
  double wall_ms = bench_wall_ms (), cpu_ms = bench_cpu_ms ();
  g_autoptr (GPtrArray) codes = cubby_decode_client_look (
      client, frame, symbologies, CUBBY_DECODE_EFFORT_FRAME, CUBBY_CASCADE_BUDGET_US, NULL, &error);
  bench_samples_add (side->wall_ms, bench_wall_ms () - wall_ms);
  bench_samples_add (side->cpu_ms, bench_cpu_ms () - cpu_ms);
  bench_check (error, "a picture");
  return codes->len == 1;
}

/* The looks that had the processor to themselves: a busy machine makes who waits for another wait longer. */
static double
quiet_ms (const Side *side)
{
  return bench_samples_get_percentile (side->wall_ms, QUIET_PERCENT);
}

/* In turn, so that whatever else the machine does falls on both. */
static void
measure (const char *what, const CubbyFrame *frame, guint symbologies)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyDecodeClient) client = cubby_decode_client_new (NULL);
  Side warm = side_new (), here = side_new (), there = side_new ();
  for (guint i = 0; i < N_WARM && !look_here (cascade, frame, symbologies, &warm); i++)
    ;
  for (guint i = 0; i < N_WARM && !look_there (client, frame, symbologies, &warm); i++)
    ;
  double used_ms = bench_process_cpu_ms (cubby_decode_client_get_pid (client));
  for (guint i = 0; i < N_PICTURES; i++) {
    look_here (cascade, frame, symbologies, &here);
    look_there (client, frame, symbologies, &there);
  }
  used_ms = bench_process_cpu_ms (cubby_decode_client_get_pid (client)) - used_ms;

  g_autofree char *quiet = g_strconcat (what, ": quiet looks", NULL);
  g_autofree char *added = g_strconcat (what, ": added by the process", NULL);
  g_autofree char *cpu = g_strconcat (what, ": processor time of both", NULL);
  bench_report_against (BENCH, quiet, quiet_ms (&there), "ms", quiet_ms (&here), "in this process");
  bench_report_against (BENCH, added, quiet_ms (&there) - quiet_ms (&here), "ms", GOAL_MS, "goal");
  bench_report_against (BENCH, cpu, (bench_samples_get_sum (there.cpu_ms) + used_ms) / N_PICTURES, "ms CPU",
                        bench_samples_get_sum (here.cpu_ms) / N_PICTURES, "in this process");
  side_free (&warm);
  side_free (&here);
  side_free (&there);
}

/* What a death costs besides its picture: the next one waits for a new process. */
static void
measure_starts (const CubbyFrame *frame)
{
  Side first = side_new ();
  for (guint i = 0; i < N_STARTS; i++) {
    g_autoptr (CubbyDecodeClient) client = cubby_decode_client_new (NULL);
    look_there (client, frame, CUBBY_SYMBOLOGIES_ALL, &first);
  }
  bench_report (BENCH, "a process started, and its first picture: p50",
                bench_samples_get_percentile (first.wall_ms, 50), "ms");
  side_free (&first);
}

int
main (void)
{
  bench_begin (BENCH);
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) frame = test_render ("clean", code, 0);
  measure ("1280 x 720, nothing looked for", frame, 0);
  measure ("1280 x 720, a code where it was", frame, CUBBY_SYMBOLOGIES_ALL);
  measure_starts (frame);
  return 0;
}
