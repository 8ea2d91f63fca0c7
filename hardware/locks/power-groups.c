/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/power-groups.h"

struct _CubbyPowerGroups {
  GHashTable *free_us; /* name → gint64: when it is free; G_MAXINT64: nobody knows yet */
};

CubbyPowerGroups *
cubby_power_groups_new (void)
{
  CubbyPowerGroups *self = g_new0 (CubbyPowerGroups, 1);
  self->free_us = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
cubby_power_groups_free (CubbyPowerGroups *self)
{
  g_hash_table_unref (self->free_us);
  g_free (self);
}

void
cubby_power_groups_release (CubbyPowerGroups *self, const char *group, gint64 free_us)
{
  g_hash_table_replace (self->free_us, g_strdup (group), g_memdup2 (&free_us, sizeof free_us));
}

gboolean
cubby_power_groups_take (CubbyPowerGroups *self, const char *group, gint64 now_us)
{
  const gint64 *free_us = g_hash_table_lookup (self->free_us, group);
  if (free_us != NULL && *free_us > now_us)
    return FALSE;
  cubby_power_groups_release (self, group, G_MAXINT64);
  return TRUE;
}
