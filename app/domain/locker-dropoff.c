/* SPDX-License-Identifier: Apache-2.0 */
/* A shopper brings a return: its pass opens an empty compartment, once. */
#include "app/domain/locker-private.h"

gboolean
cubby_locker_may_drop_off (const CubbyParcel *parcel)
{
  return parcel->returning && !parcel->recalled && parcel->state == CUBBY_PARCEL_EXPECTED;
}

static const char *
reason_of_return (const CubbyLocker *self, const CubbyParcel *parcel, gint64 now_ms)
{
  if (cubby_locker_grant_of_label (self, parcel->label) != NULL)
    return "busy";
  if (parcel->recalled)
    return "revoked";
  if (!cubby_locker_may_drop_off (parcel))
    return "already_used";
  gboolean over = parcel->hold_until_s != 0 && now_ms >= parcel->hold_until_s * 1000;
  return over ? "expired" : "granted";
}

/* The first that can be brought; else what is to be said of the first of all. */
static const CubbyParcel *
choose_return (const CubbyLocker *self, GPtrArray *parcels, gint64 now_ms, const char **ret_reason)
{
  const CubbyParcel *chosen = NULL;
  for (guint i = 0; i < parcels->len; i++) {
    const CubbyParcel *parcel = g_ptr_array_index (parcels, i);
    const char *reason = reason_of_return (self, parcel, now_ms);
    if (g_str_equal (reason, "busy")) { /* one after another: its door is open */
      *ret_reason = reason;
      return NULL;
    }
    gboolean better =
        chosen == NULL || (g_str_equal (reason, "granted") && !g_str_equal (*ret_reason, reason));
    if (!better)
      continue;
    chosen = parcel;
    *ret_reason = reason;
  }
  return chosen;
}

void
cubby_locker_decide_dropoff (const CubbyLocker *self, GPtrArray *parcels, const char *id, gint64 now_ms,
                             CubbyDecision *decision)
{
  const CubbyParcel *parcel = choose_return (self, parcels, now_ms, &decision->reason);
  if (parcel == NULL)
    return;
  if (!cubby_decision_is_granted (decision)) {
    cubby_locker_refuse_pass (decision, decision->reason, now_ms);
    decision->used_at_ms = g_str_equal (decision->reason, "already_used") ? parcel->used_ms : 0;
    return;
  }
  int door = cubby_locker_choose_new_door (self, parcel);
  decision->reason = "no_room";
  if (door < 0 || cubby_locker_refuse_by_caps (self, (guint)door, now_ms, decision))
    return;
  CubbyIssue issue = {.id = id, .purpose = CUBBY_PURPOSE_DROPOFF, .door = (guint)door, .parcel = parcel};
  cubby_locker_issue_one (self, &issue, now_ms, decision);
  decision->purpose = cubby_purpose_to_string (issue.purpose);
}
