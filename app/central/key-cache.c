/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/key-cache.h"

#define KEEP_US G_USEC_PER_SEC
/* More keys than any shop has channels. */
#define MAX_KEYS 1000

typedef struct {
  CubbyApiKey *key;
  gint64 until_us;
} Entry;

struct _CubbyKeyCache {
  GHashTable *entries; /* token -> Entry */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  cubby_api_key_free (entry->key);
  g_free (entry);
}

CubbyKeyCache *
cubby_key_cache_new (void)
{
  CubbyKeyCache *self = g_new0 (CubbyKeyCache, 1);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  return self;
}

void
cubby_key_cache_free (CubbyKeyCache *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->entries);
  g_free (self);
}

static void
keep (CubbyKeyCache *self, const char *token, const CubbyApiKey *key, gint64 now_us)
{
  if (key->scope == CUBBY_SCOPE_KIOSK)
    return;
  if (g_hash_table_size (self->entries) >= MAX_KEYS)
    g_hash_table_remove_all (self->entries);
  Entry *entry = g_new0 (Entry, 1);
  entry->key = cubby_api_key_copy (key);
  entry->until_us = now_us + KEEP_US;
  g_hash_table_replace (self->entries, g_strdup (token), entry);
}

CubbyApiKey *
cubby_key_cache_find (CubbyKeyCache *self, CubbySql *sql, const char *token, gint64 now_us, GError **error)
{
  const Entry *entry = g_hash_table_lookup (self->entries, token);
  if (entry != NULL && now_us < entry->until_us)
    return cubby_api_key_copy (entry->key);
  g_hash_table_remove (self->entries, token);
  CubbyApiKey *key = cubby_api_key_find (sql, token, error);
  if (key != NULL)
    keep (self, token, key, now_us);
  return key;
}
