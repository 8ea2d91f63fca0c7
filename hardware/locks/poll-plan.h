/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyPollPlan:
 *
 * When one board is looked at next: every poll_ms; every 20 ms after a pulse,
 * until the door is seen open; again at once when one sample has said so;
 * less and less often, from 0.5 s to 10 s, while it does not answer, because each
 * try costs the others a time-out. Times are CLOCK_MONOTONIC µs.
 */
typedef struct {
  guint poll_ms;
  gint64 due_us;
  gint64 fast_until_us;
  gboolean confirming;
  guint n_failures;
} CubbyPollPlan;

void cubby_poll_plan_answered (CubbyPollPlan *self, gint64 now_us);
void cubby_poll_plan_failed (CubbyPollPlan *self, gint64 now_us);
/* The wire itself is down: the board is lost at once. A try then costs nobody anything, so there is no
 * back-off. */
void cubby_poll_plan_cut (CubbyPollPlan *self, gint64 now_us);
/* It could not be asked; that says nothing about it. */
void cubby_poll_plan_postpone (CubbyPollPlan *self, gint64 now_us);
/* It cannot be asked anything. */
void cubby_poll_plan_never (CubbyPollPlan *self);
/* Look now, and often until @until_us. */
void cubby_poll_plan_hurry (CubbyPollPlan *self, gint64 now_us, gint64 until_us);
/* What was looked for is there. */
void cubby_poll_plan_calm (CubbyPollPlan *self);
/* The last answer needs a second one: nobody is asked before. */
void cubby_poll_plan_confirm (CubbyPollPlan *self, gint64 now_us);
gboolean cubby_poll_plan_is_fast (const CubbyPollPlan *self, gint64 now_us);
/* One lost frame is an accident, two are a board that does not answer. */
gboolean cubby_poll_plan_is_lost (const CubbyPollPlan *self);

/**
 * cubby_poll_plan_choose:
 * @fast_first: FALSE when the last one asked was in a hurry: then those at leisure that are due have their
 * turn
 *
 * Returns: which of @n_plans is first: one that confirms, else the earliest, and in a hurry before at
 * leisure when both are due.
 */
guint cubby_poll_plan_choose (CubbyPollPlan *const *plans, guint n_plans, gint64 now_us, gboolean fast_first);

G_END_DECLS
