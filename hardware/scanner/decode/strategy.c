/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/strategy.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/clutter.h"
#include "hardware/scanner/decode/codes.h"

#define QR CUBBY_SYMBOLOGY_QR
#define LINEAR CUBBY_SYMBOLOGIES_LINEAR
/* zbar asks for no paper beside bars: the middle of an EAN-13 that the picture's edge cuts, or a finger
   covers, is an EAN-8 to it. Our own reader alone is asked for those. */
#define LINEAR_OF_ZBAR (LINEAR & ~(guint)CUBBY_SYMBOLOGY_EAN8)

/* In the order of what each brought on camera frames and photographs; windows and offsets come from there. */
static const CubbyStrategy strategies[] = {
    {.name = "finders",
     .uses = CUBBY_STRATEGY_EACH | CUBBY_STRATEGY_NEAR | CUBBY_STRATEGY_STILL | CUBBY_STRATEGY_MORE,
     .symbologies = QR,
     .reader = CUBBY_READER_FINDERS,
     .cost = 5},
    {.name = "bars",
     .uses = CUBBY_STRATEGY_AGAIN | CUBBY_STRATEGY_EACH | CUBBY_STRATEGY_NEAR | CUBBY_STRATEGY_STILL |
             CUBBY_STRATEGY_MORE,
     .symbologies = LINEAR,
     .reader = CUBBY_READER_BARS,
     .cost = 6},
    {.name = "half",
     .uses = CUBBY_STRATEGY_NEAR | CUBBY_STRATEGY_LAST,
     .symbologies = QR,
     .scale = CUBBY_SCALE_HALF,
     .window = 21,
     .offset = 4,
     .density = 1,
     .cost = 5},
    {.name = "threshold",
     .uses = CUBBY_STRATEGY_NEAR | CUBBY_STRATEGY_STILL,
     .symbologies = QR,
     .window = 31,
     .offset = 4,
     .density = 1,
     .cost = 20},
    {.name = "inverse",
     .uses = CUBBY_STRATEGY_NEAR | CUBBY_STRATEGY_LAST,
     .symbologies = QR,
     .window = 31,
     .offset = 4,
     .inverse = TRUE,
     .density = 1,
     .cost = 20},
    {.name = "raw",
     .uses = CUBBY_STRATEGY_NEAR | CUBBY_STRATEGY_STILL,
     .symbologies = QR,
     .density = 1,
     .cost = 38},
    {.name = "narrow",
     .uses = CUBBY_STRATEGY_NEAR | CUBBY_STRATEGY_LAST,
     .symbologies = QR,
     .window = 15,
     .offset = 2,
     .density = 1,
     .cost = 28},
    {.name = "shrunk",
     .uses = CUBBY_STRATEGY_NEAR | CUBBY_STRATEGY_LAST,
     .symbologies = QR,
     .scale = CUBBY_SCALE_SHRUNK,
     .window = 41,
     .offset = 4,
     .density = 1,
     .cost = 9},
    {.name = "enlarged",
     .uses = CUBBY_STRATEGY_NEAR | CUBBY_STRATEGY_LAST,
     .symbologies = QR,
     .scale = CUBBY_SCALE_ENLARGED,
     .window = 45,
     .offset = 3,
     .density = 1,
     .cost = 45},
    {.name = "turned",
     .uses = CUBBY_STRATEGY_NEAR | CUBBY_STRATEGY_LAST,
     .symbologies = QR,
     .turned = TRUE,
     .window = 51,
     .offset = 4,
     .density = 1,
     .cost = 42},
    {.name = "wide",
     .uses = CUBBY_STRATEGY_LAST,
     .symbologies = QR,
     .window = 101,
     .offset = 6,
     .density = 1,
     .cost = 18},
    {.name = "turned narrow",
     .uses = CUBBY_STRATEGY_LAST,
     .symbologies = QR,
     .turned = TRUE,
     .window = 15,
     .offset = 2,
     .density = 1,
     .cost = 45},
    {.name = "bars inverse",
     .uses = CUBBY_STRATEGY_LAST,
     .symbologies = LINEAR,
     .reader = CUBBY_READER_BARS,
     .inverse = TRUE,
     .cost = 6},
    /* zbar takes a picture for bars that are not there more readily than our own reader: only where that
       reads nothing. */
    {.name = "linear",
     .uses = CUBBY_STRATEGY_AGAIN | CUBBY_STRATEGY_LAST,
     .symbologies = LINEAR_OF_ZBAR,
     .density = 3,
     .cost = 15},
    {.name = "linear threshold",
     .uses = CUBBY_STRATEGY_LAST,
     .symbologies = LINEAR_OF_ZBAR,
     .window = 51,
     .offset = 2,
     .density = 1,
     .cost = 35},
    {.name = "linear turned",
     .uses = CUBBY_STRATEGY_LAST,
     .symbologies = LINEAR_OF_ZBAR,
     .turned = TRUE,
     .density = 1,
     .cost = 50},
};

/* What one pixel of the scaled picture is in the one before. */
static const float factors[] = {
    [CUBBY_SCALE_FULL] = 1,
    [CUBBY_SCALE_HALF] = 2,
    [CUBBY_SCALE_SHRUNK] = 1.5f,
    [CUBBY_SCALE_ENLARGED] = 2.0f / 3,
};

guint
cubby_strategies_count (void)
{
  return G_N_ELEMENTS (strategies);
}

const CubbyStrategy *
cubby_strategy_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (strategies), NULL);
  return &strategies[index];
}

/* Returns: (nullable): */
static CubbyFrame *
scale (const CubbyFrame *frame, CubbyScale scale)
{
  static CubbyFrame *(*const scales[]) (const CubbyFrame *) = {
      [CUBBY_SCALE_HALF] = cubby_frame_halve,
      [CUBBY_SCALE_SHRUNK] = cubby_frame_shrink,
      [CUBBY_SCALE_ENLARGED] = cubby_frame_enlarge,
  };
  if (scales[scale] == NULL)
    return cubby_frame_ref ((CubbyFrame *)frame);
  return scales[scale](frame);
}

static CubbyFrame *
negative_of (const CubbyFrame *frame)
{
  CubbyFrame *negative = cubby_frame_new (frame->width, frame->height);
  for (gsize i = 0; i < (gsize)frame->stride * frame->height; i++)
    negative->pixels[i] = (guint8)(255 - frame->pixels[i]);
  return negative;
}

/* Returns: (nullable): */
static CubbyFrame *
prepare (const CubbyStrategy *self, CubbyFrame *scaled)
{
  g_autoptr (CubbyFrame) upright = self->turned ? cubby_frame_turn (scaled) : cubby_frame_ref (scaled);
  if (upright != NULL && self->window == 0 && self->inverse)
    return negative_of (upright);
  if (upright == NULL || self->window == 0)
    return g_steal_pointer (&upright);
  return cubby_frame_threshold (upright, self->window, self->offset, self->inverse);
}

static gboolean
is_whole (const CubbyRegion *part, const CubbyFrame *frame)
{
  return part->width == frame->width && part->height == frame->height;
}

/* From the picture that was decoded to the frame. */
static void
place (const CubbyStrategy *self, const CubbyFrame *scaled, const CubbyRegion *part, const CubbyFrame *frame,
       CubbyCode *code)
{
  float factor = factors[self->scale];
  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++) {
    CubbyPoint *at = &code->corners[i];
    if (self->turned)
      cubby_frame_turn_back (scaled, &at->x, &at->y);
    at->x = at->x * factor + (float)part->x;
    at->y = at->y * factor + (float)part->y;
  }
  cubby_code_set_region (code, frame);
}

/* @clutter_max: what looks like so many finder patterns is not given to zbar.
 * Returns: FALSE if the picture was left alone. */
static gboolean
read_with (const CubbyStrategy *self, CubbyReaders *readers, const CubbyFrame *prepared, guint symbologies,
           guint clutter_max, gint64 left_us, GPtrArray *found)
{
  if (self->reader == CUBBY_READER_FINDERS)
    cubby_qr_look (readers->qr, prepared, cubby_budget_now () + left_us, found);
  else if (self->reader == CUBBY_READER_BARS)
    cubby_linear_look (readers->linear, prepared, symbologies, cubby_budget_now () + left_us, found);
  else if ((symbologies & QR) != 0 && cubby_clutter_count (prepared, clutter_max) == clutter_max)
    return FALSE;
  else
    cubby_decoder_read (readers->decoder, prepared, symbologies, self->density, found);
  return TRUE;
}

guint
cubby_strategy_run (const CubbyStrategy *self, CubbyReaders *readers, const CubbyFrame *frame,
                    const CubbyRegion *part, guint symbologies, gint64 left_us, GPtrArray *codes,
                    gboolean *ret_done)
{
  *ret_done = FALSE;
  guint wanted = symbologies & self->symbologies;
  if (wanted == 0)
    return 0;
  g_autoptr (CubbyFrame) cut =
      is_whole (part, frame) ? cubby_frame_ref ((CubbyFrame *)frame) : cubby_frame_crop (frame, part);
  g_autoptr (CubbyFrame) scaled = scale (cut, self->scale);
  g_autoptr (CubbyFrame) prepared = scaled != NULL ? prepare (self, scaled) : NULL;
  if (prepared == NULL)
    return 0;
  g_autoptr (GPtrArray) found = cubby_codes_new ();
  guint clutter_max = frame->captured_us == 0 ? CUBBY_CLUTTER_STILL_MAX : CUBBY_CLUTTER_MAX;
  *ret_done = read_with (self, readers, prepared, wanted, clutter_max, left_us, found);
  guint n_added = 0;
  while (found->len > 0) {
    CubbyCode *code = g_ptr_array_steal_index (found, 0);
    place (self, scaled, part, frame, code);
    n_added += cubby_codes_take (codes, code) ? 1 : 0;
  }
  return n_added;
}
