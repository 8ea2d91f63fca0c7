/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/code-entry.h"

#include <string.h>

#define HALF (CUBBY_CODE_LENGTH / 2)

char *
cubby_code_entry_type (const char *code, const char *character)
{
  g_return_val_if_fail (code != NULL && character != NULL, NULL);
  if (strlen (code) >= CUBBY_CODE_LENGTH)
    return g_strdup (code);
  return g_strconcat (code, character, NULL);
}

char *
cubby_code_entry_erase (const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);
  gsize length = strlen (code);
  return g_strndup (code, length > 0 ? length - 1 : 0);
}

char *
cubby_code_entry_show (const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);
  g_autoptr (GString) shown = g_string_new (NULL);
  gsize length = strlen (code);
  for (gsize i = 0; i < CUBBY_CODE_LENGTH; i++) {
    if (i == HALF)
      g_string_append (shown, "\u2013");
    if (i < length)
      g_string_append_c (shown, code[i]);
    else
      g_string_append (shown, "\u00b7");
  }
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

gboolean
cubby_code_entry_is_full (const char *code)
{
  return code != NULL && strlen (code) == CUBBY_CODE_LENGTH;
}
