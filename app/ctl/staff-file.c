/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/staff-file.h"

#include "app/common/conf-file.h"
#include "app/common/hash.h"
#include "app/common/replace-file.h"

#include <string.h>

#define GROUP_PREFIX "badge "

struct _CubbyStaffFile {
  char *path;
  GKeyFile *keys; /* with the comments that somebody wrote */
};

static const char *const roles[] = {"restock", "supervise", "service", NULL};

const char *const *
cubby_staff_roles (void)
{
  return roles;
}

static void
check_badge (CubbyConfFile *conf, const char *badge)
{
  g_autofree char *group = g_strconcat (GROUP_PREFIX, badge, NULL);
  g_autofree char *name = cubby_conf_file_get_string (conf, group, "name", NULL);
  g_autofree char *role = cubby_conf_file_get_choice (conf, group, "role", NULL, roles);
  g_autofree char *pin = cubby_conf_file_get_string (conf, group, "pin", NULL);
  if (!cubby_pin_hash_is_sound (pin))
    cubby_conf_file_fail (conf, group, "pin", "is no Argon2id hash; remove the badge and add it again");
}

gboolean
cubby_staff_rows_check (const char *rows, guint *ret_n, GError **error)
{
  g_autoptr (CubbyConfFile) conf = cubby_conf_file_new_from_data ("the sealed list", rows, error);
  if (conf == NULL)
    return FALSE;
  g_auto (GStrv) badges = cubby_conf_file_list_groups (conf, "badge");
  for (char **badge = badges; *badge != NULL; badge++)
    check_badge (conf, *badge);
  *ret_n = g_strv_length (badges);
  return cubby_conf_file_finish (conf, error);
}

static gboolean
check_file (const char *path, GError **error)
{
  g_autoptr (CubbyConfFile) conf = cubby_conf_file_new (path, error);
  if (conf == NULL)
    return FALSE;
  g_auto (GStrv) badges = cubby_conf_file_list_groups (conf, "badge");
  for (char **badge = badges; *badge != NULL; badge++)
    check_badge (conf, *badge);
  return cubby_conf_file_finish (conf, error);
}

CubbyStaffFile *
cubby_staff_file_open (const char *path, GError **error)
{
  g_autoptr (CubbyStaffFile) self = g_new0 (CubbyStaffFile, 1);
  self->path = g_strdup (path);
  self->keys = g_key_file_new ();
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&self);
  if (!check_file (path, error) ||
      !g_key_file_load_from_file (self->keys, path, G_KEY_FILE_KEEP_COMMENTS, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
cubby_staff_file_free (CubbyStaffFile *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_key_file_unref (self->keys);
  g_free (self);
}

GStrv
cubby_staff_file_list (CubbyStaffFile *self)
{
  g_autoptr (GStrvBuilder) badges = g_strv_builder_new ();
  g_auto (GStrv) groups = g_key_file_get_groups (self->keys, NULL);
  for (char **group = groups; *group != NULL; group++)
    g_strv_builder_add (badges, *group + strlen (GROUP_PREFIX));
  return g_strv_builder_end (badges);
}

gboolean
cubby_staff_file_has (CubbyStaffFile *self, const char *badge)
{
  g_autofree char *group = g_strconcat (GROUP_PREFIX, badge, NULL);
  return g_key_file_has_group (self->keys, group);
}

char *
cubby_staff_file_get (CubbyStaffFile *self, const char *badge, const char *key)
{
  g_autofree char *group = g_strconcat (GROUP_PREFIX, badge, NULL);
  return g_key_file_get_string (self->keys, group, key, NULL);
}

void
cubby_staff_file_add (CubbyStaffFile *self, const char *badge, const char *name, const char *role,
                      const char *pin_hash)
{
  g_autofree char *group = g_strconcat (GROUP_PREFIX, badge, NULL);
  g_key_file_set_string (self->keys, group, "name", name);
  g_key_file_set_string (self->keys, group, "role", role);
  g_key_file_set_string (self->keys, group, "pin", pin_hash);
}

void
cubby_staff_file_remove (CubbyStaffFile *self, const char *badge)
{
  g_autofree char *group = g_strconcat (GROUP_PREFIX, badge, NULL);
  g_key_file_remove_group (self->keys, group, NULL);
}

gboolean
cubby_staff_file_save (CubbyStaffFile *self, GError **error)
{
  g_autofree char *text = g_key_file_to_data (self->keys, NULL, NULL);
  return cubby_replace_file (self->path, text, 0640, error);
}
