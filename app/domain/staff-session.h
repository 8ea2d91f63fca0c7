/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/staff-role.h"

G_BEGIN_DECLS

#define CUBBY_SESSION_IDLE_MS (5 * 60 * 1000)

typedef enum {
  CUBBY_SESSION_NEW, /* nobody has signed in */
  CUBBY_SESSION_OPEN,
  CUBBY_SESSION_ENDED, /* for ever: the next one has another id */
  CUBBY_N_SESSION_STATES,
} CubbyStaffSessionState;

/* What may happen to a session. */
typedef enum {
  CUBBY_SESSION_SIGNED_IN,
  CUBBY_SESSION_WORKED, /* a door was opened or shut for it */
  CUBBY_SESSION_LEFT,   /* signed out, fell idle, or its connection went away */
  CUBBY_SESSION_RESTARTED,
  CUBBY_N_SESSION_EVENTS,
} CubbyStaffSessionEvent;

/**
 * CubbyStaffSession:
 * @used_ms: when something was last done with it
 *
 * Somebody of the staff who is at the bank.
 */
typedef struct {
  char *id;
  char *badge;
  CubbyRole role;
  CubbyStaffSessionState state;
  gint64 used_ms;
} CubbyStaffSession;

CubbyStaffSession *cubby_staff_session_new (const char *id, const char *badge, CubbyRole role);
void cubby_staff_session_free (CubbyStaffSession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyStaffSession, cubby_staff_session_free)

/* Sets *@ret_next. Returns: FALSE where the table has no way. */
gboolean cubby_staff_session_next (CubbyStaffSessionState state, CubbyStaffSessionEvent event,
                                   CubbyStaffSessionState *ret_next);
/* The only function that assigns the state; FALSE and unchanged where the table says no. */
gboolean cubby_staff_session_move (CubbyStaffSession *self, CubbyStaffSessionEvent event, gint64 now_ms);

/* Whether it is worth something at @now_ms. */
gboolean cubby_staff_session_is_live (const CubbyStaffSession *self, gint64 now_ms);
gint64 cubby_staff_session_get_end_ms (const CubbyStaffSession *self);

G_END_DECLS
