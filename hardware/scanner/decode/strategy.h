/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/readers.h"

G_BEGIN_DECLS

/* Where a strategy is worth its time. */
typedef enum {
  CUBBY_STRATEGY_EACH =
      1 << 0, /* over whole pictures of a camera: it ends in time, and shows where to look near */
  CUBBY_STRATEGY_NEAR = 1 << 1,  /* in a region where a code is or seems to be */
  CUBBY_STRATEGY_AGAIN = 1 << 2, /* where a code was: believed when it says the same */
  CUBBY_STRATEGY_STILL = 1 << 3, /* a picture alone: the first ones */
  CUBBY_STRATEGY_LAST = 1 << 4,  /* a picture alone in which nothing else reads anything */
  CUBBY_STRATEGY_MORE = 1 << 5,  /* a picture alone in which something was read: one more code */
} CubbyStrategyUse;

/* Who is given the picture. */
typedef enum {
  CUBBY_READER_DECODER, /* zbar */
  CUBBY_READER_FINDERS, /* our own reader of QR codes */
  CUBBY_READER_BARS,    /* our own reader of linear codes */
} CubbyReader;

typedef enum { CUBBY_SCALE_FULL, CUBBY_SCALE_HALF, CUBBY_SCALE_SHRUNK, CUBBY_SCALE_ENLARGED } CubbyScale;

/**
 * CubbyStrategy:
 * @uses: a set of CubbyStrategyUse
 * @symbologies: what it reads, a set of CubbySymbology
 * @reader: the decoder, or one of ours
 * @turned: by 45 degrees, where the finder of zbar is weak
 * @window: of the threshold; 0 is none
 * @offset: of it
 * @inverse: for light codes on dark
 * @density: every how many-th line is looked at
 * @cost: about how many nanoseconds a pixel; what is measured takes its place
 *
 * One way to read a picture.
 */
typedef struct {
  const char *name;
  guint uses;
  guint symbologies;
  CubbyReader reader;
  CubbyScale scale;
  gboolean turned;
  guint window;
  guint offset;
  gboolean inverse;
  guint density;
  guint cost;
} CubbyStrategy;

guint cubby_strategies_count (void);
const CubbyStrategy *cubby_strategy_get (guint index);

/**
 * cubby_strategy_run:
 * @part: of @frame that is looked at
 * @symbologies: what is asked for
 * @left_us: after so long, our own readers begin no further candidate
 * @codes: (element-type CubbyCode): what is read is added, each code once, its places in pixels of @frame
 * @ret_done: (out): FALSE if the picture was left alone, for what it was asked, because of
 *   cubby_clutter_count(), or as it would become too large
 *
 * Returns: how many codes were added
 */
guint cubby_strategy_run (const CubbyStrategy *self, CubbyReaders *readers, const CubbyFrame *frame,
                          const CubbyRegion *part, guint symbologies, gint64 left_us, GPtrArray *codes,
                          gboolean *ret_done);

G_END_DECLS
