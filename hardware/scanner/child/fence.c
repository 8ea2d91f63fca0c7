/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/fence.h"

#include "hardware/scanner/child/process-limits.h"
#include "hardware/scanner/child/sandbox.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>

/* Memory that is no code; threads, and what their libraries do with them; the time; the end. */
static const struct {
  int call;
  int argument; /* -1: any */
  guint64 mask; /* its bits of @mask are @value */
  guint64 value;
} rules[] = {
    {SCMP_SYS (mmap), 2, PROT_EXEC, 0},
    {SCMP_SYS (mprotect), 2, PROT_EXEC, 0},
    {SCMP_SYS (munmap), -1, 0, 0},
    {SCMP_SYS (mremap), -1, 0, 0},
    {SCMP_SYS (brk), -1, 0, 0},
    {SCMP_SYS (madvise), -1, 0, 0},
    {SCMP_SYS (clone), 0, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM},
    {SCMP_SYS (set_robust_list), -1, 0, 0},
    {SCMP_SYS (rseq), -1, 0, 0},
    {SCMP_SYS (futex), -1, 0, 0},
    {SCMP_SYS (rt_sigprocmask), -1, 0, 0},
    {SCMP_SYS (sched_yield), -1, 0, 0},
    {SCMP_SYS (sched_getaffinity), -1, 0, 0},
    {SCMP_SYS (gettid), -1, 0, 0},
    {SCMP_SYS (clock_gettime), -1, 0, 0},
    {SCMP_SYS (gettimeofday), -1, 0, 0},
    {SCMP_SYS (clock_nanosleep), -1, 0, 0},
    {SCMP_SYS (exit), -1, 0, 0},
    {SCMP_SYS (exit_group), -1, 0, 0},
};

static gboolean
add_rule (scmp_filter_ctx filter, guint i)
{
  if (rules[i].argument < 0)
    return seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, rules[i].call, 0, NULL) == 0;
  struct scmp_arg_cmp condition =
      SCMP_CMP64 ((guint)rules[i].argument, SCMP_CMP_MASKED_EQ, rules[i].mask, rules[i].value);
  return seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, rules[i].call, 1, &condition) == 0;
}

static gboolean
load_filter (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  if (filter == NULL)
    return FALSE;
  gboolean good = seccomp_attr_set (filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
  /* Its flags lie in memory, where no filter sees them; libc then takes the older call. */
  good = good && seccomp_rule_add_array (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0, NULL) == 0;
  for (guint i = 0; good && i < G_N_ELEMENTS (rules); i++)
    good = add_rule (filter, i);
  good = good && seccomp_load (filter) == 0;
  seccomp_release (filter);
  return good;
}

gboolean
cubby_fence_enter (gsize more_bytes, guint seconds)
{
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return FALSE;
  if (!cubby_limit (RLIMIT_CORE, 0) || !cubby_limit (RLIMIT_CPU, seconds))
    return FALSE;
  if (!cubby_sandbox_is_strict ())
    return TRUE;
  return cubby_limit (RLIMIT_AS, cubby_limits_get_mapped_bytes () + more_bytes) &&
         cubby_limit (RLIMIT_FSIZE, 0) && cubby_limit (RLIMIT_NOFILE, 0) && load_filter ();
}
