/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/staff-role.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyStaffTask:
 * @step: the nick of the step that leads to it
 * @word: what it is called, in English, to be translated
 *
 * A button of the staff's start page.
 */
typedef struct {
  const char *step;
  const char *drawing;
  const char *word;
  CubbyTask needs;
} CubbyStaffTask;

/* Whether a role as lockerd names it may do a task; a role nobody knows may nothing. */
gboolean cubby_staff_may (const char *role, CubbyTask task);

/* Returns: (transfer container): of CubbyStaffTask, in the order in which they are shown to @role */
GPtrArray *cubby_staff_tasks_for (const char *role);

G_END_DECLS
