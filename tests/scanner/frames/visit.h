/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/scanner/frames/shot.h"

G_BEGIN_DECLS

#define CUBBY_VISIT_CODES_MAX 2

/* What is to be read in a frame. */
typedef struct {
  const CubbyArt *art;
  CubbyView3 view;
  double corners[4][2]; /* pixels; as printed: top left, then clockwise */
} CubbyTruth;

/**
 * CubbyVisit:
 *
 * Somebody holds something up: frames one after the other that differ as a hand and a sensor differ. The same
 * class, seed and size give the same pixels, in whichever order they are asked for.
 */
typedef struct _CubbyVisit CubbyVisit;

CubbyVisit *cubby_visit_new (const CubbyShotClass *class, guint64 seed, guint width, guint height);
void cubby_visit_free (CubbyVisit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyVisit, cubby_visit_free)

guint cubby_visit_get_n_codes (const CubbyVisit *self);
const CubbyArt *cubby_visit_get_art (const CubbyVisit *self, guint index);
const CubbyShot *cubby_visit_get_shot (const CubbyVisit *self);

/**
 * cubby_visit_render:
 * @index: of the frame; the hand still moves in the first ones of a class with n_moving
 * @ret_truths: (array length=CUBBY_VISIT_CODES_MAX) (nullable): where the codes are
 *
 * Returns: (transfer full): what the camera sends.
 */
CubbyFrame *cubby_visit_render (const CubbyVisit *self, guint index, CubbyTruth *ret_truths);

/* Returns: (transfer full): what the camera sees while nobody is there. */
CubbyFrame *cubby_visit_render_nobody (const CubbyVisit *self, guint index);

G_END_DECLS
