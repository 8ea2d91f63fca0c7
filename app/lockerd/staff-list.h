/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/staff-role.h"

G_BEGIN_DECLS

/* What lockerd knows of a badge. */
typedef struct {
  char *name;
  CubbyRole role;
  char *pin_hash;
} CubbyStaffMember;

/* Returns: (nullable): NULL without @error: there is no such badge. Read anew each time. */
CubbyStaffMember *cubby_staff_list_find (const char *path, const char *badge, GError **error);
void cubby_staff_member_free (CubbyStaffMember *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyStaffMember, cubby_staff_member_free)

G_END_DECLS
