/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/parse.h"
#include "app/ctl/usage.h"
#include "protocols/pass/qr-image.h"

#include <string.h>

static const char *const level_names[] = {
    [CUBBY_QR_LEVEL_L] = "L",
    [CUBBY_QR_LEVEL_M] = "M",
    [CUBBY_QR_LEVEL_Q] = "Q",
    [CUBBY_QR_LEVEL_H] = "H",
};

static gboolean
parse_level (const char *text, CubbyQrLevel *ret_level)
{
  for (CubbyQrLevel level = 0; level < G_N_ELEMENTS (level_names); level++) {
    if (g_strcmp0 (level_names[level], text) != 0)
      continue;
    *ret_level = level;
    return TRUE;
  }
  cubby_ctl_usage_error ("--level: '%s' is not one of L, M, Q and H", text);
  return FALSE;
}

static int
draw (const char *text, CubbyQrLevel level, guint scale, const char *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyQr) qr = cubby_qr_new (text, level, &error);
  if (qr == NULL)
    return cubby_ctl_failed ("%s", error->message);

  g_autoptr (GBytes) picture = NULL;
  if (g_str_has_suffix (output, ".svg")) {
    char *svg = cubby_qr_to_svg (qr);
    picture = g_bytes_new_take (svg, strlen (svg));
  } else {
    picture = cubby_qr_to_png (qr, scale, &error);
  }
  if (picture == NULL || !g_file_set_contents (output, g_bytes_get_data (picture, NULL),
                                               (gssize)g_bytes_get_size (picture), &error))
    return cubby_ctl_failed ("%s", error->message);
  return CUBBY_CTL_GOOD;
}

int
cubby_ctl_pass_qr (int argc, char **argv)
{
  g_autofree char *output = NULL, *level_text = NULL, *scale_text = NULL;
  g_auto (GStrv) texts = NULL;
  const GOptionEntry entries[] = {
      {"output", 0, 0, G_OPTION_ARG_FILENAME, &output, "The picture to write: .png or .svg", "FILE"},
      {"level", 0, 0, G_OPTION_ARG_STRING, &level_text, "L, M (screens; the default), Q (paper) or H",
       "LEVEL"},
      {"scale", 0, 0, G_OPTION_ARG_STRING, &scale_text, "PNG: pixels a module, 8 by default", "N"},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &texts, NULL, NULL},
      {NULL},
  };
  CubbyQrLevel level = CUBBY_QR_LEVEL_M;
  gint64 scale = 8;
  if (!cubby_ctl_parse (entries, argc, argv) || !cubby_ctl_require_one ("TEXT", texts) ||
      !cubby_ctl_require ("--output", output) || (level_text != NULL && !parse_level (level_text, &level)) ||
      (scale_text != NULL && !cubby_ctl_parse_int ("--scale", scale_text, 1, CUBBY_QR_MAX_SCALE, &scale)))
    return CUBBY_CTL_USAGE;
  if (!g_str_has_suffix (output, ".png") && !g_str_has_suffix (output, ".svg"))
    return cubby_ctl_usage_error ("--output: '%s' ends neither in .png nor in .svg", output);
  return draw (texts[0], level, (guint)scale, output);
}
