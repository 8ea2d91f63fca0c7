/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/advice-scenes.h"

#include "tests/scanner/frames/empties.h"

#include <string.h>

#define N_PICTURES 2
#define N_NOBODY 7 /* who passes is away after these */
#define WIDTH 1280
#define HEIGHT 720
#define DRAWN_MODULE 4
#define N_BLOTS 16

#define SAY(word) (1u << CUBBY_ADVICE_##word)
#define READ (1u << CUBBY_N_ADVICES)
#define SHOTS(label) .name = label, .contents = CUBBY_CONTENT_PASS, .props = CUBBY_PROP_PHONE

static const CubbyAdviceScene scenes[] = {
    {"nobody there", SAY (NONE), "empty", .hangs = TRUE},
    {"a poster with a code", SAY (NONE) | READ, "label", .hangs = TRUE, .size = {0.1, 0.3}, .x = {0.2, 0.8}},
    {"a phone held well", READ, "held"},
    {"too far", SAY (CLOSER), "too-far", .size = {0.085, 0.11}, .x = {0.35, 0.65}, .y = {0.35, 0.65}},
    {"too near", SAY (FARTHER), "too-close", .size = {1.1, 1.7}, .blur = {1.5, 5}},
    {"too near for the lens", SAY (FARTHER) | SAY (STILL), "clean", .size = {0.65, 0.85}, .blur = {7, 11}},
    {"display off", SAY (BRIGHTER), "display-off", .size = {0.35, 0.6}, .x = {0.4, 0.6}},
    {"display turned down", SAY (BRIGHTER), "too-dark", .size = {0.35, 0.6}, .dimmed = {0.975, 0.99}},
    {"shaking", SAY (STILL), "shaking", .shake = {18, 34}},
    {"a lamp in the glass", SAY (TILT), "glare", .glare = {0.5, 0.8}},
    {"at the side", SAY (HERE), "at-the-edge", .x = {0.0, 0.07}},
    {"at the lower edge", SAY (HERE), "at-the-edge", .x = {0.3, 0.7}, .y = {0.97, 1.1}},
    {"two codes", SAY (ONE), "clean", CUBBY_ADVICE_PICTURE_TWO, .size = {1.1, 1.3}},
    {"a page without a code", SAY (HERE), "clean", CUBBY_ADVICE_PICTURE_BLANK, .size = {0.35, 0.6}},
    {"blots on the code", SAY (CLEAN), "clean", CUBBY_ADVICE_PICTURE_DIRTY, .size = {0.45, 0.6}},
    {"a parcel label", SAY (OTHER_CODE), "label", CUBBY_ADVICE_PICTURE_LABEL},
    {"frames: too far", SAY (CLOSER),
     .shots = {SHOTS ("far"), .ranges = {[CUBBY_SHOT_MODULE_PX] = {0.8, 1.1}}}},
    {"frames: out of focus", SAY (STILL) | SAY (FARTHER),
     .shots = {SHOTS ("focus"), .ranges = {[CUBBY_SHOT_DEFOCUS] = {2, 3}}}},
    {"frames: a hand that moves", SAY (STILL),
     .shots = {SHOTS ("moves"), .ranges = {[CUBBY_SHOT_MOTION] = {5, 9}, [CUBBY_SHOT_SHAKE] = {14, 25}}}},
    {"frames: hardly any light", SAY (BRIGHTER),
     .shots = {SHOTS ("dim"), .backdrops = CUBBY_BACKDROP_SHELF,
               .ranges = {[CUBBY_SHOT_EXPOSURE] = {0.001, 0.003}}}},
    {"frames: a lamp on the glass", SAY (TILT),
     .shots = {SHOTS ("lamp"),
               .ranges = {[CUBBY_SHOT_GLARE] = {8, 20}, [CUBBY_SHOT_GLARE_SIZE] = {0.8, 1.2}}}},
    {"frames: a thumb on it", SAY (CLEAN) | SAY (HERE),
     .shots = {SHOTS ("thumb"), .ranges = {[CUBBY_SHOT_FINGER] = {0.4, 0.6}}}},
    {"frames: broken glass", SAY (CLEAN),
     .shots = {SHOTS ("broken"), .ranges = {[CUBBY_SHOT_CRACKS] = {1.5, 3}}}},
    {"somebody passes", SAY (NONE), .nobody = CUBBY_ADVICE_NOBODY_PASSES, .shots = {SHOTS ("passes")}},
    {"somebody stands near", SAY (NONE), .nobody = CUBBY_ADVICE_NOBODY_STANDS, .shots = {SHOTS ("stands")}},
    {"a hand with nothing in it", SAY (NONE), .nobody = CUBBY_ADVICE_NOBODY_HAND, .shots = {SHOTS ("hand")}},
    {"a bag", SAY (NONE), .nobody = CUBBY_ADVICE_NOBODY_BAG, .shots = {SHOTS ("bag")}},
    {"frames: without a code", SAY (NONE), .empty = TRUE, .shots = {SHOTS ("none")}},
    {"frames: nobody there", SAY (NONE), .nobody = CUBBY_ADVICE_NOBODY_AWAY,
     .shots = {SHOTS ("nobody"),
               .ranges = {[CUBBY_SHOT_ELECTRONS] = {100, 2000}, [CUBBY_SHOT_FLICKER] = {0.1, 0.5}}}},
    {"frames: nobody, hardly light", SAY (NONE), .nobody = CUBBY_ADVICE_NOBODY_AWAY,
     .shots = {SHOTS ("dark"),
               .ranges = {[CUBBY_SHOT_ELECTRONS] = {100, 2000}, [CUBBY_SHOT_EXPOSURE] = {0.001, 0.02}}}},
    {.name = NULL},
};

const CubbyAdviceScene *
cubby_advice_scenes (void)
{
  return scenes;
}

struct _CubbyAdvicePlay {
  CubbyFrame *nobody;
  CubbyFrame *pictures[N_NOBODY];
  guint n_pictures;
};

/* With its white margin. */
static CubbyFrame *
draw_art (const CubbyArt *art)
{
  guint margin = 4, width = (art->width + 2 * margin) * DRAWN_MODULE,
        height = (art->height + 2 * margin) * DRAWN_MODULE;
  CubbyFrame *frame = cubby_frame_new (width, height);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++) {
      int column = (int)(x / DRAWN_MODULE) - (int)margin, row = (int)(y / DRAWN_MODULE) - (int)margin;
      frame->pixels[(gsize)y * frame->stride + x] = cubby_art_is_dark (art, column, row) ? 0 : 255;
    }
  return frame;
}

static CubbyFrame *
draw_pass (CubbyDice *dice)
{
  static const CubbyShotClass class = {.contents = CUBBY_CONTENT_PASS};
  g_autoptr (CubbyArt) art = cubby_shot_draw_art (&class, CUBBY_PROP_PHONE, dice);
  return draw_art (art);
}

static CubbyFrame *
draw_blank (CubbyDice *dice)
{
  CubbyFrame *frame = draw_pass (dice);
  memset (frame->pixels, 255, (gsize)frame->stride * frame->height);
  return frame;
}

static CubbyFrame *
draw_two (CubbyDice *dice)
{
  g_autoptr (CubbyFrame) left = draw_pass (dice);
  g_autoptr (CubbyFrame) right = draw_pass (dice);
  CubbyFrame *frame = cubby_frame_new (left->width + right->width, left->height);
  for (guint y = 0; y < frame->height; y++) {
    memcpy (frame->pixels + (gsize)y * frame->stride, left->pixels + (gsize)y * left->stride, left->width);
    memcpy (frame->pixels + (gsize)y * frame->stride + left->width,
            right->pixels + (gsize)MIN (y, right->height - 1) * right->stride, right->width);
  }
  return frame;
}

static CubbyFrame *
draw_dirty (CubbyDice *dice)
{
  CubbyFrame *frame = draw_pass (dice);
  for (guint i = 0; i < N_BLOTS; i++) {
    double radius = frame->width * cubby_dice_range (dice, 0.04, 0.08);
    double at_x = frame->width * cubby_dice_range (dice, 0.3, 0.9);
    double at_y = frame->height * cubby_dice_range (dice, 0.3, 0.9);
    guint8 gray = (guint8)cubby_dice_range (dice, 20, 200);
    for (guint y = 0; y < frame->height; y++)
      for (guint x = 0; x < frame->width; x++)
        if ((x - at_x) * (x - at_x) + (y - at_y) * (y - at_y) < radius * radius)
          frame->pixels[(gsize)y * frame->stride + x] = gray;
  }
  return frame;
}

static CubbyFrame *
draw_label (CubbyDice *dice)
{
  static const CubbyShotClass class = {.contents = CUBBY_CONTENT_SSCC};
  g_autoptr (CubbyArt) art = cubby_shot_draw_art (&class, CUBBY_PROP_PAPER, dice);
  return draw_art (art);
}

static CubbyFrame *(*const drawers[]) (CubbyDice *dice) = {
    [CUBBY_ADVICE_PICTURE_PASS] = draw_pass,   [CUBBY_ADVICE_PICTURE_BLANK] = draw_blank,
    [CUBBY_ADVICE_PICTURE_TWO] = draw_two,     [CUBBY_ADVICE_PICTURE_DIRTY] = draw_dirty,
    [CUBBY_ADVICE_PICTURE_LABEL] = draw_label,
};

static void
draw_number (double *number, CubbyRange range, CubbyDice *dice)
{
  if (range.low > 0 || range.high > 0)
    *number = cubby_dice_range (dice, range.low, range.high);
}

static CubbySimScene
draw_scene (const CubbyAdviceScene *scene, guint seed, CubbyDice *dice)
{
  CubbySimScene drawn = cubby_sim_find_preset (scene->preset)->scene;
  drawn.seed = seed;
  drawn.turn = cubby_dice_range (dice, -12, 12);
  drawn.tilt = cubby_dice_range (dice, -10, 10);
  draw_number (&drawn.size, scene->size, dice);
  draw_number (&drawn.x, scene->x, dice);
  draw_number (&drawn.y, scene->y, dice);
  draw_number (&drawn.blur, scene->blur, dice);
  draw_number (&drawn.dimmed, scene->dimmed, dice);
  draw_number (&drawn.glare, scene->glare, dice);
  draw_number (&drawn.shake, scene->shake, dice);
  if (scene->picture == CUBBY_ADVICE_PICTURE_TWO)
    drawn.prop = CUBBY_SIM_PROP_PAPER;
  return drawn;
}

static void
play_draw_simulated (CubbyAdvicePlay *self, const CubbyAdviceScene *scene, guint seed)
{
  CubbyDice dice = cubby_dice_new (seed, g_str_hash (scene->name));
  CubbySimScene drawn = draw_scene (scene, seed, &dice);
  g_autoptr (CubbyFrame) code = drawers[scene->picture](&dice);
  self->n_pictures = N_PICTURES;
  for (guint i = 0; i < N_PICTURES; i++)
    self->pictures[i] = cubby_sim_camera_render (&drawn, code, i + 1);
  if (!scene->hangs)
    drawn.prop = CUBBY_SIM_PROP_NONE;
  self->nobody = cubby_sim_camera_render (&drawn, code, 0);
}

static void
play_draw_nobody (CubbyAdvicePlay *self, const CubbyAdviceScene *scene, const CubbyVisit *visit, guint seed)
{
  CubbyDice dice = cubby_dice_new (seed, g_str_hash (scene->name));
  self->n_pictures = N_NOBODY;
  for (guint i = 0; i < N_NOBODY; i++) {
    self->pictures[i] = cubby_visit_render_nobody (visit, i + 1);
    cubby_advice_nobody_draw (self->pictures[i], scene->nobody, dice, i);
  }
}

static void
play_draw_empty (CubbyAdvicePlay *self, guint seed)
{
  self->n_pictures = N_PICTURES;
  for (guint i = 0; i < N_PICTURES; i++)
    self->pictures[i] = cubby_empty_render (seed % cubby_empty_classes_count (), seed, WIDTH, HEIGHT);
}

CubbyAdvicePlay *
cubby_advice_play_new (const CubbyAdviceScene *scene, guint seed)
{
  CubbyAdvicePlay *self = g_new0 (CubbyAdvicePlay, 1);
  if (scene->preset != NULL) {
    play_draw_simulated (self, scene, seed);
    return self;
  }
  g_autoptr (CubbyVisit) visit = cubby_visit_new (&scene->shots, seed, WIDTH, HEIGHT);
  self->nobody = cubby_visit_render_nobody (visit, 0);
  if (scene->empty) {
    play_draw_empty (self, seed);
  } else if (scene->nobody != CUBBY_ADVICE_NOBODY_NOT) {
    play_draw_nobody (self, scene, visit, seed);
  } else {
    self->n_pictures = N_PICTURES;
    for (guint i = 0; i < N_PICTURES; i++)
      self->pictures[i] = cubby_visit_render (visit, i, NULL);
  }
  return self;
}

void
cubby_advice_play_free (CubbyAdvicePlay *self)
{
  if (self == NULL)
    return;
  cubby_frame_unref (self->nobody);
  for (guint i = 0; i < self->n_pictures; i++)
    cubby_frame_unref (self->pictures[i]);
  g_free (self);
}

CubbyFrame *
cubby_advice_play_get (CubbyAdvicePlay *self, int index)
{
  return index < 0 ? self->nobody : self->pictures[(guint)index % self->n_pictures];
}
