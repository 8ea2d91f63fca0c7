/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/start-process.h"

#include "tests/bench/report.h"
#include "tests/bench/samples.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define READY_S 30
#define END_MS 10000.0
#define STEP_US 5000

int
bench_notify_listen (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "notify", NULL);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  struct timeval patience = {.tv_sec = READY_S};
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (g_strlcpy (address.sun_path, path, sizeof address.sun_path) >= sizeof address.sun_path)
    bench_fail ("%s: too long for the name of a socket; move the project to a shorter path", path);
  if (fd < 0 || bind (fd, (struct sockaddr *)&address, sizeof address) != 0)
    bench_fail ("%s: cannot be bound: %s", path, g_strerror (errno));
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  g_setenv ("NOTIFY_SOCKET", path, TRUE);
  return fd;
}

static char **
extend_environment (const char *const *environment)
{
  char **all = g_get_environ ();
  for (; environment != NULL && *environment != NULL; environment++) {
    g_auto (GStrv) pair = g_strsplit (*environment, "=", 2);
    all = g_environ_setenv (all, pair[0], pair[1], TRUE);
  }
  return all;
}

/* In the child, after fork. */
static void
become (const char *const *argv, char **environment, int pass_fd, gboolean quiet)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  int null = open ("/dev/null", O_RDWR | O_CLOEXEC);
  dup2 (null, STDIN_FILENO);
  dup2 (null, STDOUT_FILENO);
  if (quiet)
    dup2 (null, STDERR_FILENO);
  if (pass_fd >= 0)
    fcntl (pass_fd, F_SETFD, 0);
  execve (argv[0], (char *const *)(gpointer)argv, environment);
  _exit (127);
}

pid_t
bench_spawn (const char *const *argv, const char *const *environment, int pass_fd)
{
  g_auto (GStrv) all = extend_environment (environment);
  pid_t pid = fork ();
  if (pid < 0)
    bench_fail ("fork: %s", g_strerror (errno));
  if (pid == 0)
    become (argv, all, pass_fd, g_getenv ("BENCH_VERBOSE") == NULL);
  return pid;
}

static char *
read_proc (const BenchProcess *process, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", (int)process->pid, name);
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  g_file_get_contents (path, &text, NULL, &error);
  bench_check (error, "the program ended");
  return text;
}

BenchProcess
bench_process_start (const char *const *argv, const char *const *environment, int notify)
{
  char message[256];
  double begun = bench_wall_ms ();
  BenchProcess self = {.pid = bench_spawn (argv, environment, -1)};
  for (;;) {
    gssize size = recv (notify, message, sizeof message - 1, 0);
    if (size < 0)
      bench_fail ("%s does not say READY=1 within %d s (BENCH_VERBOSE=1 shows what it says)", argv[0],
                  READY_S);
    message[size] = '\0';
    if (g_str_has_prefix (message, "READY=1"))
      break;
  }
  self.ready_ms = bench_wall_ms () - begun;
  self.ready_cpu_ms = bench_process_cpu_ms (self.pid);
  return self;
}

void
bench_process_stop (BenchProcess *process)
{
  kill (process->pid, SIGTERM);
  for (double end = bench_wall_ms () + END_MS; bench_wall_ms () < end; g_usleep (STEP_US))
    if (waitpid (process->pid, NULL, WNOHANG) == process->pid)
      return;
  kill (process->pid, SIGKILL);
  waitpid (process->pid, NULL, 0);
}

static double
read_field (const char *text, const char *field)
{
  const char *found = strstr (text, field);
  return found != NULL ? g_ascii_strtod (found + strlen (field), NULL) : 0;
}

BenchMemory
bench_process_read_memory (const BenchProcess *process)
{
  g_autofree char *text = read_proc (process, "smaps_rollup");
  return (BenchMemory){.rss_kb = read_field (text, "\nRss:"), .pss_kb = read_field (text, "\nPss:")};
}

static gboolean
is_library (const char *path)
{
  return strstr (path, ".so") != NULL && strstr (path, "/ld-") == NULL && strstr (path, "/gconv/") == NULL &&
         strstr (path, "/gio/modules/") == NULL && strchr (path, ' ') == NULL;
}

char *
bench_process_list_libraries (const BenchProcess *process)
{
  g_autofree char *text = read_proc (process, "maps");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) list = g_string_new (NULL);
  for (char **line = lines; *line != NULL; line++) {
    const char *path = strchr (*line, '/');
    if (path != NULL && is_library (path) && g_hash_table_add (seen, (gpointer)path))
      g_string_append_printf (list, "%s ", path);
  }
  return g_string_free (g_steal_pointer (&list), FALSE);
}
