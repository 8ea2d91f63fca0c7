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
/* A code is found within so many looks, however busy the machine is. */
#define N_WARM 20

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
look_here (CubbyCascade *cascade, const CubbyFrame *frame, Side *side)
{
  double wall_ms = bench_wall_ms (), cpu_ms = bench_cpu_ms ();
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look (cascade, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_CASCADE_BUDGET_US);
  bench_samples_add (side->wall_ms, bench_wall_ms () - wall_ms);
  bench_samples_add (side->cpu_ms, bench_cpu_ms () - cpu_ms);
  return codes->len == 1;
}

static gboolean
look_there (CubbyDecodeClient *client, const CubbyFrame *frame, Side *side)
{
  g_autoptr (GError) error = NULL;
  double wall_ms = bench_wall_ms (), cpu_ms = bench_cpu_ms ();
  g_autoptr (GPtrArray) codes = cubby_decode_client_look (
      client, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_DECODE_EFFORT_FRAME, CUBBY_CASCADE_BUDGET_US, NULL, &error);
  bench_samples_add (side->wall_ms, bench_wall_ms () - wall_ms);
  bench_samples_add (side->cpu_ms, bench_cpu_ms () - cpu_ms);
  bench_check (error, "a picture");
  return codes->len == 1;
}

/* In turn, so that whatever else the machine does falls on both. The first pictures find where the code is.
 */
static void
measure_pictures (const CubbyFrame *frame)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyDecodeClient) client = cubby_decode_client_new (NULL);
  Side warm = side_new (), here = side_new (), there = side_new ();
  for (guint i = 0; i < N_WARM && !look_here (cascade, frame, &warm); i++)
    ;
  for (guint i = 0; i < N_WARM && !look_there (client, frame, &warm); i++)
    ;
  double used_ms = bench_process_cpu_ms (cubby_decode_client_get_pid (client));
  guint n_read = 0;
  for (guint i = 0; i < N_PICTURES; i++) {
    n_read += look_here (cascade, frame, &here) ? 1 : 0;
    n_read += look_there (client, frame, &there) ? 1 : 0;
  }
  used_ms = bench_process_cpu_ms (cubby_decode_client_get_pid (client)) - used_ms;
  if (n_read < N_PICTURES) /* of twice as many; a budget is of the clock, and the machine may be busy */
    bench_fail ("the code was read in %u of %u looks", n_read, 2 * N_PICTURES);

  double here_ms = bench_samples_get_percentile (here.wall_ms, 50);
  double there_ms = bench_samples_get_percentile (there.wall_ms, 50);
  bench_report_against (BENCH, "code where it was, through the process: p50", there_ms, "ms", here_ms,
                        "in this process");
  bench_report_against (BENCH, "code where it was, added by the process: p50", there_ms - here_ms, "ms", 0.5,
                        "goal");
  bench_report_against (BENCH, "code where it was, processor time of both: mean",
                        (bench_samples_get_sum (there.cpu_ms) + used_ms) / N_PICTURES, "ms CPU",
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
    for (guint k = 0; k < N_WARM && !look_there (client, frame, &first); k++)
      ;
  }
  bench_report (BENCH, "process started and its first picture read: p50",
                bench_samples_get_percentile (first.wall_ms, 50), "ms");
  side_free (&first);
}

int
main (void)
{
  bench_begin (BENCH);
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) frame = test_render ("clean", code, 0);
  measure_pictures (frame);
  measure_starts (frame);
  return 0;
}
