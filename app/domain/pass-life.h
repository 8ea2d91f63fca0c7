/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What has become of a pass. */
typedef enum {
  CUBBY_PASS_LIFE_ACTIVE,
  CUBBY_PASS_LIFE_USED,    /* its parcels were collected */
  CUBBY_PASS_LIFE_REVOKED, /* taken back, or made anew */
  CUBBY_PASS_LIFE_EXPIRED, /* its time is over; nobody writes this down */
  CUBBY_N_PASS_LIVES,
} CubbyPassLife;

/* active used revoked expired */
const char *cubby_pass_life_to_string (CubbyPassLife life);
gboolean cubby_pass_life_from_string (const char *text, CubbyPassLife *ret_life);

/* What a pass is at @now_s when @stored is written of it and it is good until @exp_s. */
CubbyPassLife cubby_pass_life_now (CubbyPassLife stored, gint64 exp_s, gint64 now_s);

/**
 * CubbyPassFacts:
 * @open: the fulfilment may still be collected
 * @own: the pass of the buyer, as cubby_pass_life_now() says
 * @helpers: live helper passes
 * @helpers_made: helper passes made in the last 24 hours, whatever became of them
 * @reissues: how often it was made anew in the last 24 hours
 *
 * What is known of the passes of one fulfilment when its buyer wants another.
 */
typedef struct {
  gboolean open;
  CubbyPassLife own;
  guint helpers;
  guint helpers_made;
  guint reissues;
} CubbyPassFacts;

/* Helper passes at once: each is somebody who opens the door. */
#define CUBBY_HELPERS_AT_ONCE 3
/* A day: whoever has the link may press, a program too. */
#define CUBBY_HELPERS_A_DAY 10
#define CUBBY_REISSUES_A_DAY 3

typedef enum {
  CUBBY_PASS_ALLOWED,
  CUBBY_PASS_OVER,           /* collected, expired, cancelled */
  CUBBY_PASS_TOO_MANY,       /* revoke one first */
  CUBBY_PASS_TOO_OFTEN,      /* wait a day */
  CUBBY_PASS_REISSUE_BEFORE, /* the buyer's own is revoked */
  CUBBY_N_PASS_VERDICTS,
} CubbyPassVerdict;

/* May the buyer make a helper pass? */
CubbyPassVerdict cubby_pass_judge_helper (const CubbyPassFacts *facts);
/* May all passes be revoked and the buyer's made anew? */
CubbyPassVerdict cubby_pass_judge_reissue (const CubbyPassFacts *facts);

G_END_DECLS
