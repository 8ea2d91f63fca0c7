/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/lockerd/kill-wire.h"
#include "tests/lockerd/rig.h"

/**
 * Bench:
 *
 * A rig whose bus goes over a Wire, cleared between two points: the same simulator and the same D-Bus,
 * another state directory.
 */
typedef struct {
  Rig *rig;
  Wire *wire;
  gboolean serial;
  char *state;     /* lockerd's directory */
  char *crashed;   /* what it left behind, copied */
  char *trace;     /* what strace saw */
  guint pulses[4]; /* of A1 … A4, before the point */
  gint64 began_ms; /* UTC: rows from then on are of this point */
} Bench;

#define BENCH_DOORS 4
extern const char *const bench_doors[BENCH_DOORS + 1];

Bench *bench_new (gboolean serial);
void bench_free (Bench *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bench, bench_free)

/**
 * bench_clear:
 * @state: (nullable): a state directory in which the parcel lies behind A1; NULL: nothing has ever happened
 */
void bench_clear (Bench *self, const char *state);

/* @wrapper: (nullable): strace and its arguments. FALSE: lockerd ended before it served. */
gboolean bench_start (Bench *self, const char *const *wrapper);
pid_t bench_get_pid (Bench *self); /* of lockerd itself, not of what wraps it */
void bench_kill (Bench *self);     /* if it is still there; waits for its end */
void bench_keep_crashed (Bench *self);

/* What the steel has seen since it was cleared. */
void bench_count_pulses (Bench *self, guint ret_pulses[BENCH_DOORS]);
/* Returns: (nullable) (transfer full): the door behind which the parcel physically is. */
char *bench_find_parcel (Bench *self);

/* As rig_wait(), for no longer than @ms, and it does not mind when it never comes. */
gboolean bench_await (Bench *self, const char *door, const char *field, const char *value, guint ms);

void bench_copy_directory (const char *from, const char *to);
