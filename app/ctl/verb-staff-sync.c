/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/replace-file.h"
#include "app/ctl/central-call.h"
#include "app/ctl/parse.h"
#include "app/ctl/sealed-list.h"
#include "app/ctl/staff-file.h"
#include "app/ctl/usage.h"
#include "app/domain/list-text.h"

#include <string.h>

#define MODE 0640

/* The version of the list in force; 0 where there is none. */
static gboolean
read_version (const char *path, guint64 *ret_version, GError **error)
{
  *ret_version = 0;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    return FALSE;
  *ret_version = g_key_file_get_uint64 (file, "list", "version", NULL);
  return TRUE;
}

/* Without what stands above the list, which names a file of this kiosk. */
static const char *
find_list (const char *text)
{
  return text != NULL ? strstr (text, "[list]") : NULL;
}

static gboolean
check_same (const char *now, const char *text, GError **error)
{
  return cubby_ctl_sealed_list_check_same (find_list (now), find_list (text), FALSE,
                                           "cubby-central begin-epoch", error);
}

static int
keep (const CubbySettings *settings, const CubbyKioskKeys *keys, guint64 newest, const char *json)
{
  g_autoptr (GError) error = NULL;
  guint64 version = 0;
  guint n = 0;
  g_autofree char *rows = cubby_ctl_sealed_list_read (json, CUBBY_LIST_STAFF, settings->store_id, newest,
                                                      keys->keys, &version, &error);
  if (rows == NULL || !cubby_staff_rows_check (rows, &n, &error))
    return cubby_ctl_failed ("%s", error->message);
  g_autofree char *text = g_strdup_printf ("# Written by cubbyctl staff sync: badges of the central service. "
                                           "Those of this kiosk alone are in %s.\n"
                                           "[list]\nversion=%" G_GUINT64_FORMAT "\n\n%s",
                                           settings->staff_file, version, rows);
  g_autofree char *now = NULL;
  gboolean same =
      g_file_get_contents (settings->central_staff_file, &now, NULL, NULL) && g_str_equal (now, text);
  if (!same && version == newest && !check_same (now, text, &error))
    return cubby_ctl_failed ("%s", error->message);
  if (!same && !cubby_replace_file (settings->central_staff_file, text, MODE, &error))
    return cubby_ctl_failed ("%s", error->message);
  g_print ("%u badge(s), version %" G_GUINT64_FORMAT ": %s %s\n", n, version,
           same ? "nothing new in" : "written to", settings->central_staff_file);
  return CUBBY_CTL_GOOD;
}

int
cubby_ctl_staff_sync (int argc, char **argv)
{
  g_autofree char *config = NULL;
  const GOptionEntry entries[] = {
      {"config", 0, 0, G_OPTION_ARG_FILENAME, &config, "Instead of /etc/cubby/cubby.conf", "FILE"},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  g_autoptr (GError) error = NULL;
  guint64 newest = 0;
  g_autoptr (CubbySettings) settings =
      cubby_settings_load (config != NULL ? config : "/etc/cubby/cubby.conf", &error);
  g_autoptr (CubbyKioskKeys) keys =
      settings != NULL ? cubby_kiosk_keys_load (settings->pass_keys_file, &error) : NULL;
  g_autofree char *json = keys != NULL && read_version (settings->central_staff_file, &newest, &error)
                              ? cubby_ctl_central_call (settings, "GET", "/v1/kiosk/staff", NULL, &error)
                              : NULL;
  return json != NULL ? keep (settings, keys, newest, json) : cubby_ctl_failed ("%s", error->message);
}
