/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-step.h"

static CubbyAttempts *
attempts_of_badge (CubbyLocker *self, const char *badge)
{
  CubbyAttempts *attempts = g_hash_table_lookup (self->badges, badge);
  if (attempts == NULL) {
    attempts = g_new0 (CubbyAttempts, 1);
    g_hash_table_insert (self->badges, g_strdup (badge), attempts);
  }
  return attempts;
}

gboolean
cubby_locker_step_sign_in_tried (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  cubby_attempts_add (&self->keypad, &cubby_attempts_keypad, event->time_ms);
  if (event->badge != NULL)
    cubby_attempts_add (attempts_of_badge (self, event->badge), &cubby_attempts_badge, event->time_ms);
  return TRUE;
}

/* Whoever called for staff has been heard, and what the screen shows was seen. */
static void
somebody_came (CubbyLocker *self, CubbyRole role, gint64 now_ms)
{
  CubbyAlarmEvent came = role == CUBBY_ROLE_RESTOCK ? CUBBY_ALARM_STAFF_CAME : CUBBY_ALARM_SUPERVISOR_CAME;
  cubby_alarm_move (&self->jumped_ms, CUBBY_ALARM_CLOCK, came, now_ms);
  for (guint i = self->calls->len; i > 0; i--) {
    CubbyCall *call = g_ptr_array_index (self->calls, i - 1);
    cubby_alarm_move (&call->since_ms, CUBBY_ALARM_CALL, came, now_ms);
    if (call->since_ms == 0)
      g_ptr_array_remove_index (self->calls, i - 1);
  }
}

gboolean
cubby_locker_step_session_opened (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyRole role;
  if (!cubby_role_from_string (event->role, &role) || g_hash_table_contains (self->sessions, event->session))
    return FALSE;
  CubbyStaffSession *session = cubby_staff_session_new (event->session, event->badge, role);
  cubby_staff_session_move (session, CUBBY_SESSION_SIGNED_IN, event->time_ms);
  g_hash_table_insert (self->sessions, session->id, session);
  cubby_attempts_clear (&self->keypad);
  g_hash_table_remove (self->badges, event->badge);
  somebody_came (self, role, event->time_ms);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

gboolean
cubby_locker_step_session_ended (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyStaffSession *session = g_hash_table_lookup (self->sessions, event->session);
  if (session == NULL || !cubby_staff_session_move (session, CUBBY_SESSION_LEFT, event->time_ms))
    return FALSE;
  return g_hash_table_remove (self->sessions, event->session);
}

gboolean
cubby_locker_step_code_tried (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  cubby_attempts_add (&self->codes, &cubby_attempts_code, event->time_ms);
  return TRUE;
}

gboolean
cubby_locker_step_code_good (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  cubby_attempts_clear (&self->codes);
  return TRUE;
}

gboolean
cubby_locker_step_code_known (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  cubby_attempts_take_back (&self->codes);
  return TRUE;
}

gboolean
cubby_locker_step_pass_refused (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  cubby_attempts_add (&self->passes, &cubby_attempts_pass, event->time_ms);
  return TRUE;
}

gboolean
cubby_locker_step_staff_called (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  for (guint i = 0; i < self->calls->len; i++) {
    CubbyCall *known = g_ptr_array_index (self->calls, i);
    if (g_str_equal (known->kind, event->why))
      return TRUE;
  }
  CubbyCall *call = g_new0 (CubbyCall, 1);
  call->kind = g_strdup (event->why);
  cubby_alarm_move (&call->since_ms, CUBBY_ALARM_CALL, CUBBY_ALARM_HAPPENED, event->time_ms);
  g_ptr_array_add (self->calls, call);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

gboolean
cubby_locker_step_request_made (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyOpenRequest *request = g_new0 (CubbyOpenRequest, 1);
  request->id = g_strdup (event->request);
  request->door = g_strdup (event->door);
  request->why = g_strdup (event->why);
  request->made_ms = event->time_ms;
  g_ptr_array_add (self->requests, request);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

gboolean
cubby_locker_step_request_answered (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  for (guint i = 0; i < self->requests->len; i++) {
    const CubbyOpenRequest *request = g_ptr_array_index (self->requests, i);
    if (!g_str_equal (request->id, event->request))
      continue;
    g_ptr_array_remove_index (self->requests, i);
    cubby_locker_tell_alarms (effects);
    return TRUE;
  }
  return FALSE;
}

static void
touch (CubbyLocker *self, const char *id, gint64 now_ms)
{
  CubbyStaffSession *session = id != NULL ? g_hash_table_lookup (self->sessions, id) : NULL;
  if (session != NULL)
    cubby_staff_session_move (session, CUBBY_SESSION_WORKED, now_ms);
}

void
cubby_locker_touch_sessions (CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms)
{
  touch (self, grant->session, now_ms);
  touch (self, grant->second, now_ms);
}
