/* SPDX-License-Identifier: Apache-2.0 */
#include "app/lockerd/session-owners.h"

struct _CubbySessionOwners {
  GHashTable *entries; /* session -> Entry */
  CubbyOwnerGone gone;
  gpointer user_data;
};

typedef struct {
  CubbySessionOwners *owners;
  char *session;
  char *owner;
  guint watch;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_bus_unwatch_name (entry->watch);
  g_free (entry->session);
  g_free (entry->owner);
  g_free (entry);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  Entry *entry = user_data;
  CubbySessionOwners *self = entry->owners;
  g_autofree char *session = g_strdup (entry->session);
  g_hash_table_remove (self->entries, session);
  self->gone (session, self->user_data);
}

CubbySessionOwners *
cubby_session_owners_new (CubbyOwnerGone gone, gpointer user_data)
{
  CubbySessionOwners *self = g_new0 (CubbySessionOwners, 1);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->gone = gone;
  self->user_data = user_data;
  return self;
}

void
cubby_session_owners_free (CubbySessionOwners *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->entries);
  g_free (self);
}

void
cubby_session_owners_add (CubbySessionOwners *self, const char *session, GDBusConnection *bus,
                          const char *owner)
{
  Entry *entry = g_new0 (Entry, 1);
  entry->owners = self;
  entry->session = g_strdup (session);
  entry->owner = g_strdup (owner);
  g_hash_table_insert (self->entries, entry->session, entry);
  entry->watch = g_bus_watch_name_on_connection (bus, owner, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_vanished,
                                                 entry, NULL);
}

void
cubby_session_owners_remove (CubbySessionOwners *self, const char *session)
{
  g_hash_table_remove (self->entries, session);
}

gboolean
cubby_session_owners_has (CubbySessionOwners *self, const char *session, const char *owner)
{
  const Entry *entry = g_hash_table_lookup (self->entries, session);
  return entry != NULL && g_strcmp0 (entry->owner, owner) == 0;
}
