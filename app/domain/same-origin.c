/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/same-origin.h"

#include <string.h>

/* Where the path begins in "https://host:port/path". */
static gsize
origin_length (const char *url)
{
  const char *host = strstr (url, "://");
  return host != NULL ? (gsize)(host - url) + strlen ("://") + strcspn (host + strlen ("://"), "/") : 0;
}

gboolean
cubby_is_same_origin (const char *fetch_site, const char *origin, const char *host, const char *public_url)
{
  if (fetch_site != NULL)
    return strcmp (fetch_site, "same-origin") == 0;
  gsize length = origin != NULL ? strlen (origin) : 0;
  if (length == 0 || length != origin_length (origin))
    return FALSE;
  if (length == origin_length (public_url) && g_ascii_strncasecmp (origin, public_url, length) == 0)
    return TRUE;
  return host != NULL && g_ascii_strcasecmp (strstr (origin, "://") + strlen ("://"), host) == 0;
}
