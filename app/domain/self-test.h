/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker.h"

G_BEGIN_DECLS

typedef struct {
  char *what; /* such as "board 1", "lock A3", "journal" */
  gboolean good;
  char *sentence; /* for staff */
} CubbySelfTestLine;

/**
 * CubbySelfTest:
 * @at_ms: when it was begun, UTC; 0: there never was one
 *
 * What a look at every part found: the report of the nightly self-test.
 */
typedef struct {
  gint64 at_ms;
  GPtrArray *lines; /* of CubbySelfTestLine */
} CubbySelfTest;

CubbySelfTest *cubby_self_test_new (gint64 at_ms);
void cubby_self_test_free (CubbySelfTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySelfTest, cubby_self_test_free)

void cubby_self_test_add (CubbySelfTest *self, const char *what, gboolean good, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
guint cubby_self_test_count_failed (const CubbySelfTest *self);

/* Returns: (transfer full): the report as text, a line each. */
char *cubby_self_test_format (const CubbySelfTest *self);
/* Returns: (nullable): NULL when it is not what cubby_self_test_format() writes. */
CubbySelfTest *cubby_self_test_parse (const char *text);

/**
 * CubbySensorFacts:
 * @has_sensor: the door's board has an input for it
 * @n_changes: how often its reading changed since the last test
 * @n_openings: how often its lock was pulsed since then
 */
typedef struct {
  gboolean has_sensor;
  guint n_changes;
  guint64 n_openings;
} CubbySensorFacts;

/* A line for each door: its sensor speaks, does not flap, and what it says agrees with what is known. */
void cubby_self_test_judge_doors (CubbySelfTest *self, const CubbyLocker *locker, const CubbyBank *bank,
                                  const CubbySensorFacts *facts);
/* @error: (nullable): why it does not prove */
void cubby_self_test_judge_journal (CubbySelfTest *self, gint64 n_rows, const char *error);
void cubby_self_test_judge_disk (CubbySelfTest *self, guint64 free_bytes, guint64 all_bytes);
void cubby_self_test_judge_clock (CubbySelfTest *self, gint64 behind_ms);
/* @oldest_ms: when its oldest row was written; 0: it is empty */
void cubby_self_test_judge_outbox (CubbySelfTest *self, gint64 n_rows, gint64 oldest_ms, gint64 now_ms);

/**
 * cubby_self_test_get_next_ms:
 * @minute: of the day in @zone
 *
 * Returns: the first time after @now_ms at which it is that time of day there, ms UTC
 */
gint64 cubby_self_test_get_next_ms (gint64 now_ms, guint minute, GTimeZone *zone);

/* It was done: reason "granted". */
CubbyDecision *cubby_locker_decide_self_test (const CubbyLocker *locker, gint64 now_ms,
                                              const CubbySelfTest *self);

G_END_DECLS
