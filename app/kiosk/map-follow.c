/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/map-follow.h"

#include "app/kiosk/door-state-words.h"

#define KEY "cubby-map-follow"

typedef struct {
  gboolean staff;
  GHashTable *states; /* name to a pair: door, content */
} Follow;

static void
follow_free (gpointer data)
{
  Follow *self = data;
  g_hash_table_unref (self->states);
  g_free (self);
}

static void
on_door (CubbyDoorMap *map, const char *name, const char *door, const char *content)
{
  Follow *self = g_object_get_data (G_OBJECT (map), KEY);
  const char *const pair[] = {door, content, NULL};
  g_hash_table_insert (self->states, g_strdup (name), g_strdupv ((GStrv)pair));
  cubby_door_map_set_sight (map, name, cubby_door_sight_of (door, content));
  if (self->staff) {
    g_autofree char *text =
        g_strdup_printf ("%s: %s, %s", name, cubby_door_state_say (door), cubby_content_say (content));
    cubby_door_map_describe (map, name, text);
  }
  g_signal_emit_by_name (map, "followed");
}

static void
on_doors (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CubbyDoorMap) map = data;
  g_autoptr (GVariant) doors = NULL;
  g_autoptr (GError) error = NULL;
  if (!cubby_locker_bank_call_get_doors_finish (CUBBY_LOCKER_BANK (source), &doors, result, &error)) {
    g_warning ("the doors could not be asked for: %s", error->message);
    return;
  }
  for (gsize i = 0; i < g_variant_n_children (doors); i++) {
    g_autoptr (GVariant) one = g_variant_get_child_value (doors, i);
    const char *name, *door, *content;
    if (g_variant_lookup (one, "name", "&s", &name) && g_variant_lookup (one, "door", "&s", &door) &&
        g_variant_lookup (one, "content", "&s", &content))
      on_door (map, name, door, content);
  }
}

void
cubby_map_follow (CubbyDoorMap *map, const CubbyContext *context, gboolean staff)
{
  g_return_if_fail (CUBBY_IS_DOOR_MAP (map) && context != NULL);
  Follow *self = g_new (Follow, 1);
  *self =
      (Follow){.staff = staff,
               .states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev)};
  g_object_set_data_full (G_OBJECT (map), KEY, self, follow_free);
  CubbyLockerBank *bank = cubby_peers_get_bank (context->peers);
  g_signal_connect_object (bank, "door-changed", G_CALLBACK (on_door), map, G_CONNECT_SWAPPED);
  cubby_locker_bank_call_get_doors (bank, NULL, on_doors, g_object_ref (map));
}

gboolean
cubby_map_follow_get (CubbyDoorMap *map, const char *name, const char **ret_door, const char **ret_content)
{
  g_return_val_if_fail (CUBBY_IS_DOOR_MAP (map) && name != NULL, FALSE);
  const Follow *self = g_object_get_data (G_OBJECT (map), KEY);
  GStrv pair = self != NULL ? g_hash_table_lookup (self->states, name) : NULL;
  if (pair == NULL)
    return FALSE;
  *ret_door = pair[0];
  *ret_content = pair[1];
  return TRUE;
}
