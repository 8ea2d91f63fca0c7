/* SPDX-License-Identifier: Apache-2.0 */
/* Decoding in the real process: pictures read, and pictures that kill it or hang it. */
#include "hardware/scanner/child/sandbox.h"
#include "tests/hardware/scanner/child/looking.h"
#include "tests/hardware/scanner/scene.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void
test_reads (TestLooking *f, gconstpointer data)
{
  g_autoptr (CubbyFrame) label = test_load_picture ("ean-13.png");
  g_autoptr (GError) error = NULL;
  CubbyView view = {0};
  g_assert_cmpint (cubby_decode_client_get_pid (f->client), ==, 0);
  test_looking_assert_reads (f);
  pid_t pid = cubby_decode_client_get_pid (f->client);
  g_autoptr (GPtrArray) codes = cubby_decode_client_look (
      f->client, label, CUBBY_SYMBOLOGIES_ALL, CUBBY_DECODE_EFFORT_STILL, G_USEC_PER_SEC, &view, &error);
  g_assert_no_error (error);
  test_assert_one (codes, "EAN-13", "4006381333931");
  g_clear_pointer (&codes, g_ptr_array_unref);
  codes = cubby_decode_client_look (f->client, label, CUBBY_SYMBOLOGY_QR, CUBBY_DECODE_EFFORT_FRAME,
                                    TEST_BUDGET_US, &view, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (codes->len, ==, 0);
  g_assert_cmpuint (view.width, ==, label->width); /* what the picture showed came along */
  CubbyDecodeCounts counts = cubby_decode_client_get_counts (f->client);
  g_assert_cmpuint (counts.n_frames, ==, 3);
  g_assert_cmpuint (counts.n_starts, ==, 1);
  g_assert_cmpint (cubby_decode_client_get_pid (f->client), ==, pid);
}

/* Sends a signal to a process when it has a picture. */
typedef struct {
  pid_t pid;
  int signal;
} Blow;

static gpointer
strike (gpointer data)
{
  const Blow *blow = data;
  test_looking_await_question ();
  kill (blow->pid, blow->signal);
  kill (blow->pid, SIGCONT);
  return NULL;
}

/* Sanitizers make an exit status of a signal. */
static char *
words_of_signal (int signal)
{
  return cubby_sandbox_is_strict () ? g_strdup_printf ("signal %d", signal) : g_strdup ("died");
}

/* It is stopped first, so that the picture has not been answered when the blow comes. */
static void
test_killed_at_a_picture (TestLooking *f, gconstpointer data)
{
  test_looking_assert_reads (f);
  Blow blow = {cubby_decode_client_get_pid (f->client), GPOINTER_TO_INT (data)};
  test_looking_stop (blow.pid);
  GThread *thread = g_thread_new ("strike", strike, &blow);
  g_autofree char *words = words_of_signal (blow.signal);
  test_looking_assert_lost (f, TEST_LONG_BUDGET_US, CUBBY_DECODE_ERROR_CRASHED, words);
  g_thread_join (thread);
  test_looking_assert_reads (f);
  CubbyDecodeCounts counts = cubby_decode_client_get_counts (f->client);
  g_assert_cmpuint (counts.n_crashed, ==, 1);
  g_assert_cmpuint (counts.n_hung + counts.n_refused, ==, 0);
  g_assert_cmpuint (counts.n_frames, ==, 2);
  g_assert_cmpuint (counts.n_starts, ==, 2);
  g_assert_cmpuint (cubby_decode_client_get_n_deaths (f->client), ==, 0);
  g_assert_cmpint (kill (blow.pid, 0), ==, -1);
}

static void
test_killed_between_pictures (TestLooking *f, gconstpointer data)
{
  test_looking_assert_reads (f);
  kill (cubby_decode_client_get_pid (f->client), SIGSEGV);
  g_autofree char *words = words_of_signal (SIGSEGV);
  test_looking_assert_lost (f, TEST_LONG_BUDGET_US, CUBBY_DECODE_ERROR_CRASHED, words);
  test_looking_assert_reads (f);
}

static void
test_hangs (TestLooking *f, gconstpointer data)
{
  test_looking_assert_reads (f);
  pid_t pid = cubby_decode_client_get_pid (f->client);
  test_looking_stop (pid);
  gint64 from_us = g_get_monotonic_time ();
  test_looking_assert_lost (f, TEST_BUDGET_US, CUBBY_DECODE_ERROR_HUNG, "hung");
  gint64 waited_us = g_get_monotonic_time () - from_us;
  g_test_message ("given up after %" G_GINT64_FORMAT " ms", waited_us / 1000);
  g_assert_cmpint (waited_us, >=, TEST_BUDGET_US + 300 * 1000);
  g_assert_cmpint (kill (pid, 0), ==, -1);
  test_looking_assert_reads (f);
  g_assert_cmpuint (cubby_decode_client_get_counts (f->client).n_hung, ==, 1);
}

static void
test_larger (TestLooking *f, gconstpointer data)
{
  test_looking_assert_reads (f);
  pid_t pid = cubby_decode_client_get_pid (f->client);
  g_autoptr (CubbyFrame) large = cubby_frame_new (4000, 4000);
  memset (large->pixels, 255, (gsize)large->stride * large->height);
  for (guint y = 0; y < f->code->height; y++)
    memcpy (large->pixels + (gsize)(y + 3000) * large->stride + 3000,
            f->code->pixels + (gsize)y * f->code->stride, f->code->width);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes =
      cubby_decode_client_look (f->client, large, CUBBY_SYMBOLOGY_QR, CUBBY_DECODE_EFFORT_STILL,
                                5 * (gint64)G_USEC_PER_SEC, NULL, &error);
  g_assert_no_error (error);
  test_assert_one (codes, "QR-Code", TEST_PASS);
  g_assert_cmpint (cubby_decode_client_get_pid (f->client), !=, pid);
  pid = cubby_decode_client_get_pid (f->client);
  test_looking_assert_reads (f); /* a smaller one lies in the larger ring */
  g_assert_cmpint (cubby_decode_client_get_pid (f->client), ==, pid);
  CubbyDecodeCounts counts = cubby_decode_client_get_counts (f->client);
  g_assert_cmpuint (counts.n_starts, ==, 2);
  g_assert_cmpuint (counts.n_crashed + counts.n_hung + counts.n_refused, ==, 0);
}

static gpointer
interrupt (gpointer data)
{
  test_looking_await_question ();
  cubby_decode_client_interrupt (data);
  return NULL;
}

static void
test_interrupted (TestLooking *f, gconstpointer data)
{
  test_looking_assert_reads (f);
  pid_t pid = cubby_decode_client_get_pid (f->client);
  test_looking_stop (pid);
  GThread *thread = g_thread_new ("interrupt", interrupt, f->client);
  test_looking_assert_lost (f, TEST_LONG_BUDGET_US, CUBBY_DECODE_ERROR_INTERRUPTED, "ends");
  g_thread_join (thread);
  test_looking_assert_lost (f, TEST_LONG_BUDGET_US, CUBBY_DECODE_ERROR_INTERRUPTED, "ends");
  CubbyDecodeCounts counts = cubby_decode_client_get_counts (f->client);
  g_assert_cmpuint (counts.n_crashed + counts.n_hung + counts.n_refused, ==, 0);
  g_clear_pointer (&f->client, cubby_decode_client_free);
  g_assert_cmpint (kill (pid, 0), ==, -1);
}

/* No picture is lost and still none is read: that is a death like others, or nobody would be told. */
static void
test_no_memory (TestLooking *f, gconstpointer data)
{
  struct rlimit limits, none;
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limits), ==, 0);
  none = limits;
  none.rlim_cur = 3; /* as many descriptors are open already */
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &none), ==, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = test_looking_look (f, TEST_BUDGET_US, &error);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limits), ==, 0);
  g_assert_null (codes);
  g_assert_error (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "no memory for pictures (memfd): Too many open files");
  g_assert_cmpuint (cubby_decode_client_get_n_deaths (f->client), ==, 1);
  g_assert_cmpuint (cubby_decode_client_get_counts (f->client).n_crashed, ==, 0);
  test_looking_assert_reads (f);
  g_assert_cmpuint (cubby_decode_client_get_n_deaths (f->client), ==, 0);
}

/* What a terminal or systemd sends to all processes at once is not meant for it. */
static void
test_signalled (TestLooking *f, gconstpointer data)
{
  static const int signals[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGALRM, SIGTSTP};
  test_looking_assert_reads (f);
  pid_t pid = cubby_decode_client_get_pid (f->client);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_assert_cmpint (kill (pid, signals[i]), ==, 0);
  test_looking_assert_reads (f);
  g_assert_cmpint (cubby_decode_client_get_pid (f->client), ==, pid);
}

typedef struct {
  const char *name;
  const char *program;
  CubbyDecodeError error;
  const char *words;
} ProgramRow;

static const ProgramRow program_rows[] = {
    {"is not there", "/nonexistent/cubby-decode", CUBBY_DECODE_ERROR_MISSING,
     "/nonexistent/cubby-decode is not installed: install cubby-kiosk anew"},
    {"is no program", "/etc/hostname", CUBBY_DECODE_ERROR_FAILED, "/etc/hostname does not start"},
    {"is another program", "/bin/true", CUBBY_DECODE_ERROR_FAILED,
     "/bin/true does not go to work: it ended by itself"},
};

static void
test_program (gconstpointer data)
{
  const ProgramRow *row = data;
  TestLooking f = {.client = cubby_decode_client_new (row->program), .code = test_draw_qr (TEST_PASS)};
  test_looking_assert_lost (&f, TEST_LONG_BUDGET_US, row->error, row->words);
  CubbyDecodeCounts counts = cubby_decode_client_get_counts (f.client);
  g_assert_cmpuint (counts.n_crashed + counts.n_hung + counts.n_refused, ==, 0);
  test_looking_tear_down (&f, NULL);
}

static const struct {
  const char *name;
  void (*run) (TestLooking *f, gconstpointer data);
  int data;
} rows[] = {
    {"pictures are read by one process", test_reads},
    {"one that dies at a picture costs that picture: SIGSEGV", test_killed_at_a_picture, SIGSEGV},
    {"one that dies at a picture costs that picture: SIGSYS", test_killed_at_a_picture, SIGSYS},
    {"one that dies at a picture costs that picture: SIGKILL", test_killed_at_a_picture, SIGKILL},
    {"one that died between two costs the next", test_killed_between_pictures},
    {"one that hangs is killed", test_hangs},
    {"a picture larger than the ring gets a larger one", test_larger},
    {"who ends does not wait", test_interrupted},
    {"what ends its kiosk does not end it", test_signalled},
    {"memory that is not to be had counts as its death", test_no_memory},
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/hardware/scanner/child/client/", rows[i].name, NULL);
    g_test_add (path, TestLooking, GINT_TO_POINTER (rows[i].data), test_looking_set_up, rows[i].run,
                test_looking_tear_down);
  }
  for (guint i = 0; i < G_N_ELEMENTS (program_rows); i++) {
    g_autofree char *path =
        g_strconcat ("/hardware/scanner/child/client/a program that ", program_rows[i].name, NULL);
    g_test_add_data_func (path, &program_rows[i], test_program);
  }
  return g_test_run ();
}
