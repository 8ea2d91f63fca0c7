/* SPDX-License-Identifier: Apache-2.0 */
/* The whole scanner over a running camera whose pictures kill the decoder: what is told, and what is not. The
 * decode program is the false one, which does what the first byte of a picture says. */
#include "app/domain/decode-watch.h"
#include "hardware/scanner/decode/view.h"
#include "hardware/scanner/scanner.h"
#include "hardware/sim/film.h"
#include "tests/hardware/scanner/child/fake-decode.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define N_FRAMES 8
#define WIDTH 320
#define HEIGHT 240
/* Bounds a wait; the longest pause of a decoder that dies again and again is eight seconds. */
#define PATIENCE_US ((gint64)60 * G_USEC_PER_SEC)

typedef struct {
  char *directory;
  CubbyFilm *film;
  CubbySettings settings;
  CubbyScanner *scanner;
  guint n_read;
  guint n_frames;
  guint n_views;
  gint64 view_us; /* of the last */
  gint64 longest_us;
  guint n_lost;
  guint n_views_before;
  guint n_lost_before;
  pid_t child;
  char *how;
  gboolean works;
  guint n_failures; /* states that it does not work */
  char *why;
} Fixture;

static void
on_scanned (CubbyScanner *scanner, const char *text, const char *symbology, gint64 at_us, gpointer data)
{
  g_assert_cmpstr (text, ==, "4711");
  ((Fixture *)data)->n_read++;
}

static void
on_frame (CubbyScanner *scanner, const char *name, CubbyFrame *frame, gpointer data)
{
  ((Fixture *)data)->n_frames++;
}

static void
on_view (CubbyScanner *scanner, const char *name, const CubbyView *view, guint n_codes, gint64 at_us,
         gpointer data)
{
  Fixture *f = data;
  f->longest_us = MAX (f->longest_us, at_us - f->view_us);
  f->view_us = at_us;
  f->n_views++;
}

static void
on_lost (CubbyScanner *scanner, const char *name, const char *why, guint n_lost, gpointer data)
{
  Fixture *f = data;
  g_assert_cmpstr (name, ==, "front");
  g_assert_cmpuint (n_lost, ==, f->n_lost + 1);
  f->n_lost = n_lost;
  g_free (f->how);
  f->how = g_strdup (why);
}

static void
on_state (CubbyScanner *scanner, const char *name, gboolean works, const char *why, gpointer data)
{
  Fixture *f = data;
  f->works = works;
  f->n_failures += works ? 0 : 1;
  g_free (f->why);
  f->why = g_strdup (why);
}

static void
show (Fixture *f, TestFake most, TestFake one)
{
  for (guint i = 0; i < N_FRAMES; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CubbyFrame) frame = cubby_frame_new (WIDTH, HEIGHT);
    memset (frame->pixels, 128, WIDTH * HEIGHT); /* black for twenty seconds the lens would be covered */
    frame->pixels[0] = (guint8)(i == N_FRAMES / 2 ? one : most);
    cubby_film_put (f->film, i, frame, &error);
    g_assert_no_error (error);
  }
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  f->directory = g_dir_make_tmp ("cubby-lost-XXXXXX", &error);
  g_assert_no_error (error);
  f->film = cubby_film_open (f->directory, cubby_film_find_format ("gray"), WIDTH, HEIGHT, N_FRAMES, &error);
  g_assert_no_error (error);
}

static void
start (Fixture *f, const char *program)
{
  CubbyScannerSettings settings = {.name = (char *)"front",
                                   .kind = (char *)"camera",
                                   .pipeline = (char *)cubby_film_get_pipeline (f->film)};
  g_setenv ("CUBBY_DECODE", program, TRUE);
  f->settings.scanners = g_ptr_array_new ();
  g_ptr_array_add (f->settings.scanners, &settings);
  f->scanner = cubby_scanner_new (&f->settings);
  g_signal_connect (f->scanner, "scanned", G_CALLBACK (on_scanned), f);
  g_signal_connect (f->scanner, "frame", G_CALLBACK (on_frame), f);
  g_signal_connect (f->scanner, "view", G_CALLBACK (on_view), f);
  g_signal_connect (f->scanner, "lost", G_CALLBACK (on_lost), f);
  g_signal_connect (f->scanner, "state", G_CALLBACK (on_state), f);
  cubby_scanner_start (f->scanner);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->scanner);
  g_ptr_array_unref (f->settings.scanners);
  for (guint i = 0; i < N_FRAMES; i++) {
    g_autofree char *path = g_strdup_printf ("%s/frame-%03u.gray", f->directory, i);
    g_unlink (path);
  }
  g_rmdir (f->directory);
  g_free (f->directory);
  g_free (f->how);
  g_free (f->why);
  cubby_film_free (f->film);
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
has_read_and_lost_three (Fixture *f)
{
  return f->n_read > 0 && f->n_lost >= 3;
}

/* One of eight pictures kills it: the others are read, the preview goes on, and nobody is told that the
 * camera does not work. */
static void
test_some (Fixture *f, gconstpointer data)
{
  const TestFake how = (TestFake)GPOINTER_TO_INT (data);
  show (f, TEST_FAKE_GOOD, how);
  start (f, g_getenv ("CUBBY_FAKE_DECODE"));
  run_until (f, has_read_and_lost_three);
  g_assert_cmpstr (f->how, ==, how == TEST_FAKE_END ? "crashed" : "refused");
  g_assert_true (f->works);
  g_assert_cmpuint (f->n_failures, ==, 0);
  g_assert_cmpuint (f->n_frames, >, 0);
}

static gboolean
has_failed (Fixture *f)
{
  return f->n_failures > 0;
}

static gboolean
works_again (Fixture *f)
{
  return f->works && f->n_read > 0;
}

static gboolean
has_lost_another (Fixture *f)
{
  return f->n_lost > CUBBY_DECODE_DEATHS_MAX;
}

/* Lost now in this way, now in that: it is one and the same trouble, and told once. */
static void
test_all (Fixture *f, gconstpointer data)
{
  show (f, TEST_FAKE_TURNS, TEST_FAKE_TURNS);
  start (f, g_getenv ("CUBBY_FAKE_DECODE"));
  run_until (f, has_failed);
  g_test_message ("%s", f->why);
  g_assert_cmpuint (f->n_lost, >=, CUBBY_DECODE_DEATHS_MAX);
  g_assert_nonnull (strstr (f->why, "[scanner front] decoder: pictures are not read, 5 failed in a row"));
  g_assert_cmpuint (f->n_read, ==, 0);
  run_until (f, has_lost_another);
  g_assert_cmpuint (f->n_failures, ==, 1);
  show (f, TEST_FAKE_GOOD, TEST_FAKE_GOOD);
  run_until (f, works_again);
  g_assert_cmpuint (f->n_failures, ==, 1);
}

/* The one process that we have started; 0: none now. */
static pid_t
find_child (void)
{
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  g_assert_nonnull (proc);
  for (const char *name = g_dir_read_name (proc); name != NULL; name = g_dir_read_name (proc)) {
    g_autofree char *path = g_build_filename ("/proc", name, "stat", NULL);
    g_autofree char *text = NULL;
    int pid = 0, parent = 0;
    if (!g_ascii_isdigit (name[0]) || !g_file_get_contents (path, &text, NULL, NULL))
      continue;
    if (sscanf (text, "%d (fake-decode) %*c %d", &pid, &parent) == 2 && parent == getpid ())
      return pid;
  }
  return 0;
}

static gboolean
has_read (Fixture *f)
{
  return f->n_read > 0 && f->n_views > 0;
}

static gboolean
has_child (Fixture *f)
{
  f->child = find_child ();
  return f->child != 0;
}

static gboolean
has_another_child (Fixture *f)
{
  pid_t child = find_child ();
  return child != 0 && child != f->child;
}

static gboolean
has_looked_on (Fixture *f)
{
  return f->n_views >= f->n_views_before + 5;
}

/* As long as something is in view it stays. Returns: whether it was looked all the time; of a machine that
 * stood still it is replaced, for nobody knows who was there. */
static gboolean
stays_while_it_looks_on (Fixture *f)
{
  f->n_views_before = f->n_views;
  f->longest_us = 0;
  run_until (f, has_looked_on);
  if (f->longest_us > CUBBY_DECODE_QUIET_US / 2)
    return FALSE;
  g_assert_cmpint (find_child (), ==, f->child);
  return TRUE;
}

/* Who stood there has gone: the process that saw the code goes, too, by itself or told so. */
static void
test_renewed (Fixture *f, gconstpointer data)
{
  const gboolean by_itself = GPOINTER_TO_INT (data);
  show (f, TEST_FAKE_GOOD, TEST_FAKE_GOOD);
  start (f, g_getenv ("CUBBY_FAKE_DECODE"));
  run_until (f, has_read);
  run_until (f, has_child);
  while (!stays_while_it_looks_on (f))
    run_until (f, has_child);
  if (by_itself)
    show (f, TEST_FAKE_EMPTY, TEST_FAKE_EMPTY);
  else
    cubby_scanner_forget (f->scanner);
  run_until (f, has_another_child);
  g_assert_cmpint (kill (f->child, 0), ==, -1);
  f->n_views_before = f->n_views;
  run_until (f, has_looked_on);
  g_assert_cmpuint (f->n_lost, ==, 0);
  g_assert_cmpuint (f->n_failures, ==, 0);
  g_assert_cmpuint (f->n_read, ==, 1);
}

static gboolean
has_lost_one_more (Fixture *f)
{
  return f->n_lost > f->n_lost_before;
}

static gboolean
has_read_on (Fixture *f)
{
  return f->n_views >= f->n_views_before + 2;
}

/* From outside and at any moment, in the midst of a picture and between two. */
static void
test_struck (Fixture *f, gconstpointer data)
{
  static const int blows[] = {SIGKILL, SIGSTOP, SIGKILL, SIGSEGV, SIGSTOP, SIGKILL};
  show (f, TEST_FAKE_GOOD, TEST_FAKE_GOOD);
  start (f, g_getenv ("CUBBY_FAKE_DECODE"));
  run_until (f, has_read);
  for (guint i = 0; i < G_N_ELEMENTS (blows); i++) {
    f->n_lost_before = f->n_lost;
    g_usleep ((gulong)g_test_rand_int_range (0, 100 * 1000));
    run_until (f, has_child); /* between two there is none, and 0 would be all of us */
    g_assert_cmpint (kill (f->child, blows[i]), ==, 0);
    run_until (f, has_lost_one_more);
    g_assert_cmpstr (f->how, ==, blows[i] == SIGSTOP ? "hung" : "crashed");
    f->n_views_before = f->n_views;
    run_until (f, has_read_on);
  }
  g_assert_cmpuint (f->n_lost, ==, G_N_ELEMENTS (blows));
  g_assert_true (f->works);
  g_assert_cmpuint (f->n_failures, ==, 0);
  g_assert_cmpuint (f->n_read, ==, 1); /* it was in view all the time */
}

static gboolean
has_shown_twenty (Fixture *f)
{
  return f->n_frames >= 20;
}

static void
test_missing (Fixture *f, gconstpointer data)
{
  show (f, TEST_FAKE_GOOD, TEST_FAKE_GOOD);
  start (f, "/nonexistent/cubby-decode");
  run_until (f, has_failed);
  g_assert_cmpstr (
      f->why, ==,
      "[scanner front] decoder: /nonexistent/cubby-decode is not installed: install cubby-kiosk anew");
  run_until (f, has_shown_twenty); /* the preview goes on, and it is not told again */
  g_assert_cmpuint (f->n_failures, ==, 1);
  g_assert_cmpuint (f->n_lost, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/hardware/scanner/child/lost/pictures that kill it are counted, the others are read", Fixture,
              GINT_TO_POINTER (TEST_FAKE_END), set_up, test_some, tear_down);
  g_test_add ("/hardware/scanner/child/lost/pictures that own it are counted, the others are read", Fixture,
              GINT_TO_POINTER (TEST_FAKE_BAD_TEXT), set_up, test_some, tear_down);
  g_test_add ("/hardware/scanner/child/lost/five in a row are told to staff, and that it works again",
              Fixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/hardware/scanner/child/lost/struck from outside it costs a picture each time", Fixture, NULL,
              set_up, test_struck, tear_down);
  g_test_add ("/hardware/scanner/child/lost/when the scene is empty it is replaced", Fixture,
              GINT_TO_POINTER (TRUE), set_up, test_renewed, tear_down);
  g_test_add ("/hardware/scanner/child/lost/when the session ends it is replaced", Fixture,
              GINT_TO_POINTER (FALSE), set_up, test_renewed, tear_down);
  g_test_add ("/hardware/scanner/child/lost/a program that is not there is told to staff", Fixture, NULL,
              set_up, test_missing, tear_down);
  return g_test_run ();
}
