/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-private.h"

/* Doors that were granted and are not shut yet. One that was forced, or whose sensor is broken, does not
 * count: two of these must not stop everybody. */
static guint
count_open (const CubbyLocker *self)
{
  guint n = 0;
  for (guint i = 0; i < self->grants->len; i++)
    n += cubby_grant_holds_door (g_ptr_array_index (self->grants, i));
  return n;
}

/* A lock is energised for its pulse; the intent is the latest moment at which nothing had begun. The board
 * may need some time to begin. */
#define PULSE_MARGIN_MS 250

/* By the locks and not by the grants: a door that is shut at once ends its grant, and its lock is energised
 * still. */
static gint64
get_group_free_ms (const CubbyLocker *self, guint door)
{
  gint64 free_ms = 0;
  for (guint i = 0; i < self->n_doors; i++) {
    gint64 pulsed_ms = self->doors[i].pulsed_ms;
    if (i == door || pulsed_ms == 0 || self->power_groups[i] != self->power_groups[door])
      continue;
    free_ms = MAX (free_ms, pulsed_ms + self->rules.pulse_ms + PULSE_MARGIN_MS);
  }
  return free_ms;
}

CubbyCapsVerdict
cubby_locker_judge_caps (const CubbyLocker *self, guint door, gint64 now_ms, gint64 *ret_at_ms)
{
  CubbyCapsFacts facts = {
      .pulses_ms = (const gint64 *)(void *)self->pulses_ms->data,
      .n_pulses = self->pulses_ms->len,
      .doors_open = count_open (self),
      .group_free_ms = get_group_free_ms (self, door),
      .door_pulsed_ms = self->doors[door].pulsed_ms,
  };
  return cubby_caps_judge (&self->rules.caps, &facts, now_ms, ret_at_ms);
}

gboolean
cubby_locker_refuse_by_caps (const CubbyLocker *self, guint door, gint64 now_ms, CubbyDecision *decision)
{
  gint64 at_ms;
  CubbyCapsVerdict verdict = cubby_locker_judge_caps (self, door, now_ms, &at_ms);
  if (verdict == CUBBY_CAPS_OPEN_AT_ONCE) {
    decision->reason = "busy";
    return TRUE;
  }
  if (verdict != CUBBY_CAPS_PER_MINUTE)
    return FALSE; /* seconds at most: the grant waits for its turn */
  decision->reason = "wait";
  decision->wait_s = (guint)((at_ms - now_ms + 999) / 1000);
  return TRUE;
}

static void
set_text (char **field, const char *text)
{
  *field = g_strdup (text);
}

void
cubby_locker_issue (const CubbyLocker *self, const CubbyIssue *issue, gboolean now, gint64 now_ms,
                    CubbyDecision *decision)
{
  const char *door = cubby_locker_door_name (self, issue->door);
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_GRANT_ISSUED, now_ms);
  set_text (&event->grant, issue->id);
  set_text (&event->sequence, issue->sequence);
  set_text (&event->purpose, cubby_purpose_to_string (issue->purpose));
  set_text (&event->door, door);
  set_text (&event->request, issue->request);
  if (issue->parcel != NULL) {
    set_text (&event->label, issue->parcel->label);
    set_text (&event->retry_of, issue->parcel->last_grant);
  }
  if (issue->session != NULL) {
    set_text (&event->session, issue->session->id);
    set_text (&event->badge, issue->session->badge);
  }
  if (issue->second != NULL) {
    set_text (&event->second, issue->second->id);
    set_text (&event->second_badge, issue->second->badge);
  }
  set_text (&event->why, issue->why);
  g_ptr_array_add (decision->doors, g_strdup (door));
  gint64 at_ms;
  if (!now || cubby_locker_judge_caps (self, issue->door, now_ms, &at_ms) != CUBBY_CAPS_NOW)
    return;
  CubbyLockerEvent *intent = cubby_decision_add (decision, CUBBY_EVENT_GRANT_INTENT, now_ms);
  set_text (&intent->grant, issue->id);
  intent->pulse_ms = self->rules.pulse_ms;
}

/* A grant that opens one door, now or when its turn comes. */
void
cubby_locker_issue_one (const CubbyLocker *self, const CubbyIssue *issue, gint64 now_ms,
                        CubbyDecision *decision)
{
  CubbyIssue one = *issue;
  g_autofree char *grant = g_strdup_printf ("%s-1", issue->id);
  one.id = grant;
  one.sequence = issue->sequence != NULL ? issue->sequence : issue->id;
  cubby_locker_issue (self, &one, TRUE, now_ms, decision);
  decision->door = g_strdup (cubby_locker_door_name (self, issue->door));
  decision->grant = g_steal_pointer (&grant);
  decision->reason = "granted";
}
