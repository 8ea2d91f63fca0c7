/* SPDX-License-Identifier: Apache-2.0 */
/* The real decode process from outside: what it holds and may, how it begins and how it ends. */
#include "hardware/scanner/child/decode-process.h"
#include "hardware/scanner/child/sandbox.h"
#include "hardware/scanner/child/wire.h"
#include "tests/hardware/scanner/child/looking.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Bounds a wait; what is waited for takes a second or less on an idle machine. */
#define PATIENCE_US ((gint64)30 * G_USEC_PER_SEC)

static gsize
resident_kb (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/statm", (int)pid);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return (gsize)g_ascii_strtoull (strchr (text, ' '), NULL, 10) * (gsize)sysconf (_SC_PAGESIZE) / 1024;
}

static void
test_memory (TestLooking *f, gconstpointer data)
{
  if (!cubby_sandbox_is_strict ()) {
    g_test_skip ("sanitizers keep what was freed");
    return;
  }
  g_autoptr (CubbyFrame) empty = cubby_frame_new (48, 48);
  for (guint i = 0; i < 48 * 48; i++)
    empty->pixels[i] = (guint8)(i * 2654435761u >> 24);
  gsize before_kb = 0;
  for (guint i = 0; i < 5000; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) codes =
        cubby_decode_client_look (f->client, i % 500 == 0 ? f->code : empty, CUBBY_SYMBOLOGY_QR,
                                  CUBBY_DECODE_EFFORT_FRAME, 0, NULL, &error);
    g_assert_no_error (error);
    if (i == 500)
      before_kb = resident_kb (cubby_decode_client_get_pid (f->client));
  }
  gsize after_kb = resident_kb (cubby_decode_client_get_pid (f->client));
  g_test_message ("%zu kB after 500 pictures, %zu kB after 5,000", before_kb, after_kb);
  g_assert_cmpuint (after_kb, <, before_kb + 1024);
  g_assert_cmpuint (cubby_decode_client_get_counts (f->client).n_starts, ==, 1);
}

/* Returns: (transfer full) (nullable): the text behind "NAME:" in /proc/PID/status; NULL when it has gone. */
static char *
read_status (pid_t pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int)pid);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, name) && (*line)[strlen (name)] == ':')
      return g_strdup (g_strstrip (*line + strlen (name) + 1));
  return NULL;
}

static void
test_confined (TestLooking *f, gconstpointer data)
{
  if (!cubby_sandbox_is_strict ()) {
    g_test_skip ("a build with sanitizers has no filter");
    return;
  }
  test_looking_assert_reads (f);
  pid_t pid = cubby_decode_client_get_pid (f->client);
  g_autofree char *filter = read_status (pid, "Seccomp"), *privileges = read_status (pid, "NoNewPrivs");
  g_autofree char *threads = read_status (pid, "Threads");
  g_assert_cmpstr (filter, ==, "2"); /* SECCOMP_MODE_FILTER */
  g_assert_cmpstr (privileges, ==, "1");
  g_assert_cmpstr (threads, ==, "1");
}

/* Who may not look into it (it cannot be traced) sees nothing, and so tests nothing. */
static void
test_holds_one_descriptor (TestLooking *f, gconstpointer data)
{
  test_looking_assert_reads (f);
  g_autofree char *path = g_strdup_printf ("/proc/%d/fd", (int)cubby_decode_client_get_pid (f->client));
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  if (folder == NULL || !cubby_sandbox_is_strict ()) {
    g_test_skip (folder == NULL ? "only root may look" : "a build with sanitizers keeps standard error");
    return;
  }
  g_assert_cmpstr (g_dir_read_name (folder), ==, "3");
  g_assert_null (g_dir_read_name (folder));
  g_autofree char *environment =
      g_strdup_printf ("/proc/%d/environ", (int)cubby_decode_client_get_pid (f->client));
  g_autofree char *text = NULL;
  gsize length = 0;
  g_assert_true (g_file_get_contents (environment, &text, &length, NULL));
  g_assert_cmpuint (length, ==, 0);
}

/* A kiosk that is killed cannot clear up. */
static void
test_dies_with_its_kiosk (TestLooking *f, gconstpointer data)
{
  int tube[2];
  pid_t pid = 0;
  g_assert_cmpint (pipe (tube), ==, 0);
  pid_t kiosk = fork ();
  if (kiosk == 0) {
    test_looking_assert_reads (f);
    pid = cubby_decode_client_get_pid (f->client);
    kill (pid, SIGSTOP); /* it would end by itself when its socket closes */
    _exit (write (tube[1], &pid, sizeof pid) == sizeof pid ? 0 : 1);
  }
  waitpid (kiosk, NULL, 0);
  g_assert_cmpint (read (tube[0], &pid, sizeof pid), ==, sizeof pid);
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;
  g_autofree char *state = NULL;
  do {
    g_usleep (5 * 1000);
    g_clear_pointer (&state, g_free);
    state = read_status (pid, "State");
  } while (state != NULL && state[0] != 'Z' && g_get_monotonic_time () < until_us);
  g_assert_true (state == NULL || state[0] == 'Z');
  close (tube[0]);
  close (tube[1]);
}

/* What the child itself makes of a request that does not fit its memory. */
static void
test_request_out_of_bounds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyRing) ring = cubby_ring_new (1, &error);
  g_autofree char *program = cubby_decode_find_program ();
  CubbyDecodeProcess *process = cubby_decode_process_start (program, ring, &error);
  g_assert_no_error (error);
  int socket = cubby_decode_process_get_socket (process);
  struct pollfd ready = {.fd = socket, .events = POLLIN};
  guint8 bytes[CUBBY_WIRE_ANSWER_BYTES_MAX], asked[CUBBY_WIRE_REQUEST_BYTES];
  g_assert_cmpint (poll (&ready, 1, (int)(PATIENCE_US / 1000)), ==, 1);
  g_assert_cmpint (recv (socket, bytes, sizeof bytes, 0), >, 0); /* hello */
  guint height = (guint)(cubby_ring_get_slot_bytes (ring) / 4096) + 1;
  CubbyWireRequest request = {.serial = 1, .width = 4096, .height = height, .stride = 4096, .symbologies = 1};
  cubby_wire_request_write (&request, asked);
  g_assert_cmpint (send (socket, asked, sizeof asked, 0), ==, sizeof asked);
  g_assert_cmpint (poll (&ready, 1, (int)(PATIENCE_US / 1000)), ==, 1);
  g_assert_cmpint (recv (socket, bytes, sizeof bytes, 0), ==, 0); /* it has ended */
  g_autofree char *end = cubby_decode_process_end (process);
  g_assert_nonnull (strstr (end, "did not understand"));
}

static void
test_by_hand (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = cubby_decode_find_program (), *words = NULL;
  const char *argv[] = {program, NULL};
  int status = 0;
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &words, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == CUBBY_CHILD_EXIT_USAGE);
  g_assert_nonnull (strstr (words, "not by hand"));
}

static const struct {
  const char *name;
  void (*run) (TestLooking *f, gconstpointer data);
} rows[] = {
    {"its memory does not grow over 5,000 pictures", test_memory},
    {"it is under the filter", test_confined},
    {"it holds one descriptor and no environment", test_holds_one_descriptor},
    {"it dies with its kiosk", test_dies_with_its_kiosk},
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/hardware/scanner/child/process/", rows[i].name, NULL);
    g_test_add (path, TestLooking, NULL, test_looking_set_up, rows[i].run, test_looking_tear_down);
  }
  g_test_add_func ("/hardware/scanner/child/process/a request that does not fit ends it",
                   test_request_out_of_bounds);
  g_test_add_func ("/hardware/scanner/child/process/started by hand it says so", test_by_hand);
  return g_test_run ();
}
