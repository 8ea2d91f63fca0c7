/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/watch.h"

#include "hardware/scanner/decode/blob.h"
#include "hardware/scanner/decode/measure.h"
#include "hardware/scanner/decode/page.h"
#include "hardware/scanner/decode/place.h"

#include <math.h>
#include <string.h>

#define FRAME_US (G_USEC_PER_SEC / 15) /* of a picture without a time */
#define PAUSE_US (G_USEC_PER_SEC / 3)  /* after more than this, nobody knows what moved */
/* A code is held up where a part of it differs from the place, or it moves by pixels; one on a poster does
 * neither. */
#define CODE_DIFFERS 0.2f
#define CODE_MOVES 1.5f
/* What is held has straight edges, is no line, and neither a speck nor the whole picture. */
#define FILL_MIN 0.82f
#define FILL_CUT_MIN 0.68f   /* of what the picture's edge cuts off at a slant */
#define FILL_OTHER_MIN 0.62f /* of a page and the hand that holds it */
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
/* Gray levels between the dark and the light beside each other on a page, and where there is hardly any
 * light; in this share of what is brighter than the place, and of what is not all so. */
#define PAGE_DETAIL 20
#define PAGE_DETAIL_BLACK 4
#define BLACK_SCENE 14
#define PAGE_PERCENT 80
#define PAGE_OTHER_PERCENT 60
#define OTHER_SHRINKS 0.7f
#define BLANK_FILL 0.9f
#define BLANK_MIN 170

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
is_held (const CubbyBlob *blob, const CubbyFrame *small, float part_min, float fill_min)
{
  float part = (float)blob->area / (float)size_of (small);
  return part >= part_min && part <= PART_MAX && blob->width >= SHORT_MIN &&
         blob->height <= ASPECT_MAX * blob->width &&
         cubby_blob_get_fill (blob) >= (blob->is_cut ? MIN (FILL_CUT_MIN, fill_min) : fill_min);
}

static void
set_corners (CubbyView *view, const CubbyPoint corners[4], float scale)
{
  for (guint i = 0; i < 4; i++)
    view->corners[i] = (CubbyPoint){corners[i].x * scale, corners[i].y * scale};
}

/* Takes the mask. */
static gboolean
find_blob (guint8 *mask, const CubbyFrame *small, guint n_marked, float part_min, float fill_min,
           CubbyBlob *blob)
{
  return (float)n_marked >= part_min * (float)size_of (small) / 2 &&
         (float)n_marked <= PART_MAX * (float)size_of (small) &&
         cubby_blob_find_largest (mask, small->width, small->height, blob) &&
         is_held (blob, small, part_min, fill_min);
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

/* A page has writing or a code on it, light and dark beside each other, be it blurred; skin and cloth have
 * not. Where there is hardly any light, all is near each other. */
static gboolean
is_page (const CubbyFrame *small, const CubbyPoint corners[4], const CubbyView *view, guint percent)
{
  guint least = view->scene <= BLACK_SCENE ? PAGE_DETAIL_BLACK : PAGE_DETAIL;
  return cubby_page_get_detail (small, corners, percent) >= least;
}

/* An empty page is light, and all of it is to be seen, or else it is anything. */
static gboolean
is_blank_page (const CubbyFrame *small, const CubbyBlob *blob)
{
  guint x = (guint)MAX ((blob->corners[0].x + blob->corners[2].x) / 2, 0);
  guint y = (guint)MAX ((blob->corners[0].y + blob->corners[2].y) / 2, 0);
  return !blob->is_cut && cubby_blob_get_fill (blob) >= BLANK_FILL && x < small->width && y < small->height &&
         small->pixels[(gsize)y * small->stride + x] >= BLANK_MIN;
}

static void
shrink (CubbyPoint corners[4], float part)
{
  CubbyPoint middle = {0, 0};
  for (guint i = 0; i < 4; i++)
    middle = (CubbyPoint){middle.x + corners[i].x / 4, middle.y + corners[i].y / 4};
  for (guint i = 0; i < 4; i++)
    corners[i] = (CubbyPoint){middle.x + (corners[i].x - middle.x) * part,
                              middle.y + (corners[i].y - middle.y) * part};
}

static gboolean
watch_find_bright (CubbyWatch *self, const CubbyFrame *small, guint8 *mask, CubbyBlob *blob, CubbyView *view)
{
  guint n_bright = cubby_place_mark_bright (self->place, small, mask);
  if (!find_blob (mask, small, n_bright, PART_MIN, FILL_MIN, blob))
    return FALSE;
  set_corners (view, blob->corners, CUBBY_MEASURE_SMALL);
  return is_page (small, view->corners, view, PAGE_PERCENT) || is_blank_page (small, blob);
}

/* What is before a window may be brighter than one part of the place and darker than another. The hand that
 * holds it, and what is seen beside it, are in its box. */
static gboolean
watch_find_other (CubbyWatch *self, const CubbyFrame *small, guint8 *mask, CubbyView *view)
{
  CubbyBlob other;
  guint n_other = cubby_place_mark_other (self->place, mask);
  if (!find_blob (mask, small, n_other, PART_MIN, FILL_OTHER_MIN, &other))
    return FALSE;
  set_corners (view, other.corners, CUBBY_MEASURE_SMALL);
  shrink (view->corners, OTHER_SHRINKS);
  return is_page (small, view->corners, view, PAGE_OTHER_PERCENT);
}

/* Something bright; or else, or beside what is much smaller, something large that is dark; or else a page
 * that is neither; or else something that fills the picture. */
static CubbyHeld
watch_find_held (CubbyWatch *self, const CubbyFrame *frame, const CubbyFrame *small, CubbyView *view)
{
  g_autofree guint8 *mask = g_new0 (guint8, size_of (small));
  CubbyBlob bright = {0}, dark;
  gboolean is_bright = watch_find_bright (self, small, mask, &bright, view);
  guint n_dark = cubby_place_mark_dark (self->place, small, mask);
  if (find_blob (mask, small, n_dark, DARK_PART_MIN, FILL_MIN, &dark) &&
      (!is_bright || dark.area > DARK_TO_BRIGHT * bright.area)) {
    set_corners (view, dark.corners, CUBBY_MEASURE_SMALL);
    return CUBBY_HELD_DARK;
  }
  return is_bright || watch_find_other (self, small, mask, view) ||
                 watch_is_filled (self, frame, small, view->corners)
             ? CUBBY_HELD_SCREEN
             : CUBBY_HELD_NOTHING;
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
    cubby_measure_code (frame, candidate, view);
  } else {
    view->held = watch_find_held (self, frame, small, view);
    if (view->held != CUBBY_HELD_NOTHING)
      cubby_page_measure (frame, small, view->corners, view);
    else
      memset (view->corners, 0, sizeof view->corners);
  }
  watch_measure_shake (self, small, since_us, view);
  if (view->candidate && watch_is_code_held (self, view))
    view->held = CUBBY_HELD_SCREEN;
  cubby_place_learn (self->place, small, since_us);
  g_clear_pointer (&self->before, cubby_frame_unref);
  self->before = g_steal_pointer (&small);
}
