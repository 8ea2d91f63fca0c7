/* SPDX-License-Identifier: Apache-2.0 */
/* Several scanners at once, and what happens when one is pulled out and put in again. GStreamer's sources
 * stand for cameras, a pty for a reader. */
#include "hardware/scanner/scanner.h"
#include "hardware/scanner/source.h"
#include "hardware/sim/film.h"
#include "tests/hardware/scanner/scene.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <pty.h>
#include <string.h>
#include <unistd.h>

#define N_FRAMES 1
#define PATIENCE_US ((gint64)30 * G_USEC_PER_SEC)

typedef struct {
  char *directory;
  CubbySettings settings;
  CubbyScanner *scanner;
  GHashTable *whys; /* name: why it does not work, or "" */
  GPtrArray *read;  /* of texts */
  guint n_states;
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
  g_assert_true (works == (why[0] == '\0'));
  f->n_states++;
  g_hash_table_insert (f->whys, g_strdup (name), g_strdup (why));
}

static void
set_up (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  f->directory = g_dir_make_tmp ("cubby-plugging-XXXXXX", &error);
  g_assert_no_error (error);
  f->settings.scanners = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_scanner_settings_free);
  f->whys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  f->read = g_ptr_array_new_with_free_func (g_free);
}

static void
add (Fixture *f, const CubbyScannerSettings *settings)
{
  g_ptr_array_add (f->settings.scanners, cubby_scanner_settings_copy (settings));
}

static void
add_camera (Fixture *f, const char *name, const char *pipeline)
{
  const CubbyScannerSettings settings = {
      .name = (char *)name, .kind = (char *)"camera", .pipeline = (char *)pipeline};
  add (f, &settings);
}

static void
add_reader (Fixture *f, const char *device)
{
  const CubbyScannerSettings settings = {.name = (char *)"hand",
                                         .kind = (char *)"serial",
                                         .device = (char *)device,
                                         .baud = 9600,
                                         .reader = {.gap_ms = 100}};
  add (f, &settings);
}

static void
start (Fixture *f)
{
  f->scanner = cubby_scanner_new (&f->settings);
  g_signal_connect (f->scanner, "scanned", G_CALLBACK (on_scanned), f);
  g_signal_connect (f->scanner, "state", G_CALLBACK (on_state), f);
  cubby_scanner_start (f->scanner);
}

static void
tear_down (Fixture *f)
{
  g_clear_object (&f->scanner);
  g_ptr_array_unref (f->settings.scanners);
  g_ptr_array_unref (f->read);
  g_hash_table_unref (f->whys);
  g_rmdir (f->directory);
  g_free (f->directory);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
has_read (Fixture *f, const char *text)
{
  return g_ptr_array_find_with_equal_func (f->read, text, g_str_equal, NULL);
}

static gboolean
has_state (Fixture *f, const char *name, gboolean works)
{
  const char *why = g_hash_table_lookup (f->whys, name);
  return why != NULL && works == (why[0] == '\0');
}

/* Runs the main loop until [scanner @name] works, or does not; or, without a name, until @text was read. */
static void
run_until (Fixture *f, const char *name, gboolean works, const char *text)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;
  guint tick = g_timeout_add (10, on_tick, NULL);
  gboolean done = FALSE;
  while (!done && g_get_monotonic_time () < until_us) {
    g_main_context_iteration (NULL, TRUE);
    done = name != NULL ? has_state (f, name, works) : has_read (f, text);
  }
  g_source_remove (tick);
  g_assert_true (done);
}

static void
run_until_works (Fixture *f, const char *name)
{
  run_until (f, name, TRUE, NULL);
}

static void
run_until_fails (Fixture *f, const char *name)
{
  run_until (f, name, FALSE, NULL);
}

static void
run_until_read (Fixture *f, const char *text)
{
  run_until (f, NULL, FALSE, text);
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
open_film (Fixture *f, const char *name)
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
close_film (Fixture *f, const char *name, CubbyFilm *film)
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
test_several (Fixture *f)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  CubbyFilm *left = open_film (f, "left"), *right = open_film (f, "right");
  add_camera (f, "left", cubby_film_get_pipeline (left));
  add_camera (f, "right", cubby_film_get_pipeline (right));
  add_camera (f, "broken", "nosuchcamera");
  start (f);
  run_until_works (f, "left");
  run_until_works (f, "right");
  run_until_fails (f, "broken");
  g_assert_cmpuint (f->read->len, ==, 0);
  show (right, code);
  run_until_read (f, TEST_PASS);
  show (right, NULL);
  g_autoptr (CubbyFrame) other = test_draw_qr (TEST_OTHER_PASS);
  show (left, other);
  run_until_read (f, TEST_OTHER_PASS);
  g_assert_cmpuint (f->n_states, ==, 3);
  cubby_scanner_stop (f->scanner);
  close_film (f, "left", left);
  close_film (f, "right", right);
}

typedef struct {
  int reader;
  int line;
  char device[128];
} Pty;

static Pty
plug (const char *link)
{
  Pty pty = {-1, -1, ""};
  g_assert_cmpint (openpty (&pty.reader, &pty.line, pty.device, NULL, NULL), ==, 0);
  g_assert_cmpint (symlink (pty.device, link), ==, 0);
  return pty;
}

static void
unplug (const Pty *pty, const char *link)
{
  g_unlink (link);
  close (pty->line);
  close (pty->reader);
}

static void
send_line (const Pty *pty, const char *text)
{
  g_assert_cmpint (write (pty->reader, text, strlen (text)), ==, (int)strlen (text));
}

/* Four failures: the next try by itself would come after two to four seconds. */
static void
test_back_at_once (Fixture *f)
{
  g_autofree char *link = g_build_filename (f->directory, "usb-reader", NULL);
  add_reader (f, link);
  start (f);
  run_until_fails (f, "hand");
  g_usleep (2 * G_USEC_PER_SEC);
  gint64 plugged_us = g_get_monotonic_time ();
  Pty pty = plug (link);
  run_until_works (f, "hand");
  g_test_message ("it works %" G_GINT64_FORMAT " ms after it was plugged in",
                  (g_get_monotonic_time () - plugged_us) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - plugged_us, <, G_USEC_PER_SEC);
  unplug (&pty, link);
  run_until_fails (f, "hand");
  g_assert_nonnull (strstr (g_hash_table_lookup (f->whys, "hand"), link));
  pty = plug (link);
  run_until_works (f, "hand");
  send_line (&pty, "4006381333931\r");
  run_until_read (f, "4006381333931");
  cubby_scanner_stop (f->scanner);
  unplug (&pty, link);
}

static void
test_label (Fixture *f)
{
  g_autofree char *link = g_build_filename (f->directory, "usb-reader", NULL);
  Pty pty = plug (link);
  add_reader (f, link);
  start (f);
  run_until_works (f, "hand");
  send_line (&pty, "]C100089312345000000012\r]E04006381333931\r");
  run_until_read (f, "4006381333931");
  g_assert_false (has_read (f, "00089312345000000012"));
  cubby_scanner_set_context (f->scanner, CUBBY_SCAN_CONTEXT_STAFF);
  send_line (&pty, "]C100089312345000000012\r");
  run_until_read (f, "00089312345000000012");
  cubby_scanner_stop (f->scanner);
  unplug (&pty, link);
}

static void
test_camera_gone (Fixture *f)
{
  g_autofree char *device = g_build_filename (f->directory, "video0", NULL);
  const CubbyScannerSettings settings = {
      .name = (char *)"front",
      .kind = (char *)"camera",
      .device = device,
      .camera = {.width = 1280, .height = 720, .rate = 30, .format = (char *)"any"}};
  add (f, &settings);
  start (f);
  run_until_fails (f, "front");
  g_autofree char *gone = g_strdup_printf ("[scanner front] camera: %s is gone", device);
  g_assert_cmpstr (g_hash_table_lookup (f->whys, "front"), ==, gone);
  cubby_scanner_stop (f->scanner);

  g_assert_true (g_file_set_contents (device, "no camera", -1, NULL));
  g_hash_table_remove_all (f->whys);
  cubby_scanner_start (f->scanner);
  run_until_fails (f, "front");
  const char *why = g_hash_table_lookup (f->whys, "front");
  g_test_message ("%s", why);
  g_assert_true (g_str_has_prefix (why, "[scanner front] camera: cubby-source: "));
  g_assert_nonnull (strstr (why, device));
  cubby_scanner_stop (f->scanner);
  g_unlink (device);
}

static void
test_words (Fixture *f)
{
  g_assert_cmpstr (cubby_source_explain_open (EBUSY), ==, "another program holds it");
  g_assert_nonnull (strstr (cubby_source_explain_open (EACCES), "udev"));
  g_assert_nonnull (strstr (cubby_source_explain_open (EPERM), "DeviceAllow="));
  g_assert_cmpstr (cubby_source_explain_open (ENOENT), ==, g_strerror (ENOENT));
}

static const struct {
  const char *name;
  void (*run) (Fixture *f);
} rows[] = {
    {"two cameras are read at once, and a broken one is no matter", test_several},
    {"a reader that is plugged in is not kept waiting", test_back_at_once},
    {"a label is for staff alone, by a reader too", test_label},
    {"why a device is not opened is said with the way out", test_words},
    {"a camera that is not there, and a file that is none", test_camera_gone},
};

static void
run_row (gconstpointer data)
{
  void (*const *run) (Fixture *) = data;
  Fixture f = {NULL};
  set_up (&f);
  (*run) (&f);
  tear_down (&f);
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
