/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/allocation.h"

/*
 * Compared from the first to the last; the smaller is the better. Size first: a compartment too large is room
 * that the next large parcel has not. Then what can hurt or shut out a person: a weight lifted from above, a
 * compartment within reach taken from somebody who reaches no other. Only then what is convenient: the
 * parcels of an order close together, a few steps saved. Wear last: it decides between equals.
 */
enum { BY_SIZE, BY_HEIGHT, BY_REACH, BY_DISTANCE, BY_WEAR, N_MEASURES };

typedef struct {
  guint64 measures[N_MEASURES];
} Score;

static gboolean
is_suitable (const CubbyCompartment *compartment, const CubbyCandidate *candidate, const CubbyNeed *need)
{
  if (!candidate->free || compartment->size < need->size)
    return FALSE;
  return !need->reach || cubby_compartment_is_reachable (compartment);
}

/* In columns: 0 beside the nearest parcel of the order, or when there is none. */
static guint
get_distance (const CubbyCompartment *compartment, const CubbyNeed *need)
{
  guint distance = G_MAXUINT;
  for (gsize i = 0; i < need->n_near; i++) {
    guint other = need->near_columns[i];
    distance = MIN (distance, MAX (other, compartment->column) - MIN (other, compartment->column));
  }
  return need->n_near > 0 ? distance : 0;
}

static Score
get_score (const CubbyCompartment *compartment, const CubbyCandidate *candidate, const CubbyNeed *need)
{
  gboolean spends_reach = !need->reach && !need->heavy && cubby_compartment_is_reachable (compartment);
  return (Score){.measures = {
                     [BY_SIZE] = compartment->size,
                     [BY_HEIGHT] = need->heavy ? compartment->bottom_mm : 0,
                     [BY_REACH] = spends_reach,
                     [BY_DISTANCE] = get_distance (compartment, need),
                     [BY_WEAR] = candidate->openings,
                 }};
}

static gboolean
is_better (const Score *a, const Score *b)
{
  for (guint i = 0; i < N_MEASURES; i++)
    if (a->measures[i] != b->measures[i])
      return a->measures[i] < b->measures[i];
  return FALSE;
}

int
cubby_allocation_choose (const CubbyBank *bank, const CubbyCandidate *candidates, gsize n_candidates,
                         const CubbyNeed *need)
{
  int best = -1;
  Score best_score = {0};
  for (gsize i = 0; i < n_candidates; i++) {
    const CubbyCompartment *compartment = cubby_bank_get_compartment (bank, candidates[i].index);
    if (!is_suitable (compartment, &candidates[i], need))
      continue;
    Score score = get_score (compartment, &candidates[i], need);
    if (best >= 0 && !is_better (&score, &best_score))
      continue;
    best = (int)candidates[i].index;
    best_score = score;
  }
  return best;
}

gboolean
cubby_allocation_can_ever_fit (const CubbyBank *bank, const CubbyNeed *need)
{
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++) {
    const CubbyCandidate candidate = {.index = i, .free = TRUE};
    if (is_suitable (cubby_bank_get_compartment (bank, i), &candidate, need))
      return TRUE;
  }
  return FALSE;
}
