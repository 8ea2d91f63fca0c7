/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/impersonal.h"

#include <string.h>

#define MIN_DIGITS 9  /* a day, or a time of day, has fewer */
#define MAX_DIGITS 15 /* a label has more */

static gboolean
is_between (gunichar c)
{
  return c < 0x80 && strchr (" -.()/+", (char)c) != NULL;
}

gboolean
cubby_text_is_impersonal (const char *text)
{
  guint digits = 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    if (c == '@' || c == 0xff20) /* the wide one too */
      return FALSE;
    if (g_unichar_isdigit (c)) {
      digits++;
    } else if (!is_between (c)) {
      if (digits >= MIN_DIGITS && digits <= MAX_DIGITS)
        return FALSE;
      digits = 0;
    }
  }
  return digits < MIN_DIGITS || digits > MAX_DIGITS;
}
