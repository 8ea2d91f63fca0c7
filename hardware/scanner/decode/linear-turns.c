/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-turns.h"

#include <math.h>

G_STATIC_ASSERT (CUBBY_LINEAR_TURNS_KNOWN > CUBBY_LINEAR_TURNS_MAX); /* there is always one to forget */

/* What each way has of the looks of its place, by what a look costs. */
static const float shares[CUBBY_LINEAR_N_WAYS] = {
    [CUBBY_LINEAR_WAY_QUICK] = 16, [CUBBY_LINEAR_WAY_THIN] = 9,  [CUBBY_LINEAR_WAY_STRIP] = 8,
    [CUBBY_LINEAR_WAY_LINES] = 1,  [CUBBY_LINEAR_WAY_BANDS] = 2,
};
#define FADE 0.95F /* of a look, from picture to picture */
#define GONE_MAX 4 /* pictures: what is not found for so long is forgotten */
/* The same place in the next picture, which a hand holds. */
#define REACH_PART 0.3F /* of its length */
#define REACH_PX 16.0F
#define TURN_MOST 0.17F /* sine */
#define LENGTH_RATIO 1.35F

static gboolean
is_same (const CubbyLinearRegion *one, const CubbyLinearRegion *other)
{
  float longer = MAX (one->length, other->length), shorter = MIN (one->length, other->length);
  float turn = fabsf (one->along_x * other->along_y - one->along_y * other->along_x);
  return turn < TURN_MOST && longer < LENGTH_RATIO * shorter &&
         hypotf (one->x - other->x, one->y - other->y) < REACH_PART * shorter + REACH_PX;
}

static void
turns_age (CubbyLinearTurns *self)
{
  for (guint i = 0; i < CUBBY_LINEAR_TURNS_KNOWN; i++) {
    CubbyLinearKnown *known = &self->known[i];
    known->is_here = FALSE;
    for (guint way = 0; way < CUBBY_LINEAR_N_WAYS; way++)
      known->looks[way] *= FADE;
    if (++known->n_gone > GONE_MAX)
      *known = (CubbyLinearKnown){0};
  }
}

/* Where the place is remembered. */
static CubbyLinearKnown *
turns_find (CubbyLinearTurns *self, const CubbyLinearRegion *place)
{
  CubbyLinearKnown *free = NULL;
  for (guint i = 0; i < CUBBY_LINEAR_TURNS_KNOWN; i++) {
    CubbyLinearKnown *known = &self->known[i];
    if (known->is_here)
      continue;
    if (known->region.length > 0 && is_same (&known->region, place))
      return known;
    if (free == NULL || (free->region.length > 0 && known->n_gone > free->n_gone) ||
        known->region.length <= 0)
      free = known;
  }
  *free = (CubbyLinearKnown){0};
  return free;
}

void
cubby_linear_turns_begin (CubbyLinearTurns *self, const CubbyLinearRegion *places, guint n_places,
                          gboolean alone)
{
  g_return_if_fail (n_places <= CUBBY_LINEAR_TURNS_MAX);
  if (alone)
    *self = (CubbyLinearTurns){0};
  turns_age (self);
  self->n_places = n_places;
  for (guint i = 0; i < n_places; i++) {
    CubbyLinearTurn *turn = &self->turns[i];
    *turn = (CubbyLinearTurn){.weight = places[i].weight, .known = turns_find (self, &places[i])};
    turn->known->region = places[i];
    turn->known->is_here = TRUE;
    turn->known->n_gone = 0;
  }
}

gboolean
cubby_linear_turns_next (CubbyLinearTurns *self, guint *ret_place, CubbyLinearWay *ret_way)
{
  float most = -1;
  for (guint i = 0; i < self->n_places; i++)
    for (guint way = 0; way < CUBBY_LINEAR_N_WAYS; way++) {
      const CubbyLinearTurn *turn = &self->turns[i];
      float claim = turn->weight * shares[way] / (1 + turn->known->looks[way]);
      if (turn->done[way] || claim <= most)
        continue;
      most = claim;
      *ret_place = i;
      *ret_way = way;
    }
  if (most < 0)
    return FALSE;
  self->turns[*ret_place].done[*ret_way] = TRUE;
  return TRUE;
}

void
cubby_linear_turns_note (CubbyLinearTurns *self, guint place, CubbyLinearWay way)
{
  self->turns[place].known->looks[way]++;
}
