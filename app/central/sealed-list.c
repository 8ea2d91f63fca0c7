/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/sealed-list.h"
#include "app/common/hash.h"
#include "app/domain/list-text.h"
#include "protocols/pass/seal.h"

/* A key that is announced seals too: nobody else has its secret. */
static void
add_seals (CubbyStore *store, CubbyJsonText *json, const char *text)
{
  g_autoptr (GArray) rows = cubby_key_ring_list (store->keys, store->now_ms / 1000);
  cubby_json_text_open_array (json, "seals");
  for (guint i = 0; i < rows->len; i++) {
    const CubbyKeyRingRow *row = &g_array_index (rows, CubbyKeyRingRow, i);
    if (row->state == CUBBY_PASS_KEY_OVER)
      continue;
    g_autofree char *seal = cubby_seal_make (row->key, text);
    cubby_json_text_string (json, NULL, seal);
  }
  cubby_json_text_close_array (json);
}

gboolean
cubby_sealed_list_add (CubbyStore *store, CubbyJsonText *json, const char *name, const char *kind,
                       const char *of_store, guint64 version, const char *rows, GError **error)
{
  if (store->keys == NULL) {
    cubby_problem_set (
        error, CUBBY_PROBLEM_UNAVAILABLE, NULL,
        "No pass key is configured; set [pass] key-file (cubby-central pass-key generate FILE).");
    return FALSE;
  }
  g_autofree char *text = cubby_list_text_format (kind, of_store, version, rows);
  cubby_json_text_open_object (json, name);
  cubby_json_text_string (json, "store", of_store);
  cubby_json_text_int (json, "version", (gint64)version);
  cubby_json_text_string (json, "text", text);
  add_seals (store, json, text);
  cubby_json_text_close_object (json);
  return TRUE;
}

gboolean
cubby_sealed_list_add_pass_keys (CubbyStore *store, CubbyJsonText *json, const char *name,
                                 const char *of_store, GError **error)
{
  g_autoptr (GArray) keys =
      store->keys != NULL ? cubby_key_ring_list (store->keys, store->now_ms / 1000) : NULL;
  g_autoptr (GString) rows = g_string_new (NULL);
  for (guint i = 0; keys != NULL && i < keys->len; i++) {
    const CubbyKeyRingRow *row = &g_array_index (keys, CubbyKeyRingRow, i);
    g_autofree char *kid = cubby_hex_encode (cubby_pass_signing_key_get_kid (row->key), CUBBY_KID_SIZE);
    g_autofree char *public_key =
        cubby_hex_encode (cubby_pass_signing_key_get_public_key (row->key), CUBBY_PUBLIC_KEY_SIZE);
    if (row->state != CUBBY_PASS_KEY_OVER)
      g_string_append_printf (rows, "%s=%s\n", kid, public_key);
  }
  guint64 version = store->keys != NULL ? cubby_key_ring_get_version (store->keys) : 0;
  return cubby_sealed_list_add (store, json, name, CUBBY_LIST_PASS_KEYS, of_store, version, rows->str, error);
}

char *
cubby_sealed_list_get_pass_keys (CubbyStore *store, const char *of_store, GError **error)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  return cubby_sealed_list_add_pass_keys (store, json, NULL, of_store, error) ? cubby_json_text_steal (json)
                                                                              : NULL;
}
