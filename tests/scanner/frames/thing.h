/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/scanner/frames/print.h"

G_BEGIN_DECLS

#define CUBBY_SHARDS 11

typedef struct {
  double u, v;
  double shift_u, shift_v;
  float gain;
} CubbyShard;

/**
 * CubbyThing:
 * @half_u: half of the code's width, modules; @half_v: of its height
 * @body_u: half of the width of what carries it; @body_v: of its height
 *
 * What is held up: paper, phone or pack, with the code in its middle; what is broken of it and the thumb on
 * it.
 */
typedef struct {
  const CubbyArt *art;
  CubbyPrint print;
  guint prop;
  guint64 seed;
  double half_u, half_v, body_u, body_v;
  double quiet; /* modules of white about the code */
  double wrinkle, wrinkle_turn;
  float white, ink;
  double display; /* pixels of the screen a module; 0: none seen */
  gboolean cracked;
  CubbyShard shards[CUBBY_SHARDS];
  double finger_u, finger_v, finger; /* its end and its radius; 0: none */
} CubbyThing;

void cubby_thing_set_up (CubbyThing *self, const CubbyArt *art, const CubbyShot *shot, CubbyDice *dice);
/* Returns: whether there is the same light all over this part of the plane, as inside of one module. */
gboolean cubby_thing_is_even (const CubbyThing *self, double u0, double v0, double u1, double v1);
/* Returns: whether there is something at this place of the code's plane, and its light. */
gboolean cubby_thing_at (const CubbyThing *self, double u, double v, float *light);

G_END_DECLS
