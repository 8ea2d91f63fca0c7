/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/advice-nobody.h"

#include <math.h>

#define STEP_PX 70.0 /* of who passes, from picture to picture */
#define HAND_PX 9.0
#define SOFT_PX 3.0
#define N_FINGERS 5

/* What is seen of somebody: how far a place is inside of it, pixels; below 0: outside. */
typedef struct {
  double x, y, size; /* pixels */
  double wide;
  double lean;
  double gray, folds, print;
  double fingers[N_FINGERS];
  guint64 seed;
} Body;

typedef double (*Inside) (const Body *body, double x, double y);

static double
inside_ellipse (double x, double y, double half_x, double half_y)
{
  double far = hypot (x / half_x, y / half_y);
  return (1 - far) * fmin (half_x, half_y);
}

/* Thick at one end, thin at the other. */
static double
inside_limb (double x, double y, double to_x, double to_y, double from_radius, double to_radius)
{
  double along = CLAMP ((x * to_x + y * to_y) / (to_x * to_x + to_y * to_y), 0, 1);
  return from_radius + (to_radius - from_radius) * along - hypot (x - to_x * along, y - to_y * along);
}

static double
inside_round_box (double x, double y, double half_x, double half_y, double radius)
{
  double out_x = fabs (x) - half_x + radius, out_y = fabs (y) - half_y + radius;
  return radius - hypot (fmax (out_x, 0), fmax (out_y, 0)) - fmin (fmax (out_x, out_y), 0);
}

/* Head and trunk; the trunk goes on below the picture. */
static double
inside_trunk (const Body *body, double x, double y)
{
  double head = inside_ellipse (x, y, body->size * 0.28, body->size * 0.38);
  double shoulders = inside_round_box (x, y - body->size * 2.4, body->size * body->wide, body->size * 2.0,
                                       body->size * 0.45);
  return fmax (head, shoulders);
}

static double
inside_hand (const Body *body, double x, double y)
{
  double inside =
      fmax (inside_ellipse (x, y, body->size * 0.42, body->size * 0.5),
            inside_limb (x, y, body->lean * body->size, body->size * 5, body->size * 0.32, body->size * 0.5));
  for (guint i = 0; i < N_FINGERS; i++) {
    double angle = G_PI * (1.08 + 0.19 * i), reach = body->size * body->fingers[i];
    inside = fmax (inside, inside_limb (x, y, reach * cos (angle), reach * sin (angle), body->size * 0.2,
                                        body->size * 0.09));
  }
  return inside;
}

/* It bulges, its corners are round, and it hangs by a handle. */
static double
inside_bag (const Body *body, double x, double y)
{
  double half_y = body->size * 1.25;
  double half_x = body->size * (1 + 0.12 * y / half_y + 0.04 * sin (y * 5 / body->size + body->lean));
  double ring = body->size * 0.07 - fabs (hypot (x, (y + half_y) * 0.8) - body->size * 0.45);
  return fmax (inside_round_box (x, y, half_x, half_y, body->size * 0.22), y < -half_y ? ring : -SOFT_PX);
}

/* Cloth hangs in folds, skin is round; a bag has something on it. */
static double
body_gray (const Body *body, double x, double y, double inside)
{
  double fold = body->folds * sin (x * 9 / body->size + 2 * sin (y * 2 / body->size + body->lean));
  double round = -25 * exp (-inside / (0.12 * body->size));
  double mark = hypot (x, y - 0.2 * body->size) < 0.5 * body->size &&
                        cubby_dice_at (body->seed, (int)(x * 8 / body->size + 99),
                                       (int)(y * 8 / body->size + 99)) < 0.5f
                    ? body->print
                    : 0;
  return body->gray + fold + round + mark;
}

static void
body_draw (const Body *body, Inside inside_of, CubbyFrame *frame)
{
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++) {
      double at_x = x + 0.5 - body->x, at_y = y + 0.5 - body->y;
      double inside = inside_of (body, at_x, at_y);
      if (inside <= -SOFT_PX)
        continue;
      guint8 *pixel = frame->pixels + (gsize)y * frame->stride + x;
      double cover = fmin ((inside + SOFT_PX) / (2 * SOFT_PX), 1);
      double noise = 6 * (cubby_dice_at (body->seed + y, (int)x, (int)body->x) - 0.5);
      double gray = body_gray (body, at_x, at_y, fmax (inside, 0)) + noise;
      *pixel = (guint8)CLAMP (*pixel + cover * (gray - *pixel), 0, 255);
    }
}

static Body
body_new (const CubbyFrame *frame, CubbyDice *dice)
{
  Body body = {.seed = cubby_dice_next (dice),
               .x = frame->width * cubby_dice_range (dice, 0.25, 0.75),
               .y = frame->height * cubby_dice_range (dice, 0.35, 0.65),
               .lean = cubby_dice_range (dice, -2, 2)};
  for (guint i = 0; i < N_FINGERS; i++)
    body.fingers[i] = cubby_dice_range (dice, 0.35, 1.25);
  return body;
}

static void
draw_trunk (CubbyFrame *frame, CubbyDice *dice, double size, double step)
{
  Body body = body_new (frame, dice);
  body.size = frame->height * size;
  body.wide = cubby_dice_range (dice, 0.6, 0.9);
  body.y = frame->height * cubby_dice_range (dice, 0.0, 0.35);
  body.gray = cubby_dice_range (dice, 15, 215);
  body.folds = cubby_dice_range (dice, 2, 18);
  body.x += (cubby_dice_below (dice, 2) == 0 ? 1 : -1) * step;
  body_draw (&body, inside_trunk, frame);
}

static void
draw_hand (CubbyFrame *frame, CubbyDice *dice, double step)
{
  Body body = body_new (frame, dice);
  body.size = frame->height * cubby_dice_range (dice, 0.12, 0.35);
  body.gray = cubby_dice_range (dice, 60, 205);
  body.folds = 6;
  body.x += step;
  body_draw (&body, inside_hand, frame);
}

static void
draw_bag (CubbyFrame *frame, CubbyDice *dice, double step)
{
  Body body = body_new (frame, dice);
  body.size = frame->height * cubby_dice_range (dice, 0.15, 0.4);
  body.gray = cubby_dice_range (dice, 20, 225);
  body.folds = cubby_dice_range (dice, 4, 20);
  body.print = cubby_dice_range (dice, -90, 90);
  body.x += step;
  body_draw (&body, inside_bag, frame);
}

void
cubby_advice_nobody_draw (CubbyFrame *frame, CubbyAdviceNobody nobody, CubbyDice dice, guint index)
{
  double sway = HAND_PX * ((int)(index % 3) - 1);
  double size = cubby_dice_range (&dice, 0.22, 0.5);
  if (nobody == CUBBY_ADVICE_NOBODY_PASSES)
    draw_trunk (frame, &dice, size, STEP_PX * ((int)index - 3));
  else if (nobody == CUBBY_ADVICE_NOBODY_STANDS)
    draw_trunk (frame, &dice, 2 * size, sway);
  else if (nobody == CUBBY_ADVICE_NOBODY_HAND)
    draw_hand (frame, &dice, sway);
  else if (nobody == CUBBY_ADVICE_NOBODY_BAG)
    draw_bag (frame, &dice, sway);
}
