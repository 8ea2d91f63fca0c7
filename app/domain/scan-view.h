/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A place in a picture, in its pixels; (0, 0) is the outer corner of the first pixel. */
typedef struct {
  float x;
  float y;
} CubbyPoint;

/* What may be held up. */
typedef enum {
  CUBBY_HELD_NOTHING,
  CUBBY_HELD_SCREEN, /* something bright with straight edges: a phone, a sheet of paper */
  CUBBY_HELD_DARK,   /* something large and dark before the camera: a phone whose display is off */
} CubbyHeld;

/**
 * CubbyView:
 * @width: of the picture that was looked at; the corners are in its pixels
 * @height: of it
 * @candidate: something in it looks like a code, read or not
 * @corners: of the candidate, clockwise as seen; without one, of what is @held
 * @symbology: of the candidate, a CubbySymbology; 0 where it is not known
 * @module_px: pixels from one module to the next; 0 where the grid is not known
 * @sharpness: of the edges inside of the corners: 1 is as sharp as a lens can, 0 is without edges; in the
 *   direction in which they are least sharp
 * @sharpest: the same in the direction in which they are most so; 0 with a candidate
 * @detail: how dark and light are beside each other on what has no candidate: 0..1 of the whole range
 * @contrast: of it, between the dark and the light: 0..1 of the whole range
 * @brightness: mean of it, or of the whole picture where nothing is held
 * @scene: mean of the whole picture
 * @glare: share of burnt pixels inside of the corners, 0..1
 * @shake: how far the picture inside of the corners moved since the picture before, pixels
 * @held: what seems to be held up; nothing where a candidate belongs to the place, such as one on a poster
 * @complete: there was the time to go over the whole picture for every kind of code that is wanted, beside
 *   those that were read: if there were another one in plain view, it would have been read, too
 *
 * What one picture of the camera showed, for the advice to whoever holds something up.
 * All zero: nothing was looked at.
 */
typedef struct {
  guint width;
  guint height;
  gboolean candidate;
  CubbyPoint corners[4];
  guint symbology;
  float module_px;
  float sharpness;
  float sharpest;
  float detail;
  float contrast;
  guint8 brightness;
  guint8 scene;
  float glare;
  float shake;
  CubbyHeld held;
  gboolean complete;
} CubbyView;

/**
 * cubby_view_is_sound:
 *
 * Returns: whether every number in it is finite and within what its line above says; for
 *   views that come from a process that is not trusted.
 */
gboolean cubby_view_is_sound (const CubbyView *view);

G_END_DECLS
