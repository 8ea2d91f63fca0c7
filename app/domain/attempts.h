/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyAttemptsPolicy:
 * @free: so many wrong attempts cost no waiting
 * @longest_wait_s: the waits double from one second up to this
 * @lock_after: so many wrong ones in a row lock it; 0 never
 * @forget_s: after so long without an attempt the count starts again
 */
typedef struct {
  guint free;
  guint longest_wait_s;
  guint lock_after;
  guint forget_s;
} CubbyAttemptsPolicy;

/* One badge; the keypad of the kiosk for all badges; typed codes; passes that are no passes (NIST
 * 800-63B 5.2.2). */
extern const CubbyAttemptsPolicy cubby_attempts_badge;
extern const CubbyAttemptsPolicy cubby_attempts_keypad;
extern const CubbyAttemptsPolicy cubby_attempts_code;
extern const CubbyAttemptsPolicy cubby_attempts_pass;

/* Wrong attempts in a row. Counted before the secret is compared, and journaled. */
typedef struct {
  guint failures;
  gint64 last_ms;
} CubbyAttempts;

void cubby_attempts_add (CubbyAttempts *self, const CubbyAttemptsPolicy *policy, gint64 now_ms);
void cubby_attempts_clear (CubbyAttempts *self);
/* The last one was not wrong after all. */
void cubby_attempts_take_back (CubbyAttempts *self);

/* Returns: how many seconds the next attempt has to wait, rounded up; 0 none. */
guint cubby_attempts_get_wait_s (const CubbyAttempts *self, const CubbyAttemptsPolicy *policy, gint64 now_ms);
gboolean cubby_attempts_is_locked (const CubbyAttempts *self, const CubbyAttemptsPolicy *policy,
                                   gint64 now_ms);

G_END_DECLS
