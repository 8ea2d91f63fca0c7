/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/enrol-answer.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_TEXT 512
#define KID_DIGITS 4
#define KEY_DIGITS 64

static gboolean
is_hex (const char *text, gsize length)
{
  return text != NULL && strlen (text) == length && strspn (text, "0123456789abcdef") == length;
}

static gboolean
is_one_word (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return length > 0 && length <= MAX_TEXT;
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static gboolean
fail (GError **error, const char *member)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "the central service answered without a good “%s”; is it of the same version as this program?",
               member);
  return FALSE;
}

static gboolean
add_pass_key (GKeyFile *file, JsonNode *node)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  const char *kid = get_text (json_node_get_object (node), "kid");
  const char *key = get_text (json_node_get_object (node), "public_key");
  if (!is_hex (kid, KID_DIGITS) || !is_hex (key, KEY_DIGITS))
    return FALSE;
  g_key_file_set_string (file, "pass-keys", kid, key);
  return TRUE;
}

static gboolean
read_keys (CubbyEnrolAnswer *self, JsonObject *root, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  const char *code_key = get_text (root, "code_key");
  JsonNode *keys = json_object_get_member (root, "pass_keys");
  if (!is_hex (code_key, KEY_DIGITS))
    return fail (error, "code_key");
  if (keys == NULL || !JSON_NODE_HOLDS_ARRAY (keys))
    return fail (error, "pass_keys");
  self->n_pass_keys = json_array_get_length (json_node_get_array (keys));
  for (guint i = 0; i < self->n_pass_keys; i++)
    if (!add_pass_key (file, json_array_get_element (json_node_get_array (keys), i)))
      return fail (error, "pass_keys");
  g_key_file_set_string (file, "codes", "key", code_key);
  g_autofree char *text = g_key_file_to_data (file, NULL, NULL);
  self->pass_keys_file = g_strdup_printf (
      "# Written by cubbyctl enrol: whose passes are believed, and the key of typed codes.\n%s", text);
  return TRUE;
}

static gboolean
read_rest (CubbyEnrolAnswer *self, JsonObject *root, GError **error)
{
  const char *token = get_text (root, "token");
  self->kiosk = g_strdup (get_text (root, "kiosk"));
  self->store = g_strdup (get_text (root, "store"));
  if (!is_one_word (token))
    return fail (error, "token");
  if (!is_one_word (self->kiosk))
    return fail (error, "kiosk");
  if (!is_one_word (self->store))
    return fail (error, "store");
  self->token_file = g_strconcat (token, "\n", NULL);
  return TRUE;
}

CubbyEnrolAnswer *
cubby_enrol_answer_read (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "what answered is no central service");
    return NULL;
  }
  g_autoptr (CubbyEnrolAnswer) self = g_new0 (CubbyEnrolAnswer, 1);
  JsonObject *root = json_node_get_object (node);
  if (!read_rest (self, root, error) || !read_keys (self, root, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
cubby_enrol_answer_free (CubbyEnrolAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->kiosk);
  g_free (self->store);
  g_free (self->token_file);
  g_free (self->pass_keys_file);
  g_free (self);
}

char *
cubby_enrol_describe_problem (guint status, const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  const char *why =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? get_text (json_node_get_object (node), "detail") : NULL;
  if (why != NULL)
    return g_strdup (why);
  return g_strdup_printf ("the central service answered with status %u", status);
}

char *
cubby_enrol_read_token (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  const char *token =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? get_text (json_node_get_object (node), "token") : NULL;
  if (is_one_word (token))
    return g_strconcat (token, "\n", NULL);
  fail (error, "token");
  return NULL;
}
