/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/sealed-list.h"

#include "app/common/hash.h"
#include "app/domain/list-text.h"
#include "protocols/pass/seal.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

static void
fail (GError **error, const char *why)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "the list of the central service %s; nothing was changed", why);
}

static gboolean
has_seal (JsonObject *root, const char *text, const CubbyPassKeys *keys)
{
  JsonNode *node = json_object_get_member (root, "seals");
  JsonArray *seals = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; seals != NULL && i < json_array_get_length (seals); i++) {
    JsonNode *one = json_array_get_element (seals, i);
    if (json_node_get_value_type (one) == G_TYPE_STRING &&
        cubby_seal_verify (json_node_get_string (one), text, keys))
      return TRUE;
  }
  return FALSE;
}

/* The seal first: nothing of a text that anybody could have written is looked at. */
char *
cubby_ctl_sealed_list_read (const char *json, const char *kind, const char *store, guint64 newest,
                            const CubbyPassKeys *keys, guint64 *ret_version, GError **error)
{
  const char *rows = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonObject *root = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *member = root != NULL ? json_object_get_member (root, "text") : NULL;
  if (member == NULL || json_node_get_value_type (member) != G_TYPE_STRING) {
    fail (error, "is none");
    return NULL;
  }
  const char *text = json_node_get_string (member);
  if (!has_seal (root, text, keys)) {
    fail (error, "has no seal of a key that this kiosk knows; if it was away for long, enrol it again");
    return NULL;
  }
  const char *why = cubby_list_text_read (text, kind, store, newest, ret_version, &rows);
  if (why != NULL)
    fail (error, why);
  return why == NULL ? g_strdup (rows) : NULL;
}

/* Whether every line of @text is one of @now. */
static gboolean
has_lines (const char *now, const char *text)
{
  g_auto (GStrv) known = g_strsplit (now, "\n", -1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (!g_strv_contains ((const char *const *)known, *line))
      return FALSE;
  return TRUE;
}

gboolean
cubby_ctl_sealed_list_check_same (const char *now, const char *text, gboolean may_end, const char *way_out,
                                  GError **error)
{
  if (now != NULL && (may_end ? has_lines (now, text) : g_str_equal (now, text)))
    return TRUE;
  g_autofree char *why = g_strdup_printf ("has the version of the one in force and another text; if its "
                                          "database or key file came back from a copy, run %s there",
                                          way_out);
  fail (error, why);
  return FALSE;
}

void
cubby_kiosk_keys_free (CubbyKioskKeys *self)
{
  if (self == NULL)
    return;
  if (self->code_key != NULL)
    cubby_secret_clear (self->code_key, strlen (self->code_key));
  g_free (self->code_key);
  g_clear_pointer (&self->keys, cubby_pass_keys_free);
  g_free (self);
}

CubbyKioskKeys *
cubby_kiosk_keys_load (const char *path, GError **error)
{
  g_autoptr (CubbyConfFile) conf = cubby_conf_file_new (path, error);
  if (conf == NULL)
    return NULL;
  g_autoptr (CubbyKioskKeys) self = g_new0 (CubbyKioskKeys, 1);
  self->keys = cubby_pass_keys_read (conf);
  if (cubby_conf_file_has_group (conf, "codes"))
    self->code_key = cubby_conf_file_get_string (conf, "codes", "key", NULL);
  if (cubby_conf_file_has_group (conf, "list"))
    self->version = (guint64)cubby_conf_file_get_int (conf, "list", "version", 0, 0, G_MAXINT64);
  return cubby_conf_file_finish (conf, error) ? g_steal_pointer (&self) : NULL;
}

char *
cubby_kiosk_keys_format (const CubbyKioskKeys *self, const char *rows, guint64 version, guint *ret_n,
                         GError **error)
{
  g_autofree char *group = g_strconcat ("[pass-keys]\n", rows, NULL);
  g_autoptr (CubbyConfFile) conf = cubby_conf_file_new_from_data ("the sealed list", group, error);
  if (conf == NULL)
    return NULL;
  g_autoptr (CubbyPassKeys) keys = cubby_pass_keys_read (conf);
  if (!cubby_conf_file_finish (conf, error))
    return NULL;
  *ret_n = cubby_pass_keys_get_n_keys (keys);
  if (*ret_n == 0) {
    fail (error, "names no key");
    return NULL;
  }
  GString *text =
      g_string_new ("# Written by cubbyctl: whose passes are believed, and the key of typed codes.\n");
  g_string_append_printf (text, "%s\n[list]\nversion=%" G_GUINT64_FORMAT "\n", group, version);
  if (self->code_key != NULL)
    g_string_append_printf (text, "\n[codes]\nkey=%s\n", self->code_key);
  return g_string_free (text, FALSE);
}
