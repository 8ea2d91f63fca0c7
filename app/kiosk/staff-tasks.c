/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/staff-tasks.h"

#include "app/kiosk/words.h"

static const CubbyStaffTask tasks[] = {
    {"restock", "parcel", N_ ("Restock"), CUBBY_TASK_STOW},
    {"remove", "collect", N_ ("Take out"), CUBBY_TASK_REMOVE},
    {"doors", "locker", N_ ("Doors"), CUBBY_TASK_LIST_PARCELS},
    {"check", "search", N_ ("Check what is inside"), CUBBY_TASK_RECONCILE},
    {"open", "door", N_ ("Open several doors"), CUBBY_TASK_OPEN_MANY},
    {"self-test", "done", N_ ("Self-test"), CUBBY_TASK_READ_SELF_TEST},
};

gboolean
cubby_staff_may (const char *role, CubbyTask task)
{
  CubbyRole known;
  return role != NULL && cubby_role_from_string (role, &known) && cubby_role_may (known, task);
}

GPtrArray *
cubby_staff_tasks_for (const char *role)
{
  GPtrArray *found = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++) {
    if (cubby_staff_may (role, tasks[i].needs))
      g_ptr_array_add (found, (gpointer)&tasks[i]);
  }
  return found;
}
