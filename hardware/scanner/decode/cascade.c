/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/cascade.h"

#include "hardware/scanner/decode/qr-reader.h"
#include "hardware/scanner/decode/watch.h"

#include <string.h>

#define HIT_LASTS_US ((gint64)1500 * 1000)
#define HIT_GROWS_PERCENT 160
/* While a code is followed in its region, every so many pictures the whole is looked at too: for a second
 * code. */
#define WHOLE_EVERY 4
/* Stills: begin with a picture of about a camera's size, and enlarge what is smaller than this. */
#define STILL_SIDE 1600
#define STILL_SMALL_SIDE 700
#define FINDERS_US 100000

typedef enum { SCALE_FULL, SCALE_HALF } Scale;

typedef struct {
  const char *name;
  gboolean finders; /* our own reader; else zbar */
  Scale scale;
  guint window; /* 0: no threshold */
  guint offset;
  gboolean inverse;
  guint symbologies; /* of those asked for */
  guint density;
} Strategy;

/* In the order of what each brought on a set of camera pictures; C=2..4 and the windows come from there. */
static const Strategy strategies[] = {
    {.name = "finders", .finders = TRUE, .symbologies = CUBBY_SYMBOLOGY_QR},
    {.name = "threshold", .window = 31, .offset = 4, .symbologies = CUBBY_SYMBOLOGY_QR, .density = 1},
    {.name = "inverse",
     .window = 31,
     .offset = 4,
     .inverse = TRUE,
     .symbologies = CUBBY_SYMBOLOGY_QR,
     .density = 1},
    {.name = "linear", .symbologies = CUBBY_SYMBOLOGIES_LINEAR, .density = 3},
    {.name = "half",
     .scale = SCALE_HALF,
     .window = 21,
     .offset = 4,
     .symbologies = CUBBY_SYMBOLOGY_QR,
     .density = 1},
    {.name = "raw", .symbologies = CUBBY_SYMBOLOGY_QR, .density = 1},
    {.name = "linear half", .scale = SCALE_HALF, .symbologies = CUBBY_SYMBOLOGIES_LINEAR, .density = 1},
    {.name = "narrow", .window = 15, .offset = 2, .symbologies = CUBBY_SYMBOLOGY_QR, .density = 1},
};

struct _CubbyCascade {
  CubbyDecoder *decoder;
  CubbyQrReader *qr;
  CubbyWatch *watch;
  CubbyView view;
  guint next; /* strategy over the whole picture */
  guint n_looks;

  gboolean has_hit;
  CubbyRegion hit; /* grown */
  gint64 hit_us;
  guint hit_strategy;
};

CubbyCascade *
cubby_cascade_new (void)
{
  CubbyCascade *self = g_new0 (CubbyCascade, 1);
  self->decoder = cubby_decoder_new ();
  self->qr = cubby_qr_reader_new ();
  self->watch = cubby_watch_new ();
  return self;
}

void
cubby_cascade_free (CubbyCascade *self)
{
  if (self == NULL)
    return;
  cubby_qr_reader_free (self->qr);
  cubby_decoder_free (self->decoder);
  cubby_watch_free (self->watch);
  g_free (self);
}

guint
cubby_cascade_get_n_strategies (void)
{
  return G_N_ELEMENTS (strategies);
}

static CubbyFrame *
prepare (const Strategy *strategy, const CubbyFrame *frame)
{
  g_autoptr (CubbyFrame) half = strategy->scale == SCALE_HALF ? cubby_frame_halve (frame) : NULL;
  const CubbyFrame *scaled = half != NULL ? half : frame;
  if (strategy->window != 0)
    return cubby_frame_threshold (scaled, strategy->window, strategy->offset, strategy->inverse);
  return half != NULL ? g_steal_pointer (&half) : cubby_frame_ref ((CubbyFrame *)frame);
}

static gboolean
is_inside (const CubbyRegion *inner, const CubbyRegion *outer)
{
  guint x = inner->x + inner->width / 2;
  guint y = inner->y + inner->height / 2;
  return x >= outer->x && x < outer->x + outer->width && y >= outer->y && y < outer->y + outer->height;
}

static gboolean
is_same (const CubbyCode *one, const CubbyCode *other)
{
  return one->length == other->length && memcmp (one->text, other->text, one->length) == 0;
}

/* What looks like a linear code inside of a QR code is none. */
static gboolean
contains (GPtrArray *codes, const CubbyCode *code)
{
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *known = g_ptr_array_index (codes, i);
    if (is_same (known, code))
      return TRUE;
    if (known->symbology == CUBBY_SYMBOLOGY_QR && code->symbology != CUBBY_SYMBOLOGY_QR &&
        is_inside (&code->region, &known->region))
      return TRUE;
  }
  return FALSE;
}

/* Moves @found, read in a picture of @shift halvings at @origin, into @codes. */
static void
collect (GPtrArray *codes, GPtrArray *found, const CubbyRegion *origin, guint shift)
{
  while (found->len > 0) {
    CubbyCode *code = g_ptr_array_steal_index (found, found->len - 1);
    code->region.x = (code->region.x << shift) + origin->x;
    code->region.y = (code->region.y << shift) + origin->y;
    code->region.width <<= shift;
    code->region.height <<= shift;
    for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++) {
      code->corners[i].x = code->corners[i].x * (float)(1u << shift) + (float)origin->x;
      code->corners[i].y = code->corners[i].y * (float)(1u << shift) + (float)origin->y;
    }
    if (contains (codes, code))
      cubby_code_free (code);
    else
      g_ptr_array_add (codes, code);
  }
}

static void
cascade_try (CubbyCascade *self, guint index, const CubbyFrame *frame, const CubbyRegion *origin,
             guint symbologies, GPtrArray *codes)
{
  const Strategy *strategy = &strategies[index];
  guint wanted = symbologies & strategy->symbologies;
  if (wanted == 0)
    return;
  g_autoptr (GPtrArray) found = cubby_codes_new ();
  if (strategy->finders) {
    cubby_qr_look (self->qr, frame, g_get_monotonic_time () + FINDERS_US, found);
  } else {
    g_autoptr (CubbyFrame) prepared = prepare (strategy, frame);
    cubby_decoder_read (self->decoder, prepared, wanted, strategy->density, found);
  }
  collect (codes, found, origin, strategy->scale == SCALE_HALF ? 1 : 0);
}

/* One code: it is followed. Several: the whole picture is looked at again, so that all are seen. */
static void
cascade_note (CubbyCascade *self, guint index, const CubbyFrame *frame, GPtrArray *codes)
{
  self->has_hit = codes->len == 1;
  if (codes->len != 1) {
    self->next = index; /* what read them reads them again */
    return;
  }
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  self->hit = code->region;
  cubby_region_grow (&self->hit, HIT_GROWS_PERCENT, frame);
  self->hit_us = g_get_monotonic_time ();
  self->hit_strategy = index;
}

static gboolean
cascade_follows (CubbyCascade *self, const CubbyFrame *frame)
{
  if (!self->has_hit)
    return FALSE;
  if (self->hit.x + self->hit.width > frame->width || self->hit.y + self->hit.height > frame->height)
    return FALSE; /* the camera changed its size */
  return g_get_monotonic_time () - self->hit_us < HIT_LASTS_US;
}

/* All strategies where the last code was, the one that read it first. */
static void
cascade_look_near (CubbyCascade *self, const CubbyFrame *frame, guint symbologies, gint64 until_us,
                   GPtrArray *codes)
{
  CubbyRegion region = self->hit;
  g_autoptr (CubbyFrame) part = cubby_frame_crop (frame, &region);
  guint first = self->hit_strategy;
  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++) {
    if (i > 0 && g_get_monotonic_time () >= until_us)
      return;
    guint index = (first + i) % G_N_ELEMENTS (strategies);
    cascade_try (self, index, part, &region, symbologies, codes);
    if (codes->len > 0) {
      cascade_note (self, index, frame, codes);
      return;
    }
  }
}

static gboolean
is_wanted (guint index, guint symbologies)
{
  return (strategies[index].symbologies & symbologies) != 0;
}

/* The next strategies in turn over the whole picture, as many as the time allows. */
static void
cascade_look_whole (CubbyCascade *self, const CubbyFrame *frame, guint symbologies, gint64 until_us,
                    GPtrArray *codes)
{
  CubbyRegion whole = {0, 0, frame->width, frame->height};
  guint n_known = codes->len;
  gboolean tried = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (strategies); i++) {
    if (tried && g_get_monotonic_time () >= until_us)
      return;
    guint index = self->next;
    self->next = (index + 1) % G_N_ELEMENTS (strategies);
    if (!is_wanted (index, symbologies))
      continue;
    tried = TRUE;
    cascade_try (self, index, frame, &whole, symbologies, codes);
    if (codes->len > n_known) {
      cascade_note (self, index, frame, codes);
      return;
    }
  }
}

/* What was read is what is held up. */
static void
cascade_make_view (CubbyCascade *self, const CubbyFrame *frame, GPtrArray *codes)
{
  const CubbyCode *code = codes->len > 0 ? g_ptr_array_index (codes, 0) : NULL;
  cubby_watch_look (self->watch, frame, code != NULL ? code->corners : NULL,
                    code != NULL ? code->symbology : 0, 0, &self->view);
}

const CubbyView *
cubby_cascade_get_view (CubbyCascade *self)
{
  return &self->view;
}

GPtrArray *
cubby_cascade_look (CubbyCascade *self, const CubbyFrame *frame, guint symbologies, gint64 budget_us)
{
  GPtrArray *codes = cubby_codes_new ();
  gint64 until_us = g_get_monotonic_time () + budget_us;
  self->n_looks++;
  if (cascade_follows (self, frame))
    cascade_look_near (self, frame, symbologies, until_us, codes);
  if (codes->len == 0 || self->n_looks % WHOLE_EVERY == 0)
    cascade_look_whole (self, frame, symbologies, until_us, codes);
  cascade_make_view (self, frame, codes);
  return codes;
}

static void
look_at_scale (CubbyCascade *self, const CubbyFrame *frame, guint symbologies, GPtrArray *codes)
{
  CubbyRegion whole = {0, 0, frame->width, frame->height};
  for (guint i = 0; i < G_N_ELEMENTS (strategies) && codes->len == 0; i++)
    cascade_try (self, i, frame, &whole, symbologies, codes);
}

/* A pyramid downwards to about a camera's size; the smallest first, for it is the cheapest and the least
 * noisy. */
static GPtrArray *
make_pyramid (const CubbyFrame *frame)
{
  GPtrArray *pyramid = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_frame_unref);
  g_ptr_array_add (pyramid, cubby_frame_ref ((CubbyFrame *)frame));
  for (const CubbyFrame *last = frame; MAX (last->width, last->height) > STILL_SIDE;) {
    CubbyFrame *half = cubby_frame_halve (last);
    g_ptr_array_insert (pyramid, 0, half);
    last = half;
  }
  return pyramid;
}

GPtrArray *
cubby_cascade_look_long (CubbyCascade *self, const CubbyFrame *frame, guint symbologies)
{
  GPtrArray *codes = cubby_codes_new ();
  g_autoptr (GPtrArray) pyramid = make_pyramid (frame);
  for (guint i = 0; i < pyramid->len && codes->len == 0; i++)
    look_at_scale (self, g_ptr_array_index (pyramid, i), symbologies, codes);

  /* A small picture has small modules: the decoder wants three pixels of each. */
  g_autoptr (CubbyFrame) large = cubby_frame_ref ((CubbyFrame *)frame);
  while (codes->len == 0 && MAX (large->width, large->height) <= STILL_SIDE) {
    CubbyFrame *doubled = cubby_frame_double (large);
    cubby_frame_unref (large);
    large = doubled;
    look_at_scale (self, large, symbologies, codes);
    if (MAX (large->width, large->height) > STILL_SMALL_SIDE * 2)
      break;
  }
  return codes;
}
