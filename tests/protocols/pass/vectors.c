/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/protocols/pass/vectors.h"

#include "app/common/hash.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonObject *
get_root (void)
{
  static JsonParser *parser;
  if (parser == NULL) {
    g_autoptr (GError) error = NULL;
    g_autofree char *path = g_test_build_filename (G_TEST_DIST, "vectors", "pass.json", NULL);
    parser = json_parser_new ();
    json_parser_load_from_file (parser, path, &error);
    g_assert_no_error (error);
  }
  return json_node_get_object (json_parser_get_root (parser));
}

static TestVector *
new_base45 (const char *text, char *bytes)
{
  TestVector *vector = g_new0 (TestVector, 1);
  vector->text = g_strdup (text);
  vector->bytes = bytes;
  return vector;
}

GPtrArray *
test_vectors_base45 (const char *member)
{
  GPtrArray *vectors = g_ptr_array_new ();
  JsonArray *rows =
      json_object_get_array_member (json_object_get_object_member (get_root (), "base45"), member);
  if (strcmp (member, "max") == 0) {
    g_ptr_array_add (vectors, new_base45 (json_array_get_string_element (rows, 1),
                                          g_strdup (json_array_get_string_element (rows, 0))));
    return vectors;
  }
  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonNode *row = json_array_get_element (rows, i);
    if (!JSON_NODE_HOLDS_ARRAY (row)) {
      g_ptr_array_add (vectors, new_base45 (json_node_get_string (row), NULL));
      continue;
    }
    const char *plain = json_array_get_string_element (json_node_get_array (row), 0);
    const char *text = json_array_get_string_element (json_node_get_array (row), 1);
    g_ptr_array_add (vectors, new_base45 (text, cubby_hex_encode (plain, strlen (plain))));
  }
  return vectors;
}

GPtrArray *
test_vectors_passes (void)
{
  GPtrArray *vectors = g_ptr_array_new ();
  JsonArray *rows = json_object_get_array_member (get_root (), "cc1");
  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonObject *row = json_array_get_object_element (rows, i);
    TestVector *vector = new_base45 (json_object_get_string_member (row, "text"),
                                     g_strdup (json_object_get_string_member (row, "cose")));
    vector->seed = g_strdup (json_object_get_string_member (row, "seed"));
    vector->public_key = g_strdup (json_object_get_string_member (row, "public_key"));
    vector->kid = g_strdup (json_object_get_string_member (row, "kid"));
    vector->store = g_strdup (json_object_get_string_member (row, "aud"));
    vector->exp = json_object_get_int_member (row, "exp");
    vector->cti = g_strdup (json_object_get_string_member (row, "cti"));
    g_ptr_array_add (vectors, vector);
  }
  return vectors;
}

GPtrArray *
test_vectors_must_be_refused (void)
{
  GPtrArray *entries = g_ptr_array_new ();
  JsonArray *rows = json_object_get_array_member (get_root (), "must_be_refused");
  for (guint i = 0; i < json_array_get_length (rows); i++)
    g_ptr_array_add (entries, g_strdup (json_array_get_string_element (rows, i)));
  return entries;
}
