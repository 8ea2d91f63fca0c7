/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/hash.h"
#include "app/ctl/parse.h"
#include "app/ctl/pin-prompt.h"
#include "app/ctl/staff-file.h"
#include "app/ctl/usage.h"
#include "app/domain/pin-rule.h"
#include "app/domain/staff-badge.h"

#include <string.h>

static gboolean
check_badge (const char *badge)
{
  if (cubby_staff_badge_is_good (badge))
    return TRUE;
  cubby_ctl_usage_error ("'%s' is no badge; one is 1 to %d letters, digits and dashes", badge,
                         CUBBY_STAFF_BADGE_MAX);
  return FALSE;
}

static gboolean
check_name (const char *name)
{
  if (cubby_staff_name_is_good (name))
    return TRUE;
  cubby_ctl_usage_error ("--name is not a name of 1 to 64 letters");
  return FALSE;
}

static gboolean
check_role (const char *role)
{
  if (g_strv_contains (cubby_staff_roles (), role))
    return TRUE;
  g_autofree char *list = g_strjoinv (", ", (char **)cubby_staff_roles ());
  cubby_ctl_usage_error ("--role: '%s' is not one of: %s", role, list);
  return FALSE;
}

/* Returns: (transfer full) (nullable): the hash of a PIN that was asked for, or NULL after a message. */
static char *
read_pin_hash (gboolean from_stdin, int *ret_status)
{
  char *pin = cubby_ctl_read_pin (from_stdin);
  if (pin == NULL)
    return NULL;
  g_autoptr (GError) error = NULL;
  const char *fault = cubby_pin_judge (pin);
  char *hash = fault == NULL ? cubby_pin_hash (pin, &error) : NULL;
  cubby_secret_clear (pin, strlen (pin));
  g_free (pin);
  if (fault != NULL)
    cubby_ctl_usage_error ("this PIN %s", fault);
  else if (hash == NULL)
    *ret_status = cubby_ctl_failed ("%s", error->message);
  return hash;
}

static int
add (const char *path, const char *badge, const char *name, const char *role, gboolean pin_stdin)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyStaffFile) file = cubby_staff_file_open (path, &error);
  if (file == NULL)
    return cubby_ctl_failed ("%s", error->message);
  if (cubby_staff_file_has (file, badge))
    return cubby_ctl_failed ("%s: badge %s is there already; remove it first", path, badge);

  int status = CUBBY_CTL_USAGE;
  g_autofree char *hash = read_pin_hash (pin_stdin, &status);
  if (hash == NULL)
    return status;
  cubby_staff_file_add (file, badge, name, role, hash);
  if (!cubby_staff_file_save (file, &error))
    return cubby_ctl_failed ("%s", error->message);
  return CUBBY_CTL_GOOD;
}

int
cubby_ctl_staff_add (int argc, char **argv)
{
  g_autofree char *path = NULL, *name = NULL, *role = NULL;
  g_auto (GStrv) badges = NULL;
  gboolean pin_stdin = FALSE;
  const GOptionEntry entries[] = {
      {"name", 0, 0, G_OPTION_ARG_FILENAME, &name, "How the screen addresses the person", "NAME"},
      {"role", 0, 0, G_OPTION_ARG_STRING, &role, "restock, supervise or service", "ROLE"},
      {"pin-stdin", 0, 0, G_OPTION_ARG_NONE, &pin_stdin, "Read the PIN from standard input, do not ask",
       NULL},
      {"staff-file", 0, 0, G_OPTION_ARG_FILENAME, &path, "Instead of " CUBBY_STAFF_FILE, "FILE"},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &badges, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require_one ("BADGE", badges) ||
      !check_badge (badges[0]) || !cubby_ctl_require ("--name", name) || !check_name (name) ||
      !cubby_ctl_require ("--role", role) || !check_role (role))
    return CUBBY_CTL_USAGE;
  return add (path != NULL ? path : CUBBY_STAFF_FILE, badges[0], name, role, pin_stdin);
}
