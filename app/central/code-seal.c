/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/code-seal.h"
#include "app/common/hash.h"

#include <string.h>

/* Where the code key of a store stands, for the vault. */
static char *
get_place (const char *store)
{
  return g_strconcat ("location ", store, NULL);
}

static gboolean
count_clear (CubbySql *sql, gint64 *ret_n, GError **error)
{
  return cubby_sql_read_int (
      sql, ret_n, 0, error,
      "SELECT (SELECT COUNT(*) FROM pass WHERE code <> '' AND code NOT LIKE 's1:%')"
      " + (SELECT COUNT(*) FROM location WHERE code_key <> '' AND code_key NOT LIKE 's1:%')",
      "");
}

typedef struct {
  char *id, *store, *text;
} Clear;

static void
clear_clear (gpointer data)
{
  Clear *self = data;
  cubby_secret_clear (self->text, strlen (self->text));
  g_free (self->id);
  g_free (self->store);
  g_free (self->text);
}

/* @query: id, store and text of what lies in clear. */
static GArray *
list (CubbySql *sql, const char *query, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (sql, error, query, "");
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (Clear));
  g_autoptr (GError) local = NULL;
  g_array_set_clear_func (found, clear_clear);
  while (rows != NULL && cubby_sql_rows_next (rows, &local)) {
    Clear one = {g_strdup (cubby_sql_rows_get_text (rows, 0)), g_strdup (cubby_sql_rows_get_text (rows, 1)),
                 g_strdup (cubby_sql_rows_get_text (rows, 2))};
    g_array_append_val (found, one);
  }
  if (rows != NULL && local == NULL)
    return g_steal_pointer (&found);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
seal_code_key (CubbySql *sql, CubbyKeyRing *keys, const Clear *one, GError **error)
{
  guint8 key[CUBBY_HASH_KEY_SIZE];
  g_autofree char *place = get_place (one->store);
  if (!cubby_hex_decode (one->text, key, sizeof key)) {
    cubby_problem_set (error, CUBBY_PROBLEM_INTERNAL, NULL, "The code key of the store %s is damaged.",
                       one->store);
    return FALSE;
  }
  cubby_key_ring_set_code_key (keys, one->store, key);
  cubby_secret_clear (key, sizeof key);
  g_autofree char *sealed = cubby_vault_seal (cubby_key_ring_get_code_secret (keys), place, one->text);
  return cubby_sql_run (sql, error, "UPDATE location SET code_key = ? WHERE id = ?", "tt", sealed, one->id);
}

static gboolean
seal_code (CubbySql *sql, CubbyKeyRing *keys, const Clear *one, GError **error)
{
  guint8 key[CUBBY_HASH_KEY_SIZE], hash[CUBBY_HASH_SIZE] = {0};
  cubby_key_ring_get_code_key (keys, one->store, key);
  gboolean good = cubby_code_hash (key, one->text, hash);
  cubby_secret_clear (key, sizeof key);
  g_autofree char *hex = good ? cubby_hex_encode (hash, sizeof hash) : g_strdup ("");
  g_autofree char *sealed = cubby_vault_seal (cubby_key_ring_get_code_secret (keys), one->id, one->text);
  return cubby_sql_run (sql, error, "UPDATE pass SET code = ?, code_hash = ? WHERE cti = ?", "ttt", sealed,
                        hex, one->id);
}

/* They were all signed by the one key there was. */
static gboolean
name_key (CubbySql *sql, CubbyKeyRing *keys, GError **error)
{
  g_autoptr (GArray) rows = cubby_key_ring_list (keys, 0);
  const CubbyPassSigningKey *key = g_array_index (rows, CubbyKeyRingRow, 0).key;
  g_autofree char *kid = cubby_hex_encode (cubby_pass_signing_key_get_kid (key), CUBBY_KID_SIZE);
  return cubby_sql_run (sql, error, "UPDATE pass SET kid = ? WHERE kid = '' AND code <> ''", "t", kid);
}

typedef gboolean (*Seal) (CubbySql *sql, CubbyKeyRing *keys, const Clear *one, GError **error);

static gboolean
seal_each (CubbySql *sql, CubbyKeyRing *keys, const char *query, Seal seal, GError **error)
{
  g_autoptr (GArray) found = list (sql, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!seal (sql, keys, &g_array_index (found, Clear, i), error))
      return FALSE;
  return found != NULL;
}

static gboolean
seal_all (CubbySql *sql, CubbyKeyRing *keys, GError **error)
{
  return seal_each (sql, keys,
                    "SELECT id, id, code_key FROM location WHERE code_key <> '' AND code_key NOT LIKE 's1:%'",
                    seal_code_key, error) &&
         seal_each (sql, keys, "SELECT cti, store, code FROM pass WHERE code <> '' AND code NOT LIKE 's1:%'",
                    seal_code, error) &&
         name_key (sql, keys, error);
}

/* Rewritten whole, so that what was overwritten is in no free page either. */
static gboolean
seal_in_one (CubbySql *sql, CubbyKeyRing *keys, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (!cubby_sql_begin (sql, error))
    return FALSE;
  if (!seal_all (sql, keys, error)) {
    cubby_sql_rollback (sql);
    return FALSE;
  }
  if (!cubby_sql_commit (sql, error))
    return FALSE;
  if (!cubby_sql_execute (sql, "VACUUM", &local))
    g_warning ("typed codes are encrypted now, but could not be wiped from the free pages: %s",
               local->message);
  return TRUE;
}

static gboolean
learn_code_keys (CubbySql *sql, CubbyKeyRing *keys, GError **error)
{
  g_autoptr (GArray) found =
      list (sql, "SELECT id, id, code_key FROM location WHERE code_key LIKE 's1:%'", error);
  for (guint i = 0; found != NULL && i < found->len; i++) {
    const Clear *one = &g_array_index (found, Clear, i);
    guint8 key[CUBBY_HASH_KEY_SIZE];
    g_autofree char *place = get_place (one->store);
    g_autofree char *hex = cubby_vault_open (cubby_key_ring_get_code_secret (keys), place, one->text);
    if (hex == NULL || !cubby_hex_decode (hex, key, sizeof key)) {
      g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE,
                   "the key file is not the one that this database was used with: the code key of the store "
                   "%s cannot be read; set [pass] key-file to that file",
                   one->store);
      return FALSE;
    }
    cubby_key_ring_set_code_key (keys, one->store, key);
    cubby_secret_clear (key, sizeof key);
    cubby_secret_clear (hex, strlen (hex));
  }
  return found != NULL;
}

gboolean
cubby_code_seal_prepare (CubbySql *sql, CubbyKeyRing *keys, GError **error)
{
  gint64 n = 0;
  if (!count_clear (sql, &n, error))
    return FALSE;
  if (keys == NULL && n > 0) {
    g_set_error (error, CUBBY_PASS_ERROR, CUBBY_PASS_ERROR_FILE,
                 "the database holds %" G_GINT64_FORMAT " typed codes and code keys in clear, of an older "
                 "version; give --config with [pass] key-file, so that they are encrypted",
                 n);
    return FALSE;
  }
  return keys == NULL || ((n == 0 || seal_in_one (sql, keys, error)) && learn_code_keys (sql, keys, error));
}
