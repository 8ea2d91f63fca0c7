/* SPDX-License-Identifier: Apache-2.0 */
/* A camera by its device: GStreamer's v4l2src and the whole scanner on a webcam that umockdev plays. */
#include "hardware/scanner/scanner.h"
#include "tests/hardware/scanner/fake-camera.h"
#include "tests/hardware/scanner/scene.h"

#include <string.h>

#define PATIENCE_US ((gint64)30 * G_USEC_PER_SEC)

typedef struct {
  FakeCamera *camera;
  CubbySettings settings;
  CubbyScanner *scanner;
  GPtrArray *read; /* of texts */
  gboolean works;
  char *why;
  int n_slow; /* atomic: how many times it was said that it is slow */
} Fixture;

static void
on_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (strstr (message, "pictures a second come, and rate=30 asks for more") != NULL)
    g_atomic_int_inc (&((Fixture *)data)->n_slow);
}

static void
on_scanned (CubbyScanner *scanner, const char *text, const char *symbology, gint64 at_us, gpointer data)
{
  g_ptr_array_add (((Fixture *)data)->read, g_strdup (text));
}

static void
on_state (CubbyScanner *scanner, const char *name, gboolean works, const char *why, gpointer data)
{
  Fixture *f = data;
  f->works = works;
  g_free (f->why);
  f->why = g_strdup (why);
}

static void
set_up_scanner (Fixture *f, CubbyScannerSettings *settings)
{
  f->read = g_ptr_array_new_with_free_func (g_free);
  f->settings.scanners = g_ptr_array_new ();
  g_ptr_array_add (f->settings.scanners, settings);
  f->scanner = cubby_scanner_new (&f->settings);
  g_signal_connect (f->scanner, "scanned", G_CALLBACK (on_scanned), f);
  g_signal_connect (f->scanner, "state", G_CALLBACK (on_state), f);
}

static void
set_up (Fixture *f, guint width, const char *format)
{
  f->camera = fake_camera_new ();
  CubbyScannerSettings settings = {.name = (char *)"front",
                                   .kind = (char *)"camera",
                                   .device = (char *)fake_camera_get_device (f->camera),
                                   .camera = {.width = width,
                                              .height = 720,
                                              .rate = 30,
                                              .format = (char *)format,
                                              .exposure_us = 8000,
                                              .gain = CUBBY_CAMERA_AUTO,
                                              .focus = 30,
                                              .mains = (char *)"50"}};
  set_up_scanner (f, &settings);
}

static void
finish (Fixture *f)
{
  g_clear_object (&f->scanner);
  g_ptr_array_unref (f->settings.scanners);
  g_ptr_array_unref (f->read);
  fake_camera_free (f->camera);
  g_free (f->why);
}

static void
start (Fixture *f, guint width, const char *format)
{
  set_up (f, width, format);
  cubby_scanner_start (f->scanner);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
run_until (Fixture *f, gboolean (*done) (Fixture *f))
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;
  guint tick = g_timeout_add (20, on_tick, NULL);
  while (!done (f) && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_true (done (f));
}

static gboolean
is_working (Fixture *f)
{
  return f->works;
}

static gboolean
has_failed (Fixture *f)
{
  return !f->works && f->why != NULL;
}

static gboolean
has_read (Fixture *f)
{
  return f->read->len > 0;
}

static void
test_read (Fixture *f)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) frame = test_render ("clean", code, 0);
  set_up (f, 1280, "any");
  fake_camera_show (f->camera, frame);
  cubby_scanner_start (f->scanner);
  run_until (f, has_read);
  g_assert_cmpstr (g_ptr_array_index (f->read, 0), ==, TEST_PASS);
  g_assert_cmpint (fake_camera_get_control (f->camera, "Power Line Frequency"), ==, 1);
  g_assert_cmpint (fake_camera_get_control (f->camera, "Auto Exposure"), ==, 1);
  g_assert_cmpint (fake_camera_get_control (f->camera, "Exposure Time, Absolute"), ==, 80);
  g_assert_cmpint (fake_camera_get_control (f->camera, "Exposure, Dynamic Framerate"), ==, 0);
  g_assert_cmpint (fake_camera_get_control (f->camera, "Focus, Automatic Continuous"), ==, 0);
  g_assert_cmpint (fake_camera_get_control (f->camera, "Focus, Absolute"), ==, 30);
  g_assert_cmpint (fake_camera_get_control (f->camera, "Gain"), ==, -1); /* left as it is */
}

static void
test_unplugged (Fixture *f)
{
  start (f, 1280, "yuy2");
  run_until (f, is_working);
  fake_camera_unplug (f->camera);
  run_until (f, has_failed);
  g_assert_cmpstr (f->why, ==, "[scanner front] camera: /dev/video0 is gone");
  gint64 plugged_us = g_get_monotonic_time ();
  fake_camera_plug (f->camera);
  run_until (f, is_working);
  g_test_message ("pictures %" G_GINT64_FORMAT " ms after it was plugged in",
                  (g_get_monotonic_time () - plugged_us) / 1000);
}

static void
test_lacks (Fixture *f, guint width, const char *format)
{
  start (f, width, format);
  run_until (f, has_failed);
  g_test_message ("%s", f->why);
  g_assert_true (g_str_has_prefix (f->why, "[scanner front] camera: cubby-source: "));
  g_assert_nonnull (strstr (f->why,
                            "may not be among what it has: it gives yuy2 1280x720 at 30, 640x480 at 30; "
                            "mjpg 1920x1080 at 30, 1280x720 at 30"));
}

static void
test_lacks_size (Fixture *f)
{
  test_lacks (f, 1920, "any");
}

static void
test_lacks_format (Fixture *f)
{
  test_lacks (f, 1280, "gray8");
}

static void
test_busy (Fixture *f)
{
  set_up (f, 1280, "any");
  fake_camera_set_busy (f->camera, TRUE);
  cubby_scanner_start (f->scanner);
  run_until (f, has_failed);
  g_assert_cmpstr (f->why, ==, "[scanner front] camera: /dev/video0: another program holds it");
  fake_camera_set_busy (f->camera, FALSE);
  run_until (f, is_working);
}

/* Pictures go through umockdev byte by byte: two a second are enough to see these, and themselves too few. */
static void
start_slowly (Fixture *f)
{
  g_autoptr (CubbyFrame) shop = test_render ("empty", NULL, 0);
  set_up (f, 1280, "any");
  fake_camera_show (f->camera, shop);
  fake_camera_set_rate (f->camera, 2);
  g_log_set_default_handler (on_log, f);
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
}

static void
test_frozen (Fixture *f)
{
  start_slowly (f);
  fake_camera_set_frozen (f->camera, TRUE);
  run_until (f, has_failed);
  g_assert_nonnull (strstr (f->why, "[scanner front] camera: it has shown the same picture for 15 seconds"));
  g_assert_cmpint (g_atomic_int_get (&f->n_slow), ==, 1);
  gint64 until_us = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  while (g_get_monotonic_time () < until_us) { /* opened anew, and still frozen */
    g_main_context_iteration (NULL, FALSE);
    g_usleep (G_USEC_PER_SEC / 50);
    g_assert_false (f->works);
  }
  fake_camera_set_frozen (f->camera, FALSE);
  run_until (f, is_working);
  g_log_set_default_handler (g_log_default_handler, NULL);
}

/* The same camera through a pipeline of the configuration: it is a sensor still. */
static void
test_frozen_pipeline (Fixture *f)
{
  g_autoptr (CubbyFrame) shop = test_render ("empty", NULL, 0);
  f->camera = fake_camera_new ();
  g_autofree char *pipeline = g_strdup_printf (
      "v4l2src device=%s ! video/x-raw, format=(string)YUY2, width=(int)1280, height=(int)720",
      fake_camera_get_device (f->camera));
  CubbyScannerSettings settings = {.name = (char *)"front", .kind = (char *)"camera", .pipeline = pipeline};
  set_up_scanner (f, &settings);
  fake_camera_show (f->camera, shop);
  fake_camera_set_rate (f->camera, 2);
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  fake_camera_set_frozen (f->camera, TRUE);
  run_until (f, has_failed);
  g_assert_nonnull (strstr (f->why, "[scanner front] camera: it has shown the same picture for 15 seconds"));
  cubby_scanner_stop (f->scanner);
}

static void
test_covered (Fixture *f)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) frame = test_render ("clean", code, 0);
  start_slowly (f);
  fake_camera_cover (f->camera);
  run_until (f, has_failed);
  g_assert_cmpstr (
      f->why, ==,
      "[scanner front] camera: its picture is black: the lens is covered, or no light falls on it");
  fake_camera_show (f->camera, frame);
  run_until (f, is_working);
  run_until (f, has_read);
  g_log_set_default_handler (g_log_default_handler, NULL);
}

static const struct {
  const char *name;
  void (*run) (Fixture *f);
} rows[] = {
    {"a pass is read, and the controls are what the configuration says", test_read},
    {"it is unplugged and plugged in again", test_unplugged},
    {"it lacks the size", test_lacks_size},
    {"it lacks the format", test_lacks_format},
    {"another program holds it", test_busy},
    {"it is frozen, and slow", test_frozen},
    {"it is frozen behind a pipeline", test_frozen_pipeline},
    {"its lens is covered", test_covered},
};

static void
run_row (gconstpointer data)
{
  Fixture f = {NULL};
  void (*const *run) (Fixture *) = data;
  (*run) (&f);
  finish (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/camera-device/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i].run, run_row);
  }
  return g_test_run ();
}
