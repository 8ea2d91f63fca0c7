/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/locker-private.h"

G_BEGIN_DECLS

/* What becomes of the parcel and the compartment of a grant: when its intent is durable, when its door did
 * not open, when nobody knows, and when it is shut again. */
void cubby_locker_begin (CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, GPtrArray *effects);
void cubby_locker_fail (CubbyLocker *self, const CubbyGrant *grant, const char *result, gint64 now_ms);
void cubby_locker_leave_to_staff (CubbyLocker *self, const CubbyGrant *grant, CubbyReview review,
                                  gint64 now_ms);
/* FALSE, with nothing changed, where the result does not fit. */
gboolean cubby_locker_close (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event);

G_END_DECLS
