/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/parse.h"

#include "app/common/hash.h"
#include "app/ctl/usage.h"

gboolean
cubby_ctl_parse_int (const char *option, const char *text, gint64 min, gint64 max, gint64 *ret_number)
{
  if (g_ascii_string_to_signed (text, 10, min, max, ret_number, NULL))
    return TRUE;
  cubby_ctl_usage_error ("%s: '%s' is not a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                         option, text, min, max);
  return FALSE;
}

gboolean
cubby_ctl_parse_hex (const char *option, const char *text, gpointer ret_data, gsize size)
{
  if (!cubby_ctl_require (option, text))
    return FALSE;
  if (cubby_hex_decode (text, ret_data, size))
    return TRUE;
  cubby_ctl_usage_error ("%s: '%s' is not %" G_GSIZE_FORMAT " hex digits", option, text, 2 * size);
  return FALSE;
}

gboolean
cubby_ctl_require (const char *option, const char *text)
{
  if (text != NULL && *text != '\0')
    return TRUE;
  cubby_ctl_usage_error ("%s is missing", option);
  return FALSE;
}

gboolean
cubby_ctl_require_one (const char *name, char **arguments)
{
  if (arguments == NULL || arguments[0] == NULL)
    cubby_ctl_usage_error ("%s is missing", name);
  else if (arguments[1] != NULL)
    cubby_ctl_usage_error ("'%s' is one argument too many; it takes one %s", arguments[1], name);
  else
    return TRUE;
  return FALSE;
}
