/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker-event.h"

G_BEGIN_DECLS

/**
 * Life:
 * @doors: their names; every cycle uses the next one
 * @cycle_ms: from one parcel to the next
 *
 * What a bank of lockers writes in its journal as the days go by, without a bank: parcels are announced, put
 * in by staff, and collected. Nine rows or so a parcel, always the same ones.
 */
typedef struct {
  const char *const *doors;
  gint64 now_ms;
  gint64 cycle_ms;
  guint cycle;
  guint step;
} Life;

/* Appends what is journaled next in one transaction. */
void life_next (Life *self, GPtrArray *events);
GPtrArray *life_events_new (void);

G_END_DECLS
