/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/staff-badge.h"

#include <string.h>

#define CHARACTERS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"
#define NAME_MAX_LETTERS 64

gboolean
cubby_staff_badge_is_good (const char *badge)
{
  gsize length = strlen (badge);
  return length >= 1 && length <= CUBBY_STAFF_BADGE_MAX && strspn (badge, CHARACTERS) == length;
}

gboolean
cubby_staff_name_is_good (const char *name)
{
  if (!g_utf8_validate (name, -1, NULL) || g_utf8_strlen (name, -1) > NAME_MAX_LETTERS)
    return FALSE;
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isprint (g_utf8_get_char (at)))
      return FALSE;
  return *name != '\0';
}
