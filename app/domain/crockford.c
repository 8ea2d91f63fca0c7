/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/crockford.h"

#include <string.h>

/* No I, L, O, U: the first three look like digits, the last one spares us words. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Returns: the character it stands for, or 0. */
static char
normalise_character (char typed)
{
  char upper = g_ascii_toupper (typed);
  if (upper == 'I' || upper == 'L')
    return '1';
  if (upper == 'O')
    return '0';
  return upper != '\0' && strchr (alphabet, upper) != NULL ? upper : '\0';
}

gboolean
cubby_code_normalise (const char *text, char ret_code[CUBBY_CODE_LENGTH + 1])
{
  char code[CUBBY_CODE_LENGTH + 1] = {0};
  guint length = 0;
  for (const char *typed = text; *typed != '\0'; typed++) {
    if (*typed == '-' || *typed == ' ')
      continue;
    char character = normalise_character (*typed);
    if (character == '\0' || length == CUBBY_CODE_LENGTH)
      return FALSE;
    code[length++] = character;
  }
  if (length != CUBBY_CODE_LENGTH)
    return FALSE;
  memcpy (ret_code, code, sizeof code);
  return TRUE;
}

char *
cubby_code_format (const char *code)
{
  g_return_val_if_fail (strlen (code) == CUBBY_CODE_LENGTH, NULL);
  return g_strdup_printf ("%.5s-%s", code, code + CUBBY_CODE_LENGTH / 2);
}

void
cubby_code_from_random (const guint8 random[CUBBY_CODE_RANDOM_SIZE], char ret_code[CUBBY_CODE_LENGTH + 1])
{
  guint64 bits = 0;
  for (guint i = 0; i < CUBBY_CODE_RANDOM_SIZE; i++)
    bits = bits << 8 | random[i];
  for (guint i = 0; i < CUBBY_CODE_LENGTH; i++) {
    ret_code[i] = alphabet[bits & 31];
    bits >>= 5;
  }
  ret_code[CUBBY_CODE_LENGTH] = '\0';
}
