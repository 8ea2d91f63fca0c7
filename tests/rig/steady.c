/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/rig/steady.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_US ((gint64)5 * 1000)
/* Later than this and somebody may have missed his time: the shortest that tests count on is some 50 ms. */
#define LATE_US ((gint64)25 * 1000)
#define ROUNDS 8

typedef struct {
  GTestDataFunc run;
  gconstpointer data;
} Steady;

typedef struct {
  int (*run) (int argc, char **argv);
  int argc;
  char **argv;
} Program;

/* How one run ended. */
typedef struct {
  int status;     /* of waitpid() */
  gint64 late_us; /* how much too late the watch was called, at worst */
  char *said;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->said);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
has_ended (pid_t pid, int *ret_status)
{
  pid_t ended = waitpid (pid, ret_status, WNOHANG);
  g_assert_true (ended == pid || ended == 0 || errno == EINTR);
  return ended == pid;
}

static void
watch (pid_t pid, Run *run)
{
  for (gint64 from_us = g_get_monotonic_time (), now_us = 0; !has_ended (pid, &run->status);
       from_us = now_us) {
    g_usleep ((gulong)LOOK_US);
    now_us = g_get_monotonic_time ();
    run->late_us = MAX (run->late_us, now_us - from_us - LOOK_US);
  }
}

static char *
read_all (FILE *file)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char bytes[4096];
  rewind (file);
  for (gsize n = fread (bytes, 1, sizeof bytes, file); n > 0; n = fread (bytes, 1, sizeof bytes, file))
    g_string_append_len (text, bytes, (gssize)n);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What it says is kept: of a run that counts for nothing nobody is to read that it failed. */
static void
run_apart (int (*act) (gpointer data), gpointer data, Run *run)
{
  FILE *said = tmpfile ();
  g_assert_nonnull (said);
  fflush (NULL);
  pid_t pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0) {
    dup2 (fileno (said), STDOUT_FILENO);
    dup2 (fileno (said), STDERR_FILENO);
    int result = act (data);
    fflush (NULL);
    _exit (result);
  }
  watch (pid, run);
  run->said = read_all (said);
  fclose (said);
}

/* Of an assertion or of tests that are told to have failed. */
static gboolean
is_failure (int status)
{
  return WIFSIGNALED (status) ? WTERMSIG (status) == SIGABRT : WEXITSTATUS (status) == 1;
}

/* A finding of a sanitizer is one, however slow the machine was. */
static gboolean
shows_nothing (const Run *run)
{
  return is_failure (run->status) && run->late_us >= LATE_US && strstr (run->said, "Sanitizer") == NULL &&
         strstr (run->said, "runtime error") == NULL;
}

static void
run_until_steady (int (*act) (gpointer data), gpointer data, Run *run)
{
  run_apart (act, data, run);
  for (guint round = 2; shows_nothing (run) && round <= ROUNDS; round++) {
    g_print ("# it failed while the machine held it up for %" G_GINT64_FORMAT " ms, and is run again\n",
             run->late_us / 1000);
    run_clear (run);
    *run = (Run){0};
    run_apart (act, data, run);
  }
}

static int
act_test (gpointer data)
{
  const Steady *steady = data;
  steady->run (steady->data);
  return g_test_failed () ? 1 : 0;
}

/* Its lines are comments, also that in which it ends itself. */
static void
tell (const char *said)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if ((*line)[0] != '\0')
      g_test_message ("%s", g_str_has_prefix (*line, "# ") ? *line + 2 : *line);
}

static void
run_test (gconstpointer data)
{
  g_auto (Run) run = {0};
  run_until_steady (act_test, (gpointer)data, &run);
  tell (run.said);
  if (run.status != 0)
    g_test_fail_printf ("it ended with status %d on a machine that was late by %" G_GINT64_FORMAT
                        " ms at most",
                        run.status, run.late_us / 1000);
}

void
test_steady_add (const char *path, gconstpointer data, GTestDataFunc run)
{
  Steady *steady = g_new0 (Steady, 1);
  steady->run = run;
  steady->data = data;
  g_test_add_data_func_full (path, steady, run_test, g_free);
}

static int
act_program (gpointer data)
{
  const Program *program = data;
  return program->run (program->argc, program->argv);
}

int
test_steady_program (int (*run) (int argc, char **argv), int argc, char **argv)
{
  Program program = {run, argc, argv};
  g_auto (Run) end = {0};
  run_until_steady (act_program, &program, &end);
  fputs (end.said, stdout);
  return WIFEXITED (end.status) ? WEXITSTATUS (end.status) : 1;
}
