/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/start-program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

/* Out of the way of the numbers they get in the program. */
#define FIRST_FREE 16

/* What a fault raises where it happens; it cannot wait. */
static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGSYS, SIGTRAP, SIGABRT};

/* All signals as at the start of a program, and all blocked but those of faults, before the program's first
 * instruction and for good: a SIGTERM or SIGINT to the whole group (systemd, a terminal) or a SIGHUP is the
 * kiosk's business, which then ends its process. SIGKILL and SIGSTOP cannot be blocked. */
static void
set_signals (posix_spawnattr_t *attributes)
{
  sigset_t all, blocked;
  sigfillset (&all);
  sigfillset (&blocked);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    sigdelset (&blocked, faults[i]);
  posix_spawnattr_setsigdefault (attributes, &all);
  posix_spawnattr_setsigmask (attributes, &blocked);
  posix_spawnattr_setflags (attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

static int
spawn (const char *program, const char *name, const int *copies, guint n_fds, pid_t *ret_pid)
{
  char *const arguments[] = {(char *)name, NULL};
  char *const environment[] = {NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init (&actions);
  posix_spawnattr_init (&attributes);
  set_signals (&attributes);
  for (guint i = 0; i < n_fds; i++)
    posix_spawn_file_actions_adddup2 (&actions, copies[i], CUBBY_SPAWN_FIRST + (int)i);
  posix_spawn_file_actions_addclosefrom_np (&actions, CUBBY_SPAWN_FIRST + (int)n_fds);
  posix_spawn_file_actions_addchdir_np (&actions, "/");
  int fault = posix_spawn (ret_pid, program, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy (&attributes);
  posix_spawn_file_actions_destroy (&actions);
  return fault;
}

int
cubby_spawn (const char *program, const char *name, const int *fds, guint n_fds, pid_t *ret_pid)
{
  int copies[CUBBY_SPAWN_FDS_MAX] = {-1, -1, -1, -1};
  int fault = n_fds <= CUBBY_SPAWN_FDS_MAX ? 0 : EINVAL;
  for (guint i = 0; fault == 0 && i < n_fds; i++) {
    copies[i] = fcntl (fds[i], F_DUPFD_CLOEXEC, FIRST_FREE);
    fault = copies[i] < 0 ? errno : 0;
  }
  if (fault == 0)
    fault = spawn (program, name, copies, n_fds, ret_pid);
  for (guint i = 0; i < CUBBY_SPAWN_FDS_MAX; i++)
    if (copies[i] >= 0)
      close (copies[i]);
  return fault;
}
