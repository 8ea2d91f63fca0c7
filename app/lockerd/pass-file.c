/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-counter"
#include "app/lockerd/pass-file.h"

#include <string.h>

CubbyPassFile *
cubby_pass_file_new (void)
{
  CubbyPassFile *self = g_new0 (CubbyPassFile, 1);
  self->keys = cubby_pass_keys_new ();
  return self;
}

CubbyPassFile *
cubby_pass_file_load (const char *path, GError **error)
{
  g_autoptr (CubbyConfFile) conf = cubby_conf_file_new (path, error);
  if (conf == NULL)
    return NULL;
  g_autoptr (CubbyPassFile) self = g_new0 (CubbyPassFile, 1);
  self->keys = cubby_pass_keys_read (conf);
  if (cubby_conf_file_has_group (conf, "codes")) {
    g_autofree char *hex = cubby_conf_file_get_string (conf, "codes", "key", NULL);
    self->has_code_key = cubby_hex_decode (hex, self->code_key, sizeof self->code_key);
    if (!self->has_code_key)
      cubby_conf_file_fail (conf, "codes", "key", "is not 64 hex digits; enrol the kiosk again");
    cubby_secret_clear (hex, strlen (hex));
  }
  if (cubby_conf_file_has_group (conf, "list"))
    g_free (cubby_conf_file_get_string (conf, "list", "version", "0")); /* for cubbyctl keys sync */
  return cubby_conf_file_finish (conf, error) ? g_steal_pointer (&self) : NULL;
}

CubbyPassFile *
cubby_pass_file_load_or_none (const char *path)
{
  g_autoptr (GError) error = NULL;
  CubbyPassFile *file = cubby_pass_file_load (path, &error);
  if (file != NULL)
    return file;
  g_warning ("nobody can be believed: %s", error->message);
  return cubby_pass_file_new ();
}

void
cubby_pass_file_free (CubbyPassFile *self)
{
  if (self == NULL)
    return;
  cubby_secret_clear (self->code_key, sizeof self->code_key);
  g_clear_pointer (&self->keys, cubby_pass_keys_free);
  g_free (self);
}
