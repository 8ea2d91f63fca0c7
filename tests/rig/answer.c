/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/rig/answer.h"
#include "tests/rig/child.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void
test_answer_clear (TestAnswer *answer)
{
  g_free (answer->out);
  g_free (answer->err);
}

/* A file, not a pipe: a command may end without reading it. */
static int
open_input (const char *input)
{
  int fd = memfd_create ("input", MFD_CLOEXEC);
  gsize length = strlen (input);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, input, length), ==, (gssize)length);
  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  return fd;
}

TestAnswer
test_run (const char *const *argv, const char *input)
{
  TestAnswer answer = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
      test_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_take_stdin_fd (launcher, open_input (input));
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &answer.out, &answer.err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  answer.status = g_subprocess_get_exit_status (process);
  return answer;
}
