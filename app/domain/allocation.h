/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/bank.h"

G_BEGIN_DECLS

/**
 * CubbyCandidate:
 * @index: into the bank's compartments
 * @free: empty, in service, its door shut
 * @openings: how often its lock was pulsed: wear
 */
typedef struct {
  guint index;
  gboolean free;
  guint64 openings;
} CubbyCandidate;

/**
 * CubbyNeed:
 * @near_columns: (array length=n_near): the columns in which parcels of the same order lie already
 */
typedef struct {
  CubbySize size;
  gboolean heavy;
  gboolean reach;
  const guint *near_columns;
  gsize n_near;
} CubbyNeed;

/**
 * cubby_allocation_choose:
 *
 * The compartment for a parcel: one it fits; within reach if the order asks for it; then the smallest size;
 * then the lowest for something heavy, and otherwise one that leaves the reachable compartments to those who
 * need them; then the column of the order's other parcels, or the nearest to it; then the one opened least
 * often; then the first.
 *
 * Returns: an index into the bank's compartments, or -1 when nothing fits.
 */
int cubby_allocation_choose (const CubbyBank *bank, const CubbyCandidate *candidates, gsize n_candidates,
                             const CubbyNeed *need);

/* Whether any compartment of the bank would do if it were free. */
gboolean cubby_allocation_can_ever_fit (const CubbyBank *bank, const CubbyNeed *need);

G_END_DECLS
