/* SPDX-License-Identifier: Apache-2.0 */
#include "app/lockerd/staff-list.h"

#include "app/common/conf-file.h"

static const char *const roles[] = {"restock", "supervise", "service", NULL};

static CubbyStaffMember *
read_member (CubbyConfFile *conf, const char *badge)
{
  g_autofree char *group = g_strconcat ("badge ", badge, NULL);
  g_autofree char *role = cubby_conf_file_get_choice (conf, group, "role", NULL, roles);
  CubbyStaffMember *member = g_new0 (CubbyStaffMember, 1);
  member->name = cubby_conf_file_get_string (conf, group, "name", NULL);
  member->pin_hash = cubby_conf_file_get_string (conf, group, "pin", NULL);
  cubby_role_from_string (role, &member->role);
  return member;
}

CubbyStaffMember *
cubby_staff_list_find (const char *path, const char *badge, GError **error)
{
  g_autoptr (CubbyConfFile) conf = cubby_conf_file_new (path, error);
  g_autoptr (CubbyStaffMember) found = NULL;
  if (conf == NULL)
    return NULL;
  if (cubby_conf_file_has_group (conf, "list"))
    g_free (cubby_conf_file_get_string (conf, "list", "version", "0")); /* for cubbyctl staff sync */
  g_auto (GStrv) badges = cubby_conf_file_list_groups (conf, "badge");
  for (char **name = badges; *name != NULL; name++) {
    CubbyStaffMember *member = read_member (conf, *name);
    if (found == NULL && g_str_equal (*name, badge))
      found = member;
    else
      cubby_staff_member_free (member);
  }
  return cubby_conf_file_finish (conf, error) ? g_steal_pointer (&found) : NULL;
}

void
cubby_staff_member_free (CubbyStaffMember *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->pin_hash);
  g_free (self);
}
