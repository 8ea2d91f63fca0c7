/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/child/looking.h"
#include "tests/hardware/scanner/scene.h"

#include <linux/sockios.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

/* Bounds a wait for what comes in no time on an idle machine. */
#define PATIENCE_MS (30 * 1000)
#define FDS_MAX 64

void
test_looking_set_up (TestLooking *f, gconstpointer data)
{
  f->client = cubby_decode_client_new (NULL);
  f->code = test_draw_qr (TEST_PASS);
}

void
test_looking_tear_down (TestLooking *f, gconstpointer data)
{
  cubby_decode_client_free (f->client);
  cubby_frame_unref (f->code);
}

GPtrArray *
test_looking_look (TestLooking *f, gint64 budget_us, GError **error)
{
  return cubby_decode_client_look (f->client, f->code, CUBBY_SYMBOLOGIES_ALL, CUBBY_DECODE_EFFORT_FRAME,
                                   budget_us, NULL, error);
}

void
test_looking_assert_reads (TestLooking *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = test_looking_look (f, TEST_LONG_BUDGET_US, &error);
  g_assert_no_error (error);
  test_assert_one (codes, "QR-Code", TEST_PASS);
}

void
test_looking_assert_lost (TestLooking *f, gint64 budget_us, CubbyDecodeError how, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = test_looking_look (f, budget_us, &error);
  g_assert_null (codes);
  g_assert_error (error, CUBBY_DECODE_ERROR, (gint)how);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static gboolean
is_socket_of_messages (int fd)
{
  int kind = 0;
  socklen_t length = sizeof kind;
  return getsockopt (fd, SOL_SOCKET, SO_TYPE, &kind, &length) == 0 && kind == SOCK_SEQPACKET;
}

/* The client's: this program has no other such socket. */
static int
find_socket (void)
{
  int found = -1;
  guint n = 0;
  for (int fd = 0; fd < FDS_MAX; fd++)
    if (is_socket_of_messages (fd)) {
      found = fd;
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
  return found;
}

void
test_looking_stop (pid_t pid)
{
  siginfo_t info;
  g_assert_cmpint (kill (pid, SIGSTOP), ==, 0);
  g_assert_cmpint (waitid (P_PID, (id_t)pid, &info, WSTOPPED | WNOWAIT), ==, 0);
}

void
test_looking_await_answer (void)
{
  struct pollfd wanted = {.fd = find_socket (), .events = POLLIN};
  g_assert_cmpint (poll (&wanted, 1, PATIENCE_MS), ==, 1);
  g_assert_cmpint (wanted.revents & POLLIN, !=, 0);
}

void
test_looking_await_question (void)
{
  int fd = find_socket (), n_unread = 0;
  for (guint ms = 0; n_unread == 0 && ms < PATIENCE_MS; ms++) {
    g_assert_cmpint (ioctl (fd, SIOCOUTQ, &n_unread), ==, 0);
    g_usleep (1000);
  }
  g_assert_cmpint (n_unread, >, 0);
}
