/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-finder.h"

G_BEGIN_DECLS

/* Places of one picture, with those that are put together of two. */
#define CUBBY_LINEAR_TURNS_MAX 20
/* Places that are remembered: more, or one picture would push out all of the last. */
#define CUBBY_LINEAR_TURNS_KNOWN 40

/* How a place is looked at. */
typedef enum {
  CUBBY_LINEAR_WAY_QUICK, /* for sharp codes, in a few bands */
  CUBBY_LINEAR_WAY_THIN,  /* the same in a few lines: bars that wander */
  CUBBY_LINEAR_WAY_STRIP, /* straightened, by zbar */
  CUBBY_LINEAR_WAY_LINES, /* in lines as low as can be, level and slanted */
  CUBBY_LINEAR_WAY_BANDS, /* for blurred codes, in bands and in all of them together */
} CubbyLinearWay;
#define CUBBY_LINEAR_N_WAYS 5

typedef struct {
  CubbyLinearRegion region;         /* of no length: none */
  float looks[CUBBY_LINEAR_N_WAYS]; /* in vain; older ones count less */
  guint n_gone;                     /* pictures in which it was not found again */
  gboolean is_here;                 /* it was in this one */
} CubbyLinearKnown;

typedef struct {
  float weight;
  CubbyLinearKnown *known;
  gboolean done[CUBBY_LINEAR_N_WAYS]; /* in this picture */
} CubbyLinearTurn;

/**
 * CubbyLinearTurns:
 *
 * Which place is looked at next, and how, where the time of a picture does not go round. Each way of each
 * place has its share of the looks, by how much there is of the place and how little the way costs, as seats
 * are divided by votes (D'Hondt). Looks in earlier pictures count: what was looked at in vain comes later in
 * the next one, and all have their turn within a few. All zero: nothing was looked at yet.
 */
typedef struct {
  CubbyLinearKnown known[CUBBY_LINEAR_TURNS_KNOWN];
  guint n_places;
  CubbyLinearTurn turns[CUBBY_LINEAR_TURNS_MAX];
} CubbyLinearTurns;

/**
 * cubby_linear_turns_begin:
 * @places: (array length=n_places): of the next picture
 * @n_places: at most CUBBY_LINEAR_TURNS_MAX
 * @alone: the picture has nothing to do with those before it
 */
void cubby_linear_turns_begin (CubbyLinearTurns *self, const CubbyLinearRegion *places, guint n_places,
                               gboolean alone);

/**
 * cubby_linear_turns_next:
 * @ret_place: (out): index of the place
 *
 * Each way of each place has one turn in a picture.
 *
 * Returns: FALSE after the last
 */
gboolean cubby_linear_turns_next (CubbyLinearTurns *self, guint *ret_place, CubbyLinearWay *ret_way);

/* It was looked at, and no code was read. */
void cubby_linear_turns_note (CubbyLinearTurns *self, guint place, CubbyLinearWay way);

G_END_DECLS
