/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyPollPlan:
 *
 * When one board is looked at next: every poll_ms; every 50 ms after a pulse;
 * less and less often, from 0.5 s to 10 s, while it does not answer, because each
 * try costs the others a time-out. Times are CLOCK_MONOTONIC µs.
 */
typedef struct {
  guint poll_ms;
  gint64 due_us;
  gint64 fast_until_us;
  guint n_failures;
} CubbyPollPlan;

void cubby_poll_plan_answered (CubbyPollPlan *self, gint64 now_us);
void cubby_poll_plan_failed (CubbyPollPlan *self, gint64 now_us);
/* The wire itself is down: the board is lost at once. A try then costs nobody anything, so there is no
 * back-off. */
void cubby_poll_plan_cut (CubbyPollPlan *self, gint64 now_us);
/* It could not be asked; that says nothing about it. */
void cubby_poll_plan_postpone (CubbyPollPlan *self, gint64 now_us);
/* Look now, and often until @until_us. */
void cubby_poll_plan_hurry (CubbyPollPlan *self, gint64 now_us, gint64 until_us);
/* One lost frame is an accident, two are a board that does not answer. */
gboolean cubby_poll_plan_is_lost (const CubbyPollPlan *self);

/* Which of @n_plans is first: the earliest, and in a hurry before at leisure when both are due. */
guint cubby_poll_plan_choose (CubbyPollPlan *const *plans, guint n_plans, gint64 now_us);

G_END_DECLS
