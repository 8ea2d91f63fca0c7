/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/decode-process.h"

#include "hardware/scanner/child/sandbox.h"
#include "hardware/scanner/child/start-program.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

G_DEFINE_QUARK (cubby - decode - error, cubby_decode_error)

struct _CubbyDecodeProcess {
  pid_t pid;
  int socket;
};

static const char *const exits[] = {
    [0] = "it ended by itself",
    [CUBBY_CHILD_EXIT_USAGE] = "it was not given its socket",
    [CUBBY_CHILD_EXIT_PARENT] = "it thought the kiosk gone",
    [CUBBY_CHILD_EXIT_RING] = "it did not trust its memory of pictures",
    [CUBBY_CHILD_EXIT_BLIND] = "it does not read the simplest code",
    [CUBBY_CHILD_EXIT_LIMITS] = "it could not limit itself",
    [CUBBY_CHILD_EXIT_FILTER] = "the kernel did not take its filter of system calls (seccomp)",
    [CUBBY_CHILD_EXIT_PROTOCOL] = "it did not understand the kiosk: it is of another build",
};

static char *
describe_end (int status)
{
  if (WIFSIGNALED (status))
    return g_strdup_printf ("signal %d (%s)", WTERMSIG (status), g_strsignal (WTERMSIG (status)));
  guint code = (guint)WEXITSTATUS (status);
  if (code < G_N_ELEMENTS (exits) && exits[code] != NULL)
    return g_strdup (exits[code]);
  return g_strdup_printf ("exit status %u", code);
}

static void
set_start_error (GError **error, const char *program, int fault)
{
  if (fault == ENOENT || fault == ENOTDIR)
    g_set_error (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_MISSING,
                 "%s is not installed: install cubby-kiosk anew", program);
  else
    g_set_error (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_FAILED, "%s does not start: %s", program,
                 g_strerror (fault));
}

CubbyDecodeProcess *
cubby_decode_process_start (const char *program, CubbyRing *ring, GError **error)
{
  int ends[2];
  pid_t pid = 0;
  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    set_start_error (error, program, errno);
    return NULL;
  }
  const int fds[] = {[CUBBY_CHILD_SOCKET - CUBBY_SPAWN_FIRST] = ends[1],
                     [CUBBY_CHILD_RING - CUBBY_SPAWN_FIRST] = cubby_ring_get_fd (ring)};
  int fault = cubby_spawn (program, "cubby-decode", fds, G_N_ELEMENTS (fds), &pid);
  close (ends[1]);
  if (fault != 0) {
    close (ends[0]);
    set_start_error (error, program, fault);
    return NULL;
  }
  CubbyDecodeProcess *self = g_new0 (CubbyDecodeProcess, 1);
  self->pid = pid;
  self->socket = ends[0];
  return self;
}

pid_t
cubby_decode_process_get_pid (CubbyDecodeProcess *self)
{
  return self->pid;
}

int
cubby_decode_process_get_socket (CubbyDecodeProcess *self)
{
  return self->socket;
}

gint64
cubby_decode_process_get_used_us (CubbyDecodeProcess *self)
{
  clockid_t clock;
  struct timespec used;
  if (clock_getcpuclockid (self->pid, &clock) != 0 || clock_gettime (clock, &used) != 0)
    return 0;
  return (gint64)used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

static gboolean
process_is_stopped (CubbyDecodeProcess *self)
{
  siginfo_t info = {0};
  return waitid (P_PID, (id_t)self->pid, &info, WSTOPPED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == self->pid;
}

/* Where /proc hides other processes it does not seem so. */
static gboolean
process_sleeps (CubbyDecodeProcess *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int)self->pid);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  const char *state = strrchr (text, ')'); /* behind its name, which may hold any character: proc(5) */
  return state != NULL && g_str_has_prefix (state, ") S");
}

gboolean
cubby_decode_process_is_still (CubbyDecodeProcess *self)
{
  return process_is_stopped (self) || process_sleeps (self);
}

char *
cubby_decode_process_end (CubbyDecodeProcess *self)
{
  int status = 0;
  kill (self->pid, SIGKILL);
  while (waitpid (self->pid, &status, 0) < 0 && errno == EINTR)
    ;
  close (self->socket);
  g_free (self);
  return describe_end (status);
}
