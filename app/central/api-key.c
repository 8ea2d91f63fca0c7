/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/api-key.h"
#include "app/common/hash.h"

#include <string.h>

#define TOKEN_BYTES 24

static const struct {
  CubbyScope scope;
  const char *name;
} scopes[] = {
    {CUBBY_SCOPE_CHANNEL, "channel"},
    {CUBBY_SCOPE_KIOSK, "kiosk"},
    {CUBBY_SCOPE_STAFF, "staff"},
    {CUBBY_SCOPE_ADMIN, "admin"},
};

CubbyApiKey *
cubby_api_key_copy (const CubbyApiKey *self)
{
  CubbyApiKey *copy = g_new0 (CubbyApiKey, 1);
  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->kiosk = g_strdup (self->kiosk);
  copy->store = g_strdup (self->store);
  return copy;
}

void
cubby_api_key_free (CubbyApiKey *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->kiosk);
  g_free (self->store);
  g_free (self);
}

gboolean
cubby_scope_from_string (const char *text, CubbyScope *ret_scope)
{
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++) {
    if (g_strcmp0 (text, scopes[i].name) != 0)
      continue;
    *ret_scope = scopes[i].scope;
    return TRUE;
  }
  return FALSE;
}

char *
cubby_scope_list (guint wanted)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (wanted & scopes[i].scope)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", scopes[i].name);
  return g_string_free (text, FALSE);
}

static char *
hash_token (const char *token)
{
  guint8 hash[CUBBY_HASH_SIZE];
  cubby_hash_data (token, strlen (token), hash);
  return cubby_hex_encode (hash, sizeof hash);
}

char *
cubby_api_key_add (CubbyStore *store, CubbyScope scope, const char *name, const char *kiosk,
                   const char *of_store, GError **error)
{
  guint8 random[TOKEN_BYTES];
  cubby_random_fill (random, sizeof random);
  g_autofree char *secret = cubby_hex_encode (random, sizeof random);
  g_autofree char *scope_name = cubby_scope_list (scope);
  g_autofree char *token = g_strdup_printf ("cubby_%s_%s", scope_name, secret);
  g_autofree char *hash = hash_token (token);
  g_autofree char *id = cubby_store_new_id (store);
  if (!cubby_sql_run (store->sql, error,
                      "INSERT INTO api_key (id, hash, scope, name, kiosk, store, created_ms) VALUES (?, ?, "
                      "?, ?, ?, ?, ?)",
                      "tttttti", id, hash, scope_name, name, kiosk, of_store, store->now_ms) ||
      !cubby_store_audit (store, "key-add", name, scope_name, error))
    return NULL;
  return g_steal_pointer (&token);
}

CubbyApiKey *
cubby_api_key_find (CubbySql *sql, const char *token, GError **error)
{
  g_autofree char *hash = hash_token (token);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      sql, error,
      "SELECT id, scope, kiosk, store, replaces FROM api_key WHERE hash = ? AND revoked_ms IS NULL"
      " AND (expires_ms IS NULL OR expires_ms > ?)",
      "ti", hash, g_get_real_time () / 1000);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return NULL;
  if (!cubby_sql_rows_next (rows, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      cubby_problem_set (error, CUBBY_PROBLEM_UNAUTHORIZED, NULL,
                         "The key is unknown or revoked; make one with: cubby-central key add");
    return NULL;
  }
  CubbyApiKey *self = g_new0 (CubbyApiKey, 1);
  self->id = g_strdup (cubby_sql_rows_get_text (rows, 0));
  cubby_scope_from_string (cubby_sql_rows_get_text (rows, 1), &self->scope);
  self->kiosk = g_strdup (cubby_sql_rows_get_text (rows, 2));
  self->store = g_strdup (cubby_sql_rows_get_text (rows, 3));
  self->fresh = !cubby_sql_rows_is_null (rows, 4);
  return self;
}
