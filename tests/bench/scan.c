/* SPDX-License-Identifier: Apache-2.0 */
/* Codes read from the frames of a camera. Somebody comes with a phone: each reader sees the same frames, one
 * after the other, until it reads the code or they end, as at a kiosk. */
#include "hardware/sim/camera.h"
#include "tests/bench/report.h"
#include "tests/bench/samples.h"
#include "tests/bench/scan-readers.h"
#include "tests/hardware/scanner/scene.h"

#define BENCH "scan"
#define READERS_MAX 3
#define PEOPLE 6
#define FRAMES 8 /* half a second at 15 a second */

typedef struct {
  guint right, wrong, first; /* first: read in the first frame */
  BenchSamples *frame_ms;
} Tally;

/* How one reader fares with one person. */
typedef struct {
  gpointer reader;
  gboolean done;
} Visit;

static guint n_readers;

static CubbyFrame *
render (const CubbySimPreset *preset, const CubbyFrame *code, guint person, guint frame)
{
  CubbySimScene scene = preset->scene;
  scene.seed = scene.seed * 100 + person;
  scene.turn += 7.0 * person;
  scene.shake += 4;
  return cubby_sim_camera_render (&scene, scene.prop == CUBBY_SIM_PROP_NONE ? NULL : code, frame);
}

static void
look (const BenchReader *reader, Visit *visit, const CubbyFrame *frame, guint index, Tally *tally)
{
  double begun = bench_cpu_ms ();
  BenchScanResult result = reader->read (visit->reader, frame, TEST_PASS);
  bench_samples_add (tally->frame_ms, bench_cpu_ms () - begun);
  visit->done = result == BENCH_SCAN_RIGHT;
  tally->right += result == BENCH_SCAN_RIGHT;
  tally->wrong += result == BENCH_SCAN_WRONG;
  tally->first += result == BENCH_SCAN_RIGHT && index == 0;
}

static void
receive_person (const CubbySimPreset *preset, const CubbyFrame *code, guint person, Tally *tallies)
{
  Visit visits[READERS_MAX] = {0};
  guint n_waiting = n_readers;
  for (guint i = 0; i < n_readers; i++)
    visits[i].reader = bench_readers[i].begin ();
  for (guint n = 0; n < FRAMES && n_waiting > 0; n++) {
    g_autoptr (CubbyFrame) frame = render (preset, code, person, n);
    for (guint i = 0; i < n_readers; i++) {
      if (visits[i].done)
        continue;
      look (&bench_readers[i], &visits[i], frame, n, &tallies[i]);
      n_waiting -= visits[i].done;
    }
  }
  for (guint i = 0; i < n_readers; i++)
    bench_readers[i].end (visits[i].reader);
}

static void
report_rate (const char *class, const Tally *tallies, gboolean first)
{
  g_autofree char *name =
      g_strconcat (class, first ? ": read in the first frame" : ": read in half a second", NULL);
  double ours = first ? tallies[0].first : tallies[0].right;
  for (guint i = 1; i < n_readers; i++)
    bench_report_against (BENCH, name, ours, "people", first ? tallies[i].first : tallies[i].right,
                          bench_readers[i].name);
}

static void
report_cost (const char *class, const Tally *tallies)
{
  static const double percents[] = {50, 99};
  for (guint p = 0; p < G_N_ELEMENTS (percents); p++) {
    g_autofree char *name = g_strdup_printf ("%s: a frame p%.0f", class, percents[p]);
    double ours = bench_samples_get_percentile (tallies[0].frame_ms, percents[p]);
    for (guint i = 1; i < n_readers; i++)
      bench_report_against (BENCH, name, ours, "ms CPU",
                            bench_samples_get_percentile (tallies[i].frame_ms, percents[p]),
                            bench_readers[i].name);
  }
}

static void
clear (Tally *tallies)
{
  for (guint i = 0; i < n_readers; i++)
    bench_samples_free (tallies[i].frame_ms);
}

static void
set_up (Tally *tallies)
{
  for (guint i = 0; i < n_readers; i++)
    tallies[i] = (Tally){.frame_ms = bench_samples_new ()};
}

static void
join (Tally *all, const Tally *one)
{
  for (guint i = 0; i < n_readers; i++) {
    all[i].right += one[i].right;
    all[i].wrong += one[i].wrong;
    all[i].first += one[i].first;
    bench_samples_join (all[i].frame_ms, one[i].frame_ms);
  }
}

static void
run_class (const CubbySimPreset *preset, const CubbyFrame *code, Tally *all)
{
  Tally tallies[READERS_MAX];
  set_up (tallies);
  bench_progress ("scan: %s: %s", preset->name, preset->summary);
  for (guint person = 0; person < PEOPLE; person++)
    receive_person (preset, code, person, tallies);
  if (preset->scene.prop != CUBBY_SIM_PROP_NONE)
    report_rate (preset->name, tallies, FALSE);
  report_cost (preset->name, tallies);
  join (all, tallies);
  clear (tallies);
}

int
main (void)
{
  bench_begin (BENCH);
  Tally all[READERS_MAX];
  while (bench_readers[n_readers].name != NULL)
    n_readers++;
  set_up (all);
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  for (const CubbySimPreset *preset = cubby_sim_presets (); preset->name != NULL; preset++)
    run_class (preset, code, all);
  report_rate ("all", all, TRUE);
  report_rate ("all", all, FALSE);
  report_cost ("all", all);
  bench_report (BENCH, "all: wrong texts", all[0].wrong, "frames");
  guint wrong = all[0].wrong;
  clear (all);
  if (wrong > 0)
    bench_fail ("a code was read as something else");
  return 0;
}
