/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/start-command.h"

#include "tests/bench/report.h"
#include "tests/bench/samples.h"
#include "tests/bench/start-process.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

static double
to_ms (struct timeval time)
{
  return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

BenchCommand
bench_command_run (const char *const *argv, const char *const *environment)
{
  struct rusage usage;
  int status;
  double begun = bench_wall_ms ();
  pid_t pid = bench_spawn (argv, environment, -1);
  if (wait4 (pid, &status, 0, &usage) != pid)
    bench_fail ("%s: %s", argv[0], g_strerror (errno));
  return (BenchCommand){.wall_ms = bench_wall_ms () - begun,
                        .cpu_ms = to_ms (usage.ru_utime) + to_ms (usage.ru_stime),
                        .rss_kb = (double)usage.ru_maxrss};
}

/* The loader writes a line a library, as ldd shows it: NAME => PATH (ADDRESS). */
char *
bench_command_list_libraries (const char *program)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GString) list = g_string_new (NULL);
  g_subprocess_launcher_setenv (launcher, "LD_TRACE_LOADED_OBJECTS", "1", TRUE);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  bench_check (error, program);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  bench_check (error, program);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    const char *path = strstr (*line, "=> /");
    if (path != NULL)
      g_string_append_printf (list, "%.*s ", (int)strcspn (path + 3, " "), path + 3);
  }
  return g_string_free (g_steal_pointer (&list), FALSE);
}
