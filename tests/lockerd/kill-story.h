/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/lockerd/kill-bench.h"

/**
 * Story:
 *
 * What happens while something fails. @run tells whether it came to its end; @arm is called when the bus has
 * nothing to do any more but what the person makes it do.
 */
typedef struct {
  const char *name;
  gboolean loaded; /* begins with the parcel behind A1 */
  gboolean (*run) (Bench *bench, void (*arm) (gpointer data), gpointer data);
} Story;

#define N_STORIES 2
extern const Story stories[N_STORIES]; /* a stow, a pickup */

typedef struct {
  guint restowed, collected, looked;
} Ending;

/* Whatever was left: staff and shopper come again until the parcel is in a hand and every door is shut and
 * empty. Aborts when that cannot be had. */
void story_end (Bench *bench, Ending *ending);
