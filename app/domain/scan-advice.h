/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/scan-view.h"

G_BEGIN_DECLS

/* What whoever holds something up is told. */
typedef enum {
  CUBBY_ADVICE_NONE,
  CUBBY_ADVICE_HERE,       /* into the frame with it: it is cut off, at the edge, or no code is on it */
  CUBBY_ADVICE_CLOSER,     /* too small */
  CUBBY_ADVICE_FARTHER,    /* too large, or too near for the lens */
  CUBBY_ADVICE_BRIGHTER,   /* the screen is dark, or off */
  CUBBY_ADVICE_TILT,       /* something shines in it */
  CUBBY_ADVICE_STILL,      /* it moves */
  CUBBY_ADVICE_ONE,        /* several codes */
  CUBBY_ADVICE_OTHER_CODE, /* a kind of code that is not read here */
  CUBBY_ADVICE_CLEAN,      /* seen well and yet not read: dirt, a cracked glass */
  CUBBY_ADVICE_BY_HAND,    /* it has taken too long: there is another way */
  CUBBY_N_ADVICES,
} CubbyAdvice;

/* Most codes are read before this: nothing is said. */
#define CUBBY_ADVICE_SILENCE_US ((gint64)700 * 1000)
/* What is said can be read to its end. */
#define CUBBY_ADVICE_STAYS_US ((gint64)1200 * 1000)
/* What was asked for is asked for so long, whatever is seen meanwhile. */
#define CUBBY_ADVICE_ASKS_US ((gint64)2500 * 1000)
/* Held up for this long without being read: the other way is offered. */
#define CUBBY_ADVICE_BY_HAND_US ((gint64)8000 * 1000)

/* Returns: "none", "here", "closer" …; of log and style classes. */
const char *cubby_advice_to_string (CubbyAdvice advice);

/**
 * cubby_advice_of_view:
 * @n_codes: how many different codes were read in the picture
 * @symbologies: those that are read here
 *
 * Returns: what one picture alone says; the first of its faults in the order in which they are
 *   mended: what is not in the picture cannot be moved closer.
 */
CubbyAdvice cubby_advice_of_view (const CubbyView *view, guint n_codes, guint symbologies);

/**
 * CubbyScanAdvice:
 *
 * From what one picture after the other showed to one calm advice: none before
 * CUBBY_ADVICE_SILENCE_US, each for CUBBY_ADVICE_STAYS_US at least, another one only when most of the
 * last pictures say so, and none once nothing is held up any more or the code was read.
 */
typedef struct _CubbyScanAdvice CubbyScanAdvice;

CubbyScanAdvice *cubby_scan_advice_new (void);
void cubby_scan_advice_free (CubbyScanAdvice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyScanAdvice, cubby_scan_advice_free)

/**
 * cubby_scan_advice_take:
 * @n_codes: how many different codes were read in the picture
 * @symbologies: those that are read here
 * @now_us: monotonic; does not go back
 *
 * Returns: what is to be shown from now on
 */
CubbyAdvice cubby_scan_advice_take (CubbyScanAdvice *self, const CubbyView *view, guint n_codes,
                                    guint symbologies, gint64 now_us);

/**
 * cubby_scan_advice_ask_for_one:
 *
 * Different codes were read, at once or in pictures that follow each other: whoever holds them up is asked
 * for one of them, at once and for CUBBY_ADVICE_ASKS_US, though single pictures show one alone.
 *
 * Returns: what is to be shown from now on
 */
CubbyAdvice cubby_scan_advice_ask_for_one (CubbyScanAdvice *self, gint64 now_us);

/* Another person, another page, a code that was told: from the beginning. */
void cubby_scan_advice_reset (CubbyScanAdvice *self);

G_END_DECLS
