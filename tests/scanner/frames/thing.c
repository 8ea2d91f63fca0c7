/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/thing.h"

#include <math.h>

#define SKIN 0.3f
#define FACTORY_BLACK 0.012f
#define LIT_PART 0.68    /* of a display's pixel, on each side */
#define CRACK_WIDTH 0.3  /* modules */
#define SHARDS_REACH 0.9 /* in widths of the code, from where it was hit */
#define TEXT_LINE 3.2    /* modules */

static gboolean
is_phone (const CubbyThing *self)
{
  return (self->prop & CUBBY_PROPS_PHONES) != 0;
}

static void
set_up_body (CubbyThing *self, CubbyDice *dice)
{
  double reach_u = self->half_u + self->art->quiet, reach_v = self->half_v + self->art->quiet;
  double longer = MAX (reach_u, reach_v);
  switch (self->prop) {
  case CUBBY_PROP_PHONE:
  case CUBBY_PROP_DARK_PHONE:
  case CUBBY_PROP_CARD_PHONE:
    self->body_u = longer * 1.2;
    self->body_v = longer * 2.3;
    break;
  case CUBBY_PROP_PACK:
    self->body_u = reach_u * cubby_dice_range (dice, 1.1, 1.8);
    self->body_v = reach_v * cubby_dice_range (dice, 1.6, 2.6);
    break;
  default:
    self->body_u = reach_u * cubby_dice_range (dice, 1.05, 1.4);
    self->body_v = reach_v * cubby_dice_range (dice, 1.1, 1.6);
    break;
  }
}

/* Shards lie close to where the glass was hit. */
static void
set_up_shards (CubbyThing *self, double displacement, CubbyDice *dice)
{
  double hit_u = cubby_dice_range (dice, -1, 1) * self->half_u,
         hit_v = cubby_dice_range (dice, -1, 1) * self->half_v;
  self->cracked = displacement > 0;
  for (guint i = 0; i < CUBBY_SHARDS; i++) {
    CubbyShard *shard = &self->shards[i];
    double far = SHARDS_REACH * self->half_u * 2 * cubby_dice_unit (dice);
    double turn = cubby_dice_range (dice, 0, 2 * G_PI);
    shard->u = hit_u + far * cos (turn);
    shard->v = hit_v + far * sin (turn);
    shard->shift_u = cubby_dice_range (dice, -displacement, displacement);
    shard->shift_v = cubby_dice_range (dice, -displacement, displacement);
    shard->gain = (float)cubby_dice_range (dice, 0.75, 1.1);
  }
}

/* Two times of three on the corner that has no finder; else it only touches. */
static void
set_up_finger (CubbyThing *self, double radius, CubbyDice *dice)
{
  self->finger = radius * self->half_u * 2;
  guint corner = cubby_dice_below (dice, 6);
  double sign_u = corner == 1 || corner == 2 ? -1 : 1, sign_v = corner == 0 || corner == 1 ? -1 : 1;
  double out = corner < 3 ? self->finger * 0.75 + 1 : self->finger * cubby_dice_range (dice, 0.1, 0.5);
  self->finger_u = sign_u * (self->half_u + out);
  self->finger_v = sign_v * (self->half_v + out);
}

void
cubby_thing_set_up (CubbyThing *self, const CubbyArt *art, const CubbyShot *shot, CubbyDice *dice)
{
  *self = (CubbyThing){.art = art,
                       .prop = shot->prop,
                       .seed = cubby_dice_next (dice),
                       .half_u = art->width / 2.0,
                       .half_v = art->height / 2.0};
  cubby_print_set_up (&self->print, art, shot, self->seed);
  self->quiet = shot->values[CUBBY_SHOT_QUIET] > 0 ? shot->values[CUBBY_SHOT_QUIET] : art->quiet;
  self->wrinkle = shot->values[CUBBY_SHOT_WRINKLE];
  self->wrinkle_turn = 2 * G_PI * (double)cubby_dice_at (self->seed, 5, 5);
  set_up_body (self, dice);
  self->white = (float)shot->values[CUBBY_SHOT_EXPOSURE];
  self->ink = self->white * (float)(1 - shot->values[CUBBY_SHOT_CONTRAST]);
  if (is_phone (self))
    self->display = shot->values[CUBBY_SHOT_DISPLAY];
  set_up_shards (self, shot->values[CUBBY_SHOT_CRACKS], dice);
  if (shot->values[CUBBY_SHOT_FINGER] > 0)
    set_up_finger (self, shot->values[CUBBY_SHOT_FINGER], dice);
}

/* Marks in lines, as text looks from afar. */
static gboolean
is_on_text (const CubbyThing *self, double u, double v)
{
  int line = cubby_floor (v / TEXT_LINE);
  double in_line = v / TEXT_LINE - line;
  if (in_line > 0.6 || cubby_dice_at (self->seed, line, 77) < 0.3f)
    return FALSE;
  int letter = cubby_floor (u / 0.45);
  return cubby_dice_at (self->seed, cubby_floor (u / 1.4), line) < 0.8f &&
         cubby_dice_at (self->seed, letter, line * 5 + (int)(in_line * 5)) < 0.55f;
}

/* The figures below the bars. */
static gboolean
is_on_digits (const CubbyThing *self, double u, double v)
{
  if (self->art->symbology == CUBBY_SYMBOLOGY_QR || v < self->half_v + 1 || v > self->half_v + 8)
    return FALSE;
  if (fabs (u) > self->half_u)
    return FALSE;
  double in_digit = u / 7 - cubby_floor (u / 7);
  return in_digit < 0.75 && cubby_dice_at (self->seed, cubby_floor (u / 1.3), cubby_floor (v / 1.3)) < 0.45f;
}

/* Printed colours in patches. */
static float
pack_at (const CubbyThing *self, double u, double v)
{
  int column = cubby_floor (u / 17), row = cubby_floor (v / 13);
  if (is_on_text (self, u, v) && cubby_dice_at (self->seed, column, row + 50) < 0.5f)
    return self->ink;
  return self->ink + (self->white - self->ink) * cubby_dice_at (self->seed, column, row);
}

static float
surface_at (const CubbyThing *self, double u, double v)
{
  gboolean dark_mode = self->prop == CUBBY_PROP_DARK_PHONE;
  float paper = dark_mode ? self->ink : self->white, ink = dark_mode ? self->white : self->ink;
  if (fabs (u) < self->half_u && fabs (v) < self->half_v)
    return paper + (ink - paper) * cubby_print_at (&self->print, u, v);
  double below = self->art->symbology == CUBBY_SYMBOLOGY_QR ? self->quiet : 10;
  double above = self->art->symbology == CUBBY_SYMBOLOGY_QR ? self->quiet : 2;
  if (fabs (u) < self->half_u + self->quiet && v > -self->half_v - above && v < self->half_v + below)
    return is_on_digits (self, u, v) ? ink : paper;
  if (self->prop == CUBBY_PROP_PACK)
    return pack_at (self, u, v);
  if (self->prop == CUBBY_PROP_CARD_PHONE)
    return is_on_text (self, u, v) ? paper : ink;
  return is_on_text (self, u, v) ? ink : paper;
}

/* Each pixel of a display is lit in a part of itself only. */
static float
display_gain (const CubbyThing *self, double u, double v)
{
  double x = u * self->display, y = v * self->display;
  gboolean lit = x - cubby_floor (x) < LIT_PART && y - cubby_floor (y) < LIT_PART;
  return lit ? (float)(1 / (LIT_PART * LIT_PART)) : 0.02f;
}

/* Returns: the light on the crack itself, or a negative number beside it, where @u and @v are displaced. */
static float
crack_at (const CubbyThing *self, double *u, double *v, float *gain)
{
  double nearest = G_MAXDOUBLE, second = G_MAXDOUBLE;
  guint own = 0, beside = 0;
  for (guint i = 0; i < CUBBY_SHARDS; i++) {
    double du = *u - self->shards[i].u, dv = *v - self->shards[i].v;
    double d = du * du + dv * dv;
    if (d < nearest) {
      second = nearest;
      beside = own;
      nearest = d;
      own = i;
    } else if (d < second) {
      second = d;
      beside = i;
    }
  }
  double apart =
      hypot (self->shards[own].u - self->shards[beside].u, self->shards[own].v - self->shards[beside].v);
  if (second - nearest <
      CRACK_WIDTH * apart) /* as far from the border of the two shards as half of the width */
    return cubby_dice_at (self->seed, (int)own, 3) < 0.6f ? self->white * 1.3f : self->ink;
  *u += self->shards[own].shift_u;
  *v += self->shards[own].shift_v;
  *gain = self->shards[own].gain;
  return -1;
}

/* Foil and cloth: displaced, and lighter or darker as it turns to the light or away. */
static float
wrinkle_at (const CubbyThing *self, double *u, double *v)
{
  static const double waves[][3] = {{0.29, 0.11, 0}, {-0.13, 0.23, 1.7}, {0.07, -0.41, 4.1}};
  double shift_u = 0, shift_v = 0, slope = 0;
  for (guint i = 0; i < G_N_ELEMENTS (waves); i++) {
    double phase = waves[i][0] * *u + waves[i][1] * *v + waves[i][2] + self->wrinkle_turn * (i + 1);
    shift_u += sin (phase);
    shift_v += sin (phase * 1.3 + 2);
    slope += cos (phase);
  }
  *u += self->wrinkle * shift_u / 2;
  *v += self->wrinkle * shift_v / 2;
  return (float)(1 + 0.12 * self->wrinkle * slope);
}

static gboolean
is_in_round_box (double u, double v, double half_u, double half_v, double radius)
{
  double du = fabs (u) - (half_u - radius), dv = fabs (v) - (half_v - radius);
  if (du <= 0)
    return dv <= radius;
  if (dv <= 0)
    return du <= radius;
  return du * du + dv * dv <= radius * radius;
}

static gboolean
is_on_finger (const CubbyThing *self, double u, double v)
{
  double du = (u - self->finger_u) / self->finger, dv = (v - self->finger_v) / (self->finger * 1.3);
  return self->finger > 0 && du * du + dv * dv < 1;
}

/* The hand that holds a phone, behind it. */
static gboolean
hand_at (const CubbyThing *self, double u, double v, float *light)
{
  double thumb_u = (u - self->body_u * 1.05) / (self->body_u * 0.16);
  double thumb_v = (v - self->body_v * 0.3) / (self->body_v * 0.15);
  double palm_u = (u + self->body_u * 0.1) / (self->body_u * 1.4),
         palm_v = (v - self->body_v * 0.8) / (self->body_v * 0.4);
  gboolean thumb = thumb_u * thumb_u + thumb_v * thumb_v < 1, palm = palm_u * palm_u + palm_v * palm_v < 1;
  *light = self->white * SKIN * (float)(thumb ? 1 + 0.2 * thumb_v : 0.8 - 0.2 * palm_u);
  return thumb || palm;
}

gboolean
cubby_thing_is_even (const CubbyThing *self, double u0, double v0, double u1, double v1)
{
  if (self->cracked || self->finger > 0 || self->display > 0 || self->wrinkle > 0 ||
      !cubby_print_is_plain (&self->print))
    return FALSE;
  if (MIN (u0, u1) < -self->half_u || MAX (u0, u1) >= self->half_u || MIN (v0, v1) < -self->half_v ||
      MAX (v0, v1) >= self->half_v)
    return FALSE;
  return (int)(u0 + self->half_u) == (int)(u1 + self->half_u) &&
         (int)(v0 + self->half_v) == (int)(v1 + self->half_v);
}

gboolean
cubby_thing_at (const CubbyThing *self, double u, double v, float *light)
{
  if (is_on_finger (self, u, v)) {
    *light = self->white * SKIN * (float)(1 - 0.3 * (v - self->finger_v) / self->finger);
    return TRUE;
  }
  if (!is_phone (self)) {
    gboolean inside = fabs (u) < self->body_u && fabs (v) < self->body_v;
    float gain = self->wrinkle > 0 ? wrinkle_at (self, &u, &v) : 1;
    *light = surface_at (self, u, v) * gain;
    return inside;
  }
  if (!is_in_round_box (u, v, self->body_u, self->body_v, self->body_u * 0.15)) {
    *light = FACTORY_BLACK;
    return is_in_round_box (u, v, self->body_u * 1.06, self->body_v * 1.04, self->body_u * 0.2) ||
           hand_at (self, u, v, light);
  }
  float gain = 1;
  if (self->cracked && (*light = crack_at (self, &u, &v, &gain)) >= 0)
    return TRUE;
  *light = surface_at (self, u, v) * gain;
  if (self->display > 0)
    *light *= display_gain (self, u, v);
  return TRUE;
}
