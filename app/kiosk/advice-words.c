/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/advice-words.h"

#include "app/kiosk/words.h"

/* One glance from an arm's length: a drawing and four or five short words. */
static const struct {
  const char *drawing;
  const char *text;
} rows[CUBBY_N_ADVICES] = {
    [CUBBY_ADVICE_HERE] = {"scan", N_ ("Hold the code in the frame")},
    [CUBBY_ADVICE_CLOSER] = {"closer", N_ ("Move a little closer")},
    [CUBBY_ADVICE_FARTHER] = {"farther", N_ ("Move a little back")},
    [CUBBY_ADVICE_BRIGHTER] = {"brightness", N_ ("Turn up the brightness")},
    [CUBBY_ADVICE_TILT] = {"tilt", N_ ("Tilt it away from the light")},
    [CUBBY_ADVICE_STILL] = {"still", N_ ("Hold still")},
    [CUBBY_ADVICE_ONE] = {"single", N_ ("One code at a time")},
    [CUBBY_ADVICE_OTHER_CODE] = {"info", N_ ("We cannot use this code")},
    [CUBBY_ADVICE_CLEAN] = {"sparkle", N_ ("The code is blurred: wipe it")},
    [CUBBY_ADVICE_BY_HAND] = {"keypad", N_ ("Press “Enter code” instead")},
};

const char *
cubby_advice_say (CubbyAdvice advice)
{
  g_return_val_if_fail (advice < CUBBY_N_ADVICES, "");
  return rows[advice].text != NULL ? _ (rows[advice].text) : "";
}

const char *
cubby_advice_get_drawing (CubbyAdvice advice)
{
  g_return_val_if_fail (advice < CUBBY_N_ADVICES, NULL);
  return rows[advice].drawing;
}
