/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CUBBY_ROLE_RESTOCK,   /* puts parcels in */
  CUBBY_ROLE_SUPERVISE, /* and confirms that a door is opened */
  CUBBY_ROLE_SERVICE,   /* mends: opens what holds no parcel */
  CUBBY_N_ROLES,
} CubbyRole;

typedef enum {
  CUBBY_TASK_STOW,
  CUBBY_TASK_LIST_PARCELS,
  CUBBY_TASK_LIST_REQUESTS,
  CUBBY_TASK_DECLINE,
  CUBBY_TASK_REMOVE,        /* what is overdue, withdrawn or returned */
  CUBBY_TASK_REMOVE_REVIEW, /* and what somebody has to look at */
  CUBBY_TASK_RECONCILE,
  CUBBY_TASK_OPEN_MANY,
  CUBBY_TASK_OPEN_EMPTY,
  CUBBY_TASK_OPEN_LOADED,
  CUBBY_TASK_SET_SERVICE,
  CUBBY_TASK_RESET_CLOCK,
  CUBBY_TASK_READ_SELF_TEST,
  CUBBY_N_TASKS,
} CubbyTask;

const char *cubby_role_to_string (CubbyRole role);
gboolean cubby_role_from_string (const char *text, CubbyRole *ret_role);
gboolean cubby_role_may (CubbyRole role, CubbyTask task);

G_END_DECLS
