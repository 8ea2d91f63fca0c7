/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-advice.h"

#include <math.h>

/* From the first picture without it on: for less than this it is still held up. Time without pictures is not
 * out of sight. */
#define GONE_US ((gint64)500 * 1000)
/* A picture's word fades: after this long it weighs a third. */
#define FADES_US (400.0f * 1000)
/* Another advice is given when it has this part of all words, so that two that alternate do not flicker. */
#define MOST 0.6f
/* A code that was seen is still on it, though it is not seen in each picture. */
#define CODE_STAYS_US ((gint64)G_USEC_PER_SEC)

static const char *const names[CUBBY_N_ADVICES] = {
    [CUBBY_ADVICE_NONE] = "none",
    [CUBBY_ADVICE_HERE] = "here",
    [CUBBY_ADVICE_CLOSER] = "closer",
    [CUBBY_ADVICE_FARTHER] = "farther",
    [CUBBY_ADVICE_BRIGHTER] = "brighter",
    [CUBBY_ADVICE_TILT] = "tilt",
    [CUBBY_ADVICE_STILL] = "still",
    [CUBBY_ADVICE_ONE] = "one",
    [CUBBY_ADVICE_OTHER_CODE] = "other-code",
    [CUBBY_ADVICE_CLEAN] = "clean",
    [CUBBY_ADVICE_BY_HAND] = "by-hand",
};

/* How long it must have been held up before this is said, where it is longer than the silence. */
static const gint64 after_us[CUBBY_N_ADVICES] = {
    [CUBBY_ADVICE_HERE] = 1000 * 1000,
    [CUBBY_ADVICE_CLEAN] = 2500 * 1000,
};

struct _CubbyScanAdvice {
  gboolean held;
  gint64 held_us;   /* since when */
  gint64 missed_us; /* the first picture without it since it was seen; 0: it was in the last one */
  gint64 taken_us;
  gint64 code_us; /* when a code was seen on it last, read or not; 0: never */
  CubbyAdvice code_word;
  float words[CUBBY_N_ADVICES];
  CubbyAdvice shown;
  gint64 shown_us;
  gint64 asks_until_us;
};

const char *
cubby_advice_to_string (CubbyAdvice advice)
{
  g_return_val_if_fail (advice < CUBBY_N_ADVICES, NULL);
  return names[advice];
}

CubbyScanAdvice *
cubby_scan_advice_new (void)
{
  return g_new0 (CubbyScanAdvice, 1);
}

void
cubby_scan_advice_free (CubbyScanAdvice *self)
{
  g_free (self);
}

void
cubby_scan_advice_reset (CubbyScanAdvice *self)
{
  *self = (CubbyScanAdvice){.held = FALSE};
}

static void
advice_show (CubbyScanAdvice *self, CubbyAdvice advice, gint64 now_us)
{
  if (self->shown == advice)
    return;
  self->shown = advice;
  self->shown_us = now_us;
}

/* The words of the pictures before fade by time, so that the rate of the camera does not matter. */
static void
advice_hear (CubbyScanAdvice *self, CubbyAdvice word, gint64 now_us)
{
  float fade = expf (-(float)(now_us - self->taken_us) / FADES_US);
  for (guint i = 0; i < CUBBY_N_ADVICES; i++)
    self->words[i] *= fade;
  self->words[word] += 1;
}

static void
advice_forget (CubbyScanAdvice *self)
{
  self->held = FALSE;
  self->code_us = 0;
  for (guint i = 0; i < CUBBY_N_ADVICES; i++)
    self->words[i] = 0;
}

/* What a picture says of the code that it shows is said of the next ones, too, in which it is not seen. */
static CubbyAdvice
advice_remember_code (CubbyScanAdvice *self, const CubbyView *view, CubbyAdvice word, gint64 now_us)
{
  if (view->candidate) {
    self->code_us = now_us;
    self->code_word = word;
    return word;
  }
  gboolean stays = self->code_us != 0 && now_us - self->code_us < CODE_STAYS_US;
  return word == CUBBY_ADVICE_HERE && stays ? self->code_word : word;
}

/* Nothing is held up, or the code was read; what is said may be read to its end unless it was read. */
static void
advice_take_nothing (CubbyScanAdvice *self, gint64 now_us)
{
  if (self->missed_us == 0)
    self->missed_us = now_us;
  if (self->held && now_us - self->missed_us < GONE_US)
    return;
  advice_forget (self);
  if (now_us - self->shown_us >= CUBBY_ADVICE_STAYS_US)
    advice_show (self, CUBBY_ADVICE_NONE, now_us);
}

static void
advice_take_read (CubbyScanAdvice *self, gint64 now_us)
{
  advice_forget (self);
  advice_show (self, CUBBY_ADVICE_NONE, now_us);
}

static CubbyAdvice
advice_find_most (CubbyScanAdvice *self)
{
  float all = 0;
  guint most = 0;
  for (guint i = 0; i < CUBBY_N_ADVICES; i++) {
    all += self->words[i];
    most = self->words[i] > self->words[most] ? i : most;
  }
  return self->words[most] >= MOST * all ? (CubbyAdvice)most : self->shown;
}

static void
advice_choose (CubbyScanAdvice *self, gint64 now_us)
{
  gint64 for_us = now_us - self->held_us;
  if (self->shown != CUBBY_ADVICE_NONE && now_us - self->shown_us < CUBBY_ADVICE_STAYS_US)
    return;
  CubbyAdvice most = advice_find_most (self);
  if (for_us >= CUBBY_ADVICE_BY_HAND_US && most != CUBBY_ADVICE_ONE) { /* several can be read well */
    advice_show (self, CUBBY_ADVICE_BY_HAND, now_us);
    return;
  }
  if (for_us < CUBBY_ADVICE_SILENCE_US) /* what was said before was said of another thing */
    advice_show (self, CUBBY_ADVICE_NONE, now_us);
  else if (for_us >= after_us[most])
    advice_show (self, most, now_us);
}

/* While they are still there it goes on being said. */
static void
advice_hear_while_asking (CubbyScanAdvice *self, CubbyAdvice word, gint64 now_us)
{
  if (word != CUBBY_ADVICE_ONE)
    return;
  self->missed_us = 0;
  advice_hear (self, word, now_us);
}

CubbyAdvice
cubby_scan_advice_ask_for_one (CubbyScanAdvice *self, gint64 now_us)
{
  advice_forget (self);
  advice_show (self, CUBBY_ADVICE_ONE, now_us);
  self->held = TRUE;
  self->held_us = self->taken_us = now_us;
  self->missed_us = 0;
  self->asks_until_us = now_us + CUBBY_ADVICE_ASKS_US;
  return self->shown;
}

CubbyAdvice
cubby_scan_advice_take (CubbyScanAdvice *self, const CubbyView *view, guint n_codes, guint symbologies,
                        gint64 now_us)
{
  CubbyAdvice word = cubby_advice_of_view (view, n_codes, symbologies);
  if (now_us < self->asks_until_us) {
    advice_hear_while_asking (self, word, now_us);
  } else if (n_codes == 1) {
    advice_take_read (self, now_us);
  } else if (word == CUBBY_ADVICE_NONE) {
    advice_take_nothing (self, now_us);
  } else {
    if (!self->held) {
      advice_forget (self);
      self->held = TRUE;
      self->held_us = now_us;
    }
    self->missed_us = 0;
    advice_hear (self, advice_remember_code (self, view, word, now_us), now_us);
    advice_choose (self, now_us);
  }
  self->taken_us = now_us;
  return self->shown;
}
