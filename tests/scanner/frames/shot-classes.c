/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/shot.h"

#define PRODUCTS (CUBBY_CONTENT_EAN13 | CUBBY_CONTENT_EAN8 | CUBBY_CONTENT_UPCA)
#define LABELS (CUBBY_CONTENT_SSCC | CUBBY_CONTENT_SHELF)
#define LINEAR .contents = PRODUCTS, .props = CUBBY_PROP_PACK
#define LABEL .contents = LABELS, .props = CUBBY_PROP_PAPER, .symbologies = CUBBY_SYMBOLOGIES_ALL

/* Ranges go from what every reader reads to what hardly any does. */
static const CubbyShotClass classes[] = {
    {"qr-clean", "a good frame", .ranges = {[CUBBY_SHOT_SKEW] = {0, 0.1}}},
    {"qr-tiny", "held far away", .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.3, 2.1}}},
    {"qr-small", "held rather far away", .ranges = {[CUBBY_SHOT_MODULE_PX] = {2.0, 3.0}}},
    {"qr-large", "held near", .ranges = {[CUBBY_SHOT_MODULE_PX] = {6, 9}}},
    {"qr-turned", "turned any way", .ranges = {[CUBBY_SHOT_TURN] = {0, 360}}},
    {"qr-tilted", "seen at a slant", .ranges = {[CUBBY_SHOT_TILT] = {25, 55}, [CUBBY_SHOT_TURN] = {-30, 30}}},
    {"qr-defocus", "out of focus", .ranges = {[CUBBY_SHOT_DEFOCUS] = {0.35, 1.1}}},
    {"qr-motion", "a hand that moves",
     .ranges = {[CUBBY_SHOT_MOTION] = {0.8, 3}, [CUBBY_SHOT_SHAKE] = {6, 14}}},
    {"qr-noise", "a cheap sensor in the dark", .ranges = {[CUBBY_SHOT_ELECTRONS] = {15, 150}}},
    {"qr-low-contrast", "grey on grey", .ranges = {[CUBBY_SHOT_CONTRAST] = {0.08, 0.35}}},
    {"qr-dim", "a screen turned down, a dark shop", .backdrops = CUBBY_BACKDROP_DARK | CUBBY_BACKDROP_SHELF,
     .ranges = {[CUBBY_SHOT_EXPOSURE] = {0.01, 0.06}, [CUBBY_SHOT_CONTRAST] = {0.6, 0.9}}},
    {"qr-glare", "a lamp on the glass",
     .ranges = {[CUBBY_SHOT_GLARE] = {0.3, 3}, [CUBBY_SHOT_GLARE_SIZE] = {0.2, 0.6}}},
    {"qr-dim-half", "one half in the shadow", .props = CUBBY_PROP_PAPER,
     .ranges = {[CUBBY_SHOT_SHADE] = {0.04, 0.3}, [CUBBY_SHOT_SHADE_EDGE] = {0.02, 0.3}}},
    {"qr-shadow", "the edge of a shadow", .props = CUBBY_PROP_PAPER,
     .ranges = {[CUBBY_SHOT_SHADE] = {0.1, 0.4},
                [CUBBY_SHOT_SHADE_EDGE] = {0.002, 0.02},
                [CUBBY_SHOT_GRADIENT] = {0.2, 0.8}}},
    {"qr-inverted", "light on dark", .props = CUBBY_PROP_DARK_PHONE},
    {"qr-inverted-hard", "light on dark, and blurred, noisy or dim", .props = CUBBY_PROP_DARK_PHONE,
     .ranges = {[CUBBY_SHOT_DEFOCUS] = {0.2, 0.8},
                [CUBBY_SHOT_ELECTRONS] = {60, 600},
                [CUBBY_SHOT_EXPOSURE] = {0.08, 0.8},
                [CUBBY_SHOT_CONTRAST] = {0.4, 0.95}}},
    {"qr-moire", "the pixels of the phone beat with those of the camera", .props = CUBBY_PROP_PHONE,
     .ranges = {[CUBBY_SHOT_DISPLAY] = {2.5, 7},
                [CUBBY_SHOT_DEFOCUS] = {0.02, 0.1},
                [CUBBY_SHOT_MOTION] = {0, 0.05}}},
    {"qr-jpeg", "a camera that compresses",
     .ranges = {[CUBBY_SHOT_JPEG] = {8, 40}, [CUBBY_SHOT_MODULE_PX] = {2, 4}}},
    {"qr-cracked", "broken glass", .props = CUBBY_PROP_PHONE, .ranges = {[CUBBY_SHOT_CRACKS] = {0.02, 0.3}}},
    {"qr-finger", "a thumb on a corner", .props = CUBBY_PROP_PHONE | CUBBY_PROP_PAPER,
     .ranges = {[CUBBY_SHOT_FINGER] = {0.1, 0.26}}},
    {"qr-two", "two phones", .n_codes = 2, .ranges = {[CUBBY_SHOT_MODULE_PX] = {2.6, 4.2}}},
    {"qr-curved", "round a bottle", .props = CUBBY_PROP_PACK, .ranges = {[CUBBY_SHOT_RADIUS] = {0.6, 1.8}}},
    {"qr-sharpened", "a camera that sharpens too much",
     .ranges = {[CUBBY_SHOT_SHARPEN] = {1, 4},
                [CUBBY_SHOT_ELECTRONS] = {200, 1500},
                [CUBBY_SHOT_DEFOCUS] = {0.2, 0.6}}},
    {"qr-combo", "several of these at once",
     .props = CUBBY_PROP_PHONE | CUBBY_PROP_PAPER | CUBBY_PROP_DARK_PHONE,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {2.2, 5},
                [CUBBY_SHOT_TURN] = {-45, 45},
                [CUBBY_SHOT_TILT] = {5, 35},
                [CUBBY_SHOT_DEFOCUS] = {0.2, 0.7},
                [CUBBY_SHOT_MOTION] = {0.2, 1},
                [CUBBY_SHOT_ELECTRONS] = {80, 800},
                [CUBBY_SHOT_CONTRAST] = {0.4, 0.9},
                [CUBBY_SHOT_EXPOSURE] = {0.1, 0.8},
                [CUBBY_SHOT_GRADIENT] = {0, 0.5}}},
    {"qr-arrives", "a phone comes from the side and is held still", .props = CUBBY_PROP_PHONE,
     .contents = CUBBY_CONTENT_PASS, .n_moving = 3,
     .ranges = {[CUBBY_SHOT_DEFOCUS] = {0.1, 0.4}, [CUBBY_SHOT_ELECTRONS] = {400, 3000}}},
    {"ean-clean", "on a flat pack", LINEAR, .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.6, 3.5}}},
    {"ean-small", "held far away", LINEAR, .ranges = {[CUBBY_SHOT_MODULE_PX] = {0.8, 1.5}}},
    {"ean-turned", "turned any way", LINEAR,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.6, 3.5}, [CUBBY_SHOT_TURN] = {0, 360}}},
    {"ean-tilted", "seen at a slant", LINEAR,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.8, 3.5}, [CUBBY_SHOT_TILT] = {25, 55}}},
    {"ean-curved", "round a tin", LINEAR,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.6, 3.5},
                [CUBBY_SHOT_RADIUS] = {0.42, 1},
                [CUBBY_SHOT_TURN] = {-40, 40}}},
    {"ean-defocus", "out of focus", LINEAR,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.6, 3.5}, [CUBBY_SHOT_DEFOCUS] = {0.6, 1.6}}},
    {"ean-motion", "a hand that moves", LINEAR,
     .ranges =
         {[CUBBY_SHOT_MODULE_PX] = {1.6, 3.5}, [CUBBY_SHOT_MOTION] = {1, 4}, [CUBBY_SHOT_SHAKE] = {6, 14}}},
    {"ean-noise", "a cheap sensor in the dark", LINEAR,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.6, 3.5}, [CUBBY_SHOT_ELECTRONS] = {15, 120}}},
    {"ean-glare", "a lamp on the foil", LINEAR,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.6, 3.5},
                [CUBBY_SHOT_GLARE] = {0.3, 3},
                [CUBBY_SHOT_GLARE_SIZE] = {0.2, 0.5}}},
    {"ean-low-contrast", "grey on grey, in a shadow", LINEAR,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.6, 3.5},
                [CUBBY_SHOT_CONTRAST] = {0.1, 0.4},
                [CUBBY_SHOT_GRADIENT] = {0.1, 0.7}}},
    {"ean-combo", "several of these at once", LINEAR,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.3, 3},
                [CUBBY_SHOT_TURN] = {-60, 60},
                [CUBBY_SHOT_TILT] = {5, 35},
                [CUBBY_SHOT_RADIUS] = {0.6, 2},
                [CUBBY_SHOT_DEFOCUS] = {0.2, 0.9},
                [CUBBY_SHOT_ELECTRONS] = {100, 1000},
                [CUBBY_SHOT_CONTRAST] = {0.4, 0.9}}},
    {"label-clean", "a label of a parcel or a shelf", LABEL, .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.6, 3}}},
    {"label-small", "held far away", LABEL, .ranges = {[CUBBY_SHOT_MODULE_PX] = {0.8, 1.5}}},
    {"label-turned", "turned any way", LABEL,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.5, 2.6}, [CUBBY_SHOT_TURN] = {0, 360}}},
    {"label-blurred", "out of focus and moved", LABEL,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.5, 3},
                [CUBBY_SHOT_DEFOCUS] = {0.4, 1.2},
                [CUBBY_SHOT_MOTION] = {0, 1.5}}},
    {"label-noise", "a cheap sensor in the dark", LABEL,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.5, 3}, [CUBBY_SHOT_ELECTRONS] = {15, 120}}},
    {"label-creased", "in the shadow, at a slant, with a lamp on it", LABEL,
     .ranges = {[CUBBY_SHOT_MODULE_PX] = {1.5, 2.8},
                [CUBBY_SHOT_TILT] = {15, 45},
                [CUBBY_SHOT_SHADE] = {0.1, 0.5},
                [CUBBY_SHOT_GLARE] = {0.1, 1}}},
    {.name = NULL},
};

const CubbyShotClass *
cubby_shot_classes (void)
{
  return classes;
}

const CubbyShotClass *
cubby_shot_class_find (const char *name)
{
  for (const CubbyShotClass *class = classes; class->name != NULL; class ++)
    if (g_str_equal (class->name, name))
      return class;
  return NULL;
}
