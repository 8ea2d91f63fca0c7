/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/camera.h"

#include "hardware/sim/lens.h"

#include <math.h>

#define FOCAL_PIXELS 1400.0
#define N_CLUTTER 16
#define N_SUBSAMPLES 3
#define GLASS 16 /* of a display that is off */

/* Maps pixels to the plane of the phone: its unit is the longer side of the code, its origin the code's
 * centre. */
typedef struct {
  double m[3][3];
} Homography;

typedef struct {
  double left, top, right, bottom;
  float gray;
} Box;

typedef struct {
  const CubbySimScene *scene;
  const CubbyFrame *code;
  double code_width, code_height; /* in units of the plane */
  Homography to_plane;
  Box clutter[N_CLUTTER];
  guint seed;
} Stage;

/* A small hash for patterns that need no order: the same everywhere on every run. */
static float
hash_unit (guint seed, int x, int y)
{
  guint32 h = seed * 2654435761u + (guint32)x * 2246822519u + (guint32)y * 3266489917u;
  h = (h ^ (h >> 15)) * 2246822519u;
  h = (h ^ (h >> 13)) * 3266489917u;
  return (float)((h ^ (h >> 16)) >> 8) / 16777216.0f;
}

static void
homography_invert (const double a[3][3], Homography *inverse)
{
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++) {
      guint r0 = (j + 1) % 3, r1 = (j + 2) % 3, c0 = (i + 1) % 3, c1 = (i + 2) % 3;
      inverse->m[i][j] = a[r0][c0] * a[r1][c1] - a[r0][c1] * a[r1][c0]; /* a scale does not matter */
    }
}

/* The plane turned in space, seen through a pinhole. */
static void
stage_aim (Stage *stage, double centre_x, double centre_y, double turn)
{
  const CubbySimScene *scene = stage->scene;
  double side = scene->size * scene->height;
  double a = turn * G_PI / 180, b = scene->tilt * G_PI / 180, c = scene->nod * G_PI / 180;
  /* R = nod · tilt · turn; its first two columns are where the plane's axes point. */
  double u[3] = {cos (b) * cos (a), sin (c) * sin (b) * cos (a) + cos (c) * sin (a),
                 -cos (c) * sin (b) * cos (a) + sin (c) * sin (a)};
  double v[3] = {-cos (b) * sin (a), -sin (c) * sin (b) * sin (a) + cos (c) * cos (a),
                 cos (c) * sin (b) * sin (a) + sin (c) * cos (a)};
  double depth = side / FOCAL_PIXELS;
  const double to_pixels[3][3] = {
      {side * u[0] + centre_x * depth * u[2], side * v[0] + centre_x * depth * v[2], centre_x},
      {side * u[1] + centre_y * depth * u[2], side * v[1] + centre_y * depth * v[2], centre_y},
      {depth * u[2], depth * v[2], 1},
  };
  homography_invert (to_pixels, &stage->to_plane);
}

static void
stage_set_clutter (Stage *stage)
{
  const CubbySimScene *scene = stage->scene;
  for (int i = 0; i < N_CLUTTER; i++) {
    Box *box = &stage->clutter[i];
    box->left = hash_unit (stage->seed, i, 1) * scene->width * 1.1 - 0.1 * scene->width;
    box->top = hash_unit (stage->seed, i, 2) * scene->height;
    box->right = box->left + (0.04 + 0.25 * hash_unit (stage->seed, i, 3)) * scene->width;
    box->bottom = box->top + (0.04 + 0.35 * hash_unit (stage->seed, i, 4)) * scene->height;
    box->gray = 30 + 190 * hash_unit (stage->seed, i, 5);
  }
}

/* A shop: shelves and packs out of focus, and a soft unevenness. */
static float
background_at (const Stage *stage, double x, double y)
{
  float gray = 95 + 40 * (float)(y / stage->scene->height);
  for (guint i = 0; i < N_CLUTTER; i++) {
    const Box *box = &stage->clutter[i];
    if (x >= box->left && x < box->right && y >= box->top && y < box->bottom)
      gray = box->gray + 25 * (float)((x - box->left) / (box->right - box->left));
  }
  return gray + 10 * (hash_unit (stage->seed, (int)x / 7, (int)y / 5) - 0.5f);
}

static gboolean
is_in_round_box (double u, double v, double half_width, double half_height, double radius)
{
  double dx = fabs (u) - (half_width - radius);
  double dy = fabs (v) - (half_height - radius);
  if (dx <= 0)
    return dy <= radius;
  if (dy <= 0)
    return dx <= radius;
  return dx * dx + dy * dy <= radius * radius;
}

/* Lines of grey as text looks from afar. */
static gboolean
is_on_writing (const Stage *stage, double u, double v)
{
  if (fabs (u) > 0.45 || fabs (v) < 0.62 || fabs (v) > 0.95)
    return FALSE;
  int line = (int)floor (v / 0.07);
  double in_line = v / 0.07 - line;
  return in_line < 0.5 && hash_unit (stage->seed, line, (int)floor (u / 0.03)) < 0.75f;
}

static gboolean
code_at (const Stage *stage, double u, double v, float *gray)
{
  double x = (u / stage->code_width + 0.5) * stage->code->width;
  double y = (v / stage->code_height + 0.5) * stage->code->height;
  if (x < 0 || y < 0 || x >= stage->code->width || y >= stage->code->height)
    return FALSE;
  *gray = stage->code->pixels[(gsize)y * stage->code->stride + (gsize)x];
  return TRUE;
}

static gboolean
paper_at (const Stage *stage, double u, double v, float *gray)
{
  if (fabs (u) > 0.6 || fabs (v) > stage->code_height / 2 + 0.25)
    return FALSE;
  float code = 255;
  code_at (stage, u, v, &code);
  *gray = 25 + code / 255 * (185 + 15 * (float)u);
  return TRUE;
}

static gboolean
hand_at (double u, double v, float *gray)
{
  double thumb_u = (u - 0.68) / 0.1, thumb_v = (v - 0.55) / 0.3;
  double palm_u = (u + 0.1) / 0.85, palm_v = (v - 1.35) / 0.6;
  gboolean thumb = thumb_u * thumb_u + thumb_v * thumb_v < 1;
  gboolean palm = palm_u * palm_u + palm_v * palm_v < 1;
  *gray = thumb ? 150 + 30 * (float)thumb_v : 125 - 25 * (float)palm_u;
  return thumb || palm;
}

/* A lamp behind the shopper, in the glass. */
static float
reflection_at (const Stage *stage, double u, double v)
{
  if (stage->scene->glare <= 0)
    return 0;
  double du = (u - 0.12) / stage->scene->glare, dv = (v + 0.1) / stage->scene->glare;
  return 420 * (float)exp (-2 * (du * du + dv * dv));
}

static gboolean
phone_at (const Stage *stage, double u, double v, float *gray)
{
  gboolean dark = stage->scene->dark_mode;
  float code;
  if (is_in_round_box (u, v, 0.56, 1.08, 0.06)) {
    float paper = dark ? 22 : 238, ink = dark ? 190 : 90;
    *gray = is_on_writing (stage, u, v) ? ink : paper;
    if (code_at (stage, u, v, &code))
      *gray = 18 + (dark ? 255 - code : code) / 255 * 222;
    *gray = GLASS + (*gray - GLASS) * (float)(1 - stage->scene->dimmed) + reflection_at (stage, u, v);
    return TRUE;
  }
  if (hand_at (u, v, gray) && !is_in_round_box (u, v, 0.6, 1.15, 0.1))
    return TRUE;
  *gray = 20;
  return is_in_round_box (u, v, 0.6, 1.15, 0.1);
}

/* The mean over the pixel: some of it may show the phone, some what is behind. */
static float
stage_pixel (const Stage *stage, guint x, guint y)
{
  float background = background_at (stage, x, y);
  if (stage->scene->prop == CUBBY_SIM_PROP_NONE)
    return background;
  float sum = 0;
  for (guint i = 0; i < N_SUBSAMPLES * N_SUBSAMPLES; i++) {
    double px = x + (i % N_SUBSAMPLES + 0.5) / N_SUBSAMPLES;
    double py = y + (i / N_SUBSAMPLES + 0.5) / N_SUBSAMPLES;
    const double (*m)[3] = stage->to_plane.m;
    double w = m[2][0] * px + m[2][1] * py + m[2][2];
    double u = (m[0][0] * px + m[0][1] * py + m[0][2]) / w;
    double v = (m[1][0] * px + m[1][1] * py + m[1][2]) / w;
    float gray = background;
    if (stage->scene->prop == CUBBY_SIM_PROP_PAPER)
      paper_at (stage, u, v, &gray);
    else if (!phone_at (stage, u, v, &gray))
      gray = background;
    sum += gray;
  }
  return sum / (N_SUBSAMPLES * N_SUBSAMPLES);
}

static void
stage_draw (const Stage *stage, CubbyLight *light)
{
  for (guint y = 0; y < light->height; y++)
    for (guint x = 0; x < light->width; x++)
      light->values[(gsize)y * light->width + x] = stage_pixel (stage, x, y);
}

static void
stage_set_up (Stage *stage, guint index)
{
  const CubbySimScene *scene = stage->scene;
  stage->seed = scene->seed * 7919 + 17;
  stage_set_clutter (stage);
  if (stage->code == NULL)
    return;
  double longer = MAX (stage->code->width, stage->code->height);
  stage->code_width = stage->code->width / longer;
  stage->code_height = stage->code->height / longer;
  double shake_x = (hash_unit (stage->seed, (int)index, 11) - 0.5) * 2 * scene->shake;
  double shake_y = (hash_unit (stage->seed, (int)index, 12) - 0.5) * 2 * scene->shake;
  double shake_turn = (hash_unit (stage->seed, (int)index, 13) - 0.5) * 0.5 * scene->shake;
  stage_aim (stage, scene->x * scene->width + shake_x, scene->y * scene->height + shake_y,
             scene->turn + shake_turn);
}

CubbyFrame *
cubby_sim_camera_render (const CubbySimScene *scene, const CubbyFrame *code, guint index)
{
  g_return_val_if_fail (scene->prop == CUBBY_SIM_PROP_NONE || code != NULL, NULL);

  Stage stage = {.scene = scene, .code = code};
  stage_set_up (&stage, index);
  g_autoptr (CubbyLight) light = cubby_light_new (scene->width, scene->height);
  stage_draw (&stage, light);
  cubby_light_expose (light, scene->brightness, scene->contrast, scene->vignette);
  cubby_light_blur (light, scene->blur);
  cubby_light_move (light, scene->motion, scene->motion_turn);
  return cubby_light_take_picture (light, scene->noise, stage.seed + index);
}
