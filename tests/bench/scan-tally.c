/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/scan-tally.h"

BenchTally *
bench_tallies_new (void)
{
  BenchTally *tallies = g_new0 (BenchTally, BENCH_READERS_MAX);
  for (guint i = 0; i < BENCH_READERS_MAX; i++) {
    tallies[i].frame_ms = bench_samples_new ();
    tallies[i].read_ms = bench_samples_new ();
    tallies[i].vain_ms = bench_samples_new ();
    tallies[i].frames = bench_samples_new ();
    tallies[i].known_ms = bench_samples_new ();
  }
  return tallies;
}

void
bench_tallies_free (BenchTally *tallies)
{
  for (guint i = 0; i < BENCH_READERS_MAX; i++) {
    bench_samples_free (tallies[i].frame_ms);
    bench_samples_free (tallies[i].read_ms);
    bench_samples_free (tallies[i].vain_ms);
    bench_samples_free (tallies[i].frames);
    bench_samples_free (tallies[i].known_ms);
  }
  g_free (tallies);
}

void
bench_tallies_join (BenchTally *all, const BenchTally *one)
{
  for (guint i = 0; i < BENCH_READERS_MAX; i++) {
    all[i].n_visits += one[i].n_visits;
    all[i].n_read += one[i].n_read;
    all[i].n_first += one[i].n_first;
    all[i].n_wrong += one[i].n_wrong;
    all[i].n_known += one[i].n_known;
    bench_samples_join (all[i].frame_ms, one[i].frame_ms);
    bench_samples_join (all[i].read_ms, one[i].read_ms);
    bench_samples_join (all[i].vain_ms, one[i].vain_ms);
    bench_samples_join (all[i].frames, one[i].frames);
    bench_samples_join (all[i].known_ms, one[i].known_ms);
  }
}

double
bench_tally_percent (const BenchTally *tally, guint n)
{
  return tally->n_visits == 0 ? 0 : 100.0 * n / tally->n_visits;
}

guint
bench_tallies_best_peer (const BenchTally *tallies)
{
  guint best = 0;
  for (guint i = 1; i < BENCH_READERS_MAX; i++) {
    if (tallies[i].n_visits < tallies[0].n_visits)
      continue; /* not the same people */
    if (best == 0 || tallies[i].n_read > tallies[best].n_read ||
        (tallies[i].n_read == tallies[best].n_read && tallies[i].n_first > tallies[best].n_first))
      best = i;
  }
  return best;
}
