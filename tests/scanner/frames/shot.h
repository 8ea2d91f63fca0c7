/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/scanner/frames/art.h"
#include "tests/scanner/frames/dice.h"
#include "tests/scanner/frames/pose.h"

G_BEGIN_DECLS

/* What can be the matter with a frame; each a number drawn from the range of its class. Light is linear: 1 is
 * where the sensor is full. */
typedef enum {
  CUBBY_SHOT_MODULE_PX,
  CUBBY_SHOT_TURN,       /* degrees */
  CUBBY_SHOT_TILT,       /* degrees, about any axis */
  CUBBY_SHOT_RADIUS,     /* of the pack, in widths of the code; 0: flat */
  CUBBY_SHOT_DEFOCUS,    /* radius of the disc, modules */
  CUBBY_SHOT_MOTION,     /* length of the line, modules */
  CUBBY_SHOT_ELECTRONS,  /* of a full sensor cell: few are noisy */
  CUBBY_SHOT_CONTRAST,   /* 1 less what the ink gives back through what the paper does */
  CUBBY_SHOT_EXPOSURE,   /* the light of white */
  CUBBY_SHOT_SHADE,      /* the light of the dark part through that of the bright one; 0: no such part */
  CUBBY_SHOT_SHADE_EDGE, /* how soft, in widths of the code */
  CUBBY_SHOT_GRADIENT,   /* how much darker one end of the code is, 0..1 */
  CUBBY_SHOT_GLARE,      /* light that a lamp adds */
  CUBBY_SHOT_GLARE_SIZE, /* across, in widths of the code */
  CUBBY_SHOT_VIGNETTE,   /* how much darker the corners of the frame are, 0..1 */
  CUBBY_SHOT_DISPLAY,    /* pixels of the phone a module; 0: not seen */
  CUBBY_SHOT_SKEW,       /* rolling shutter: pixels sideways in 100 rows */
  CUBBY_SHOT_JPEG,       /* quality; 0: none */
  CUBBY_SHOT_SHARPEN,    /* what the camera adds to edges */
  CUBBY_SHOT_CRACKS,     /* how far a shard is displaced, modules; 0: whole */
  CUBBY_SHOT_FINGER,     /* its radius in widths of the code */
  CUBBY_SHOT_SHAKE,      /* of the hand from frame to frame, pixels */
  CUBBY_SHOT_BARREL,     /* of the lens: how much nearer its middle a corner of the frame is seen */
  CUBBY_SHOT_ASIDE,      /* how far from the middle of the frame the code is, 1: at its edge */
  CUBBY_SHOT_BANDS,      /* how much darker the dark bands of a lamp or a display that flickers are, 0..1 */
  CUBBY_SHOT_BAND_ROWS,  /* from one to the next */
  CUBBY_SHOT_FLICKER,    /* from frame to frame, halvings of the light */
  CUBBY_SHOT_MIRROR,     /* how much of the shop the glass gives back */
  CUBBY_SHOT_DENOISE,    /* grays that the camera takes for noise, and evens out */
  CUBBY_SHOT_QUIET,      /* modules of white about the code; 0: as many as there should be */
  CUBBY_SHOT_INK,        /* how far it runs, modules; below 0: how much is missing */
  CUBBY_SHOT_WORN,       /* share of the ink that is gone */
  CUBBY_SHOT_DOTS,       /* radius of a dot in place of a module; 0: squares */
  CUBBY_SHOT_LOGO,       /* in the middle, in widths of the code */
  CUBBY_SHOT_WRINKLE,    /* how far the surface is displaced, modules */
  CUBBY_SHOT_HEIGHT,     /* of bars, of what it should be; 0: all */
  CUBBY_SHOT_N
} CubbyShotValue;

typedef struct {
  double low, high;
} CubbyRange;

typedef enum {
  CUBBY_PROP_PAPER = 1 << 0,
  CUBBY_PROP_PHONE = 1 << 1,
  CUBBY_PROP_DARK_PHONE = 1 << 2, /* light on dark */
  CUBBY_PROP_PACK = 1 << 3,
  CUBBY_PROP_CARD_PHONE = 1 << 4, /* a dark page with the code on a light card */
} CubbyProp;

typedef enum {
  CUBBY_BACKDROP_SHELF = 1 << 0,
  CUBBY_BACKDROP_HAND = 1 << 1,
  CUBBY_BACKDROP_DARK = 1 << 2,
  CUBBY_BACKDROP_WINDOW = 1 << 3,
} CubbyBackdrop;
#define CUBBY_PROPS_PHONES (CUBBY_PROP_PHONE | CUBBY_PROP_DARK_PHONE | CUBBY_PROP_CARD_PHONE)
#define CUBBY_BACKDROPS_ALL                                                                                  \
  (CUBBY_BACKDROP_SHELF | CUBBY_BACKDROP_HAND | CUBBY_BACKDROP_DARK | CUBBY_BACKDROP_WINDOW)

typedef enum {
  CUBBY_CONTENT_PASS = 1 << 0,
  CUBBY_CONTENT_SHORT = 1 << 1,
  CUBBY_CONTENT_URL = 1 << 2,
  CUBBY_CONTENT_BASKET = 1 << 3,
  CUBBY_CONTENT_EAN13 = 1 << 4,
  CUBBY_CONTENT_EAN8 = 1 << 5,
  CUBBY_CONTENT_UPCA = 1 << 6,
  CUBBY_CONTENT_SSCC = 1 << 7,
  CUBBY_CONTENT_SHELF = 1 << 8, /* a label of the shop's own in Code 128 */
} CubbyContent;
#define CUBBY_CONTENTS_QR                                                                                    \
  (CUBBY_CONTENT_PASS | CUBBY_CONTENT_SHORT | CUBBY_CONTENT_URL | CUBBY_CONTENT_BASKET)

/**
 * CubbyShotClass:
 * @props: a set of CubbyProp; @backdrops and @contents likewise; 0 is what most classes have
 * @n_codes: beside each other
 * @n_moving: frames in which the hand still comes
 * @ranges: {0, 0} is what a good frame has
 *
 * Frames that are hard for one reason.
 */
typedef struct {
  const char *name;
  const char *summary;
  guint symbologies; /* what the kiosk looks for then */
  guint props;
  guint backdrops;
  guint contents;
  guint n_codes;
  guint n_moving;
  CubbyRange ranges[CUBBY_SHOT_N];
} CubbyShotClass;

/* Returns: (array zero-terminated=1): ended by a row without a name. */
const CubbyShotClass *cubby_shot_classes (void);
/* Returns: (nullable): */
const CubbyShotClass *cubby_shot_class_find (const char *name);

/* What one visit has: drawn once. */
typedef struct {
  guint symbologies;
  guint prop;
  guint backdrop;
  guint n_codes;
  double values[CUBBY_SHOT_N];
} CubbyShot;

void cubby_shot_draw (CubbyShot *self, const CubbyShotClass *class, CubbyDice *dice);
/* Returns: (transfer full): the code that somebody brings. */
CubbyArt *cubby_shot_draw_art (const CubbyShotClass *class, guint prop, CubbyDice *dice);

G_END_DECLS
