/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/replace-file.h"
#include "app/ctl/central-call.h"
#include "app/ctl/parse.h"
#include "app/ctl/sealed-list.h"
#include "app/ctl/usage.h"
#include "app/domain/list-text.h"

#define MODE 0640

static int
keep (const CubbySettings *settings, const CubbyKioskKeys *old, const char *json)
{
  g_autoptr (GError) error = NULL;
  guint64 version = 0;
  guint n = 0;
  g_autofree char *rows = cubby_ctl_sealed_list_read (json, CUBBY_LIST_PASS_KEYS, settings->store_id,
                                                      old->version, old->keys, &version, &error);
  g_autofree char *text = rows != NULL ? cubby_kiosk_keys_format (old, rows, version, &n, &error) : NULL;
  g_autofree char *now = NULL;
  if (text == NULL)
    return cubby_ctl_failed ("%s", error->message);
  if (g_file_get_contents (settings->pass_keys_file, &now, NULL, NULL) && g_str_equal (now, text)) {
    g_print ("%u pass key(s), version %" G_GUINT64_FORMAT ": nothing new\n", n, version);
    return CUBBY_CTL_GOOD;
  }
  if (version == old->version &&
      !cubby_ctl_sealed_list_check_same (now, text, TRUE, "cubby-central pass-key rotate", &error))
    return cubby_ctl_failed ("%s", error->message);
  if (!cubby_replace_file (settings->pass_keys_file, text, MODE, &error))
    return cubby_ctl_failed ("%s", error->message);
  g_print ("%u pass key(s), version %" G_GUINT64_FORMAT ": written to %s\n", n, version,
           settings->pass_keys_file);
  return CUBBY_CTL_GOOD;
}

int
cubby_ctl_keys_sync (int argc, char **argv)
{
  g_autofree char *config = NULL;
  const GOptionEntry entries[] = {
      {"config", 0, 0, G_OPTION_ARG_FILENAME, &config, "Instead of /etc/cubby/cubby.conf", "FILE"},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings =
      cubby_settings_load (config != NULL ? config : "/etc/cubby/cubby.conf", &error);
  g_autoptr (CubbyKioskKeys) old =
      settings != NULL ? cubby_kiosk_keys_load (settings->pass_keys_file, &error) : NULL;
  g_autofree char *json =
      old != NULL ? cubby_ctl_central_call (settings, "GET", "/v1/kiosk/keys", NULL, &error) : NULL;
  return json != NULL ? keep (settings, old, json) : cubby_ctl_failed ("%s", error->message);
}
