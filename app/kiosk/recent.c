/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/recent.h"

static void
recent_free (gpointer data)
{
  CubbyRecent *self = data;
  g_free (self->key);
  g_free (self->door);
  g_free (self);
}

GPtrArray *
cubby_recents_new (void)
{
  return g_ptr_array_new_with_free_func (recent_free);
}

void
cubby_recents_remove (GPtrArray *self, const char *key)
{
  g_return_if_fail (self != NULL && key != NULL);
  for (guint i = self->len; i > 0; i--) {
    const CubbyRecent *one = g_ptr_array_index (self, i - 1);
    if (g_str_equal (one->key, key))
      g_ptr_array_remove_index (self, i - 1);
  }
}

void
cubby_recents_add (GPtrArray *self, const char *key, const char *door, gint64 until_us)
{
  g_return_if_fail (self != NULL && key != NULL && door != NULL);
  cubby_recents_remove (self, key);
  CubbyRecent *one = g_new (CubbyRecent, 1);
  *one = (CubbyRecent){.key = g_strdup (key), .door = g_strdup (door), .until_us = until_us};
  g_ptr_array_insert (self, 0, one);
}

gboolean
cubby_recents_drop_past (GPtrArray *self, gint64 now_us)
{
  g_return_val_if_fail (self != NULL, FALSE);
  guint before = self->len;
  for (guint i = self->len; i > 0; i--) {
    const CubbyRecent *one = g_ptr_array_index (self, i - 1);
    if (one->until_us <= now_us)
      g_ptr_array_remove_index (self, i - 1);
  }
  return self->len != before;
}

guint
cubby_recent_get_left_s (const CubbyRecent *self, gint64 now_us)
{
  g_return_val_if_fail (self != NULL, 0);
  if (self->until_us <= now_us)
    return 0;
  return (guint)((self->until_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}
