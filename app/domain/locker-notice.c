/* SPDX-License-Identifier: Apache-2.0 */
/* What the centre says about parcels, and the start of the program. */
#include "app/domain/locker-private.h"

CubbyDecision *
cubby_locker_decide_start (const CubbyLocker *self, gint64 now_ms, const char *version)
{
  CubbyDecision *decision = cubby_decision_new ();
  cubby_decision_add (decision, CUBBY_EVENT_STARTED, now_ms)->why = g_strdup (version);
  return decision;
}

CubbyDecision *
cubby_locker_decide_notice (const CubbyLocker *self, gint64 now_ms, const CubbyNotice *notice)
{
  CubbyDecision *decision = cubby_decision_new ();
  const CubbyParcel *known = cubby_locker_find_parcel (self, notice->label);
  if (known != NULL && notice->version <= known->version)
    return decision;
  CubbyLockerEvent *event = cubby_decision_add (
      decision, notice->withdrawn ? CUBBY_EVENT_PARCEL_RECALLED : CUBBY_EVENT_PARCEL_EXPECTED, now_ms);
  event->label = g_strdup (notice->label);
  event->version = (gint64)notice->version;
  if (notice->withdrawn)
    return decision;
  event->fulfilment = g_strdup (notice->fulfilment);
  event->size = g_strdup (cubby_size_to_string (notice->size));
  event->ctis = g_strjoinv (",", (char **)notice->ctis);
  event->code_hash = g_strdup (notice->code_hash);
  event->hold_until_s = notice->hold_until_s;
  event->heavy = notice->heavy;
  event->reach = notice->reach;
  return decision;
}
