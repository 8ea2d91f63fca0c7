/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/enrol.h"
#include "app/common/hash.h"
#include "app/domain/crockford.h"

#include <string.h>

#define CODE_MS (15 * 60 * G_GINT64_CONSTANT (1000))

/* The code is looked up by a hash: who reads the database cannot enrol. */
static char *
hash_code (const char *normalised)
{
  guint8 hash[CUBBY_HASH_SIZE];
  cubby_hash_data (normalised, strlen (normalised), hash);
  return cubby_hex_encode (hash, sizeof hash);
}

char *
cubby_enrol_make_code (CubbyStore *store, const char *location, GError **error)
{
  gint64 known = 0;
  if (!cubby_sql_read_int (store->sql, &known, 0, error, "SELECT 1 FROM location WHERE id = ?", "t",
                           location))
    return NULL;
  if (known == 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL,
                       "There is no location %s; import the range first.", location);
    return NULL;
  }
  guint8 random[CUBBY_CODE_RANDOM_SIZE];
  char code[CUBBY_CODE_LENGTH + 1];
  cubby_random_fill (random, sizeof random);
  cubby_code_from_random (random, code);
  g_autofree char *hash = hash_code (code);
  if (!cubby_sql_run (store->sql, error, "INSERT INTO enrol_code (hash, store, expires_ms) VALUES (?, ?, ?)",
                      "tti", hash, location, store->now_ms + CODE_MS) ||
      !cubby_store_audit (store, "enrol-code", location, NULL, error))
    return NULL;
  return cubby_code_format (code);
}

static char *
take_code (CubbyStore *store, const char *text, GError **error)
{
  char code[CUBBY_CODE_LENGTH + 1] = "";
  g_autofree char *hash = cubby_code_normalise (text, code) ? hash_code (code) : g_strdup ("");
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "UPDATE enrol_code SET used_ms = ? WHERE hash = ? AND used_ms IS NULL AND expires_ms > ?"
      " RETURNING store",
      "iti", store->now_ms, hash, store->now_ms);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return NULL;
  if (cubby_sql_rows_next (rows, &local))
    return g_strdup (cubby_sql_rows_get_text (rows, 0));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    cubby_problem_set (
        error, CUBBY_PROBLEM_UNAUTHORIZED, NULL,
        "The code is unknown, used or older than 15 minutes; make one with: cubby-central enrol-code");
  return NULL;
}

/* A name is of one store: the code of another does not take it over, unless the kiosk was revoked. */
static gboolean
check_name (CubbyStore *store, const char *kiosk, const char *of_store, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT store FROM kiosk WHERE id = ? AND store <> ? AND revoked_ms IS NULL", "tt",
      kiosk, of_store);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  if (!cubby_sql_rows_next (rows, &local)) {
    if (local == NULL)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  cubby_problem_set (
      error, CUBBY_PROBLEM_EXISTS, NULL,
      "kiosk: there is a kiosk %s in another store; take another name, or have that one revoked.", kiosk);
  return FALSE;
}

/* A kiosk that is enrolled again gets a new key; the old one ends. Its events start a new count. */
static gboolean
write_kiosk (CubbyStore *store, const char *kiosk, const char *of_store, GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "UPDATE api_key SET revoked_ms = ? WHERE kiosk = ? AND revoked_ms IS NULL", "it",
                        store->now_ms, kiosk) &&
         cubby_sql_run (
             store->sql, error,
             "INSERT INTO kiosk (id, store, last_seq, last_seen_ms, enrolled_ms) VALUES (?, ?, 0, ?, ?)"
             " ON CONFLICT (id) DO UPDATE SET store = excluded.store, last_seq = 0, last_seen_ms = "
             "excluded.last_seen_ms, enrolled_ms = excluded.enrolled_ms, revoked_ms = NULL",
             "ttii", kiosk, of_store, store->now_ms, store->now_ms) &&
         cubby_store_audit (store, "kiosk-enrol", kiosk, of_store, error);
}

static void
add_pass_keys (CubbyStore *store, CubbyJsonText *json)
{
  g_autoptr (GArray) rows =
      store->keys != NULL ? cubby_key_ring_list (store->keys, store->now_ms / 1000) : NULL;
  cubby_json_text_open_array (json, "pass_keys");
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const CubbyKeyRingRow *row = &g_array_index (rows, CubbyKeyRingRow, i);
    if (row->state == CUBBY_PASS_KEY_OVER)
      continue;
    g_autofree char *kid = cubby_hex_encode (cubby_pass_signing_key_get_kid (row->key), CUBBY_KID_SIZE);
    g_autofree char *public_key =
        cubby_hex_encode (cubby_pass_signing_key_get_public_key (row->key), CUBBY_PUBLIC_KEY_SIZE);
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "kid", kid);
    cubby_json_text_string (json, "public_key", public_key);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
}

/* Where no key signs, no code is hashed either: any key will do until the kiosk is enrolled again. */
static char *
get_code_key (CubbyStore *store, const char *of_store)
{
  guint8 key[CUBBY_HASH_KEY_SIZE];
  if (store->keys != NULL)
    cubby_key_ring_get_code_key (store->keys, of_store, key);
  else
    cubby_random_fill (key, sizeof key);
  char *hex = cubby_hex_encode (key, sizeof key);
  cubby_secret_clear (key, sizeof key);
  return hex;
}

static char *
answer (CubbyStore *store, const char *kiosk, const char *of_store, const char *token)
{
  g_autofree char *code_key = get_code_key (store, of_store);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "kiosk", kiosk);
  cubby_json_text_string (json, "store", of_store);
  cubby_json_text_string (json, "token", token);
  cubby_json_text_string (json, "code_key", code_key);
  add_pass_keys (store, json);
  cubby_json_text_close_object (json);
  cubby_secret_clear (code_key, strlen (code_key));
  return cubby_json_text_steal (json);
}

char *
cubby_enrol_kiosk (CubbyStore *store, CubbyJsonBody *body, GError **error)
{
  JsonObject *root = cubby_json_body_get_root (body);
  const char *code = cubby_json_body_get_string (body, root, "", "code", 64);
  const char *kiosk = cubby_json_body_get_string (body, root, "", "kiosk", 64);
  if (!cubby_json_body_finish (body, error))
    return NULL;
  g_autofree char *of_store = take_code (store, code, error);
  if (of_store == NULL || !check_name (store, kiosk, of_store, error) ||
      !write_kiosk (store, kiosk, of_store, error))
    return NULL;
  g_autofree char *token = cubby_api_key_add (store, CUBBY_SCOPE_KIOSK, kiosk, kiosk, of_store, error);
  return token != NULL ? answer (store, kiosk, of_store, token) : NULL;
}
