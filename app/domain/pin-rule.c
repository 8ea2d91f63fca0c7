/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/pin-rule.h"

#include <string.h>

/* 123456, 987654, 777777 */
static gboolean
is_run (const char *pin, gsize length)
{
  int step = pin[1] - pin[0];
  for (gsize i = 1; i < length; i++)
    if (pin[i] - pin[i - 1] != step)
      return FALSE;
  return step >= -1 && step <= 1;
}

const char *
cubby_pin_judge (const char *pin)
{
  gsize length = strlen (pin);
  if (strspn (pin, "0123456789") != length)
    return "has something else than digits in it";
  if (length < CUBBY_PIN_MIN_DIGITS || length > CUBBY_PIN_MAX_DIGITS)
    return "does not have 6 to 12 digits";
  return is_run (pin, length) ? "is one digit again and again, or a run such as 123456" : NULL;
}
