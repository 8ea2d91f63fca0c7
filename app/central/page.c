/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/page.h"
#include "web-resources.h"

#include <string.h>

#define FOLDER "/org/cubby/web/"

static const char *const languages[] = {"vi", "th", "en", NULL};

struct _CubbyPage {
  const char *language;
  GHashTable *values;
  GHashTable *texts;
};

static void
load_texts (CubbyPage *self)
{
  g_autoptr (GBytes) data = g_resource_lookup_data (cubby_web_get_resource (), FOLDER "texts.ini",
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  if (data == NULL || !g_key_file_load_from_bytes (file, data, G_KEY_FILE_NONE, NULL))
    return;
  g_auto (GStrv) keys = g_key_file_get_keys (file, self->language, NULL, NULL);
  for (char **key = keys; key != NULL && *key != NULL; key++)
    g_hash_table_insert (self->texts, g_strdup (*key),
                         g_key_file_get_string (file, self->language, *key, NULL));
}

CubbyPage *
cubby_page_new (const char *language)
{
  CubbyPage *self = g_new0 (CubbyPage, 1);
  self->language = languages[0];
  for (guint i = 0; languages[i] != NULL; i++)
    if (g_strcmp0 (languages[i], language) == 0)
      self->language = languages[i];
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  load_texts (self);
  return self;
}

void
cubby_page_free (CubbyPage *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->texts);
  g_free (self);
}

const char *
cubby_page_get_language (CubbyPage *self)
{
  return self->language;
}

const char *
cubby_page_get_text (CubbyPage *self, const char *key)
{
  const char *text = g_hash_table_lookup (self->texts, key);
  return text != NULL ? text : key;
}

void
cubby_page_set (CubbyPage *self, const char *name, const char *value)
{
  g_hash_table_replace (self->values, g_strdup (name), g_strdup (value != NULL ? value : ""));
}

const char *
cubby_page_get (CubbyPage *self, const char *name)
{
  return g_hash_table_lookup (self->values, name);
}

static void
append_value (CubbyPage *self, GString *out, const char *mark)
{
  gboolean raw = *mark == '&';
  const char *value =
      *mark == '_' ? cubby_page_get_text (self, mark + 1) : g_hash_table_lookup (self->values, mark + raw);
  if (value == NULL)
    return;
  g_autofree char *escaped = raw ? g_strdup (value) : g_markup_escape_text (value, -1);
  g_string_append (out, escaped);
}

void
cubby_page_set_qr (CubbyPage *self, const char *svg)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *)svg, strlen (svg));
  cubby_page_set (self, "qr", encoded);
}

char *
cubby_page_fill (CubbyPage *self, const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) data =
      g_resource_lookup_data (cubby_web_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_return_val_if_fail (data != NULL, g_strdup (""));
  g_autofree char *template = g_strndup (g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  GString *out = g_string_new (NULL);
  const char *at = template;
  for (const char *open = strstr (at, "{{"); open != NULL; open = strstr (at, "{{")) {
    const char *close = strstr (open, "}}");
    if (close == NULL)
      break;
    g_autofree char *mark = g_strndup (open + 2, close - open - 2);
    g_string_append_len (out, at, open - at);
    append_value (self, out, mark);
    at = close + 2;
  }
  g_string_append (out, at);
  return g_string_free (out, FALSE);
}

char *
cubby_page_finish (CubbyPage *self, const char *title, const char *shop, const char *content)
{
  g_autofree char *css = cubby_page_fill (self, "cubby.css");
  g_autofree char *current = g_strconcat ("current_", self->language, NULL);
  cubby_page_set (self, "css", css);
  cubby_page_set (self, "content", content);
  cubby_page_set (self, "title", title);
  cubby_page_set (self, "shop", shop);
  cubby_page_set (self, "language", self->language);
  cubby_page_set (self, current, " aria-current=\"true\"");
  return cubby_page_fill (self, "page.html");
}
