/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/settings.h"
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"
#include "hardware/locks/lock-board.h"

int
cubby_ctl_config_check (int argc, char **argv)
{
  g_auto (GStrv) names = NULL;
  const GOptionEntry entries[] = {
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &names, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require_one ("FILE", names))
    return CUBBY_CTL_USAGE;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings = cubby_settings_load (names[0], &error);
  if (settings == NULL || !cubby_lock_boards_check (settings, &error))
    return cubby_ctl_failed ("%s", error->message);
  g_print ("%s: store %s, kiosk %s, %u doors on %u boards and %u buses, %u scanners\n", names[0],
           settings->store_id, settings->kiosk_id, cubby_bank_get_n_compartments (settings->bank),
           settings->boards->len, settings->buses->len, settings->scanners->len);
  return CUBBY_CTL_GOOD;
}
