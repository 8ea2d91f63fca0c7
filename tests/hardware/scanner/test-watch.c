/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/measure.h"
#include "hardware/scanner/decode/watch.h"
#include "tests/hardware/scanner/scene.h"

#include <math.h>
#include <string.h>
#include <time.h>

/* The corners of what the simulated camera shows of the code, were it not tilted. */
static void
corners_of (const CubbySimScene *scene, CubbyPoint corners[4])
{
  float half = (float)(scene->size * scene->height / 2);
  float turn = (float)(scene->turn * G_PI / 180);
  const float xs[4] = {-half, half, half, -half}, ys[4] = {-half, -half, half, half};
  for (guint i = 0; i < 4; i++)
    corners[i] =
        (CubbyPoint){(float)scene->x * (float)scene->width + xs[i] * cosf (turn) - ys[i] * sinf (turn),
                     (float)scene->y * (float)scene->height + xs[i] * sinf (turn) + ys[i] * cosf (turn)};
}

/* What the watch says of @scene, after a picture of the empty place. */
static CubbyView
view_of (const CubbySimScene *scene, gboolean candidate)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  CubbySimScene empty = *scene;
  CubbyPoint corners[4];
  CubbyView view = {0};
  empty.prop = CUBBY_SIM_PROP_NONE;
  corners_of (scene, corners);
  g_autoptr (CubbyFrame) nobody = cubby_sim_camera_render (&empty, NULL, 0);
  g_autoptr (CubbyFrame) somebody = cubby_sim_camera_render (scene, code, 0);
  cubby_watch_look (watch, nobody, NULL, 0, 0, &view);
  for (guint i = 0; i < 2; i++)
    cubby_watch_look (watch, somebody, candidate ? corners : NULL, candidate ? CUBBY_SYMBOLOGY_QR : 0,
                      candidate ? 5 : 0, &view);
  g_assert_true (cubby_view_is_sound (&view));
  return view;
}

typedef struct {
  const char *name;
  const char *preset;
  double size;   /* 0: as the preset says; so for all */
  double blur;   /* sigma */
  gboolean code; /* whether the place of the code is known */
  CubbyHeld held;
  float least_sharpness, most_sharpness;
  float least_contrast, most_contrast;
} Row;

static const Row rows[] = {
    {"an empty place holds nothing", "empty", .held = CUBBY_HELD_NOTHING, .most_sharpness = 0,
     .most_contrast = 0},
    {"a phone is held, though no code was found", "clean", .held = CUBBY_HELD_SCREEN, .least_sharpness = 0.2f,
     .most_sharpness = 1, .least_contrast = 0.6f, .most_contrast = 1},
    {"a phone far away is held", "far", .size = 0.15, .held = CUBBY_HELD_SCREEN, .most_sharpness = 1,
     .least_contrast = 0.4f, .most_contrast = 1},
    {"a label is held", "label", .held = CUBBY_HELD_SCREEN, .most_sharpness = 1, .least_contrast = 0.3f,
     .most_contrast = 1},
    {"a phone without a place of its code is sharp", "clean", .held = CUBBY_HELD_SCREEN,
     .least_sharpness = 0.3f, .most_sharpness = 1, .least_contrast = 0.6f, .most_contrast = 1},
    {"a phone out of focus is held, and is not sharp", "blurred", .blur = 7, .held = CUBBY_HELD_SCREEN,
     .most_sharpness = 0.16f, .least_contrast = 0.1f, .most_contrast = 1},
    {"a phone of which noise is the sharpest is not sharp", "noisy", .blur = 7, .held = CUBBY_HELD_SCREEN,
     .most_sharpness = 0.16f, .least_contrast = 0.1f, .most_contrast = 1},
    {"a code in focus is sharp", "clean", .code = TRUE, .held = CUBBY_HELD_SCREEN, .least_sharpness = 0.45f,
     .most_sharpness = 1, .least_contrast = 0.7f, .most_contrast = 1},
    {"a code out of focus is not", "blurred", .blur = 3, .code = TRUE, .held = CUBBY_HELD_SCREEN,
     .least_sharpness = 0.02f, .most_sharpness = 0.3f, .least_contrast = 0.5f, .most_contrast = 1},
    {"a code that moved is not", "moving", .code = TRUE, .held = CUBBY_HELD_SCREEN, .least_sharpness = 0.02f,
     .most_sharpness = 0.35f, .least_contrast = 0.5f, .most_contrast = 1},
    {"a screen turned down has no contrast", "dim", .code = TRUE, .held = CUBBY_HELD_SCREEN,
     .most_sharpness = 1, .most_contrast = 0.25f},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CubbySimScene scene = cubby_sim_find_preset (row->preset)->scene;
  scene.size = row->size > 0 ? row->size : scene.size;
  scene.blur = row->blur > 0 ? row->blur : scene.blur;
  CubbyView view = view_of (&scene, row->code);
  g_assert_cmpint (view.candidate, ==, row->code);
  g_assert_cmpint (view.held, ==, row->held);
  g_assert_cmpfloat (view.sharpness, >=, row->least_sharpness);
  g_assert_cmpfloat (view.sharpness, <=, row->most_sharpness);
  g_assert_cmpfloat (view.contrast, >=, row->least_contrast);
  g_assert_cmpfloat (view.contrast, <=, row->most_contrast);
}

/* A code that hangs in the shop is a candidate, and nobody holds it. */
static void
test_poster (void)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  CubbySimScene scene = cubby_sim_find_preset ("label")->scene;
  scene.shake = 0;
  g_autoptr (CubbyFrame) frame = cubby_sim_camera_render (&scene, code, 0);
  CubbyPoint corners[4];
  CubbyView view;
  corners_of (&scene, corners);
  for (guint i = 0; i < 3; i++)
    cubby_watch_look (watch, frame, corners, CUBBY_SYMBOLOGY_QR, 5, &view);
  g_assert_true (view.candidate);
  g_assert_cmpint (view.held, ==, CUBBY_HELD_NOTHING);
}

static void
test_glare (void)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  CubbySimScene scene = cubby_sim_find_preset ("clean")->scene;
  g_autoptr (CubbyFrame) frame = cubby_sim_camera_render (&scene, code, 0);
  CubbyPoint corners[4];
  CubbyView clean = {0}, glaring = {0};
  corners_of (&scene, corners);
  cubby_measure_code (frame, corners, &clean);
  for (guint y = 300; y < 440; y++)
    memset (frame->pixels + (gsize)y * frame->stride + 560, 255, 140);
  cubby_measure_code (frame, corners, &glaring);
  g_assert_cmpfloat (clean.glare, <=, 0.02f);
  g_assert_cmpfloat (glaring.glare, >=, 0.05f);
}

/* Regions and pictures that no code has: nothing outside of the picture is read. */
static void
test_edges (void)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  const CubbyPoint outside[4] = {{-500, -500}, {9000, -500}, {9000, 9000}, {-500, 9000}};
  const CubbyPoint nowhere[4] = {{NAN, NAN}, {NAN, 0}, {INFINITY, 3}, {0, -INFINITY}};
  const guint sizes[] = {1, 2, 7, 8, 9, 33, 200};
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (CubbyFrame) frame = cubby_frame_new (sizes[i], sizes[G_N_ELEMENTS (sizes) - 1 - i]);
    CubbyView view;
    memset (frame->pixels, 77, (gsize)frame->stride * frame->height);
    cubby_watch_look (watch, frame, outside, 1, 3, &view);
    g_assert_true (cubby_view_is_sound (&view));
    cubby_watch_look (watch, frame, nowhere, 1, NAN, &view);
    g_assert_true (cubby_view_is_sound (&view));
    g_assert_false (view.candidate);
    cubby_watch_look (watch, frame, NULL, 0, 0, &view);
    g_assert_true (cubby_view_is_sound (&view));
  }
}

/* A view may cost a part of a frame's time only: against a copy of the frame, so that a busy machine does not
 * matter. */
static double
cpu_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void
test_cost (void)
{
  g_autoptr (CubbyWatch) watch = cubby_watch_new ();
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  CubbySimScene scene = cubby_sim_find_preset ("clean")->scene;
  CubbySimScene place = scene;
  place.prop = CUBBY_SIM_PROP_NONE;
  g_autoptr (CubbyFrame) nobody = cubby_sim_camera_render (&place, NULL, 0);
  g_autoptr (CubbyFrame) frame = cubby_sim_camera_render (&scene, code, 0);
  double least = INFINITY;
  CubbyView view;
  cubby_watch_look (watch, nobody, NULL, 0, 0, &view);
  for (guint i = 0; i < 50; i++) {
    double begun = cpu_ms ();
    cubby_watch_look (watch, frame, NULL, 0, 0, &view);
    g_assert_cmpint (view.held, ==, CUBBY_HELD_SCREEN);
    least = MIN (least, cpu_ms () - begun);
  }
  g_test_message ("a view takes %.2f ms", least);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  g_test_skip ("an instrumented build is not measured");
#else
  g_assert_cmpfloat (least, <, 2);
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/scanner/watch/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/scanner/watch/a code on a poster is not held", test_poster);
  g_test_add_func ("/scanner/watch/a burnt spot in a code is glare", test_glare);
  g_test_add_func ("/scanner/watch/regions and pictures of any size", test_edges);
  g_test_add_func ("/scanner/watch/a view costs little", test_cost);
  return g_test_run ();
}
