/* SPDX-License-Identifier: Apache-2.0 */
/* Doors open in turn, staff say what they see behind each, and what was believed gives way to it. What is
 * decided for a label is one event, so that the journal tells each difference, who saw it and where. */
#include "app/domain/locker-private.h"

CubbyDecision *
cubby_locker_decide_reconciliation (const CubbyLocker *self, gint64 now_ms, const char *id,
                                    const char *session, const char *second, const char *const *doors)
{
  CubbyDecision *decision = cubby_decision_new ();
  gboolean single = doors[0] != NULL && doors[1] == NULL;
  decision->reason = single ? cubby_locker_may (self, session, CUBBY_TASK_RECONCILE, now_ms)
                            : cubby_locker_may_two (self, session, second, CUBBY_TASK_RECONCILE, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  CubbyIssue issue = {
      .id = id,
      .purpose = CUBBY_PURPOSE_RECONCILE,
      .session = cubby_locker_find_session (self, session, now_ms),
      .second = single ? NULL : cubby_locker_find_session (self, second, now_ms),
  };
  cubby_locker_begin_many (self, &issue, doors, now_ms, decision);
  return decision;
}

CubbyDecision *
cubby_locker_decide_seen (const CubbyLocker *self, gint64 now_ms, const char *session_id, const char *door,
                          const char *const *labels)
{
  CubbyDecision *decision = cubby_decision_new ();
  const CubbyStaffSession *session = cubby_locker_find_session (self, session_id, now_ms);
  const CubbyGrant *grant = cubby_locker_grant_at (self, door);
  decision->reason = "not_signed_in";
  if (session == NULL)
    return decision;
  decision->reason = "unknown_grant";
  gboolean own = grant != NULL &&
                 (g_strcmp0 (grant->session, session_id) == 0 || g_strcmp0 (grant->second, session_id) == 0);
  if (!own || grant->purpose != CUBBY_PURPOSE_RECONCILE || grant->state != CUBBY_GRANT_OPENED)
    return decision;
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_DOOR_SEEN, now_ms);
  event->grant = g_strdup (grant->id);
  event->badge = g_strdup (session->badge);
  event->labels = g_strjoinv (" ", (char **)labels);
  decision->reason = "granted";
  return decision;
}

static void
settle (const CubbyGrant *grant, const char *label, CubbySettlement settlement, gint64 now_ms,
        CubbyDecision *decision)
{
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_PARCEL_SETTLED, now_ms);
  event->grant = g_strdup (grant->id);
  event->label = g_strdup (label);
  event->result = g_strdup (cubby_settlement_to_string (settlement));
}

/* What is said of a label that was not expected here. @place_taken: another parcel lies here already */
static CubbySettlement
judge_found (const CubbyLocker *self, const char *label, gboolean place_taken)
{
  const CubbyParcel *parcel = cubby_locker_find_parcel (self, label);
  if (parcel == NULL || cubby_locker_grant_of_label (self, label) != NULL)
    return CUBBY_SETTLEMENT_STRANGER; /* something is going on with it elsewhere: it cannot be this one */
  if (place_taken)
    return CUBBY_SETTLEMENT_SURPLUS;
  return cubby_parcel_is_inside (parcel) ? CUBBY_SETTLEMENT_MOVED : CUBBY_SETTLEMENT_FOUND;
}

/* Before others are put in its place: one parcel is never in two places, and one place holds one parcel. */
static gboolean
settle_expected (const CubbyGrant *grant, const CubbyParcel *expected, gboolean seen, gint64 now_ms,
                 CubbyDecision *decision)
{
  if (expected == NULL)
    return FALSE;
  if (!seen)
    settle (grant, expected->label, CUBBY_SETTLEMENT_MISSING, now_ms, decision);
  else if (expected->state == CUBBY_PARCEL_REVIEW)
    settle (grant, expected->label, CUBBY_SETTLEMENT_SEEN, now_ms, decision);
  return seen;
}

static void
settle_all (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, CubbyDecision *decision)
{
  g_auto (GStrv) labels = g_strsplit (grant->seen, " ", -1);
  const CubbyParcel *expected = cubby_locker_parcel_behind (self, grant->door);
  gboolean seen = expected != NULL && g_strv_contains ((const char *const *)labels, expected->label);
  gboolean place_taken = settle_expected (grant, expected, seen, now_ms, decision);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  for (char **label = labels; *label != NULL; label++) {
    if ((seen && g_str_equal (*label, expected->label)) || !g_hash_table_add (done, *label))
      continue;
    CubbySettlement settlement = judge_found (self, *label, place_taken);
    settle (grant, *label, settlement, now_ms, decision);
    place_taken |= settlement == CUBBY_SETTLEMENT_MOVED || settlement == CUBBY_SETTLEMENT_FOUND;
  }
}

/* Without a word of what was seen nothing is settled; a door shut while nobody watched proves nothing. */
void
cubby_locker_close_reconcile (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms,
                              CubbyDecision *decision)
{
  if (grant->recovering) {
    cubby_locker_add_closed (decision, grant, "review", CUBBY_REVIEW_UNSEEN, now_ms);
    return;
  }
  if (grant->seen != NULL)
    settle_all (self, grant, now_ms, decision);
  cubby_locker_add_closed (decision, grant, "checked", CUBBY_REVIEW_NONE, now_ms);
}
