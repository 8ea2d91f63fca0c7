/* SPDX-License-Identifier: Apache-2.0 */
/* Codes read from the frames of a camera. Somebody comes with a phone or a pack: each reader sees the same
 * frames, one after the other, until it reads the code or half a second is over, as at a kiosk. */
#include "tests/bench/report.h"
#include "tests/bench/scan-table.h"
#include "tests/bench/scan-visits.h"

#include <stdlib.h>

#define BENCH "scan"
#define VISITS 3
#define VISITS_LONG 12
#define VISITS_QUICK 1
#define EMPTIES 4000
#define EMPTIES_LONG 10000
#define EMPTIES_QUICK 280
#define PEERS_EVERY 5
#define FRAME_MS 33

typedef struct {
  gboolean quick, longer;
  char **classes, **readers;
  char *table, *behind, *people;
  int visits, empties, seed, threads;
} Options;

static gboolean
is_chosen (const Options *options, const char *name)
{
  return options->classes == NULL || g_strv_contains ((const char *const *)options->classes, name);
}

static gboolean
is_reader (const char *name)
{
  for (guint k = 0; bench_readers[k].name != NULL; k++)
    if (g_str_equal (bench_readers[k].name, name))
      return TRUE;
  return FALSE;
}

static void
parse (Options *options, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
      {"quick", 0, 0, G_OPTION_ARG_NONE, &options->quick, "half a minute: one of each class", NULL},
      {"long", 0, 0, G_OPTION_ARG_NONE, &options->longer,
       "ten minutes or more: 12 of each class, 10,000 frames without a code", NULL},
      {"class", 'c', 0, G_OPTION_ARG_STRING_ARRAY, &options->classes, "one class; may be repeated", "NAME"},
      {"reader", 'r', 0, G_OPTION_ARG_STRING_ARRAY, &options->readers,
       "one reader: ours, zbar, …; may be repeated", "NAME"},
      {"visits", 'n', 0, G_OPTION_ARG_INT, &options->visits, "people a class", "N"},
      {"empties", 'e', 0, G_OPTION_ARG_INT, &options->empties, "frames without a code", "N"},
      {"seed", 's', 0, G_OPTION_ARG_INT, &options->seed, "other people", "N"},
      {"threads", 't', 0, G_OPTION_ARG_INT, &options->threads, "at a time; as many as there are processors",
       "N"},
      {"table", 0, 0, G_OPTION_ARG_FILENAME, &options->table, "the table as a page", "FILE"},
      {"behind", 0, 0, G_OPTION_ARG_FILENAME, &options->behind, "frames that others read and ours did not",
       "DIR"},
      {"people", 0, 0, G_OPTION_ARG_FILENAME, &options->people,
       "a line for each person and reader: class, seed, reader, frame, wrong texts", "FILE"},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("- codes read from camera frames");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    bench_fail ("%s", error->message);
  for (char **name = options->classes; name != NULL && *name != NULL; name++)
    if (cubby_shot_class_find (*name) == NULL)
      bench_fail ("there is no class %s; cubby-frames --list names them", *name);
  for (char **name = options->readers; name != NULL && *name != NULL; name++)
    if (!is_reader (*name))
      bench_fail ("there is no reader %s", *name);
  if (options->visits <= 0)
    options->visits = options->quick ? VISITS_QUICK : options->longer ? VISITS_LONG : VISITS;
  if (options->empties < 0)
    options->empties = options->quick ? EMPTIES_QUICK : options->longer ? EMPTIES_LONG : EMPTIES;
  if (options->threads <= 0)
    options->threads = (int)g_get_num_processors ();
}

static void
tell_readers (const BenchScan *scan)
{
  for (guint k = 0; bench_readers[k].name != NULL; k++)
    if (bench_scan_get_missing (scan, k) != NULL)
      bench_progress ("scan: without %s: %s", bench_readers[k].name, bench_scan_get_missing (scan, k));
  bench_progress ("scan: without quirc: Debian 12 does not have it");
#ifndef BENCH_ZXING
  bench_progress ("scan: without zxing-cpp: built without libzxing-dev");
#endif
}

static void
report_class (const char *name, BenchTally *tallies)
{
  for (guint k = 1; bench_readers[k].name != NULL; k++) {
    if (tallies[k].n_visits == 0 || tallies[0].n_visits == 0)
      continue;
    const struct {
      const char *what, *unit;
      double ours, peer;
    } rows[] = {
        {"read in half a second", "% of people", bench_tally_percent (&tallies[0], tallies[0].n_read),
         bench_tally_percent (&tallies[k], tallies[k].n_read)},
        {"read in the first frame", "% of people", bench_tally_percent (&tallies[0], tallies[0].n_first),
         bench_tally_percent (&tallies[k], tallies[k].n_first)},
        {"a frame p50", "ms CPU", bench_samples_get_percentile (tallies[0].frame_ms, 50),
         bench_samples_get_percentile (tallies[k].frame_ms, 50)},
        {"a frame p99", "ms CPU", bench_samples_get_percentile (tallies[0].frame_ms, 99),
         bench_samples_get_percentile (tallies[k].frame_ms, 99)},
    };
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
      g_autofree char *label = g_strdup_printf ("%s: %s", name, rows[i].what);
      bench_report_against (BENCH, label, rows[i].ours, rows[i].unit, rows[i].peer, bench_readers[k].name);
    }
  }
}

/* What ours takes, by what there is to see: which kind of frame passes the limit. */
static void
tell_kinds (BenchTally *all, BenchTally *empties)
{
  const struct {
    const char *kind;
    BenchSamples *ms;
  } rows[] = {{"in which a code is read", all[0].read_ms},
              {"in which its code is not read", all[0].vain_ms},
              {"in which the code is where it was", all[0].known_ms},
              {"without a code", empties[0].frame_ms}};
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    guint n = bench_samples_get_count (rows[i].ms);
    if (n == 0)
      continue;
    bench_progress ("scan: %5u frames %-34s p50 %5.1f, p99 %5.1f, at most %5.1f ms of CPU", n, rows[i].kind,
                    bench_samples_get_percentile (rows[i].ms, 50),
                    bench_samples_get_percentile (rows[i].ms, 99),
                    bench_samples_get_percentile (rows[i].ms, 100));
  }
}

/* What the issue asks for, each against its limit. */
static void
report_goals (BenchTally *all, BenchTally *arrivals, BenchTally *empties)
{
  bench_report_against (BENCH, "code where it was in the frame before: p50",
                        bench_samples_get_percentile (all[0].known_ms, 50), "ms CPU", 4, "goal");
  bench_report_against (BENCH, "code where it was in the frame before: p99",
                        bench_samples_get_percentile (all[0].known_ms, 99), "ms CPU", FRAME_MS, "goal");
  bench_report_against (BENCH, "code where it was in the frame before: read again", all[0].n_known, "frames",
                        bench_samples_get_count (all[0].known_ms), "all");
  bench_report_against (BENCH, "any frame: p99", bench_samples_get_percentile (all[0].frame_ms, 99), "ms CPU",
                        FRAME_MS, "goal");
  if (arrivals != NULL)
    bench_report_against (BENCH, "phone held still until its text: p50",
                          bench_samples_get_percentile (arrivals[0].frames, 50), "frames", 2, "goal");
  bench_report (BENCH, "wrong texts in frames with a code", all[0].n_wrong, "frames");
  if (bench_samples_get_count (empties[0].frame_ms) == 0)
    return;
  bench_report_against (BENCH, "frame without a code: p50",
                        bench_samples_get_percentile (empties[0].frame_ms, 50), "ms CPU", FRAME_MS, "goal");
  bench_report_against (BENCH, "frame without a code: p99",
                        bench_samples_get_percentile (empties[0].frame_ms, 99), "ms CPU", FRAME_MS, "goal");
  for (guint k = 0; bench_readers[k].name != NULL; k++) {
    if (empties[k].n_visits == 0)
      continue;
    g_autofree char *label = g_strdup_printf ("frames without a code, read by %s", bench_readers[k].name);
    bench_report_against (BENCH, label, empties[k].n_wrong, "frames", empties[k].n_visits, "frames shown");
  }
}

int
main (int argc, char **argv)
{
  bench_begin (BENCH);
  Options options = {.empties = -1, .seed = 1};
  parse (&options, &argc, &argv);
  BenchScan *scan = bench_scan_new ((guint)options.threads, options.readers, options.behind, options.people);
  tell_readers (scan);
  g_autoptr (BenchScanTable) table = bench_scan_table_new ();
  BenchTally *all = bench_tallies_new (), *arrivals = NULL;
  for (const CubbyShotClass *class = cubby_shot_classes (); class->name != NULL; class ++) {
    if (!is_chosen (&options, class->name))
      continue;
    BenchTally *tallies =
        bench_scan_visits (scan, class, (guint64)options.seed * 1000, (guint)options.visits);
    bench_scan_table_add (table, class->name, class->summary, tallies);
    report_class (class->name, tallies);
    bench_tallies_join (all, tallies);
    if (class->n_moving > 0 && arrivals == NULL)
      arrivals = tallies;
    else
      bench_tallies_free (tallies);
  }
  bench_progress ("scan: %d frames without a code follow", options.empties);
  BenchTally *empties =
      bench_scan_empties (scan, (guint64)options.seed * 100000, (guint)options.empties, PEERS_EVERY);
  bench_scan_table_add_all (table, all);
  bench_scan_table_add_empties (table, empties);
  report_class ("all", all);
  report_goals (all, arrivals, empties);
  tell_kinds (all, empties);
  bench_scan_table_end (table, options.table);
  guint n_wrong = all[0].n_wrong + empties[0].n_wrong;
  bench_tallies_free (all);
  bench_tallies_free (empties);
  if (arrivals != NULL)
    bench_tallies_free (arrivals);
  bench_scan_free (scan);
  if (n_wrong > 0)
    bench_fail ("%u frames were read as something that they do not show", n_wrong);
  return EXIT_SUCCESS;
}
