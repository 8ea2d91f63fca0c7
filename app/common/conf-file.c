/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-conf"
#include "app/common/conf-file.h"

#include "app/common/conf-repeat.h"

#include <string.h>

struct _CubbyConfFile {
  char *path;
  GKeyFile *keys;
  GHashTable *asked; /* "group\nkey" of everything a reader knows */
  GHashTable *known; /* group -> GPtrArray of the keys asked for in it */
  GError *error;     /* the first one */
};

G_DEFINE_QUARK (cubby - conf - error - quark, cubby_conf_error)

static CubbyConfFile *
conf_file_take (const char *path, GKeyFile *keys)
{
  CubbyConfFile *self = g_new0 (CubbyConfFile, 1);
  self->path = g_strdup (path);
  self->keys = keys;
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  return self;
}

/* Takes @keys. */
static CubbyConfFile *
conf_file_take_checked (const char *path, const char *text, GKeyFile *keys)
{
  CubbyConfFile *self = conf_file_take (path, keys);
  g_autofree char *repeat = cubby_conf_find_repeat (text);
  if (repeat != NULL)
    self->error = g_error_new (CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_VALUE, "%s: %s", path, repeat);
  return self;
}

/**
 * cubby_conf_file_new:
 * @path: a file in GKeyFile syntax
 *
 * Returns: (transfer full) (nullable): the open file, or NULL with @error set.
 */
CubbyConfFile *
cubby_conf_file_new (const char *path, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  if (!g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, &local) ||
      !g_file_get_contents (path, &text, NULL, &local)) {
    g_set_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_READ, "%s: cannot be read: %s", path,
                 local->message);
    return NULL;
  }
  return conf_file_take_checked (path, text, g_steal_pointer (&keys));
}

/**
 * cubby_conf_file_new_from_data:
 * @name: what messages call it
 * @text: the content
 *
 * Returns: (transfer full) (nullable): the open file, or NULL with @error set.
 */
CubbyConfFile *
cubby_conf_file_new_from_data (const char *name, const char *text, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  if (!g_key_file_load_from_data (keys, text, strlen (text), G_KEY_FILE_NONE, &local)) {
    g_set_error (error, CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_READ, "%s: cannot be read: %s", name,
                 local->message);
    return NULL;
  }
  return conf_file_take_checked (name, text, g_steal_pointer (&keys));
}

void
cubby_conf_file_free (CubbyConfFile *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_key_file_unref (self->keys);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->known);
  g_clear_error (&self->error);
  g_free (self);
}

const char *
cubby_conf_file_get_path (CubbyConfFile *self)
{
  return self->path;
}

gboolean
cubby_conf_file_has_group (CubbyConfFile *self, const char *group)
{
  return g_key_file_has_group (self->keys, group);
}

GStrv
cubby_conf_file_list_groups (CubbyConfFile *self, const char *prefix)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) groups = g_key_file_get_groups (self->keys, NULL);
  g_autofree char *start = g_strconcat (prefix, " ", NULL);
  for (char **group = groups; *group != NULL; group++) {
    const char *name = *group + (g_str_has_prefix (*group, start) ? strlen (start) : strlen (*group));
    if (name[0] != '\0' && name[0] != ' ')
      g_strv_builder_add (names, name);
  }
  return g_strv_builder_end (names);
}

G_GNUC_PRINTF (5, 0)
static void
conf_file_fail_valist (CubbyConfFile *self, CubbyConfError code, const char *group, const char *key,
                       const char *format, va_list args)
{
  if (self->error != NULL)
    return;
  g_autofree char *reason = g_strdup_vprintf (format, args);
  self->error = g_error_new (CUBBY_CONF_ERROR, code, "%s: [%s] %s: %s", self->path, group, key, reason);
}

void
cubby_conf_file_fail (CubbyConfFile *self, const char *group, const char *key, const char *reason, ...)
{
  va_list args;
  va_start (args, reason);
  conf_file_fail_valist (self, CUBBY_CONF_ERROR_VALUE, group, key, reason, args);
  va_end (args);
}

static void G_GNUC_PRINTF (4, 5)
    conf_file_missing (CubbyConfFile *self, const char *group, const char *key, const char *reason, ...)
{
  va_list args;
  va_start (args, reason);
  conf_file_fail_valist (self, CUBBY_CONF_ERROR_MISSING, group, key, reason, args);
  va_end (args);
}

/* Returns: the keys that were asked for in @group, which is known from now on. */
static GPtrArray *
conf_file_know_group (CubbyConfFile *self, const char *group)
{
  GPtrArray *keys = g_hash_table_lookup (self->known, group);
  if (keys == NULL) {
    keys = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (self->known, g_strdup (group), keys);
  }
  return keys;
}

static void
conf_file_know_key (CubbyConfFile *self, const char *group, const char *key)
{
  if (g_hash_table_add (self->asked, g_strconcat (group, "\n", key, NULL)))
    g_ptr_array_add (conf_file_know_group (self, group), g_strdup (key));
}

static char *
conf_file_take_value (CubbyConfFile *self, const char *group, const char *key)
{
  conf_file_know_key (self, group, key);

  g_autoptr (GError) local = NULL;
  g_autofree char *value = g_key_file_get_string (self->keys, group, key, &local);
  if (value != NULL)
    return g_strdup (g_strstrip (value));
  if (!g_error_matches (local, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND) &&
      !g_error_matches (local, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND))
    cubby_conf_file_fail (self, group, key, "%s", local->message);
  return NULL;
}

char *
cubby_conf_file_get_optional (CubbyConfFile *self, const char *group, const char *key)
{
  return conf_file_take_value (self, group, key);
}

/* The one character that @text stands for at its beginning, and how much of it that took; 0: none. */
static char
unescape_one (const char *text, gsize *ret_length)
{
  static const char plain[][2] = {{'r', '\r'}, {'n', '\n'}, {'t', '\t'}, {'s', ' '}, {'\\', '\\'}};
  *ret_length = 1;
  if (text[0] != '\\')
    return g_ascii_isprint (text[0]) ? text[0] : '\0';
  *ret_length = 2;
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (text[1] == plain[i][0])
      return plain[i][1];
  *ret_length = 4;
  if (text[1] != 'x' || !g_ascii_isxdigit (text[2]) || !g_ascii_isxdigit (text[3]))
    return '\0';
  return (char)(g_ascii_xdigit_value (text[2]) * 16 + g_ascii_xdigit_value (text[3]));
}

char *
cubby_conf_file_get_escaped (CubbyConfFile *self, const char *group, const char *key)
{
  conf_file_know_key (self, group, key);
  g_autofree char *value = g_key_file_get_value (self->keys, group, key, NULL);
  if (value == NULL)
    return NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gsize length = 0;
  for (const char *at = value; *at != '\0'; at += length) {
    char character = unescape_one (at, &length);
    if (character == '\0') {
      cubby_conf_file_fail (
          self, group, key,
          "“%s” is neither printable ASCII nor one of \\r, \\n, \\t, \\s, \\\\, \\xHH (not 00)", at);
      return NULL;
    }
    g_string_append_c (text, character);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
cubby_conf_file_get_string (CubbyConfFile *self, const char *group, const char *key, const char *fallback)
{
  char *value = conf_file_take_value (self, group, key);
  if (value != NULL)
    return value;
  if (fallback == NULL)
    conf_file_missing (self, group, key, "is missing and has no default");
  return g_strdup (fallback != NULL ? fallback : "");
}

char *
cubby_conf_file_get_choice (CubbyConfFile *self, const char *group, const char *key, const char *fallback,
                            const char *const *choices)
{
  char *value = cubby_conf_file_get_string (self, group, key, fallback);
  if (g_strv_contains (choices, value) || self->error != NULL)
    return value;
  g_autofree char *list = g_strjoinv (", ", (char **)choices);
  cubby_conf_file_fail (self, group, key, "“%s” is not one of: %s", value, list);
  return value;
}

gint64
cubby_conf_file_get_int (CubbyConfFile *self, const char *group, const char *key, gint64 fallback, gint64 min,
                         gint64 max)
{
  g_autofree char *value = conf_file_take_value (self, group, key);
  if (value == NULL)
    return fallback;
  gint64 number = 0;
  if (g_ascii_string_to_signed (value, 10, min, max, &number, NULL))
    return number;
  cubby_conf_file_fail (self, group, key,
                        "“%s” is not a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, value,
                        min, max);
  return fallback;
}

gboolean
cubby_conf_file_get_boolean (CubbyConfFile *self, const char *group, const char *key, gboolean fallback)
{
  g_autofree char *value = conf_file_take_value (self, group, key);
  if (value == NULL)
    return fallback;
  if (g_str_equal (value, "true"))
    return TRUE;
  if (!g_str_equal (value, "false"))
    cubby_conf_file_fail (self, group, key, "“%s” is neither true nor false", value);
  return FALSE;
}

GStrv
cubby_conf_file_get_list (CubbyConfFile *self, const char *group, const char *key, const char *fallback)
{
  g_autofree char *value = cubby_conf_file_get_string (self, group, key, fallback);
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (items, *part);
  return g_strv_builder_end (items);
}

GStrv
cubby_conf_file_list_keys (CubbyConfFile *self, const char *group)
{
  conf_file_know_group (self, group); /* a table without rows is one nevertheless */
  GStrv keys = g_key_file_get_keys (self->keys, group, NULL, NULL);
  return keys != NULL ? keys : g_new0 (char *, 1);
}

static void
conf_file_fail_unknown_key (CubbyConfFile *self, const char *group, const char *key)
{
  GPtrArray *known = g_hash_table_lookup (self->known, group);
  if (known == NULL) {
    self->error = g_error_new (CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_UNKNOWN,
                               "%s: [%s]: there is no group of this name; remove it or correct its spelling",
                               self->path, group);
    return;
  }
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < known->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (const char *)g_ptr_array_index (known, i));
  self->error = g_error_new (CUBBY_CONF_ERROR, CUBBY_CONF_ERROR_UNKNOWN,
                             "%s: [%s] %s: there is no key of this name; this group knows: %s", self->path,
                             group, key, list->str);
}

gboolean
cubby_conf_file_finish (CubbyConfFile *self, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->keys, NULL);
  for (char **group = groups; *group != NULL && self->error == NULL; group++) {
    g_auto (GStrv) keys = g_key_file_get_keys (self->keys, *group, NULL, NULL);
    if (keys == NULL || keys[0] == NULL) {
      if (!g_hash_table_contains (self->known, *group))
        conf_file_fail_unknown_key (self, *group, "");
      continue;
    }
    for (char **key = keys; *key != NULL && self->error == NULL; key++) {
      g_autofree char *id = g_strconcat (*group, "\n", *key, NULL);
      if (!g_hash_table_contains (self->asked, id))
        conf_file_fail_unknown_key (self, *group, *key);
    }
  }
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}
