/* SPDX-License-Identifier: Apache-2.0 */
/* What a program behind the fence cannot do, each tried there; and that it could before. */
#include "hardware/scanner/child/fence.h"
#include "hardware/scanner/child/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MORE_BYTES ((gsize)64 * 1024 * 1024)

/* Each returns what the system said: -1 and errno, or else. */

static long
open_file (void)
{
  return open ("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static long
make_file (void)
{
  return open ("/tmp", O_TMPFILE | O_WRONLY, 0600);
}

static long
remove_file (void)
{
  return unlink ("/nonexistent/cubby") != 0 && errno == ENOENT ? 0 : -1;
}

static long
make_socket (void)
{
  return socket (AF_INET, SOCK_STREAM, 0);
}

static long
start_program (void)
{
  char *const nothing[] = {NULL};
  execve ("/nonexistent/cubby", nothing, nothing);
  return errno == ENOENT ? 0 : -1;
}

static long
start_process (void)
{
  pid_t pid = fork ();
  if (pid == 0)
    _exit (0);
  if (pid > 0)
    waitpid (pid, NULL, 0);
  return pid;
}

static long
write_out (void)
{
  return write (STDOUT_FILENO, "", 0);
}

static long
map_code (void)
{
  return mmap (NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static long
make_code (void)
{
  void *page = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return mprotect (page, 4096, PROT_READ | PROT_EXEC);
}

static long
signal_another (void)
{
  return kill (getppid (), 0);
}

static long
trace (void)
{
  return ptrace (PTRACE_TRACEME, 0, NULL, NULL);
}

static long
control (void)
{
  int n = 0;
  int ends[2] = {-1, -1};
  return pipe (ends) == 0 ? ioctl (ends[0], FIONREAD, &n) : -1;
}

static long
change_privileges (void)
{
  return prctl (PR_SET_KEEPCAPS, 0, 0, 0, 0);
}

static void *
do_nothing (void *data)
{
  return NULL;
}

static long
run_thread (void)
{
  pthread_t thread;
  return pthread_create (&thread, NULL, do_nothing, NULL) == 0 && pthread_join (thread, NULL) == 0 ? 0 : -1;
}

static long
take (gsize n_bytes)
{
  char *bytes = malloc (n_bytes);
  if (bytes == NULL)
    return -1;
  memset (bytes, 1, n_bytes);
  free (bytes);
  return 0;
}

static long
take_memory (void)
{
  return take (MORE_BYTES / 4);
}

static long
take_too_much_memory (void)
{
  return take (2 * MORE_BYTES);
}

static const struct {
  const char *name;
  long (*run) (void);
  int refused; /* errno; 0: it is allowed */
} rows[] = {
    {"open a file", open_file, EPERM},
    {"make a file", make_file, EPERM},
    {"remove a file", remove_file, EPERM},
    {"make a socket", make_socket, EPERM},
    {"start a program", start_program, EPERM},
    {"start a process", start_process, EPERM},
    {"write", write_out, EPERM},
    {"map code", map_code, EPERM},
    {"make memory code", make_code, EPERM},
    {"signal another", signal_another, EPERM},
    {"trace", trace, EPERM},
    {"control a device", control, EPERM},
    {"change its privileges", change_privileges, EPERM},
    {"run a thread", run_thread, 0},
    {"take memory", take_memory, 0},
    {"take too much memory", take_too_much_memory, ENOMEM},
};

/* Returns: the errno, in a process of its own. */
static int
try (long (*run) (void), gboolean fenced)
{
  int status = 0;
  pid_t pid = fork ();
  if (pid == 0) {
    if (fenced && !cubby_fence_enter (MORE_BYTES, 10))
      _exit (255);
    errno = 0;
    _exit (run () < 0 ? errno : 0);
  }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  if (!cubby_sandbox_is_strict ()) {
    g_test_skip ("a build with sanitizers has no filter");
    return;
  }
  g_assert_cmpint (try (rows[i].run, FALSE), ==, 0);
  g_assert_cmpint (try (rows[i].run, TRUE), ==, rows[i].refused);
}

/* Whatever it does with signals. */
static void
test_time (void)
{
  int status = 0;
  pid_t pid = fork ();
  if (pid == 0) {
    sigset_t all;
    sigfillset (&all);
    sigprocmask (SIG_BLOCK, &all, NULL);
    if (!cubby_fence_enter (MORE_BYTES, 1))
      _exit (255);
    for (volatile guint i = 0;; i++)
      ;
  }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/child/fence/to %s is %s", rows[i].name,
                                             rows[i].refused != 0 ? "refused" : "allowed");
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/hardware/scanner/child/fence/to go on for ever ends it", test_time);
  return g_test_run ();
}
