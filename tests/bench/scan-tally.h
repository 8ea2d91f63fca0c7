/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/bench/samples.h"
#include "tests/bench/scan-readers.h"

G_BEGIN_DECLS

/* What one reader did with the frames of one class. */
typedef struct {
  guint n_visits, n_read; /* of those, read within half a second */
  guint n_first;          /* in the first frame in which the hand is still */
  guint n_wrong;          /* frames with a text that nobody showed */
  BenchSamples *frame_ms; /* of CPU */
  BenchSamples *read_ms;  /* of those of them in which a text was read … */
  BenchSamples *vain_ms;  /* … and in which none was, though there is a code */
  BenchSamples *frames;   /* from the hand held still to the text */
  BenchSamples *known_ms; /* of the half second after the text was read: the code is where it was */
  guint n_known;
} BenchTally;

BenchTally *bench_tallies_new (void); /* one a reader */
void bench_tallies_free (BenchTally *tallies);
void bench_tallies_join (BenchTally *all, const BenchTally *one);
/* Returns: @n of those who came, in percent. */
double bench_tally_percent (const BenchTally *tally, guint n);
/* Returns: the best of the others who saw all that ours saw, by what they read; 0 when none measured it. */
guint bench_tallies_best_peer (const BenchTally *tallies);

G_END_DECLS
