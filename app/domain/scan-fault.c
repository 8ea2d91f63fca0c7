/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-advice.h"

#include <math.h>

/* Parts of the picture's height. */
#define CODE_LARGE 0.88f
#define CODE_NEAR 0.6f
#define SCREEN_NEAR 0.66f
#define CODE_SMALL 0.18f
#define SCREEN_SMALL 0.26f
/* A screen that fills more than this of the picture is too near. */
#define SCREEN_PART_MAX 0.6f
/* The middle of what is held must be within these parts of the picture's sides. */
#define EDGE 0.16f
/* A code may be this far from the picture's edge, in parts of the height: its white margin. */
#define CUT 0.005f
/* Pixels a module below which even a sharp picture is hardly read. */
#define MODULE_MIN 2.2f
#define GLARE_MAX 0.05f
/* Parts of the picture's height that it moves from one picture to the next. */
#define SHAKE_MAX 0.011f
#define SHAKE_SOME 0.004f
#define PASSES_MIN 0.04f
#define CONTRAST_MIN 0.2f
#define SCREEN_DARK 70
#define SCREEN_BLACK 24
/* Sharpness times the pixels of a module: below it the lens or the hand is wider than half a module. */
#define SHARP_MODULE_MIN 1.15f
#define SHARP_MIN 0.14f
/* The same of a screen with something on it, against the dark and the light beside each other: what there is
 * to be told apart. */
#define SHARP_SCREEN_MIN 0.17f
#define SCREEN_DETAIL 0.08f
/* Bars have no edges along themselves, and sharp ones across; a hand that moves leaves none sharp. */
#define BARS_DETAIL 0.15f
#define BARS_SHARPEST 0.65f
#define BARS_ALONG 0.3f

typedef struct {
  const CubbyView *view;
  guint n_codes;
  guint symbologies;
  CubbyPoint least, most; /* the box of the corners */
  float shorter, longer;  /* sides, in parts of the picture's height */
} Sight;

static float
side_between (const CubbyView *view, guint a, guint b)
{
  return hypotf (view->corners[a].x - view->corners[b].x, view->corners[a].y - view->corners[b].y);
}

static Sight
sight_of (const CubbyView *view, guint n_codes, guint symbologies)
{
  Sight sight = {view, n_codes, symbologies, view->corners[0], view->corners[0], 0, 0};
  for (guint i = 1; i < 4; i++) {
    sight.least.x = fminf (sight.least.x, view->corners[i].x);
    sight.least.y = fminf (sight.least.y, view->corners[i].y);
    sight.most.x = fmaxf (sight.most.x, view->corners[i].x);
    sight.most.y = fmaxf (sight.most.y, view->corners[i].y);
  }
  float height = fmaxf ((float)view->height, 1);
  float across = fmaxf (side_between (view, 0, 1), side_between (view, 2, 3));
  float down = fmaxf (side_between (view, 1, 2), side_between (view, 3, 0));
  sight.shorter = fminf (across, down) / height;
  sight.longer = fmaxf (across, down) / height;
  return sight;
}

static gboolean
has_several (const Sight *sight)
{
  return sight->n_codes > 1;
}

static gboolean
is_settled (const Sight *sight)
{
  return sight->n_codes == 1 || sight->view->held == CUBBY_HELD_NOTHING;
}

/* A dark coat is a display that is off until it goes on. */
static gboolean
is_passing (const Sight *sight)
{
  return !sight->view->candidate && sight->view->held == CUBBY_HELD_DARK &&
         sight->view->shake > PASSES_MIN * (float)sight->view->height;
}

static gboolean
is_other_code (const Sight *sight)
{
  guint symbology = sight->view->symbology;
  return sight->view->candidate && symbology != 0 && (symbology & sight->symbologies) == 0;
}

static gboolean
is_off (const Sight *sight)
{
  return !sight->view->candidate && sight->view->held == CUBBY_HELD_DARK;
}

/* With hardly any light on it, where it is and how large is a guess. */
static gboolean
is_black (const Sight *sight)
{
  return !sight->view->candidate && sight->view->brightness < SCREEN_BLACK;
}

static gboolean
is_too_large (const Sight *sight)
{
  float part =
      sight->shorter * sight->longer * (float)sight->view->height / fmaxf ((float)sight->view->width, 1);
  return sight->view->candidate ? sight->longer > CODE_LARGE : part > SCREEN_PART_MAX;
}

/* A phone reaches out of the picture and that is well; a code must not. */
static gboolean
is_out_of_place (const Sight *sight)
{
  float width = (float)sight->view->width, height = (float)sight->view->height;
  float x = (sight->least.x + sight->most.x) / 2, y = (sight->least.y + sight->most.y) / 2;
  float cut = CUT * height;
  if (sight->view->candidate && (sight->least.x < cut || sight->least.y < cut ||
                                 sight->most.x > width - cut || sight->most.y > height - cut))
    return TRUE;
  return x < EDGE * width || x > (1 - EDGE) * width || y < EDGE * height || y > (1 - EDGE) * height;
}

static gboolean
is_too_small (const Sight *sight)
{
  if (sight->view->module_px > 0)
    return sight->view->module_px < MODULE_MIN;
  return sight->view->candidate ? sight->longer < CODE_SMALL : sight->shorter < SCREEN_SMALL;
}

static gboolean
is_glaring (const Sight *sight)
{
  return sight->view->glare > GLARE_MAX;
}

static gboolean
is_shaking (const Sight *sight)
{
  return sight->view->shake > SHAKE_MAX * (float)sight->view->height;
}

static gboolean
is_dark (const Sight *sight)
{
  if (sight->view->candidate)
    return sight->view->contrast < CONTRAST_MIN;
  return sight->view->brightness < SCREEN_DARK;
}

/* The edges of an empty page tell nothing. */
static gboolean
is_soft (const Sight *sight)
{
  const CubbyView *view = sight->view;
  if (!view->candidate)
    return view->detail >= SCREEN_DETAIL && view->sharpness < SHARP_SCREEN_MIN;
  return view->module_px > 0 ? view->sharpness * view->module_px < SHARP_MODULE_MIN
                             : view->sharpness < SHARP_MIN;
}

static gboolean
is_too_near_for_the_lens (const Sight *sight)
{
  gboolean near = sight->view->candidate ? sight->longer > CODE_NEAR : sight->shorter > SCREEN_NEAR;
  return is_soft (sight) && near && sight->view->shake < SHAKE_SOME * (float)sight->view->height;
}

/* Those that are read here would have been. */
static gboolean
is_barred (const Sight *sight)
{
  const CubbyView *view = sight->view;
  return !view->candidate && view->detail >= BARS_DETAIL && view->sharpest >= BARS_SHARPEST &&
         view->sharpness <= BARS_ALONG * view->sharpest;
}

static gboolean
has_no_code (const Sight *sight)
{
  return !sight->view->candidate;
}

static gboolean
is_seen_well (const Sight *sight)
{
  return sight->view->candidate;
}

/* The first that fits. */
static const struct {
  gboolean (*fits) (const Sight *sight);
  CubbyAdvice advice;
} faults[] = {
    {has_several, CUBBY_ADVICE_ONE},      {is_settled, CUBBY_ADVICE_NONE},
    {is_passing, CUBBY_ADVICE_NONE},      {is_other_code, CUBBY_ADVICE_OTHER_CODE},
    {is_off, CUBBY_ADVICE_BRIGHTER},      {is_black, CUBBY_ADVICE_BRIGHTER},
    {is_too_large, CUBBY_ADVICE_FARTHER}, {is_out_of_place, CUBBY_ADVICE_HERE},
    {is_too_small, CUBBY_ADVICE_CLOSER},  {is_glaring, CUBBY_ADVICE_TILT},
    {is_shaking, CUBBY_ADVICE_STILL},     {is_dark, CUBBY_ADVICE_BRIGHTER},
    {is_barred, CUBBY_ADVICE_OTHER_CODE}, {is_too_near_for_the_lens, CUBBY_ADVICE_FARTHER},
    {is_soft, CUBBY_ADVICE_STILL},        {has_no_code, CUBBY_ADVICE_HERE},
    {is_seen_well, CUBBY_ADVICE_CLEAN},
};

CubbyAdvice
cubby_advice_of_view (const CubbyView *view, guint n_codes, guint symbologies)
{
  Sight sight = sight_of (view, n_codes, symbologies);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (faults[i].fits (&sight))
      return faults[i].advice;
  return CUBBY_ADVICE_NONE;
}
