/* SPDX-License-Identifier: Apache-2.0 */
/* How each event changes the locker. Nothing here looks at the rules or at a clock: what was decided is in
 * the event, so that a journal gives the same locker under another configuration. */
#include "app/domain/locker-step.h"

#include "app/domain/locker-private.h"
#include "app/domain/locker-queue.h"

typedef gboolean (*Handler) (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects);

static const Handler handlers[CUBBY_N_EVENTS] = {
    [CUBBY_EVENT_STARTED] = cubby_locker_step_started,
    [CUBBY_EVENT_CLOCK] = cubby_locker_step_clock,
    [CUBBY_EVENT_CLOCK_JUMPED] = cubby_locker_step_clock_jumped,
    [CUBBY_EVENT_CLOCK_RESET] = cubby_locker_step_clock_reset,
    [CUBBY_EVENT_SELF_TEST] = cubby_locker_step_self_test,
    [CUBBY_EVENT_PARCEL_EXPECTED] = cubby_locker_step_expected,
    [CUBBY_EVENT_PARCEL_RECALLED] = cubby_locker_step_recalled,
    [CUBBY_EVENT_PARCEL_QUEUED] = cubby_locker_step_queued,
    [CUBBY_EVENT_PARCEL_ASSIGNED] = cubby_locker_step_assigned,
    [CUBBY_EVENT_PARCEL_RELEASED] = cubby_locker_step_released,
    [CUBBY_EVENT_PARCEL_REJECTED] = cubby_locker_step_rejected,
    [CUBBY_EVENT_DOOR_SEEN] = cubby_locker_step_seen,
    [CUBBY_EVENT_PARCEL_SETTLED] = cubby_locker_step_parcel_settled,
    [CUBBY_EVENT_SIGN_IN_TRIED] = cubby_locker_step_sign_in_tried,
    [CUBBY_EVENT_SESSION_OPENED] = cubby_locker_step_session_opened,
    [CUBBY_EVENT_SESSION_ENDED] = cubby_locker_step_session_ended,
    [CUBBY_EVENT_CODE_TRIED] = cubby_locker_step_code_tried,
    [CUBBY_EVENT_CODE_GOOD] = cubby_locker_step_code_good,
    [CUBBY_EVENT_CODE_KNOWN] = cubby_locker_step_code_known,
    [CUBBY_EVENT_PASS_REFUSED] = cubby_locker_step_pass_refused,
    [CUBBY_EVENT_GRANT_ISSUED] = cubby_locker_step_issued,
    [CUBBY_EVENT_GRANT_INTENT] = cubby_locker_step_intent,
    [CUBBY_EVENT_GRANT_OPENED] = cubby_locker_step_opened,
    [CUBBY_EVENT_GRANT_UNFIT] = cubby_locker_step_unfit,
    [CUBBY_EVENT_GRANT_NOT_OPENED] = cubby_locker_step_not_opened,
    [CUBBY_EVENT_GRANT_UNKNOWN] = cubby_locker_step_unknown,
    [CUBBY_EVENT_GRANT_CLOSED] = cubby_locker_step_closed,
    [CUBBY_EVENT_DOOR_FORCED] = cubby_locker_step_forced,
    [CUBBY_EVENT_DOOR_SETTLED] = cubby_locker_step_settled,
    [CUBBY_EVENT_DOOR_LEFT_OPEN] = cubby_locker_step_left_open,
    [CUBBY_EVENT_DOOR_SERVICE] = cubby_locker_step_service,
    [CUBBY_EVENT_STAFF_CALLED] = cubby_locker_step_staff_called,
    [CUBBY_EVENT_REQUEST_MADE] = cubby_locker_step_request_made,
    [CUBBY_EVENT_REQUEST_ANSWERED] = cubby_locker_step_request_answered,
    [CUBBY_EVENT_DOOR_READ] = cubby_locker_step_read,
    [CUBBY_EVENT_BOARD_ANSWERS] = cubby_locker_step_board,
};

static void
effect_free (gpointer data)
{
  CubbyEffect *effect = data;
  g_free (effect->grant);
  g_free (effect->door_name);
  g_free (effect->label);
  g_free (effect->result);
  g_strfreev (effect->differences);
  g_free (effect);
}

GPtrArray *
cubby_locker_effects_new (void)
{
  return g_ptr_array_new_with_free_func (effect_free);
}

void
cubby_locker_tell_door (const CubbyLocker *self, const char *door, GPtrArray *effects)
{
  int index = effects != NULL ? cubby_locker_find_door (self, door) : -1;
  if (index < 0)
    return;
  CubbyEffect *effect = g_new0 (CubbyEffect, 1);
  effect->kind = CUBBY_EFFECT_DOOR_CHANGED;
  effect->door = index;
  effect->door_name = g_strdup (door);
  g_ptr_array_add (effects, effect);
}

void
cubby_locker_tell_alarms (GPtrArray *effects)
{
  if (effects == NULL)
    return;
  CubbyEffect *effect = g_new0 (CubbyEffect, 1);
  effect->kind = CUBBY_EFFECT_ALARMS_CHANGED;
  effect->door = -1;
  g_ptr_array_add (effects, effect);
}

/* Returns: (transfer full) (nullable) */
static GStrv
copy_differences (const CubbyGrant *grant)
{
  if (grant->purpose != CUBBY_PURPOSE_RECONCILE || grant->state != CUBBY_GRANT_CLOSED)
    return NULL;
  guint n = grant->differences != NULL ? grant->differences->len : 0;
  GStrv differences = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    differences[i] = g_strdup (g_ptr_array_index (grant->differences, i));
  return differences;
}

void
cubby_locker_tell_grant (const CubbyLocker *self, const CubbyGrant *grant, CubbyEffectKind kind,
                         GPtrArray *effects)
{
  if (effects == NULL)
    return;
  CubbyEffect *effect = g_new0 (CubbyEffect, 1);
  effect->kind = kind;
  effect->door = cubby_locker_find_door (self, grant->door);
  effect->door_name = g_strdup (grant->door);
  effect->grant = g_strdup (grant->id);
  effect->label = g_strdup (grant->label);
  effect->result = g_strdup (grant->result);
  effect->differences = copy_differences (grant);
  effect->reopen_s = grant->reopen_s;
  effect->undo_s = grant->undo_s;
  effect->purpose = grant->purpose;
  effect->state = grant->state;
  effect->remaining = cubby_locker_count_remaining (self, grant);
  effect->pulse_ms = grant->pulse_ms;
  g_ptr_array_add (effects, effect);
}

CubbyLockerDoor *
cubby_locker_door_of (CubbyLocker *self, const char *name)
{
  int index = cubby_locker_find_door (self, name);
  if (index >= 0)
    return &self->doors[index];
  CubbyLockerDoor *door = g_hash_table_lookup (self->absent, name);
  if (door == NULL) {
    door = g_new0 (CubbyLockerDoor, 1);
    g_hash_table_insert (self->absent, g_strdup (name), door);
  }
  return door;
}

void
cubby_locker_move_door (CubbyLocker *self, const char *name, CubbyDoorEvent event)
{
  CubbyLockerDoor *door = cubby_locker_door_of (self, name);
  door->state = cubby_door_next (door->state, event);
}

/* Only a reset that staff made may be earlier than what was journaled before it. */
static gboolean
runs_backwards (const CubbyLocker *self, const CubbyLockerEvent *event)
{
  return cubby_locker_event_is_durable (event) && event->type != CUBBY_EVENT_CLOCK_RESET &&
         event->time_ms < self->last_ms;
}

gboolean
cubby_locker_step (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects,
                   const char **ret_problem)
{
  g_return_val_if_fail (event->type < CUBBY_N_EVENTS, FALSE);
  if (runs_backwards (self, event)) {
    if (ret_problem != NULL)
      *ret_problem = "its time is before that of what happened before it";
    return FALSE;
  }
  if (!handlers[event->type](self, event, effects)) {
    if (ret_problem != NULL)
      *ret_problem = "it does not fit what happened before it";
    return FALSE;
  }
  if (cubby_locker_event_is_durable (event)) /* what is not in the journal cannot be a high-water mark */
    self->last_ms = event->time_ms;
  cubby_locker_queue_settle (self);
  return TRUE;
}
