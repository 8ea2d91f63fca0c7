/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/staff-session.h"

typedef struct {
  gboolean may;
  CubbyStaffSessionState to;
} Move;

/* Where there is no row it cannot happen: an ended session does no work, and nobody signs in twice. */
static const Move moves[CUBBY_N_SESSION_STATES][CUBBY_N_SESSION_EVENTS] = {
    [CUBBY_SESSION_NEW] = {[CUBBY_SESSION_SIGNED_IN] = {TRUE, CUBBY_SESSION_OPEN}},
    [CUBBY_SESSION_OPEN] = {[CUBBY_SESSION_WORKED] = {TRUE, CUBBY_SESSION_OPEN},
                            [CUBBY_SESSION_LEFT] = {TRUE, CUBBY_SESSION_ENDED},
                            [CUBBY_SESSION_RESTARTED] = {TRUE, CUBBY_SESSION_ENDED}},
    [CUBBY_SESSION_ENDED] = {[CUBBY_SESSION_RESTARTED] = {TRUE, CUBBY_SESSION_ENDED}},
};

CubbyStaffSession *
cubby_staff_session_new (const char *id, const char *badge, CubbyRole role)
{
  CubbyStaffSession *self = g_new0 (CubbyStaffSession, 1);
  self->id = g_strdup (id);
  self->badge = g_strdup (badge);
  self->role = role;
  return self;
}

void
cubby_staff_session_free (CubbyStaffSession *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->badge);
  g_free (self);
}

gboolean
cubby_staff_session_next (CubbyStaffSessionState state, CubbyStaffSessionEvent event,
                          CubbyStaffSessionState *ret_next)
{
  g_return_val_if_fail (state < CUBBY_N_SESSION_STATES && event < CUBBY_N_SESSION_EVENTS, FALSE);
  if (moves[state][event].may)
    *ret_next = moves[state][event].to;
  return moves[state][event].may;
}

gboolean
cubby_staff_session_move (CubbyStaffSession *self, CubbyStaffSessionEvent event, gint64 now_ms)
{
  if (!cubby_staff_session_next (self->state, event, &self->state))
    return FALSE;
  if (self->state == CUBBY_SESSION_OPEN)
    self->used_ms = now_ms;
  return TRUE;
}

gboolean
cubby_staff_session_is_live (const CubbyStaffSession *self, gint64 now_ms)
{
  return self->state == CUBBY_SESSION_OPEN && now_ms < cubby_staff_session_get_end_ms (self);
}

gint64
cubby_staff_session_get_end_ms (const CubbyStaffSession *self)
{
  return self->used_ms + CUBBY_SESSION_IDLE_MS;
}
