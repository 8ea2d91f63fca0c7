/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/oracle.h"
#include "tests/sim/sim.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
  char *seeds;
  gint64 seed;
  double minutes;
  int days;
  gboolean verbose;
  gboolean guard;
  gboolean hashes;
} Options;

typedef struct {
  guint64 first, last;
  guint64 n_seeds;
  guint64 pickups;
  guint64 rows;
  double years;
  guint64 first_hash; /* of the history of the first seed */
  guint saw[SIM_N_SAW];
} Batch;

static const char about[] =
    "Runs the real core, journal and bus of lockerd in a simulated shop, in which everything breaks that "
    "can, and\n"
    "checks that no door opens that should stay shut. Each seed is a shop of its own, and always the same.";

static gboolean
parse_seeds (const Options *options, Batch *batch)
{
  if (options->seed >= 0) {
    batch->first = batch->last = (guint64)options->seed;
    return TRUE;
  }
  batch->first = 1;
  batch->last = options->minutes > 0 ? G_MAXUINT64 : 200;
  if (options->seeds == NULL)
    return TRUE;
  g_auto (GStrv) ends = g_strsplit (options->seeds, "..", 2);
  return g_strv_length (ends) == 2 &&
         g_ascii_string_to_unsigned (ends[0], 10, 0, G_MAXUINT64, &batch->first, NULL) &&
         g_ascii_string_to_unsigned (ends[1], 10, batch->first, G_MAXUINT64, &batch->last, NULL);
}

static gboolean
run_seed (const Options *options, guint64 seed, Batch *batch)
{
  const SimOptions how = {.verbose = options->verbose, .days = (guint)options->days};
  g_autoptr (Sim) sim = sim_run (seed, &how);
  if (batch->n_seeds++ == 0)
    batch->first_hash = sim->hash;
  batch->pickups += sim_oracle_count_pickups (sim->oracle);
  batch->rows += sim_oracle_count_rows (sim->oracle);
  batch->years += (double)(sim_clock_get_us (sim->clock) - sim->started_us) / 1e6 / 86400 / 365.25;
  for (guint i = 0; i < SIM_N_SAW; i++)
    batch->saw[i] += sim->saw[i];
  if (options->seed >= 0 || options->hashes)
    printf ("# seed %" G_GUINT64_FORMAT ": history %016" G_GINT64_MODIFIER "x, %" G_GUINT64_FORMAT " lines\n",
            seed, sim->hash, sim->lines);
  if (sim->violation == NULL)
    return TRUE;
  printf ("# seed %" G_GUINT64_FORMAT ": %s\n# to see it again: %s --seed %" G_GUINT64_FORMAT
          " --days %d --verbose\n",
          seed, sim->violation, g_get_prgname (), seed, options->days);
  return FALSE;
}

/* A batch in which something never happened proved nothing about it. */
static gboolean
judge_batch (const Batch *batch)
{
  gboolean good = TRUE;
  for (guint i = 0; i < SIM_N_SAW; i++) {
    printf ("# %8u  %s\n", batch->saw[i], sim_saw_to_string (i));
    if (batch->saw[i] > 0)
      continue;
    printf ("# it never happened: %s\n", sim_saw_to_string (i));
    good = FALSE;
  }
  return good;
}

/* A seed that prints itself is worth something only if it is the same again. */
static gboolean
is_same_again (const Options *options, const Batch *batch)
{
  const SimOptions how = {.days = (guint)options->days};
  g_autoptr (Sim) sim = sim_run (batch->first, &how);
  if (sim->hash == batch->first_hash)
    return TRUE;
  printf ("# seed %" G_GUINT64_FORMAT ": another history the second time\n", batch->first);
  return FALSE;
}

static void
report (const Batch *batch, double cpu_s)
{
  printf ("# %" G_GUINT64_FORMAT " seeds, %.1f years, %" G_GUINT64_FORMAT " pickups, %" G_GUINT64_FORMAT
          " rows; %.1f s of CPU, %.0f pickups a second\n",
          batch->n_seeds, batch->years, batch->pickups, batch->rows, cpu_s,
          (double)batch->pickups / MAX (cpu_s, 0.001));
}

static int
run (const Options *options)
{
  Batch batch = {0};
  gboolean good = TRUE;
  double from_s = sim_wall_seconds (), cpu_s = sim_cpu_seconds ();
  if (!parse_seeds (options, &batch)) {
    g_printerr ("cubby-test-sim: --seeds %s: is not FROM..TO\n", options->seeds);
    return 2;
  }
  for (guint64 seed = batch.first; good; seed++) {
    good = run_seed (options, seed, &batch);
    gboolean late = options->minutes > 0 && sim_wall_seconds () - from_s > options->minutes * 60;
    if (seed == batch.last || late)
      break;
  }
  report (&batch, sim_cpu_seconds () - cpu_s);
  gboolean proved = !options->guard || !good || judge_batch (&batch);
  gboolean same = !options->guard || is_same_again (options, &batch);
  printf ("%s 1 - /sim/no door opens that should stay shut\n", good ? "ok" : "not ok");
  if (options->guard)
    printf ("%s 2 - /sim/everything that can break did\n%s 3 - /sim/the same seed is the same history\n",
            proved ? "ok" : "not ok", same ? "ok" : "not ok");
  printf ("1..%d\n", options->guard ? 3 : 1);
  return good && proved && same ? 0 : 1;
}

int
main (int argc, char **argv)
{
  Options options = {.seed = -1, .days = 2};
  const GOptionEntry entries[] = {
      {"seeds", 0, 0, G_OPTION_ARG_STRING, &options.seeds, "run these (default 1..200)", "FROM..TO"},
      {"seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, "run this one", "N"},
      {"minutes", 0, 0, G_OPTION_ARG_DOUBLE, &options.minutes, "begin no seed after so long", "M"},
      {"days", 0, 0, G_OPTION_ARG_INT, &options.days, "days of each shop (default 2)", "N"},
      {"verbose", 0, 0, G_OPTION_ARG_NONE, &options.verbose, "print the history", NULL},
      {"guard", 0, 0, G_OPTION_ARG_NONE, &options.guard, "fail if something that can happen never did", NULL},
      {"hashes", 0, 0, G_OPTION_ARG_NONE, &options.hashes, "print the hash of each seed's history", NULL},
      {NULL},
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_summary (context, about);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("cubby-test-sim: %s\n", error->message);
    return 2;
  }
  setvbuf (stdout, NULL, _IOLBF, 0);
  int status = run (&options);
  g_free (options.seeds);
  return status;
}
