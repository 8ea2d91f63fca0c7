/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/sim/camera.h"
#include "tests/bench/advice-nobody.h"
#include "tests/scanner/frames/visit.h"

#include "app/domain/scan-advice.h"

G_BEGIN_DECLS

/* What is held up in scenes of the simulated camera. */
typedef enum {
  CUBBY_ADVICE_PICTURE_PASS,
  CUBBY_ADVICE_PICTURE_BLANK, /* a page without a code */
  CUBBY_ADVICE_PICTURE_TWO,
  CUBBY_ADVICE_PICTURE_DIRTY,
  CUBBY_ADVICE_PICTURE_LABEL, /* Code 128, which shoppers do not hold up */
} CubbyAdvicePicture;

/**
 * CubbyAdviceScene:
 * @good: what may be said of it first: a set of 1 << CubbyAdvice, and 1 << CUBBY_N_ADVICES for read
 * @preset: of the simulated camera; NULL: @shots draws it
 * @hangs: it was there before anybody came
 * @nobody: who is drawn over the place of @shots, where there is no preset
 * @empty: a picture without a code takes the place of the shop, a class after the other
 * @size: the range of these numbers; {0, 0}: as the preset says
 *
 * A way to hold something up.
 */
typedef struct {
  const char *name;
  guint good;
  const char *preset;
  CubbyAdvicePicture picture;
  gboolean hangs;
  CubbyAdviceNobody nobody;
  gboolean empty;
  CubbyRange size, x, y, blur, dimmed, glare, shake;
  CubbyShotClass shots;
} CubbyAdviceScene;

/* Returns: (array zero-terminated=1): ended by a row without a name. */
const CubbyAdviceScene *cubby_advice_scenes (void);

/* One person who does it: the place before, and some pictures that are shown over and over. */
typedef struct _CubbyAdvicePlay CubbyAdvicePlay;

CubbyAdvicePlay *cubby_advice_play_new (const CubbyAdviceScene *scene, guint seed);
void cubby_advice_play_free (CubbyAdvicePlay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyAdvicePlay, cubby_advice_play_free)

/* Returns: (transfer none): picture @index; −1: nobody is there. */
CubbyFrame *cubby_advice_play_get (CubbyAdvicePlay *self, int index);

G_END_DECLS
