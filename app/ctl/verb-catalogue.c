/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/range-import.h"
#include "app/ctl/usage.h"
#include "app/ctl/verbs.h"

static gboolean
import_range (const char *range, const char *path, GError **error)
{
  g_autoptr (CubbyCatalogueWriter) writer = cubby_catalogue_writer_open (path, error);
  return writer != NULL && cubby_catalogue_import_range (writer, range, error);
}

int
cubby_ctl_catalogue_import (int argc, char **argv)
{
  g_auto (GStrv) names = NULL;
  const GOptionEntry entries[] = {
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &names, NULL, NULL},
      {NULL},
  };
  if (!cubby_ctl_parse (entries, argc, argv))
    return CUBBY_CTL_USAGE;
  if (names == NULL || g_strv_length (names) != 2)
    return cubby_ctl_usage_error ("say which range goes into which file");
  g_autoptr (GError) error = NULL;
  if (!import_range (names[0], names[1], &error))
    return cubby_ctl_failed ("%s", error->message);
  return CUBBY_CTL_GOOD;
}
