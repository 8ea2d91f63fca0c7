/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyPowerGroups:
 *
 * Who draws from which power supply: one energised lock a group. The locker's
 * core obeys this first; here it is the last resort before the wire.
 */
typedef struct _CubbyPowerGroups CubbyPowerGroups;

CubbyPowerGroups *cubby_power_groups_new (void);
void cubby_power_groups_free (CubbyPowerGroups *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPowerGroups, cubby_power_groups_free)

/* Takes the group, until it is told when it will be free. Returns: FALSE when somebody has it. */
gboolean cubby_power_groups_take (CubbyPowerGroups *self, const char *group, gint64 now_us);
/* The lock is off from @free_us on (a time that has passed: at once). */
void cubby_power_groups_release (CubbyPowerGroups *self, const char *group, gint64 free_us);

G_END_DECLS
