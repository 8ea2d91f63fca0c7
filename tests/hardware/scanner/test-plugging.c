/* SPDX-License-Identifier: Apache-2.0 */
/* Several cameras at once, one that is none, and one that is not there. GStreamer's sources stand for
 * cameras. */
#include "hardware/scanner/source.h"
#include "hardware/sim/film.h"
#include "tests/hardware/scanner/plugging.h"
#include "tests/hardware/scanner/scene.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define N_FRAMES 1

static void
add_camera (Plugging *f, const char *name, const char *pipeline)
{
  const CubbyScannerSettings settings = {
      .name = (char *)name, .kind = (char *)"camera", .pipeline = (char *)pipeline};
  plugging_add (f, &settings);
}

static void
show (CubbyFilm *film, const CubbyFrame *code)
{
  for (guint i = 0; i < N_FRAMES; i++) {
    g_autoptr (CubbyFrame) frame = test_render (code != NULL ? "clean" : "empty", code, i);
    g_autoptr (GError) error = NULL;
    cubby_film_put (film, i, frame, &error);
    g_assert_no_error (error);
  }
}

static CubbyFilm *
open_film (Plugging *f, const char *name)
{
  g_autofree char *folder = g_build_filename (f->directory, name, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  CubbyFilm *film = cubby_film_open (folder, cubby_film_find_format ("gray"), 1280, 720, N_FRAMES, &error);
  g_assert_no_error (error);
  show (film, NULL);
  return film;
}

static void
close_film (Plugging *f, const char *name, CubbyFilm *film)
{
  g_autofree char *folder = g_build_filename (f->directory, name, NULL);
  for (guint i = 0; i < N_FRAMES; i++) {
    g_autofree char *file = g_strdup_printf ("frame-%03u.gray", i);
    g_autofree char *path = g_build_filename (folder, file, NULL);
    g_unlink (path);
  }
  g_rmdir (folder);
  cubby_film_free (film);
}

static void
test_several (Plugging *f)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  CubbyFilm *left = open_film (f, "left"), *right = open_film (f, "right");
  add_camera (f, "left", cubby_film_get_pipeline (left));
  add_camera (f, "right", cubby_film_get_pipeline (right));
  add_camera (f, "broken", "nosuchcamera");
  plugging_start (f);
  plugging_run_until_works (f, "left");
  plugging_run_until_works (f, "right");
  plugging_run_until_fails (f, "broken");
  g_assert_cmpuint (f->read->len, ==, 0);
  show (right, code);
  plugging_run_until_read (f, TEST_PASS);
  show (right, NULL);
  g_autoptr (CubbyFrame) other = test_draw_qr (TEST_OTHER_PASS);
  show (left, other);
  plugging_run_until_read (f, TEST_OTHER_PASS);
  g_assert_cmpuint (f->n_states, ==, 3);
  cubby_scanner_stop (f->scanner);
  close_film (f, "left", left);
  close_film (f, "right", right);
}

static void
test_camera_gone (Plugging *f)
{
  g_autofree char *device = g_build_filename (f->directory, "video0", NULL);
  const CubbyScannerSettings settings = {
      .name = (char *)"front",
      .kind = (char *)"camera",
      .device = device,
      .camera = {.width = 1280, .height = 720, .rate = 30, .format = (char *)"any"}};
  plugging_add (f, &settings);
  plugging_start (f);
  plugging_run_until_fails (f, "front");
  g_autofree char *gone = g_strdup_printf ("[scanner front] camera: %s is gone", device);
  g_assert_cmpstr (plugging_get_why (f, "front"), ==, gone);
  cubby_scanner_stop (f->scanner);

  g_assert_true (g_file_set_contents (device, "no camera", -1, NULL));
  g_hash_table_remove_all (f->whys);
  cubby_scanner_start (f->scanner);
  plugging_run_until_fails (f, "front");
  const char *why = plugging_get_why (f, "front");
  g_test_message ("%s", why);
  g_assert_true (g_str_has_prefix (why, "[scanner front] camera: cubby-source: "));
  g_assert_nonnull (strstr (why, device));
  cubby_scanner_stop (f->scanner);
  g_unlink (device);
}

/* Such as one whose cable is loose, or that gets too little power. */
static void
test_short_lived (Plugging *f)
{
  add_camera (f, "front", "videotestsrc num-buffers=2 ! video/x-raw,width=160,height=120");
  plugging_start (f);
  plugging_run_until_works (f, "front");
  plugging_run_until_fails (f, "front");
  g_assert_cmpstr (plugging_get_why (f, "front"), ==, "[scanner front] camera: the pictures have ended");
  plugging_run_for (f, 3 * G_USEC_PER_SEC);
  g_assert_cmpuint (f->n_states, >=, 4);
  g_assert_cmpuint (f->n_states, <=, 10); /* after 0.25, 0.5, 1 and 2 s; every 0.25 s they would be 24 */
}

static void
test_words (Plugging *f)
{
  g_assert_cmpstr (cubby_source_explain_open (EBUSY), ==, "another program holds it");
  g_assert_nonnull (strstr (cubby_source_explain_open (EACCES), "udev"));
  g_assert_nonnull (strstr (cubby_source_explain_open (EPERM), "DeviceAllow="));
  g_assert_nonnull (strstr (cubby_source_explain_open (ENOENT), "plug it in, or correct device="));
  g_assert_cmpstr (cubby_source_explain_open (EISDIR), ==, g_strerror (EISDIR));
  g_assert_cmpint (cubby_source_error_of_open (EBUSY), ==, CUBBY_SOURCE_ERROR_HELD);
  g_assert_cmpint (cubby_source_error_of_open (EACCES), ==, CUBBY_SOURCE_ERROR_DENIED);
  g_assert_cmpint (cubby_source_error_of_open (ENOENT), ==, CUBBY_SOURCE_ERROR_GONE);
}

static const struct {
  const char *name;
  void (*run) (Plugging *f);
} rows[] = {
    {"two cameras are read at once, and a broken one is no matter", test_several},
    {"a camera that works for a moment each time is tried ever more rarely", test_short_lived},
    {"why a device is not opened is said with the way out", test_words},
    {"a camera that is not there, and a file that is none", test_camera_gone},
};

static void
run_row (gconstpointer data)
{
  void (*const *run) (Plugging *) = data;
  Plugging f = {NULL};
  plugging_set_up (&f);
  (*run) (&f);
  plugging_tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/plugging/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i].run, run_row);
  }
  return g_test_run ();
}
