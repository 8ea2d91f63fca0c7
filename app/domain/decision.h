/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker-event.h"

G_BEGIN_DECLS

/**
 * CubbyDecision:
 * @reason: "granted" or why not: the words of org.cubby.Locker1
 * @doors: all doors of the same sequence, in walking order
 * @purpose: (nullable): of the grant of a shopper's pass or code
 * @used_at_ms: when the pass was used before; 0 if that is not the reason
 * @wait_s: how long to wait; 0 if that is not the reason
 * @place: in the queue for a compartment, 1 is next; 0 if that is not the reason
 * @events: (element-type CubbyLockerEvent): what has to be journaled and applied
 *
 * What the core answers: the answer for the person, and what happened by it. Nothing has changed yet.
 */
typedef struct {
  const char *reason;
  char *grant;
  char *door;
  GPtrArray *doors;
  const char *purpose;
  gint64 used_at_ms;
  guint wait_s;
  guint place;
  GPtrArray *events;
} CubbyDecision;

CubbyDecision *cubby_decision_new (void);
void cubby_decision_free (CubbyDecision *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyDecision, cubby_decision_free)

/* Returns: (transfer none): a new event of the decision, to be filled. */
CubbyLockerEvent *cubby_decision_add (CubbyDecision *self, CubbyLockerEventType type, gint64 now_ms);
gboolean cubby_decision_is_granted (const CubbyDecision *self);

G_END_DECLS
