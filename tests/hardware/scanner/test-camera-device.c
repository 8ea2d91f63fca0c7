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
} Fixture;

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
start (Fixture *f, guint width, const char *format)
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
  f->read = g_ptr_array_new_with_free_func (g_free);
  f->settings.scanners = g_ptr_array_new ();
  g_ptr_array_add (f->settings.scanners, &settings);
  f->scanner = cubby_scanner_new (&f->settings);
  g_signal_connect (f->scanner, "scanned", G_CALLBACK (on_scanned), f);
  g_signal_connect (f->scanner, "state", G_CALLBACK (on_state), f);
  cubby_scanner_start (f->scanner);
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
  start (f, 1280, "any");
  fake_camera_show (f->camera, frame);
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
  g_assert_nonnull (strstr (f->why, "v4l2-ctl -d /dev/video0 --list-formats-ext tells what it gives"));
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

static const struct {
  const char *name;
  void (*run) (Fixture *f);
} rows[] = {
    {"a pass is read, and the controls are what the configuration says", test_read},
    {"it is unplugged and plugged in again", test_unplugged},
    {"it lacks the size", test_lacks_size},
    {"it lacks the format", test_lacks_format},
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
