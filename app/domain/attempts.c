/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/attempts.h"

#define DAY_S (24 * 60 * 60)

const CubbyAttemptsPolicy cubby_attempts_badge = {
    .free = 5, .longest_wait_s = 15 * 60, .lock_after = 20, .forget_s = DAY_S};
const CubbyAttemptsPolicy cubby_attempts_keypad = {.free = 5, .longest_wait_s = 15 * 60, .forget_s = DAY_S};
const CubbyAttemptsPolicy cubby_attempts_code = {.free = 5, .longest_wait_s = 15 * 60, .forget_s = DAY_S};
/* The scanner is always on and sees a lot that is no pass: only a flood is slowed down. */
const CubbyAttemptsPolicy cubby_attempts_pass = {.free = 20, .longest_wait_s = 60, .forget_s = 60};

static gboolean
is_forgotten (const CubbyAttempts *self, const CubbyAttemptsPolicy *policy, gint64 now_ms)
{
  return now_ms - self->last_ms >= (gint64)policy->forget_s * 1000;
}

void
cubby_attempts_add (CubbyAttempts *self, const CubbyAttemptsPolicy *policy, gint64 now_ms)
{
  if (is_forgotten (self, policy, now_ms))
    self->failures = 0;
  if (self->failures < G_MAXUINT)
    self->failures++;
  self->last_ms = now_ms;
}

void
cubby_attempts_clear (CubbyAttempts *self)
{
  self->failures = 0;
}

void
cubby_attempts_take_back (CubbyAttempts *self)
{
  if (self->failures > 0)
    self->failures--;
}

guint
cubby_attempts_get_wait_s (const CubbyAttempts *self, const CubbyAttemptsPolicy *policy, gint64 now_ms)
{
  if (self->failures < policy->free || is_forgotten (self, policy, now_ms))
    return 0;
  guint doublings = MIN (self->failures - policy->free, 20);
  gint64 wait_ms = (gint64)MIN (1U << doublings, policy->longest_wait_s) * 1000;
  gint64 left_ms = self->last_ms + wait_ms - now_ms;
  return left_ms > 0 ? (guint)((left_ms + 999) / 1000) : 0;
}

gboolean
cubby_attempts_is_locked (const CubbyAttempts *self, const CubbyAttemptsPolicy *policy, gint64 now_ms)
{
  return policy->lock_after != 0 && self->failures >= policy->lock_after &&
         !is_forgotten (self, policy, now_ms);
}
