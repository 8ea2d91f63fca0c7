/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

typedef enum {
  CUBBY_SIM_PROP_NONE,  /* the empty aisle */
  CUBBY_SIM_PROP_PHONE, /* the code on a bright screen, held by a hand */
  CUBBY_SIM_PROP_PAPER, /* the code printed on a label */
} CubbySimProp;

/**
 * CubbySimScene:
 * @size: the longer side of the code's picture as a part of the frame's height
 * @x: its centre as a part of the frame's width; @y: of its height
 * @turn: in the plane of the picture; @tilt: about the upright axis; @nod: about the level one; degrees
 * @blur: sigma of the lens in pixels; @motion: its length in pixels; @motion_turn: its direction, degrees
 * @noise: sigma in gray levels at medium gray
 * @brightness: of the whole picture, 1 is good; @contrast: about medium gray, 1 is good
 * @vignette: how much darker the corners are, 0..1
 * @shake: how far the hand moves from frame to frame, pixels
 * @dark_mode: the code is light on dark
 * @dimmed: how far the phone's display is turned down, 0..1; 1 is off
 * @glare: radius of a lamp's reflection on the phone's glass, in sizes of the code; 0 is none
 *
 * What the simulated camera sees. The same scene and frame number give the same pixels.
 */
typedef struct {
  guint width;
  guint height;
  guint seed;
  CubbySimProp prop;
  gboolean dark_mode;
  double size;
  double x;
  double y;
  double turn;
  double tilt;
  double nod;
  double blur;
  double motion;
  double motion_turn;
  double noise;
  double brightness;
  double contrast;
  double vignette;
  double shake;
  double dimmed;
  double glare;
} CubbySimScene;

typedef struct {
  const char *name;
  const char *summary;
  CubbySimScene scene;
} CubbySimPreset;

/* Returns: (array zero-terminated=1): ended by a row without a name; the first is the default. */
const CubbySimPreset *cubby_sim_presets (void);
/* Returns: (nullable): */
const CubbySimPreset *cubby_sim_find_preset (const char *name);

/**
 * cubby_sim_camera_render:
 * @code: (nullable): the picture of the code with its white margin; NULL with CUBBY_SIM_PROP_NONE
 * @index: number of the frame
 *
 * Returns: (transfer full): one frame of the camera.
 */
CubbyFrame *cubby_sim_camera_render (const CubbySimScene *scene, const CubbyFrame *code, guint index);

G_END_DECLS
