/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/visit.h"

#include "tests/scanner/frames/backdrop.h"
#include "tests/scanner/frames/lamp.h"
#include "tests/scanner/frames/scene-layer.h"
#include "tests/scanner/frames/sensor.h"

#include <math.h>
#include <string.h>

#define HAND_SPEED 45.0 /* pixels a frame when it comes; half as fast in each frame that follows */

struct _CubbyVisit {
  const CubbyShotClass *class;
  guint64 seed;
  guint width, height;
  CubbyShot shot;
  CubbyArt *arts[CUBBY_VISIT_CODES_MAX];
  CubbyThing things[CUBBY_VISIT_CODES_MAX];
  CubbyPose poses[CUBBY_VISIT_CODES_MAX];
  CubbyLamp lamp;
  double motion_turn;
  CubbyLayer *backdrop;
  CubbyLayer *mirrored; /* what the glass of a phone gives back; NULL: nothing */
};

/* Somewhere about the middle, or @aside. */
static double
place (CubbyDice *dice, double far, double aside)
{
  double at = cubby_dice_range (dice, -far, far);
  return aside > 0 ? copysign (far * aside, at) : at * 0.8;
}

/* All of the code and its white margin is in the picture, whichever way it is turned. */
static void
visit_place (CubbyVisit *self, guint index, CubbyDice *dice)
{
  const double *values = self->shot.values;
  const CubbyArt *art = self->arts[index];
  CubbyPose *pose = &self->poses[index];
  double slot = (double)self->width / self->shot.n_codes;
  double reach =
      hypot (art->width + 2 * art->quiet, art->height + 2 * art->quiet) / 2 * values[CUBBY_SHOT_MODULE_PX];
  double free_x = MAX (slot / 2 - reach, 0), free_y = MAX (self->height / 2.0 - reach, 0);
  *pose = (CubbyPose){.module_px = values[CUBBY_SHOT_MODULE_PX],
                      .x = slot * (index + 0.5) + place (dice, free_x, values[CUBBY_SHOT_ASIDE]),
                      .y = self->height / 2.0 + place (dice, free_y, values[CUBBY_SHOT_ASIDE]),
                      .turn = values[CUBBY_SHOT_TURN],
                      .tilt = values[CUBBY_SHOT_TILT],
                      .tilt_axis = cubby_dice_range (dice, 0, 360),
                      .radius = values[CUBBY_SHOT_RADIUS] * art->width,
                      .skew = values[CUBBY_SHOT_SKEW] / 100,
                      .barrel = values[CUBBY_SHOT_BARREL]};
}

CubbyVisit *
cubby_visit_new (const CubbyShotClass *class, guint64 seed, guint width, guint height)
{
  CubbyVisit *self = g_new0 (CubbyVisit, 1);
  self->class = class;
  self->width = width;
  self->height = height;
  self->seed = cubby_dice_new (seed, g_str_hash (class->name)).state;
  CubbyDice dice = cubby_dice_new (self->seed, 0);
  cubby_shot_draw (&self->shot, class, &dice);
  for (guint i = 0; i < self->shot.n_codes; i++) {
    self->arts[i] = cubby_shot_draw_art (class, self->shot.prop, &dice);
    if (self->shot.values[CUBBY_SHOT_HEIGHT] > 0 && self->arts[i]->symbology != CUBBY_SYMBOLOGY_QR)
      self->arts[i]->height = MAX ((guint)(self->arts[i]->height * self->shot.values[CUBBY_SHOT_HEIGHT]), 2);
    cubby_thing_set_up (&self->things[i], self->arts[i], &self->shot, &dice);
    visit_place (self, i, &dice);
  }
  cubby_lamp_set_up (&self->lamp, &self->shot, &self->poses[0], self->arts[0]->width, &dice);
  self->motion_turn = cubby_dice_range (&dice, 0, 180);
  self->backdrop = cubby_backdrop_draw (self->shot.backdrop, width, height, &dice);
  for (gsize i = 0; i < (gsize)width * height; i++)
    self->backdrop->light[i] *= (float)self->shot.values[CUBBY_SHOT_EXPOSURE];
  if (self->shot.values[CUBBY_SHOT_MIRROR] > 0)
    self->mirrored = cubby_backdrop_draw (
        cubby_dice_bit (&dice, CUBBY_BACKDROP_SHELF | CUBBY_BACKDROP_WINDOW), width, height, &dice);
  return self;
}

void
cubby_visit_free (CubbyVisit *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < CUBBY_VISIT_CODES_MAX; i++)
    cubby_art_free (self->arts[i]);
  cubby_layer_free (self->backdrop);
  cubby_layer_free (self->mirrored);
  g_free (self);
}

guint
cubby_visit_get_n_codes (const CubbyVisit *self)
{
  return self->shot.n_codes;
}

const CubbyArt *
cubby_visit_get_art (const CubbyVisit *self, guint index)
{
  return self->arts[index];
}

const CubbyShot *
cubby_visit_get_shot (const CubbyVisit *self)
{
  return &self->shot;
}

/* Where the hand is in this frame, and how it moves. */
static CubbyPose
visit_pose (const CubbyVisit *self, guint thing, guint index, CubbyDice *dice, double *ret_motion,
            double *ret_turn)
{
  CubbyPose pose = self->poses[thing];
  double shake = self->shot.values[CUBBY_SHOT_SHAKE];
  pose.x += cubby_dice_range (dice, -shake, shake);
  pose.y += cubby_dice_range (dice, -shake, shake);
  pose.turn += cubby_dice_range (dice, -shake, shake) * 0.15;
  pose.tilt += cubby_dice_range (dice, -shake, shake) * 0.2;
  pose.module_px *= 1 + cubby_dice_range (dice, -shake, shake) * 0.001;
  *ret_turn = self->motion_turn + cubby_dice_range (dice, -20, 20);
  *ret_motion = self->shot.values[CUBBY_SHOT_MOTION] * pose.module_px * cubby_dice_range (dice, 0.5, 1.1);
  if (index < self->class->n_moving) {
    double speed = HAND_SPEED / (1 << index);
    pose.x -= speed * 2 * cos (*ret_turn * G_PI / 180);
    pose.y -= speed * 2 * sin (*ret_turn * G_PI / 180);
    *ret_motion += speed * 0.4; /* the shutter is open for this part of the frame */
  }
  return pose;
}

/* The shop on the side of the camera, in the glass. */
static void
visit_mirror (const CubbyVisit *self, CubbyLayer *layer)
{
  float part = (float)self->shot.values[CUBBY_SHOT_MIRROR];
  for (guint y = 0; y < layer->height; y++)
    for (guint x = 0; x < layer->width; x++) {
      guint from_x = (guint)CLAMP (layer->x + (int)x, 0, (int)self->width - 1),
            from_y = (guint)CLAMP (layer->y + (int)y, 0, (int)self->height - 1);
      gsize at = (gsize)y * layer->width + x;
      layer->light[at] += layer->cover[at] * part *
                          self->mirrored->light[(gsize)from_y * self->width + self->width - 1 - from_x];
    }
}

/* What changes from frame to frame of the light: where the bands are, and how much there is. */
static float
visit_light (const CubbyVisit *self, CubbyDice *dice, CubbyLamp *ret_lamp)
{
  double flicker = self->shot.values[CUBBY_SHOT_FLICKER];
  *ret_lamp = self->lamp;
  if (self->lamp.bands > 0)
    ret_lamp->band_at = cubby_dice_unit (dice);
  return flicker > 0 ? (float)exp2 (cubby_dice_range (dice, -flicker, flicker)) : 1;
}

static void
tell_truth (const CubbyVisit *self, guint thing, const CubbyView3 *view, CubbyTruth *truth)
{
  static const int signs[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
  truth->art = self->arts[thing];
  truth->view = *view;
  for (guint i = 0; i < 4; i++)
    cubby_view3_to_pixel (view, signs[i][0] * self->things[thing].half_u,
                          signs[i][1] * self->things[thing].half_v, &truth->corners[i][0],
                          &truth->corners[i][1]);
}

static CubbyLayer *
visit_draw_backdrop (const CubbyVisit *self)
{
  CubbyLayer *scene = cubby_layer_new (0, 0, self->width, self->height, FALSE);
  memcpy (scene->light, self->backdrop->light, (gsize)self->width * self->height * sizeof *scene->light);
  return scene;
}

static CubbyFrame *
visit_take (const CubbyVisit *self, CubbyLayer *scene, float light, CubbyDice *dice)
{
  const double *values = self->shot.values;
  cubby_lamp_vignette (scene, values[CUBBY_SHOT_VIGNETTE]);
  for (gsize i = 0; i < (gsize)self->width * self->height; i++)
    scene->light[i] *= light;
  const CubbySensor sensor = {.electrons = values[CUBBY_SHOT_ELECTRONS],
                              .denoise = values[CUBBY_SHOT_DENOISE],
                              .sharpen = values[CUBBY_SHOT_SHARPEN],
                              .jpeg = values[CUBBY_SHOT_JPEG]};
  return cubby_sensor_take (&sensor, scene, dice);
}

CubbyFrame *
cubby_visit_render (const CubbyVisit *self, guint index, CubbyTruth *ret_truths)
{
  const double *values = self->shot.values;
  CubbyDice dice = cubby_dice_new (self->seed, index + 1);
  g_autoptr (CubbyLayer) scene = visit_draw_backdrop (self);
  CubbyLamp lamp;
  float light = visit_light (self, &dice, &lamp);
  for (guint i = 0; i < self->shot.n_codes; i++) {
    double motion, turn;
    CubbyPose pose = visit_pose (self, i, index, &dice, &motion, &turn);
    CubbyView3 view;
    cubby_pose_aim (&pose, self->width, self->height, &view);
    double disc = values[CUBBY_SHOT_DEFOCUS] * pose.module_px * cubby_dice_range (&dice, 0.9, 1.1);
    g_autoptr (CubbyLayer) layer = cubby_scene_layer_draw (&self->things[i], &view, &lamp, self->width,
                                                           self->height, cubby_layer_reach (disc, motion));
    if (self->mirrored != NULL)
      visit_mirror (self, layer);
    cubby_layer_blur (layer, disc, motion, turn);
    cubby_layer_cover (scene, layer);
    if (ret_truths != NULL)
      tell_truth (self, i, &view, &ret_truths[i]);
  }
  return visit_take (self, scene, light, &dice);
}

CubbyFrame *
cubby_visit_render_nobody (const CubbyVisit *self, guint index)
{
  CubbyDice dice = cubby_dice_new (self->seed, index + 1);
  g_autoptr (CubbyLayer) scene = visit_draw_backdrop (self);
  CubbyLamp lamp;
  float light = visit_light (self, &dice, &lamp);
  return visit_take (self, scene, light, &dice);
}
