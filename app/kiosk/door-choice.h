/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/door-flow.h"

G_BEGIN_DECLS

/* What a shopper beside a door is offered. */
typedef enum {
  CUBBY_CHOICE_AGAIN = 1 << 0,  /* try the door once more */
  CUBBY_CHOICE_REOPEN = 1 << 1, /* "I forgot something" */
  CUBBY_CHOICE_TAKE = 1 << 2,   /* "open it again", after "could you take it?" */
  CUBBY_CHOICE_HAVE = 1 << 3,   /* "yes, I have it" */
  CUBBY_CHOICE_DONE = 1 << 4,
  CUBBY_CHOICE_SHOP = 1 << 5,
  CUBBY_CHOICE_STAFF = 1 << 6, /* ask our staff */
} CubbyChoice;

/**
 * cubby_door_choices:
 * @result: (nullable): what came of the grant
 * @reopenable: whether lockerd would open a door of this pickup again
 * @ret_leave_s: (out): after so long the screen starts over by itself; 0: by the time-out alone
 *
 * Returns: flags of CubbyChoice
 */
guint cubby_door_choices (CubbyDoorPhase phase, const char *result, gboolean reopenable, guint *ret_leave_s);

/* Whether staff are called without being asked. @failures: how often the door did not open. */
gboolean cubby_door_calls_staff (CubbyDoorPhase phase, guint failures);

G_END_DECLS
