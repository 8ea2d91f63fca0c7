/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/sandbox.h"

#include "hardware/scanner/child/process-limits.h"

#include <linux/futex.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifdef CUBBY_SANITIZED
#define STRICT FALSE
#else
#define STRICT TRUE
#endif

gboolean
cubby_sandbox_is_strict (void)
{
  return STRICT;
}

gboolean
cubby_sandbox_follow_parent (int socket)
{
  struct ucred maker;
  socklen_t length = sizeof maker;
  if (prctl (PR_SET_PDEATHSIG, SIGKILL) != 0)
    return FALSE;
  /* It may have died before the line above; then we are another's child by now. */
  return getsockopt (socket, SOL_SOCKET, SO_PEERCRED, &maker, &length) == 0 && maker.pid == getppid ();
}

void
cubby_sandbox_close_others (void)
{
  G_STATIC_ASSERT (CUBBY_CHILD_SOCKET == STDERR_FILENO + 1 && CUBBY_CHILD_RING == CUBBY_CHILD_SOCKET + 1);
  close_range (STDIN_FILENO, STRICT ? STDERR_FILENO : STDOUT_FILENO, 0);
  close_range (CUBBY_CHILD_RING + 1, ~0U, 0);
}

static gboolean
set_limits (gsize more_bytes)
{
  static const int none_of[] = {RLIMIT_CORE,   RLIMIT_FSIZE,    RLIMIT_NPROC,
                                RLIMIT_NOFILE, RLIMIT_MSGQUEUE, RLIMIT_MEMLOCK};
  /* Sanitizers reserve terabytes of address space, and look at files when they have found something. */
  if (!STRICT)
    return cubby_limit (RLIMIT_CORE, 0);
  if (!cubby_limit (RLIMIT_AS, cubby_limits_get_mapped_bytes () + more_bytes))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (none_of); i++)
    if (!cubby_limit (none_of[i], 0))
      return FALSE;
  return TRUE;
}

/* A condition on one argument of a call: its bits in mask are value. */
typedef struct {
  guint argument;
  guint64 mask;
  guint64 value;
} Condition;

typedef struct {
  int call;
  guint n_conditions;
  Condition conditions[3];
} Rule;

#define ALL_OF_INT 0xffffffffu

/* As narrow as what is really called: whoever has the process tries every flag that the kernel knows. */
static const Rule rules[] = {
    {.call = SCMP_SYS (recvfrom),
     .n_conditions = 3,
     .conditions = {{0, ALL_OF_INT, CUBBY_CHILD_SOCKET}, {3, ALL_OF_INT, 0}, {4, G_MAXUINT64, 0}}},
    /* No address: to who is at the other end only; nothing out of band. */
    {.call = SCMP_SYS (sendto),
     .n_conditions = 3,
     .conditions = {{0, ALL_OF_INT, CUBBY_CHILD_SOCKET}, {3, ALL_OF_INT, MSG_NOSIGNAL}, {4, G_MAXUINT64, 0}}},
    /* Fresh memory, to read and write, where there is none yet: no file, nothing shared, no code. */
    {.call = SCMP_SYS (mmap),
     .n_conditions = 2,
     .conditions = {{2, ALL_OF_INT & ~(guint64)(PROT_READ | PROT_WRITE), 0},
                    {3, ALL_OF_INT & ~(guint64)MAP_NORESERVE, MAP_ANONYMOUS | MAP_PRIVATE}}},
    {.call = SCMP_SYS (munmap)},
    {.call = SCMP_SYS (mremap), .n_conditions = 1, .conditions = {{3, ALL_OF_INT, MREMAP_MAYMOVE}}},
    {.call = SCMP_SYS (brk)},
    /* GLib wakes those who wait for what is done once (g_once()); there is nobody. */
    {.call = SCMP_SYS (futex), .n_conditions = 1, .conditions = {{1, ALL_OF_INT, FUTEX_WAKE_PRIVATE}}},
    /* CLOCK_REALTIME, _MONOTONIC, _PROCESS_CPUTIME_ID, _THREAD_CPUTIME_ID: those of other processes are
     * negative. Most are answered without the kernel (vdso(7)) on most machines, not on all. */
    {.call = SCMP_SYS (clock_gettime), .n_conditions = 1, .conditions = {{0, ALL_OF_INT & ~(guint64)3, 0}}},
    {.call = SCMP_SYS (gettimeofday)},
    {.call = SCMP_SYS (exit_group)},
};

G_STATIC_ASSERT (CLOCK_REALTIME == 0 && CLOCK_MONOTONIC == 1 && CLOCK_PROCESS_CPUTIME_ID == 2 &&
                 CLOCK_THREAD_CPUTIME_ID == 3);

static gboolean
add_rule (scmp_filter_ctx filter, const Rule *rule)
{
  struct scmp_arg_cmp conditions[G_N_ELEMENTS (rule->conditions)];
  for (guint i = 0; i < rule->n_conditions; i++)
    conditions[i] = SCMP_CMP64 (rule->conditions[i].argument, SCMP_CMP_MASKED_EQ, rule->conditions[i].mask,
                                rule->conditions[i].value);
  return seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, rule->call, rule->n_conditions, conditions) == 0;
}

static gboolean
load_filter (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_KILL_PROCESS);
  if (filter == NULL)
    return FALSE;
  gboolean good = seccomp_attr_set (filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
  for (guint i = 0; good && i < G_N_ELEMENTS (rules); i++)
    good = add_rule (filter, &rules[i]);
  good = good && seccomp_load (filter) == 0;
  seccomp_release (filter);
  return good;
}

CubbyChildExit
cubby_sandbox_enter (gsize more_bytes)
{
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return CUBBY_CHILD_EXIT_LIMITS;
  /* Refused below a unit with RestrictNamespaces=, and on kernels without: the filter does not need it. */
  if (STRICT && unshare (CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWIPC) != 0)
    unshare (CLONE_NEWNET);
  if (!set_limits (more_bytes))
    return CUBBY_CHILD_EXIT_LIMITS;
  if (STRICT && !load_filter ())
    return CUBBY_CHILD_EXIT_FILTER;
  return 0;
}
