/* SPDX-License-Identifier: Apache-2.0 */
/* What the decode program cannot do, each tried in the very sandbox; and that it could without. */
#include "hardware/scanner/child/sandbox.h"

#include <glib.h>
#include <signal.h>
#include <sys/wait.h>

typedef struct {
  const char *name;
  int signal;      /* that it dies of inside; 0: it is done */
  int signal_free; /* outside */
} Row;

static const Row rows[] = {
    {"open a file", SIGSYS},
    {"make a file", SIGSYS},
    {"make a network socket", SIGSYS},
    {"make a local socket", SIGSYS},
    {"start a program", SIGSYS},
    {"start a process", SIGSYS},
    {"start a thread", SIGSYS},
    {"write to a descriptor", SIGSYS},
    {"write to the socket as a file", SIGSYS},
    {"read from the socket as a file", SIGSYS},
    {"send to an address", SIGSYS},
    {"send elsewhere", SIGSYS},
    {"send out of band", SIGSYS},
    {"peek", SIGSYS},
    {"receive with an address", SIGSYS},
    {"receive elsewhere", SIGSYS},
    {"receive with descriptors", SIGSYS},
    {"map code", SIGSYS},
    {"make memory code", SIGSYS},
    {"map over its memory", SIGSYS},
    {"move memory over other", SIGSYS},
    {"protect memory", SIGSYS},
    {"map the ring again", SIGSYS},
    {"map the ring for writing", SIGSYS},
    {"share memory", SIGSYS},
    {"write into the ring", SIGSEGV, SIGSEGV},
    {"signal another", SIGSYS},
    {"trace", SIGSYS},
    {"read another's memory", SIGSYS},
    {"raise a limit", SIGSYS},
    {"become traceable", SIGSYS},
    {"copy a descriptor", SIGSYS},
    {"control a device", SIGSYS},
    {"make an io_uring", SIGSYS},
    {"call as another machine", SIGSYS},
    {"wait on a lock", SIGSYS},
    {"pass a lock on", SIGSYS},
    {"do something once"},
    {"answer"},
    {"take memory"},
    {"take too much memory"},
    {"tell the time"},
    {"tell its own time"},
    {"tell the time of another", SIGSYS},
    {"read a link", SIGSYS},
    {"ignore a signal", SIGSYS},
    {"convert every charset"},
};

static void
try (const char *name, const char *how, int expected)
{
  g_autoptr (GError) error = NULL;
  const char *argv[] = {g_getenv ("CUBBY_SANDBOX_TRIAL"), name, how, NULL};
  int status = -1;
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s: status %x", how != NULL ? how : "inside", (guint)status);
  g_assert_cmpint (WIFSIGNALED (status) ? WTERMSIG (status) : 0, ==, expected);
  g_assert_true (expected != 0 || (WIFEXITED (status) && WEXITSTATUS (status) == 0));
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  if (!cubby_sandbox_is_strict ()) {
    g_test_skip ("a build with sanitizers has no filter");
    return;
  }
  try (row->name, "free", row->signal_free);
  try (row->name, NULL, row->signal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/child/sandbox/to %s %s", rows[i].name,
                                             rows[i].signal != 0 ? "kills it" : "is allowed");
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
