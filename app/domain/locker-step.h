/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker-private.h"

G_BEGIN_DECLS

/* One function for each type of event; FALSE, with nothing changed, where it does not fit. Each gets the
 * locker, the event and the effects, which are NULL on replay. */
#define CUBBY_LOCKER_STEP(name)                                                                              \
  gboolean cubby_locker_step_##name (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)

CUBBY_LOCKER_STEP (started);
CUBBY_LOCKER_STEP (clock);
CUBBY_LOCKER_STEP (clock_jumped);
CUBBY_LOCKER_STEP (clock_reset);
CUBBY_LOCKER_STEP (self_test);
CUBBY_LOCKER_STEP (expected);
CUBBY_LOCKER_STEP (recalled);
CUBBY_LOCKER_STEP (queued);
CUBBY_LOCKER_STEP (assigned);
CUBBY_LOCKER_STEP (released);
CUBBY_LOCKER_STEP (rejected);
CUBBY_LOCKER_STEP (seen);
CUBBY_LOCKER_STEP (parcel_settled);
CUBBY_LOCKER_STEP (unfit);
CUBBY_LOCKER_STEP (sign_in_tried);
CUBBY_LOCKER_STEP (session_opened);
CUBBY_LOCKER_STEP (session_ended);
CUBBY_LOCKER_STEP (code_tried);
CUBBY_LOCKER_STEP (code_good);
CUBBY_LOCKER_STEP (code_known);
CUBBY_LOCKER_STEP (pass_refused);
CUBBY_LOCKER_STEP (issued);
CUBBY_LOCKER_STEP (intent);
CUBBY_LOCKER_STEP (opened);
CUBBY_LOCKER_STEP (not_opened);
CUBBY_LOCKER_STEP (unknown);
CUBBY_LOCKER_STEP (closed);
CUBBY_LOCKER_STEP (forced);
CUBBY_LOCKER_STEP (settled);
CUBBY_LOCKER_STEP (left_open);
CUBBY_LOCKER_STEP (service);
CUBBY_LOCKER_STEP (staff_called);
CUBBY_LOCKER_STEP (request_made);
CUBBY_LOCKER_STEP (request_answered);
CUBBY_LOCKER_STEP (read);
CUBBY_LOCKER_STEP (board);

/* Whoever works at the door of the grant is there: the session goes on. */
void cubby_locker_touch_sessions (CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms);
void cubby_locker_move_door (CubbyLocker *self, const char *name, CubbyDoorEvent event);
void cubby_locker_tell_door (const CubbyLocker *self, const char *door, GPtrArray *effects);
void cubby_locker_tell_alarms (GPtrArray *effects);
void cubby_locker_tell_grant (const CubbyLocker *self, const CubbyGrant *grant, CubbyEffectKind kind,
                              GPtrArray *effects);

G_END_DECLS
