/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/poll-plan.h"

#define FAST_MS 20
#define LOST_FAILURES 2
#define BACK_OFF_FIRST_MS 500
#define BACK_OFF_LAST_MS 10000
#define BACK_OFF_DOUBLINGS 5

static void
plan_set_in (CubbyPollPlan *self, gint64 now_us, guint ms)
{
  self->due_us = now_us + (gint64)ms * 1000;
  self->confirming = FALSE;
}

void
cubby_poll_plan_answered (CubbyPollPlan *self, gint64 now_us)
{
  self->n_failures = 0;
  plan_set_in (self, now_us,
               cubby_poll_plan_is_fast (self, now_us) ? MIN (FAST_MS, self->poll_ms) : self->poll_ms);
}

void
cubby_poll_plan_failed (CubbyPollPlan *self, gint64 now_us)
{
  self->n_failures++;
  if (!cubby_poll_plan_is_lost (self)) {
    plan_set_in (self, now_us, self->poll_ms);
    return;
  }
  guint doublings = MIN (self->n_failures - LOST_FAILURES, BACK_OFF_DOUBLINGS);
  plan_set_in (self, now_us, MIN (BACK_OFF_FIRST_MS << doublings, BACK_OFF_LAST_MS));
}

void
cubby_poll_plan_cut (CubbyPollPlan *self, gint64 now_us)
{
  self->n_failures = LOST_FAILURES;
  plan_set_in (self, now_us, self->poll_ms);
}

void
cubby_poll_plan_postpone (CubbyPollPlan *self, gint64 now_us)
{
  plan_set_in (self, now_us, self->poll_ms);
}

void
cubby_poll_plan_never (CubbyPollPlan *self)
{
  self->due_us = G_MAXINT64;
}

void
cubby_poll_plan_hurry (CubbyPollPlan *self, gint64 now_us, gint64 until_us)
{
  self->due_us = now_us;
  self->fast_until_us = until_us;
}

void
cubby_poll_plan_calm (CubbyPollPlan *self)
{
  self->fast_until_us = 0;
}

void
cubby_poll_plan_confirm (CubbyPollPlan *self, gint64 now_us)
{
  self->due_us = now_us;
  self->confirming = TRUE;
}

gboolean
cubby_poll_plan_is_fast (const CubbyPollPlan *self, gint64 now_us)
{
  return now_us < self->fast_until_us;
}

gboolean
cubby_poll_plan_is_lost (const CubbyPollPlan *self)
{
  return self->n_failures >= LOST_FAILURES;
}

static gboolean
plan_is_before (const CubbyPollPlan *self, const CubbyPollPlan *other, gint64 now_us, gboolean fast_first)
{
  gboolean both_due = self->due_us <= now_us && other->due_us <= now_us;
  gboolean fast = cubby_poll_plan_is_fast (self, now_us);
  if (self->confirming != other->confirming)
    return self->confirming;
  if (both_due && fast != cubby_poll_plan_is_fast (other, now_us))
    return fast == fast_first;
  return self->due_us < other->due_us;
}

guint
cubby_poll_plan_choose (CubbyPollPlan *const *plans, guint n_plans, gint64 now_us, gboolean fast_first)
{
  guint best = 0;
  for (guint i = 1; i < n_plans; i++)
    if (plan_is_before (plans[i], plans[best], now_us, fast_first))
      best = i;
  return best;
}
