/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/watch.h"

#include "hardware/scanner/decode/blob.h"
#include "hardware/scanner/decode/measure.h"

#include <math.h>
#include <string.h>

/* How fast the place is learnt: soon where nothing is held, slowly where something is (a lamp that was
 * switched on becomes part of the place, a phone is gone before). */
#define LEARN_US (1500.0f * 1000)
#define LEARN_HELD_US (20000.0f * 1000)
#define FRAME_US (G_USEC_PER_SEC / 15) /* of a picture without a time */
#define PAUSE_US (G_USEC_PER_SEC / 3)  /* after more than this, nobody knows what moved */
/* How much brighter or darker than the place, in gray levels. */
#define DIFFERS_MIN 8
#define DIFFERS_MAX 20
#define LEVELS 256
#define PLACE_SHIFT 16
#define ALIKE 24 /* gray levels */
/* A code is held up where a part of it differs from the place, or it moves by pixels; one on a poster does
 * neither. */
#define CODE_DIFFERS 0.2f
#define CODE_MOVES 1.5f
/* What is held has straight edges, is no line, and neither a speck nor the whole picture. */
#define FILL_MIN 0.82f
#define ASPECT_MAX 3.2f
#define SHORT_MIN 4.0f
#define PART_MIN 0.005f
#define PART_MAX 0.9f
#define DARK_PART_MIN 0.03f
#define DARK_MAX 70
/* The least bright of a screen, of its white. */
#define SCREEN_PERCENT 70

struct _CubbyWatch {
  CubbyFrame *before;
  gint32 *place; /* what it looks like with nobody there, of the size of @before; 65536 a gray level */
  gint16 *away;  /* how much brighter the picture is than the place */
  guint8 *mask;
};

CubbyWatch *
cubby_watch_new (void)
{
  return g_new0 (CubbyWatch, 1);
}

void
cubby_watch_free (CubbyWatch *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->before, cubby_frame_unref);
  g_free (self->place);
  g_free (self->away);
  g_free (self->mask);
  g_free (self);
}

static gsize
size_of (const CubbyFrame *frame)
{
  return (gsize)frame->width * frame->height;
}

/* The first picture, and the first of another size: that is what the place looks like. */
static void
watch_begin (CubbyWatch *self, const CubbyFrame *small)
{
  g_free (self->place);
  g_free (self->away);
  g_free (self->mask);
  self->place = g_new (gint32, size_of (small));
  self->away = g_new0 (gint16, size_of (small));
  self->mask = g_new0 (guint8, size_of (small));
  for (gsize i = 0; i < size_of (small); i++)
    self->place[i] = small->pixels[i] << PLACE_SHIFT;
  g_clear_pointer (&self->before, cubby_frame_unref);
}

static gboolean
watch_fits (CubbyWatch *self, const CubbyFrame *small)
{
  return self->before != NULL && self->before->width == small->width && self->before->height == small->height;
}

/* The level that @part of @n pixels do not exceed. */
static int
level_of (const guint *counts, gsize part)
{
  gsize seen = 0;
  int level = 0;
  for (; seen <= part; level++)
    seen += counts[level];
  return level - 1;
}

/* A light that goes on, or a camera that turns its exposure down, makes the whole picture brighter or darker
 * by about the same: that is no change. Where the picture changed by much here and little there, something
 * large is before the camera, and its brightness is not the place's. */
static void
watch_compare (CubbyWatch *self, const CubbyFrame *small)
{
  guint counts[2 * LEVELS] = {0};
  gsize n = size_of (small);
  for (gsize i = 0; i < n; i++) {
    self->away[i] = (gint16)(small->pixels[i] - (self->place[i] >> PLACE_SHIFT));
    counts[self->away[i] + LEVELS]++;
  }
  gboolean alike = level_of (counts, n * 3 / 4) - level_of (counts, n / 4) <= ALIKE;
  gint16 offset = alike ? (gint16)(level_of (counts, n / 2) - LEVELS) : 0;
  for (gsize i = 0; i < n; i++)
    self->away[i] = (gint16)(self->away[i] - offset);
}

/* Marks what is brighter than the place, without what is much less bright than the brightest of it: a hand
 * beside a screen. Returns how much is marked. */
static guint
watch_mark_bright (CubbyWatch *self, const CubbyFrame *small, int differs)
{
  guint counts[LEVELS] = {0};
  gsize n = size_of (small), n_bright = 0;
  for (gsize i = 0; i < n; i++)
    if (self->away[i] >= differs) {
      counts[small->pixels[i]]++;
      n_bright++;
    }
  if (n_bright == 0)
    return 0;
  guint least = (guint)level_of (counts, n_bright * 9 / 10) * SCREEN_PERCENT / 100;
  guint n_marked = 0;
  for (gsize i = 0; i < n; i++) {
    self->mask[i] = self->away[i] >= differs && small->pixels[i] >= least ? 1 : 0;
    n_marked += self->mask[i];
  }
  return n_marked;
}

static guint
watch_mark_dark (CubbyWatch *self, const CubbyFrame *small, int differs)
{
  gsize n = size_of (small);
  guint n_marked = 0;
  for (gsize i = 0; i < n; i++) {
    self->mask[i] = -self->away[i] >= differs && small->pixels[i] <= DARK_MAX ? 1 : 0;
    n_marked += self->mask[i];
  }
  return n_marked;
}

static gboolean
is_held (const CubbyBlob *blob, const CubbyFrame *small, float part_min)
{
  float part = (float)blob->area / (float)size_of (small);
  return part >= part_min && part <= PART_MAX && blob->width >= SHORT_MIN &&
         blob->height <= ASPECT_MAX * blob->width && cubby_blob_get_fill (blob) >= FILL_MIN;
}

static void
set_corners (CubbyView *view, const CubbyPoint corners[4], float scale)
{
  for (guint i = 0; i < 4; i++)
    view->corners[i] = (CubbyPoint){corners[i].x * scale, corners[i].y * scale};
}

static gboolean
watch_find_blob (CubbyWatch *self, const CubbyFrame *small, guint n_marked, float part_min, CubbyBlob *blob)
{
  return (float)n_marked >= part_min * (float)size_of (small) / 2 &&
         cubby_blob_find_largest (self->mask, small->width, small->height, blob) &&
         is_held (blob, small, part_min);
}

/* Something bright; or else something large that is dark. */
static void
watch_find_held (CubbyWatch *self, const CubbyFrame *frame, const CubbyFrame *small, int differs,
                 CubbyView *view)
{
  CubbyBlob blob;
  if (watch_find_blob (self, small, watch_mark_bright (self, small, differs), PART_MIN, &blob))
    view->held = CUBBY_HELD_SCREEN;
  else if (watch_find_blob (self, small, watch_mark_dark (self, small, differs), DARK_PART_MIN, &blob))
    view->held = CUBBY_HELD_DARK;
  else
    return;
  set_corners (view, blob.corners, CUBBY_MEASURE_SMALL);
  cubby_measure_region (frame, view->corners, FALSE, view);
}

/* The part of what differs that is taken over after @since_us, 65536 being all of it. */
static gint32
rate_of (gint64 since_us, float learn_us)
{
  return (gint32)((1 << PLACE_SHIFT) * (1 - expf (-(float)since_us / learn_us)));
}

static void
watch_learn (CubbyWatch *self, const CubbyFrame *small, int differs, gint64 since_us)
{
  gint32 soon = rate_of (since_us, LEARN_US), slowly = rate_of (since_us, LEARN_HELD_US);
  gsize n = size_of (small);
  for (gsize i = 0; i < n; i++) {
    gint32 away = small->pixels[i] - (self->place[i] >> PLACE_SHIFT);
    self->place[i] += away * (ABS (self->away[i]) >= differs ? slowly : soon);
  }
}

/* In a dark place all is less bright, and so is what differs. */
static int
scene_measure (const CubbyFrame *small, CubbyView *view)
{
  guint64 sum = 0, sum_away = 0;
  gsize n = size_of (small);
  for (gsize i = 0; i < n; i++)
    sum += small->pixels[i];
  view->scene = view->brightness = (guint8)(sum / n);
  for (gsize i = 0; i < n; i++)
    sum_away += (guint)ABS (small->pixels[i] - view->scene);
  return CLAMP ((int)(sum_away / n) * 2 / 3, DIFFERS_MIN, DIFFERS_MAX);
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

static float
watch_get_difference (CubbyWatch *self, const CubbyFrame *small, int differs, const CubbyView *view)
{
  guint n = 0, n_different = 0;
  float left = view->corners[0].x, right = left, top = view->corners[0].y, bottom = top;
  for (guint i = 1; i < 4; i++) {
    left = fminf (left, view->corners[i].x);
    right = fmaxf (right, view->corners[i].x);
    top = fminf (top, view->corners[i].y);
    bottom = fmaxf (bottom, view->corners[i].y);
  }
  guint first_x = (guint)fmaxf (left / CUBBY_MEASURE_SMALL, 0),
        end_y = (guint)fmaxf (bottom / CUBBY_MEASURE_SMALL, 0);
  guint end_x = (guint)fmaxf (right / CUBBY_MEASURE_SMALL, 0);
  for (guint y = (guint)fmaxf (top / CUBBY_MEASURE_SMALL, 0); y < MIN (end_y, small->height); y++)
    for (guint x = first_x; x < MIN (end_x, small->width); x++, n++)
      n_different += ABS (self->away[(gsize)y * small->width + x]) >= differs ? 1 : 0;
  return n > 0 ? (float)n_different / (float)n : 0;
}

static gboolean
watch_is_code_held (CubbyWatch *self, const CubbyFrame *small, int differs, const CubbyView *view)
{
  return view->shake >= CODE_MOVES || watch_get_difference (self, small, differs, view) >= CODE_DIFFERS;
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
  if (!watch_fits (self, small))
    watch_begin (self, small);
  gint64 since_us = watch_get_since (self, small);
  watch_compare (self, small);
  int differs = scene_measure (small, view);
  if (is_place (candidate)) {
    view->candidate = TRUE;
    view->symbology = symbology;
    view->module_px = module_px > 0 ? fminf (module_px, CUBBY_FRAME_SIDE_MAX) : 0;
    set_corners (view, candidate, 1);
    cubby_measure_region (frame, candidate, TRUE, view);
  } else {
    watch_find_held (self, frame, small, differs, view);
  }
  watch_measure_shake (self, small, since_us, view);
  if (view->candidate && watch_is_code_held (self, small, differs, view))
    view->held = CUBBY_HELD_SCREEN;
  watch_learn (self, small, differs, since_us);
  g_clear_pointer (&self->before, cubby_frame_unref);
  self->before = g_steal_pointer (&small);
}
