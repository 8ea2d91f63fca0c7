/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/rig/child.h"

#include <signal.h>
#include <sys/prctl.h>

/* In the child, before it becomes the program. */
static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

GSubprocessLauncher *
test_launcher_new (GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  return launcher;
}
