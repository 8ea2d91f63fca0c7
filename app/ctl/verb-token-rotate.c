/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/replace-file.h"
#include "app/ctl/central-call.h"
#include "app/ctl/enrol-answer.h"
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"

#define MODE 0600

static int
rotate (const CubbySettings *settings)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_uri_escape_string (settings->kiosk_id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/v1/kiosks/%s/rotate", id);
  g_autofree char *json = cubby_ctl_central_call (settings, "POST", path, "{}", &error);
  g_autofree char *token = json != NULL ? cubby_enrol_read_token (json, &error) : NULL;
  if (token == NULL || !cubby_replace_file (settings->link_token_file, token, MODE, &error))
    return cubby_ctl_failed ("%s; the key of before is still good", error->message);
  g_print ("a new key is in %s; the one before ends with its first use\n", settings->link_token_file);
  return CUBBY_CTL_GOOD;
}

int
cubby_ctl_token_rotate (int argc, char **argv)
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
  return settings != NULL ? rotate (settings) : cubby_ctl_failed ("%s", error->message);
}
