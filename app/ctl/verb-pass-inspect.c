/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/parse.h"
#include "app/ctl/pass-print.h"
#include "app/ctl/usage.h"

int
cubby_ctl_pass_inspect (int argc, char **argv)
{
  g_auto (GStrv) texts = NULL;
  const GOptionEntry entries[] = {
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &texts, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require_one ("TEXT", texts))
    return CUBBY_CTL_USAGE;

  g_auto (CubbyPass) pass = {0};
  g_autofree char *detail = NULL;
  if (!cubby_pass_inspect (texts[0], -1, &pass, &detail))
    return cubby_ctl_failed ("this is no pass: %s", detail);
  cubby_ctl_print_pass (&pass);
  g_print ("signature not checked\n");
  return CUBBY_CTL_GOOD;
}
