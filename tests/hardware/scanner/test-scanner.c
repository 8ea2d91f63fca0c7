/* SPDX-License-Identifier: Apache-2.0 */
/* The whole scanner: a real GStreamer pipeline over the files of the simulated camera, and a reader on a pty.
 */
#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/scale.h"
#include "hardware/scanner/picture.h"
#include "hardware/scanner/scanner.h"
#include "hardware/sim/film.h"
#include "tests/hardware/scanner/scene.h"

#include <glib/gstdio.h>
#include <pty.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define N_FRAMES 4
#define WIDTH 1280
#define HEIGHT 720
/* Bounds a wait; what is waited for takes a second or less on an idle machine. */
#define PATIENCE_US ((gint64)30 * G_USEC_PER_SEC)

typedef struct {
  char *directory;
  CubbyFilm *film;
  CubbySettings settings;
  CubbyScanner *scanner;
  GPtrArray *read; /* of "symbology text" */
  guint n_ambiguous;
  guint n_frames;
  guint preview_width;
  guint n_views_read; /* that showed one code, read */
  CubbyView view;     /* the last of those */
  gboolean works;
  guint n_states;
  char *why;
  gint64 at_us;
  gint64 captured_us;
} Fixture;

static void
on_scanned (CubbyScanner *scanner, const char *text, const char *symbology, gint64 at_us, gpointer data)
{
  Fixture *f = data;
  f->at_us = at_us;
  f->captured_us = cubby_scanner_get_captured_us (scanner);
  g_ptr_array_add (f->read, g_strconcat (symbology, " ", text, NULL));
  g_test_message ("read: %s %s", symbology, text);
}

static void
on_ambiguous (CubbyScanner *scanner, gpointer data)
{
  ((Fixture *)data)->n_ambiguous++;
}

static void
on_frame (CubbyScanner *scanner, const char *name, CubbyFrame *frame, gpointer data)
{
  Fixture *f = data;
  g_assert_cmpstr (name, ==, "front");
  f->n_frames++;
  f->preview_width = frame->width;
}

static void
on_view (CubbyScanner *scanner, const char *name, const CubbyView *view, guint n_codes, gint64 at_us,
         gpointer data)
{
  Fixture *f = data;
  g_assert_cmpstr (name, ==, "front");
  g_assert_true (cubby_view_is_sound (view));
  g_assert_cmpint (at_us, >, 0);
  if (!view->candidate || n_codes != 1)
    return;
  f->n_views_read++;
  f->view = *view;
}

static void
on_state (CubbyScanner *scanner, const char *name, gboolean works, const char *why, gpointer data)
{
  Fixture *f = data;
  g_assert_cmpstr (name, ==, "front");
  g_assert_true (works == (why[0] == '\0'));
  g_assert_true (works == cubby_scanner_get_works (scanner, name));
  f->works = works;
  f->n_states++;
  g_free (f->why);
  f->why = g_strdup (why);
}

static void
put (Fixture *f, guint index, const CubbyFrame *frame)
{
  g_autoptr (GError) error = NULL;
  cubby_film_put (f->film, index, frame, &error);
  g_assert_no_error (error);
}

/* Changes the scene under the running camera, at once: drawing takes long on a busy machine, and pictures of
 * two scenes in turn are what somebody shows who takes a code away and brings it back. */
static void
show (Fixture *f, const char *preset, const CubbyFrame *code)
{
  CubbyFrame *frames[N_FRAMES];
  for (guint i = 0; i < N_FRAMES; i++)
    frames[i] = test_render (preset, code, i);
  for (guint i = 0; i < N_FRAMES; i++) {
    put (f, i, frames[i]);
    cubby_frame_unref (frames[i]);
  }
}

static void
configure (Fixture *f, CubbyScannerSettings *settings)
{
  f->settings.scanners = g_ptr_array_new ();
  g_ptr_array_add (f->settings.scanners, settings);
  f->scanner = cubby_scanner_new (&f->settings);
  g_signal_connect (f->scanner, "scanned", G_CALLBACK (on_scanned), f);
  g_signal_connect (f->scanner, "ambiguous", G_CALLBACK (on_ambiguous), f);
  g_signal_connect (f->scanner, "frame", G_CALLBACK (on_frame), f);
  g_signal_connect (f->scanner, "view", G_CALLBACK (on_view), f);
  g_signal_connect (f->scanner, "state", G_CALLBACK (on_state), f);
}

static void
configure_camera (Fixture *f, const char *pipeline)
{
  g_autofree char *text = g_strdup (pipeline != NULL ? pipeline : cubby_film_get_pipeline (f->film));
  CubbyScannerSettings settings = {.name = (char *)"front", .kind = (char *)"camera", .pipeline = text};
  configure (f, &settings);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  f->read = g_ptr_array_new_with_free_func (g_free);
  f->directory = g_dir_make_tmp ("cubby-scanner-XXXXXX", &error);
  g_assert_no_error (error);
  f->film = cubby_film_open (f->directory, cubby_film_find_format ("gray"), WIDTH, HEIGHT, N_FRAMES, &error);
  g_assert_no_error (error);
}

static void
remove_frames (Fixture *f)
{
  for (guint i = 0; i < N_FRAMES; i++) {
    g_autofree char *path = g_strdup_printf ("%s/frame-%03u.gray", f->directory, i);
    g_unlink (path);
  }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->scanner);
  g_clear_pointer (&f->settings.scanners, g_ptr_array_unref);
  remove_frames (f);
  g_rmdir (f->directory);
  g_free (f->directory);
  cubby_film_free (f->film);
  g_ptr_array_unref (f->read);
  g_free (f->why);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @done or for too long. */
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

static void
run_for (gint64 duration_us)
{
  gint64 until_us = g_get_monotonic_time () + duration_us;
  guint tick = g_timeout_add (20, on_tick, NULL);
  while (g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

static gboolean
has_read_one (Fixture *f)
{
  return f->read->len >= 1;
}

static gboolean
has_read_two (Fixture *f)
{
  return f->read->len >= 2;
}

static gboolean
has_read_product (Fixture *f)
{
  return g_ptr_array_find_with_equal_func (f->read, "EAN-13 4006381333931", g_str_equal, NULL);
}

static gboolean
is_asking (Fixture *f)
{
  return f->n_ambiguous >= 1;
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

static void
assert_read (Fixture *f, guint index, const char *expected)
{
  g_assert_cmpuint (f->read->len, ==, index + 1);
  g_assert_cmpstr (g_ptr_array_index (f->read, index), ==, expected);
}

static void
test_held_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  show (f, "held", code);
  configure_camera (f, NULL);
  cubby_scanner_start (f->scanner);
  run_until (f, has_read_one);
  run_for (2 * G_USEC_PER_SEC); /* longer than a repeat: it has stayed in view */
  assert_read (f, 0, "QR-Code " TEST_PASS);
  g_assert_cmpint (f->captured_us, >, 0);
  g_assert_cmpint (f->at_us, >=, f->captured_us);
  g_assert_cmpuint (f->n_ambiguous, ==, 0);
  g_assert_cmpuint (f->n_frames, >, 0);
  g_assert_cmpuint (f->preview_width, ==, WIDTH / 2);
  g_assert_cmpuint (f->n_views_read, >, 0);
  g_assert_cmpuint (f->view.width, ==, WIDTH);
  g_assert_cmpuint (f->view.symbology, ==, CUBBY_SYMBOLOGY_QR);
  g_assert_cmpfloat (f->view.corners[0].x, <, f->view.corners[1].x);
  g_assert_cmpfloat (f->view.corners[0].y, <, f->view.corners[3].y);
  g_assert_cmpfloat (f->view.contrast, >, 0.3f);
}

static void
test_dark_mode (Fixture *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  show (f, "dark-mode", code);
  configure_camera (f, NULL);
  cubby_scanner_start (f->scanner);
  run_until (f, has_read_one);
  assert_read (f, 0, "QR-Code " TEST_PASS);
}

static void
test_empty_then_shown (Fixture *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) other = test_draw_qr (TEST_OTHER_PASS);
  show (f, "empty", NULL);
  configure_camera (f, NULL);
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  run_for (G_USEC_PER_SEC);
  g_assert_cmpuint (f->read->len, ==, 0);
  show (f, "clean", code);
  run_until (f, has_read_one);
  assert_read (f, 0, "QR-Code " TEST_PASS);
  show (f, "clean", other);
  run_until (f, has_read_two);
  assert_read (f, 1, "QR-Code " TEST_OTHER_PASS);
}

/* Instead of the film of the usual size. */
static void
open_small_film (Fixture *f, const CubbyFrame *frame)
{
  g_autoptr (GError) error = NULL;
  cubby_film_free (f->film);
  f->film = cubby_film_open (f->directory, cubby_film_find_format ("gray"), frame->width, frame->height,
                             N_FRAMES, &error);
  g_assert_no_error (error);
}

/* A slow processor, or a sanitizer's build, reads one of them in the time of a picture, and the other one in
 * one of the next. */
static void
test_two_codes (Fixture *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) left = test_draw_qr (TEST_PASS);
  g_autoptr (CubbyFrame) right = test_draw_qr (TEST_OTHER_PASS);
  g_autoptr (CubbyFrame) large = test_render_two (left, right);
  g_autoptr (CubbyFrame) frame = cubby_frame_halve (large);
  open_small_film (f, frame);
  for (guint i = 0; i < N_FRAMES; i++)
    put (f, i, frame);
  configure_camera (f, NULL);
  cubby_scanner_start (f->scanner);
  run_until (f, is_asking);
  run_for (2 * G_USEC_PER_SEC);
  g_assert_cmpuint (f->read->len, ==, 0);
  g_assert_cmpuint (f->n_ambiguous, ==, 1);
}

/* What the shopper hears of is the product alone, whichever of them is read first. */
static void
test_pack (Fixture *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) left = test_draw_qr ("https://brand.example/win");
  g_autoptr (CubbyFrame) right = test_load_picture ("ean-13.png");
  g_autoptr (CubbyFrame) frame = test_render_two (left, right);
  for (guint i = 0; i < N_FRAMES; i++)
    put (f, i, frame);
  configure_camera (f, NULL);
  cubby_scanner_start (f->scanner);
  run_until (f, has_read_product);
  g_assert_cmpuint (f->n_ambiguous, ==, 0);
}

static void
test_context (Fixture *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) code = test_load_picture ("code-128.png");
  show (f, "label", code);
  configure_camera (f, NULL);
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  run_for (G_USEC_PER_SEC);
  g_assert_cmpuint (f->read->len, ==, 0);
  cubby_scanner_set_context (f->scanner, CUBBY_SCAN_CONTEXT_STAFF);
  run_until (f, has_read_one);
  assert_read (f, 0, "Code-128 00089312345000000012");
}

static void
test_vanishes (Fixture *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  show (f, "empty", NULL);
  configure_camera (f, NULL);
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  remove_frames (f);
  run_until (f, has_failed);
  g_assert_true (g_str_has_prefix (f->why, "[scanner front] camera: "));
  show (f, "clean", code);
  run_until (f, is_working);
  run_until (f, has_read_one);
  assert_read (f, 0, "QR-Code " TEST_PASS);
}

static void
test_again (Fixture *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  show (f, "clean", code);
  configure_camera (f, NULL);
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  cubby_scanner_stop (f->scanner);
  g_assert_false (cubby_scanner_get_works (f->scanner, "front"));
  guint n_frames = f->n_frames, n_read = f->read->len;
  run_for (G_USEC_PER_SEC / 2);
  g_assert_cmpuint (f->n_frames, ==, n_frames);
  g_assert_cmpuint (f->read->len, ==, n_read);
  g_ptr_array_set_size (f->read, 0);
  run_for (2 * G_USEC_PER_SEC); /* out of sight for longer than a repeat */
  cubby_scanner_start (f->scanner);
  run_until (f, has_read_one);
  assert_read (f, 0, "QR-Code " TEST_PASS);
}

typedef struct {
  const char *name;
  const char *pipeline;
  const char *prefix; /* of the sentence for staff */
  const char *part;
} BrokenRow;

static const BrokenRow broken_rows[] = {
    {"garbage", "!! ~~ 17", "[scanner front] pipeline: ", "syntax"},
    {"an element that does not exist", "nosuchcamera device=7", "[scanner front] pipeline: ", "nosuchcamera"},
    {"a property that does not exist", "multifilesrc size=7", "[scanner front] pipeline: ", "size"},
    {"decodebin", "filesrc location=/dev/null ! decodebin", "[scanner front] pipeline: ", "decodebin"},
    {"a sink of its own", "videotestsrc ! tee name=t ! queue ! multifilesink t.",
     "[scanner front] pipeline: ", "multifilesink"},
    {"nothing", "", "[scanner front] pipeline: ", ""},
    {"files that are not there",
     "multifilesrc location=/nonexistent/frame-%03d.gray ! rawvideoparse width=8 height=8",
     "[scanner front] camera: ", ""},
    {"a file that ends", "filesrc location=/dev/null ! rawvideoparse width=8 height=8",
     "[scanner front] camera: ", ""},
};

static void
test_broken (Fixture *f, gconstpointer data)
{
  const BrokenRow *row = data;
  configure_camera (f, row->pipeline);
  cubby_scanner_start (f->scanner);
  run_until (f, has_failed);
  g_test_message ("%s", f->why);
  g_assert_true (g_str_has_prefix (f->why, row->prefix));
  g_assert_nonnull (strstr (f->why, row->part));
  run_for (G_USEC_PER_SEC); /* it is tried again and not told again */
  g_assert_cmpuint (f->n_states, ==, 1);
}

static void
test_nothing_configured (void)
{
  CubbySettings settings = {.scanners = g_ptr_array_new ()};
  g_autoptr (CubbyScanner) scanner = cubby_scanner_new (&settings);
  cubby_scanner_start (scanner);
  cubby_scanner_set_context (scanner, CUBBY_SCAN_CONTEXT_STAFF);
  cubby_scanner_stop (scanner);
  g_ptr_array_unref (settings.scanners);
}

static void
write_line (int fd, const char *text)
{
  g_assert_cmpint (write (fd, text, strlen (text)), ==, (int)strlen (text));
}

static void
configure_serial (Fixture *f, char *device)
{
  CubbyScannerSettings settings = {.name = (char *)"front",
                                   .kind = (char *)"serial",
                                   .device = device,
                                   .baud = 9600,
                                   .reader = {.gap_ms = 50}};
  configure (f, &settings);
}

static gboolean
has_read_reader_product (Fixture *f)
{
  return g_ptr_array_find_with_equal_func (f->read, "reader 4006381333931", g_str_equal, NULL);
}

/* The pass once more only if the machine took its time: then it is told again, and rightly. */
static void
assert_told_nothing_else (Fixture *f)
{
  for (guint i = 0; i < f->read->len; i++) {
    const char *told = g_ptr_array_index (f->read, i);
    g_assert_true (g_str_equal (told, "reader 4006381333931") || g_str_has_suffix (told, " " TEST_PASS));
  }
}

static void
test_serial (Fixture *f, gconstpointer data)
{
  int reader = -1, line = -1;
  char device[128];
  g_assert_cmpint (openpty (&reader, &line, device, NULL, NULL), ==, 0);
  configure_serial (f, device);
  cubby_scanner_start (f->scanner);
  run_until (f, is_working);
  write_line (reader, "\x02]Q1" TEST_PASS "\x03\r\n");
  run_until (f, has_read_one);
  assert_read (f, 0, "QR-Code " TEST_PASS);
  write_line (reader, "@FACDEF\r" TEST_PASS "\r\n"
                      "40\x1b"
                      "06\r"
                      "4006381333931\r");
  run_until (f, has_read_reader_product);
  assert_told_nothing_else (f);
  close (line);
  close (reader);
  run_until (f, has_failed);
  g_assert_nonnull (strstr (f->why, device));
}

static void
test_serial_taken (Fixture *f, gconstpointer data)
{
  int reader = -1, line = -1;
  char device[128];
  g_assert_cmpint (openpty (&reader, &line, device, NULL, NULL), ==, 0);
  g_assert_cmpint (ioctl (line, TIOCEXCL), ==, 0);
  configure_serial (f, device);
  cubby_scanner_start (f->scanner);
  run_until (f, has_failed);
  g_assert_nonnull (strstr (f->why, "another program holds it"));
  run_for (G_USEC_PER_SEC); /* tried again, and it stays that program's */
  g_assert_false (f->works);
  g_assert_cmpint (ioctl (line, TIOCNXCL), ==, 0);
  run_until (f, is_working);
  int taken = 0; /* now it is ours alone */
  g_assert_cmpint (ioctl (line, TIOCGEXCL, &taken), ==, 0);
  g_assert_cmpint (taken, !=, 0);
  cubby_scanner_stop (f->scanner);
  close (line);
  close (reader);
}

static void
test_serial_missing (Fixture *f, gconstpointer data)
{
  CubbyScannerSettings settings = {
      .name = (char *)"front", .kind = (char *)"serial", .device = (char *)"/dev/no-reader", .baud = 9600};
  configure (f, &settings);
  cubby_scanner_start (f->scanner);
  run_until (f, has_failed);
  g_assert_true (g_str_has_prefix (
      f->why, "[scanner front] device: /dev/no-reader: is not there; plug it in, or correct device="));
}

static void
test_serial_no_tty (Fixture *f, gconstpointer data)
{
  CubbyScannerSettings settings = {
      .name = (char *)"front", .kind = (char *)"serial", .device = (char *)"/dev/null", .baud = 9600};
  configure (f, &settings);
  cubby_scanner_start (f->scanner);
  run_until (f, has_failed);
  g_assert_cmpstr (f->why, ==, "[scanner front] device: /dev/null: is not a serial line");
}

static const struct {
  const char *name;
  void (*run) (Fixture *f, gconstpointer data);
} rows[] = {
    {"a code held up is read once, with its exact text", test_held_up},
    {"a light code on a dark screen is read", test_dark_mode},
    {"an empty scene reads nothing, then one code, then another", test_empty_then_shown},
    {"two codes in view are asked about and not read", test_two_codes},
    {"a product is read beside the address on its pack", test_pack},
    {"a parcel label is read for staff only", test_context},
    {"the camera goes away and comes back", test_vanishes},
    {"it is stopped and started again", test_again},
    {"a serial reader sends lines and is unplugged", test_serial},
    {"a serial reader that another program holds", test_serial_taken},
    {"a serial reader that is not there", test_serial_missing},
    {"a serial reader that is no serial line", test_serial_no_tty},
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/scanner/%s", rows[i].name);
    g_test_add (path, Fixture, NULL, set_up, rows[i].run, tear_down);
  }
  for (guint i = 0; i < G_N_ELEMENTS (broken_rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/hardware/scanner/scanner/broken pipeline: %s", broken_rows[i].name);
    g_test_add (path, Fixture, &broken_rows[i], set_up, test_broken, tear_down);
  }
  g_test_add_func ("/hardware/scanner/scanner/nothing is configured", test_nothing_configured);
  return g_test_run ();
}
