/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/watch.h"

#include "hardware/scanner/decode/blob.h"
#include "hardware/scanner/decode/measure.h"
#include "hardware/scanner/decode/place.h"

#include <math.h>

#define FRAME_US (G_USEC_PER_SEC / 15) /* of a picture without a time */
#define PAUSE_US (G_USEC_PER_SEC / 3)  /* after more than this, nobody knows what moved */
/* A code is held up where a part of it differs from the place, or it moves by pixels; one on a poster does
 * neither. */
#define CODE_DIFFERS 0.2f
#define CODE_MOVES 1.5f
/* What is held has straight edges, is no line, and neither a speck nor the whole picture. */
#define FILL_MIN 0.82f
#define FILL_CUT_MIN 0.68f /* of what the picture's edge cuts off at a slant */
#define ASPECT_MAX 4.0f
#define SHORT_MIN 4.0f
#define PART_MIN 0.005f
#define PART_MAX 0.9f
#define DARK_PART_MIN 0.03f
/* A display that is off is larger than the hand that holds it, which is brighter than the place. */
#define DARK_TO_BRIGHT 2
/* What fills the picture is a page or a code where it is light and dark all over; a back or a bag is not. */
#define FILLS_PART 0.8f
#define FILLS_TEXTURE 0.75f

struct _CubbyWatch {
  CubbyFrame *before;
  CubbyPlace *place;
};

CubbyWatch *
cubby_watch_new (void)
{
  CubbyWatch *self = g_new0 (CubbyWatch, 1);
  self->place = cubby_place_new ();
  return self;
}

void
cubby_watch_free (CubbyWatch *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->before, cubby_frame_unref);
  cubby_place_free (self->place);
  g_free (self);
}

static gsize
size_of (const CubbyFrame *frame)
{
  return (gsize)frame->width * frame->height;
}

static gboolean
is_held (const CubbyBlob *blob, const CubbyFrame *small, float part_min)
{
  float part = (float)blob->area / (float)size_of (small);
  return part >= part_min && part <= PART_MAX && blob->width >= SHORT_MIN &&
         blob->height <= ASPECT_MAX * blob->width &&
         cubby_blob_get_fill (blob) >= (blob->is_cut ? FILL_CUT_MIN : FILL_MIN);
}

static void
set_corners (CubbyView *view, const CubbyPoint corners[4], float scale)
{
  for (guint i = 0; i < 4; i++)
    view->corners[i] = (CubbyPoint){corners[i].x * scale, corners[i].y * scale};
}

/* Takes the mask. */
static gboolean
find_blob (guint8 *mask, const CubbyFrame *small, guint n_marked, float part_min, CubbyBlob *blob)
{
  return (float)n_marked >= part_min * (float)size_of (small) / 2 &&
         cubby_blob_find_largest (mask, small->width, small->height, blob) && is_held (blob, small, part_min);
}

static gboolean
watch_is_filled (CubbyWatch *self, const CubbyFrame *frame, const CubbyFrame *small, CubbyPoint corners[4])
{
  const float right = (float)frame->width, bottom = (float)frame->height;
  const CubbyPoint all[4] = {{0, 0}, {right, 0}, {right, bottom}, {0, bottom}};
  if (cubby_place_get_change (self->place, 0, 0, small->width, small->height) < FILLS_PART ||
      cubby_measure_texture (frame, all) < FILLS_TEXTURE)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    corners[i] = all[i];
  return TRUE;
}

/* Something bright; or else, or beside what is much smaller, something large that is dark; or else something
 * that fills the picture. */
static void
watch_find_held (CubbyWatch *self, const CubbyFrame *frame, const CubbyFrame *small, CubbyView *view)
{
  g_autofree guint8 *mask = g_new0 (guint8, size_of (small));
  CubbyBlob bright, dark;
  guint n_bright = cubby_place_mark_bright (self->place, small, mask);
  gboolean is_bright = find_blob (mask, small, n_bright, PART_MIN, &bright);
  guint n_dark = cubby_place_mark_dark (self->place, small, mask);
  gboolean is_dark = find_blob (mask, small, n_dark, DARK_PART_MIN, &dark);
  if (is_dark && (!is_bright || dark.area > DARK_TO_BRIGHT * bright.area)) {
    view->held = CUBBY_HELD_DARK;
    set_corners (view, dark.corners, CUBBY_MEASURE_SMALL);
  } else if (is_bright) {
    view->held = CUBBY_HELD_SCREEN;
    set_corners (view, bright.corners, CUBBY_MEASURE_SMALL);
  } else if (watch_is_filled (self, frame, small, view->corners)) {
    view->held = CUBBY_HELD_SCREEN;
  } else {
    return;
  }
  cubby_measure_region (frame, view->corners, FALSE, view);
}

static void
measure_scene (const CubbyFrame *small, CubbyView *view)
{
  guint64 sum = 0;
  gsize n = size_of (small);
  for (gsize i = 0; i < n; i++)
    sum += small->pixels[i];
  view->scene = view->brightness = (guint8)(sum / n);
}

static gint64
watch_get_since (CubbyWatch *self, const CubbyFrame *small)
{
  gint64 since_us = self->before != NULL ? small->captured_us - self->before->captured_us : 0;
  return since_us > 0 ? since_us : FRAME_US;
}

static void
watch_measure_shake (CubbyWatch *self, const CubbyFrame *small, gint64 since_us, CubbyView *view)
{
  CubbyPoint corners[4];
  if (self->before == NULL || since_us > PAUSE_US || (!view->candidate && view->held == CUBBY_HELD_NOTHING))
    return;
  for (guint i = 0; i < 4; i++)
    corners[i] =
        (CubbyPoint){view->corners[i].x / CUBBY_MEASURE_SMALL, view->corners[i].y / CUBBY_MEASURE_SMALL};
  view->shake = cubby_measure_shift (self->before, small, corners) * CUBBY_MEASURE_SMALL;
}

static guint
small_of (float pixels)
{
  return (guint)fmaxf (pixels / CUBBY_MEASURE_SMALL, 0);
}

static gboolean
watch_is_code_held (CubbyWatch *self, const CubbyView *view)
{
  float left = view->corners[0].x, right = left, top = view->corners[0].y, bottom = top;
  for (guint i = 1; i < 4; i++) {
    left = fminf (left, view->corners[i].x);
    right = fmaxf (right, view->corners[i].x);
    top = fminf (top, view->corners[i].y);
    bottom = fmaxf (bottom, view->corners[i].y);
  }
  return view->shake >= CODE_MOVES ||
         cubby_place_get_change (self->place, small_of (left), small_of (top), small_of (right),
                                 small_of (bottom)) >= CODE_DIFFERS;
}

/* What was found may be anything: only a quadrilateral within reach is measured. */
static gboolean
is_place (const CubbyPoint *corners)
{
  if (corners == NULL)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    if (!(fabsf (corners[i].x) <= CUBBY_FRAME_SIDE_MAX && fabsf (corners[i].y) <= CUBBY_FRAME_SIDE_MAX))
      return FALSE;
  return TRUE;
}

void
cubby_watch_look (CubbyWatch *self, const CubbyFrame *frame, const CubbyPoint *candidate, guint symbology,
                  float module_px, CubbyView *view)
{
  *view = (CubbyView){.width = frame->width, .height = frame->height};
  g_autoptr (CubbyFrame) small = cubby_measure_small (frame);
  if (small == NULL)
    return;
  gint64 since_us = watch_get_since (self, small);
  cubby_place_compare (self->place, small);
  measure_scene (small, view);
  if (is_place (candidate)) {
    view->candidate = TRUE;
    view->symbology = symbology;
    view->module_px = module_px > 0 ? fminf (module_px, CUBBY_FRAME_SIDE_MAX) : 0;
    set_corners (view, candidate, 1);
    cubby_measure_region (frame, candidate, TRUE, view);
  } else {
    watch_find_held (self, frame, small, view);
  }
  watch_measure_shake (self, small, since_us, view);
  if (view->candidate && watch_is_code_held (self, view))
    view->held = CUBBY_HELD_SCREEN;
  cubby_place_learn (self->place, small, since_us);
  g_clear_pointer (&self->before, cubby_frame_unref);
  self->before = g_steal_pointer (&small);
}
