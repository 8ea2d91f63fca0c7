/* SPDX-License-Identifier: Apache-2.0 */
/* What has to be taken out, and the doors that open for it. */
#include "app/domain/locker-private.h"

const char *
cubby_locker_why_removed (const CubbyLocker *self, const CubbyParcel *parcel, gint64 now_ms)
{
  int door = cubby_parcel_is_inside (parcel) ? cubby_locker_find_door (self, parcel->door) : -1;
  if (door < 0)
    return NULL;
  if (parcel->state == CUBBY_PARCEL_WITHDRAWN)
    return "withdrawn";
  if (parcel->state == CUBBY_PARCEL_REVIEW)
    return "review";
  if (parcel->state != CUBBY_PARCEL_LOADED)
    return NULL;
  if (parcel->returning)
    return "returned";
  if (parcel->hold_until_s != 0 && now_ms >= parcel->hold_until_s * 1000)
    return "overdue";
  /* no pass gets it out */
  return self->doors[door].out_of_service_ms != 0 || self->doors[door].check_ms != 0 ? "review" : NULL;
}

CubbyTask
cubby_locker_task_of_removal (const char *why)
{
  return g_str_equal (why, "review") ? CUBBY_TASK_REMOVE_REVIEW : CUBBY_TASK_REMOVE;
}

static int
compare_removals (gconstpointer a, gconstpointer b)
{
  const CubbyRemoval *one = a, *two = b;
  return one->door != two->door ? (one->door < two->door ? -1 : 1) : 0;
}

GArray *
cubby_locker_list_removals (const CubbyLocker *self, gint64 now_ms)
{
  GArray *removals = g_array_new (FALSE, FALSE, sizeof (CubbyRemoval));
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->parcels);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const CubbyParcel *parcel = value;
    const char *why = cubby_locker_why_removed (self, parcel, now_ms);
    if (why == NULL)
      continue;
    CubbyRemoval removal = {parcel, why, (guint)cubby_locker_find_door (self, parcel->door)};
    g_array_append_val (removals, removal);
  }
  g_array_sort (removals, compare_removals);
  return removals;
}

/* In walking order, each once. Returns: the reason why not, or "granted". */
static const char *
find_turns (const CubbyLocker *self, const char *session, const char *const *labels, gint64 now_ms,
            GArray *turns)
{
  g_autoptr (GArray) removals = cubby_locker_list_removals (self, now_ms);
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < removals->len; i++) {
    const CubbyRemoval *removal = &g_array_index (removals, CubbyRemoval, i);
    CubbyTurn turn = {.door = removal->door, .parcel = removal->parcel};
    if (!g_strv_contains (labels, removal->parcel->label))
      continue;
    g_hash_table_add (found, removal->parcel->label);
    g_array_append_val (turns, turn);
    const char *reason =
        cubby_locker_may (self, session, cubby_locker_task_of_removal (removal->why), now_ms);
    if (!g_str_equal (reason, "granted"))
      return reason;
  }
  for (; *labels != NULL; labels++)
    if (!g_hash_table_contains (found, *labels))
      return "unknown_label";
  return turns->len > 0 ? "granted" : "unknown_label";
}

static gboolean
is_any_busy (const CubbyLocker *self, const GArray *turns)
{
  for (guint i = 0; i < turns->len; i++)
    if (cubby_locker_is_door_busy (self, g_array_index (turns, CubbyTurn, i).door))
      return TRUE;
  return FALSE;
}

CubbyDecision *
cubby_locker_decide_removal (const CubbyLocker *self, gint64 now_ms, const char *id, const char *session,
                             const char *const *labels)
{
  CubbyDecision *decision = cubby_decision_new ();
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (CubbyTurn));
  decision->reason = cubby_locker_may (self, session, CUBBY_TASK_REMOVE, now_ms);
  if (cubby_decision_is_granted (decision))
    decision->reason = find_turns (self, session, labels, now_ms, turns);
  if (!cubby_decision_is_granted (decision))
    return decision;
  decision->reason = "busy";
  if (cubby_locker_is_at_work (self, session) || is_any_busy (self, turns))
    return decision;
  const CubbyTurn *first = &g_array_index (turns, CubbyTurn, 0);
  CubbyIssue issue = {
      .id = id,
      .purpose = CUBBY_PURPOSE_REMOVAL,
      .session = cubby_locker_find_session (self, session, now_ms),
  };
  if (!cubby_locker_refuse_by_caps (self, first->door, now_ms, decision))
    cubby_locker_issue_all (self, &issue, first, turns->len, now_ms, decision);
  return decision;
}
