/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/decision.h"

static void
event_free (gpointer event)
{
  cubby_locker_event_free (event);
}

CubbyDecision *
cubby_decision_new (void)
{
  CubbyDecision *self = g_new0 (CubbyDecision, 1);
  self->reason = "";
  self->doors = g_ptr_array_new_with_free_func (g_free);
  self->events = g_ptr_array_new_with_free_func (event_free);
  return self;
}

void
cubby_decision_free (CubbyDecision *self)
{
  if (self == NULL)
    return;
  g_free (self->grant);
  g_free (self->door);
  g_ptr_array_unref (self->doors);
  g_ptr_array_unref (self->events);
  g_free (self);
}

CubbyLockerEvent *
cubby_decision_add (CubbyDecision *self, CubbyLockerEventType type, gint64 now_ms)
{
  CubbyLockerEvent *event = cubby_locker_event_new (type, now_ms);
  g_ptr_array_add (self->events, event);
  return event;
}

gboolean
cubby_decision_is_granted (const CubbyDecision *self)
{
  return g_str_equal (self->reason, "granted");
}
