/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/lockerd/kill-bench.h"

typedef enum {
  BEGINS_NEW,    /* nothing has ever happened */
  BEGINS_LOADED, /* the parcel lies behind A1 */
  BEGINS_AGED,   /* so does it, and has for a hundred days: old rows are due to go */
  N_BEGINNINGS,
} Beginning;

/**
 * Story:
 *
 * What happens while something fails. @run tells whether it came to its end; @arm is called when the bus has
 * nothing to do any more but what the person makes it do.
 */
typedef struct {
  const char *name;
  Beginning begins;
  gboolean (*run) (Bench *bench, void (*arm) (gpointer data), gpointer data);
} Story;

#define N_STORIES 3
extern const Story stories[N_STORIES]; /* a stow, a pickup, and the journal is tidied */

typedef struct {
  guint restowed, collected, looked;
} Ending;

/* Whatever was left: staff and shopper come again until the parcel is in a hand and every door is shut and
 * empty. Aborts when that cannot be had. */
void story_end (Bench *bench, Ending *ending);
