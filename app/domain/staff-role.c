/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/staff-role.h"

static const char *const names[CUBBY_N_ROLES] = {
    [CUBBY_ROLE_RESTOCK] = "restock",
    [CUBBY_ROLE_SUPERVISE] = "supervise",
    [CUBBY_ROLE_SERVICE] = "service",
};

static const gboolean may[CUBBY_N_ROLES][CUBBY_N_TASKS] = {
    [CUBBY_ROLE_RESTOCK] =
        {[CUBBY_TASK_STOW] = TRUE, [CUBBY_TASK_REMOVE] = TRUE, [CUBBY_TASK_LIST_PARCELS] = TRUE},
    [CUBBY_ROLE_SUPERVISE] = {[CUBBY_TASK_STOW] = TRUE,
                              [CUBBY_TASK_REMOVE] = TRUE,
                              [CUBBY_TASK_REMOVE_REVIEW] = TRUE,
                              [CUBBY_TASK_RECONCILE] = TRUE,
                              [CUBBY_TASK_OPEN_MANY] = TRUE,
                              [CUBBY_TASK_LIST_PARCELS] = TRUE,
                              [CUBBY_TASK_LIST_REQUESTS] = TRUE,
                              [CUBBY_TASK_DECLINE] = TRUE,
                              [CUBBY_TASK_OPEN_EMPTY] = TRUE,
                              [CUBBY_TASK_OPEN_LOADED] = TRUE,
                              [CUBBY_TASK_SET_SERVICE] = TRUE,
                              [CUBBY_TASK_RESET_CLOCK] = TRUE,
                              [CUBBY_TASK_READ_SELF_TEST] = TRUE},
    [CUBBY_ROLE_SERVICE] = {[CUBBY_TASK_LIST_PARCELS] = TRUE,
                            [CUBBY_TASK_LIST_REQUESTS] = TRUE,
                            [CUBBY_TASK_OPEN_EMPTY] = TRUE,
                            [CUBBY_TASK_SET_SERVICE] = TRUE,
                            [CUBBY_TASK_RESET_CLOCK] = TRUE,
                            [CUBBY_TASK_READ_SELF_TEST] = TRUE},
};

const char *
cubby_role_to_string (CubbyRole role)
{
  g_return_val_if_fail (role < CUBBY_N_ROLES, NULL);
  return names[role];
}

gboolean
cubby_role_from_string (const char *text, CubbyRole *ret_role)
{
  for (guint i = 0; i < CUBBY_N_ROLES; i++) {
    if (g_strcmp0 (text, names[i]) != 0)
      continue;
    *ret_role = i;
    return TRUE;
  }
  return FALSE;
}

gboolean
cubby_role_may (CubbyRole role, CubbyTask task)
{
  g_return_val_if_fail (role < CUBBY_N_ROLES && task < CUBBY_N_TASKS, FALSE);
  return may[role][task];
}
