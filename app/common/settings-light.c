/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/settings-private.h"

#define GPIO_LINE_MAX 1023
#define CHANNEL_MAX 8
#define DARK_BELOW 50

static const char *const kinds[] = {"gpio", "usb", NULL};

static void
light_free (gpointer data)
{
  CubbyLightSettings *light = data;
  g_free (light->name);
  g_free (light->kind);
  g_free (light->device);
  g_free (light);
}

static CubbyLightSettings *
read_light (CubbyConfFile *conf, const char *name)
{
  g_autofree char *group = g_strconcat ("light ", name, NULL);
  CubbyLightSettings *light = g_new0 (CubbyLightSettings, 1);
  light->name = g_strdup (name);
  light->kind = cubby_conf_file_get_choice (conf, group, "kind", NULL, kinds);
  light->device = cubby_conf_file_get_string (conf, group, "device", NULL);
  if (!g_path_is_absolute (light->device))
    cubby_conf_file_fail (conf, group, "device", "“%s” does not begin with /", light->device);
  light->dark_below = (guint)cubby_conf_file_get_int (conf, group, "dark-below", DARK_BELOW, 1, 255);
  if (g_str_equal (light->kind, "gpio")) {
    light->line = (guint)cubby_conf_file_get_int (conf, group, "line", 0, 0, GPIO_LINE_MAX);
    light->active_low = cubby_conf_file_get_boolean (conf, group, "active-low", FALSE);
  } else {
    light->line = (guint)cubby_conf_file_get_int (conf, group, "channel", 1, 1, CHANNEL_MAX);
  }
  return light;
}

void
cubby_settings_read_lights (CubbySettings *settings, CubbyConfFile *conf)
{
  settings->lights = g_ptr_array_new_with_free_func (light_free);
  g_auto (GStrv) names = cubby_conf_file_list_groups (conf, "light");
  for (char **name = names; *name != NULL; name++)
    g_ptr_array_add (settings->lights, read_light (conf, *name));
}
