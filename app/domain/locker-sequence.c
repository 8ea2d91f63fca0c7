/* SPDX-License-Identifier: Apache-2.0 */
/* Several doors that open one after another: the next when the one before is shut. */
#include "app/domain/locker-private.h"

#include <string.h>

void
cubby_locker_issue_all (const CubbyLocker *self, const CubbyIssue *issue, const CubbyTurn *turns, guint n,
                        gint64 now_ms, CubbyDecision *decision)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *grant = g_strdup_printf ("%s-%u", issue->id, i + 1);
    CubbyIssue one = *issue;
    one.id = grant;
    one.sequence = issue->id;
    one.door = turns[i].door;
    one.parcel = turns[i].parcel;
    cubby_locker_issue (self, &one, i == 0, now_ms, decision);
    if (i > 0)
      continue;
    decision->grant = g_steal_pointer (&grant);
    decision->door = g_strdup (cubby_locker_door_name (self, one.door));
  }
  decision->reason = "granted";
}

gboolean
cubby_locker_is_door_busy (const CubbyLocker *self, guint door)
{
  return self->doors[door].reading == CUBBY_READING_OPEN ||
         cubby_locker_grant_at (self, cubby_locker_door_name (self, door)) != NULL;
}

/* Ids of grants are made of the id of their sequence: the screen may know one that is over. */
static gboolean
is_of_sequence (const CubbyGrant *grant, const char *id)
{
  gsize length = strlen (grant->sequence);
  return g_str_equal (grant->id, id) || (strncmp (id, grant->sequence, length) == 0 && id[length] == '-');
}

CubbyDecision *
cubby_locker_decide_stop (const CubbyLocker *self, gint64 now_ms, const char *session, const char *id)
{
  CubbyDecision *decision = cubby_decision_new ();
  decision->reason = "not_signed_in";
  if (cubby_locker_find_session (self, session, now_ms) == NULL)
    return decision;
  decision->reason = "unknown_grant";
  for (guint i = 0; i < self->grants->len; i++) {
    const CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    if (grant->session == NULL || !is_of_sequence (grant, id))
      continue;
    decision->reason = "granted";
    if (grant->state == CUBBY_GRANT_ISSUED)
      cubby_locker_add_closed (decision, grant, "lapsed", CUBBY_REVIEW_NONE, now_ms);
  }
  return decision;
}

const char *
cubby_locker_may_two (const CubbyLocker *self, const char *first_id, const char *second_id, CubbyTask task,
                      gint64 now_ms)
{
  const char *reason = cubby_locker_may (self, first_id, task, now_ms);
  if (!g_str_equal (reason, "granted"))
    return reason;
  const CubbyStaffSession *first = cubby_locker_find_session (self, first_id, now_ms);
  const CubbyStaffSession *second = cubby_locker_find_session (self, second_id, now_ms);
  if (second == NULL || !cubby_role_may (second->role, task) || g_str_equal (first->badge, second->badge))
    return "second_badge";
  return "granted";
}

/* All: those that somebody uses, or that stand open, are left out. Named ones are not. */
GArray *
cubby_locker_list_turns (const CubbyLocker *self, const char *const *doors)
{
  GArray *turns = g_array_new (FALSE, FALSE, sizeof (CubbyTurn));
  gboolean all = doors[0] == NULL;
  for (guint i = 0; i < self->n_doors; i++) {
    gboolean named = g_strv_contains (doors, cubby_locker_door_name (self, i));
    gboolean busy = cubby_locker_is_door_busy (self, i);
    CubbyTurn turn = {.door = i};
    if (named && busy)
      return g_array_set_size (turns, 0);
    if (named || (all && !busy))
      g_array_append_val (turns, turn);
  }
  return turns;
}

void
cubby_locker_begin_many (const CubbyLocker *self, const CubbyIssue *issue, const char *const *doors,
                         gint64 now_ms, CubbyDecision *decision)
{
  g_autoptr (GArray) turns = cubby_locker_list_turns (self, doors);
  decision->reason = "busy";
  if (turns->len == 0 || cubby_locker_is_at_work (self, issue->session->id))
    return;
  const CubbyTurn *first = &g_array_index (turns, CubbyTurn, 0);
  if (!cubby_locker_refuse_by_caps (self, first->door, now_ms, decision))
    cubby_locker_issue_all (self, issue, first, turns->len, now_ms, decision);
}

CubbyDecision *
cubby_locker_decide_open_many (const CubbyLocker *self, gint64 now_ms, const char *id, const char *session,
                               const char *second, const char *const *doors, const char *why)
{
  CubbyDecision *decision = cubby_decision_new ();
  decision->reason = cubby_locker_may_two (self, session, second, CUBBY_TASK_OPEN_MANY, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  CubbyIssue issue = {
      .id = id,
      .purpose = CUBBY_PURPOSE_SERVICE,
      .session = cubby_locker_find_session (self, session, now_ms),
      .second = cubby_locker_find_session (self, second, now_ms),
      .why = why,
  };
  cubby_locker_begin_many (self, &issue, doors, now_ms, decision);
  return decision;
}
