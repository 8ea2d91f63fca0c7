/* SPDX-License-Identifier: Apache-2.0 */
/* Two cameras whose films change under them: which of them the screen sees. */
#include "app/kiosk/scan-source.h"
#include "hardware/sim/camera.h"
#include "hardware/sim/film.h"

#include <glib/gstdio.h>

#define N_FRAMES 2
#define FRONT_WIDTH 320
#define ABOVE_WIDTH 400
#define HEIGHT 240
/* Bounds a wait; what is waited for takes two seconds or less on an idle machine. */
#define PATIENCE_US ((gint64)30 * G_USEC_PER_SEC)
/* Longer than the silence before an advice. */
#define ADVISED_US ((gint64)1500 * 1000)

typedef struct {
  guint width;
  char *directory;
  CubbyFilm *film;
  char *pipeline;
} Camera;

typedef struct {
  Camera front;
  Camera above;
  CubbySettings settings;
  CubbyScanSource *source;
  int preview_width; /* of the last picture; 0: none since it was asked */
  guint n_views;
  guint n_held;
} Fixture;

static void
camera_show (Camera *self, const char *preset)
{
  CubbySimScene scene = cubby_sim_find_preset (preset)->scene;
  scene.width = self->width;
  scene.height = HEIGHT;
  scene.seed = 3;
  g_autoptr (CubbyFrame) code = scene.prop != CUBBY_SIM_PROP_NONE ? cubby_frame_new (29, 29) : NULL;
  for (guint i = 0; i < N_FRAMES; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CubbyFrame) frame = cubby_sim_camera_render (&scene, code, i);
    cubby_film_put (self->film, i, frame, &error);
    g_assert_no_error (error);
  }
}

static void
camera_open (Camera *self, guint width)
{
  g_autoptr (GError) error = NULL;
  self->width = width;
  self->directory = g_dir_make_tmp ("cubby-source-XXXXXX", &error);
  g_assert_no_error (error);
  self->film =
      cubby_film_open (self->directory, cubby_film_find_format ("gray"), width, HEIGHT, N_FRAMES, &error);
  g_assert_no_error (error);
  self->pipeline = g_strdup_printf ("multifilesrc location=%s/frame-%%03d.gray loop=true ! rawvideoparse "
                                    "format=gray8 width=%u height=%d framerate=8/1",
                                    self->directory, width, HEIGHT);
  camera_show (self, "empty");
}

/* It is unplugged. */
static void
camera_remove (Camera *self)
{
  for (guint i = 0; i < N_FRAMES; i++) {
    g_autofree char *path = g_strdup_printf ("%s/frame-%03u.gray", self->directory, i);
    g_unlink (path);
  }
}

static void
camera_close (Camera *self)
{
  camera_remove (self);
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self->pipeline);
  cubby_film_free (self->film);
}

static void
on_preview (Fixture *f, GdkTexture *picture)
{
  f->preview_width = gdk_texture_get_width (picture);
}

static void
on_view (Fixture *f, const CubbyView *view, guint n_codes)
{
  f->n_views++;
  f->n_held += view->held != CUBBY_HELD_NOTHING ? 1 : 0;
}

static CubbyScannerSettings
settings_of (const char *name, const Camera *camera)
{
  return (CubbyScannerSettings){.name = (char *)name, .kind = (char *)"camera", .pipeline = camera->pipeline};
}

static void
set_up (Fixture *f, gconstpointer data)
{
  camera_open (&f->front, FRONT_WIDTH);
  camera_open (&f->above, ABOVE_WIDTH);
  CubbyScannerSettings front = settings_of ("front", &f->front), above = settings_of ("above", &f->above);
  f->settings.scanners = g_ptr_array_new ();
  g_ptr_array_add (f->settings.scanners, &front);
  g_ptr_array_add (f->settings.scanners, &above);
  f->source = cubby_scan_source_new (&f->settings); /* copies them */
  g_signal_connect_swapped (f->source, "preview", G_CALLBACK (on_preview), f);
  g_signal_connect_swapped (f->source, "view", G_CALLBACK (on_view), f);
  cubby_scan_source_set_advises (f->source, TRUE);
  cubby_scan_source_start (f->source);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cubby_scan_source_stop (f->source);
  g_assert_false (cubby_scan_source_has_camera (f->source));
  g_clear_object (&f->source);
  g_ptr_array_unref (f->settings.scanners);
  camera_close (&f->front);
  camera_close (&f->above);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @done or, without it, for @duration_us. */
static void
run (Fixture *f, gboolean (*done) (Fixture *f), gint64 duration_us)
{
  gint64 until_us = g_get_monotonic_time () + duration_us;
  guint tick = g_timeout_add (20, on_tick, NULL);
  while ((done == NULL || !done (f)) && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_true (done == NULL || done (f));
}

static gboolean
shows_front (Fixture *f)
{
  return f->preview_width == FRONT_WIDTH / 2 && f->n_views > 0;
}

static gboolean
shows_above (Fixture *f)
{
  return f->preview_width == ABOVE_WIDTH / 2;
}

static gboolean
advises (Fixture *f)
{
  return cubby_scan_source_get_advice (f->source) == CUBBY_ADVICE_BRIGHTER;
}

static gboolean
is_silent (Fixture *f)
{
  return cubby_scan_source_get_advice (f->source) == CUBBY_ADVICE_NONE;
}

static void
test_one_is_shown (Fixture *f, gconstpointer data)
{
  run (f, shows_front, PATIENCE_US);
  run (f, NULL, G_USEC_PER_SEC / 2); /* the other works too by now */
  camera_show (&f->above, "display-off");
  run (f, NULL, ADVISED_US);
  g_assert_true (shows_front (f));
  g_assert_cmpuint (f->n_held, ==, 0);
  g_assert_true (is_silent (f));
  camera_remove (&f->front);
  run (f, shows_above, PATIENCE_US);
  g_assert_true (cubby_scan_source_has_camera (f->source));
  run (f, advises, PATIENCE_US);
  camera_show (&f->front, "empty");
  f->n_views = 0;
  run (f, shows_front, PATIENCE_US);
  g_assert_true (is_silent (f));
}

static void
test_a_page_that_does_not_advise (Fixture *f, gconstpointer data)
{
  run (f, shows_front, PATIENCE_US);
  camera_show (&f->front, "display-off");
  run (f, advises, PATIENCE_US);
  cubby_scan_source_set_advises (f->source, FALSE);
  g_assert_true (is_silent (f));
  f->n_held = 0;
  run (f, NULL, ADVISED_US);
  g_assert_cmpuint (f->n_held, >, 0);
  g_assert_true (is_silent (f));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL); /* a camera that is lost is warned of */
  g_test_add ("/kiosk/scan-source/of two cameras the first that works is shown and advised of", Fixture, NULL,
              set_up, test_one_is_shown, tear_down);
  g_test_add ("/kiosk/scan-source/a page that does not advise hears of no advice", Fixture, NULL, set_up,
              test_a_page_that_does_not_advise, tear_down);
  return g_test_run ();
}
