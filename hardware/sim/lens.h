/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/**
 * CubbyLight:
 *
 * The light of a scene before the sensor, in gray levels: what lens, hand and sensor
 * of a simulated camera do to it, one function each.
 */
typedef struct {
  guint width;
  guint height;
  float *values;
} CubbyLight;

CubbyLight *cubby_light_new (guint width, guint height);
void cubby_light_free (CubbyLight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLight, cubby_light_free)

void cubby_light_expose (CubbyLight *self, double brightness, double contrast, double vignette);
/* Gaussian; @sigma in pixels. */
void cubby_light_blur (CubbyLight *self, double sigma);
/* The mean along a line of @length pixels. */
void cubby_light_move (CubbyLight *self, double length, double turn_degrees);
/* Adds noise of @noise gray levels and rounds. */
CubbyFrame *cubby_light_take_picture (const CubbyLight *self, double noise, guint seed);

G_END_DECLS
