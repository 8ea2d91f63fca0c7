/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/lockerd/kill-bench.h"

/**
 * Proof:
 *
 * What a journal says of a point: how often each door was allowed to be pulsed, and what became of it.
 */
typedef struct {
  gint64 rows;
  guint intents[BENCH_DOORS];
  guint unknown;
  guint forced;
} Proof;

/* Of a directory that nobody has open. Aborts when the journal does not prove, when a grant has two intents,
 * or when the outbox is not exactly what its events report. A journal of which nothing was written is all
 * zero. */
Proof proof_read (Bench *self, const char *directory, gboolean trimmed);

/* Aborts when a door was pulsed more often than the journal allowed. */
void proof_check_pulses (Bench *self, const Proof *proof);

/* As the operator does: the command, its exit status and its words. */
void proof_run_verify (Bench *self, const char *cubbyctl);
