/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lockerd/kill-crew.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORKERS_MAX 64
#define ROWS_MAX 256
#define POINT_S 180 /* a point that takes longer hangs */
#define TELL_S 10
#define TURN_US 50000

/* In memory that all of them share. */
typedef struct {
  gint next;
  gint current[WORKERS_MAX];
  gint64 since_us[WORKERS_MAX];
  guint counts[ROWS_MAX];
  Outcome outcomes[];
} Board;

struct _Crew {
  CrewOptions options;
  char *directory;
  char *beginnings[N_BEGINNINGS];
  GArray *rows;   /* while surveying */
  GArray *points; /* while running */
  Board *board;
  gsize board_size;
  pid_t workers[WORKERS_MAX];
  gint64 told_us, began_us;
};

static void
open_board (Crew *self, guint n_points)
{
  self->board_size = sizeof (Board) + n_points * sizeof (Outcome);
  self->board = mmap (NULL, self->board_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert_true (self->board != MAP_FAILED);
}

static char *
log_of (Crew *self, guint slot)
{
  return g_strdup_printf ("%s/log-%u", self->directory, slot);
}

/* What it started goes with it, strace's lockerd too, of which nobody else would know. */
static void
end_group (int number)
{
  kill (0, SIGKILL);
}

static void
become_worker (Crew *self, guint slot)
{
  g_autofree char *log = log_of (self, slot);
  int fd = open (log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
  const struct rlimit none = {0};
  setpgid (0, 0);
  signal (SIGTERM, end_group);
  signal (SIGABRT, end_group);
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  setpriority (PRIO_PROCESS, 0, 5); /* other tests measure time */
  setrlimit (RLIMIT_CORE, &none);
  dup2 (fd, STDOUT_FILENO);
  dup2 (fd, STDERR_FILENO);
  close (fd);
  g_setenv ("TMPDIR", self->directory, TRUE);
  rig_set_programs (self->options.lockerd, self->options.sim);
}

static pid_t
fork_worker (Crew *self, guint slot, void (*work) (Crew *self, guint slot))
{
  fflush (NULL);
  pid_t pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid > 0)
    return pid;
  become_worker (self, slot);
  work (self, slot);
  fflush (NULL);
  _exit (0);
}

static void
print_log (Crew *self, guint slot)
{
  g_autofree char *path = log_of (self, slot), *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  guint n = g_strv_length (lines);
  for (guint i = 0; i < n; i++) /* the end, and every assertion that failed before it */
    if (i + 45 >= n || strstr (lines[i], "ERROR:") != NULL)
      g_printerr ("#   %s\n", lines[i]);
}

static void
prepare (Crew *self, guint slot)
{
  g_autoptr (Bench) bench = bench_new (FALSE);
  run_prepare (bench, self->beginnings);
}

/* On tmpfs, if there is one: what a kill leaves does not depend on the disk. */
static char *
make_directory (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *fast = g_strdup ("/dev/shm/cubby-kill-XXXXXX");
  if (g_mkdtemp (fast) != NULL)
    return g_steal_pointer (&fast);
  char *slow = g_dir_make_tmp ("cubby-kill-XXXXXX", &error);
  g_assert_no_error (error);
  return slow;
}

static void
wait_for (Crew *self, guint slot, pid_t pid, const char *what)
{
  int status;
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return;
  print_log (self, slot);
  g_error ("%s", what);
}

Crew *
crew_new (const CrewOptions *options)
{
  Crew *self = g_new0 (Crew, 1);
  self->options = *options;
  self->options.workers = CLAMP (options->workers, 1, WORKERS_MAX);
  self->directory = make_directory ();
  self->beginnings[BEGINS_LOADED] = g_build_filename (self->directory, "loaded", NULL);
  self->beginnings[BEGINS_AGED] = g_build_filename (self->directory, "aged", NULL);
  wait_for (self, 0, fork_worker (self, 0, prepare), "a story to which nothing happens fails");
  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  for (const char *name = directory != NULL ? g_dir_read_name (directory) : NULL; name != NULL;
       name = g_dir_read_name (directory)) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    if (!g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_tree (child);
    g_remove (child);
  }
  g_remove (path);
}

void
crew_free (Crew *self)
{
  remove_tree (self->directory);
  g_free (self->directory);
  for (guint i = 0; i < N_BEGINNINGS; i++)
    g_free (self->beginnings[i]);
  g_free (self);
}

/* Slot: story and transport. */
static void
survey (Crew *self, guint slot)
{
  const Story *story = &stories[slot / 2];
  if (story->begins == BEGINS_AGED && slot % 2 != 0)
    return; /* the wire has no part in it */
  g_autoptr (Bench) bench = bench_new (slot % 2 != 0);
  run_survey (story, bench, self->beginnings, self->rows);
  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);
    if (row->story == story && row->serial == bench->serial)
      self->board->counts[i] = row->n;
  }
}

void
crew_survey (Crew *self, GArray *rows)
{
  pid_t pids[2 * N_STORIES];
  g_assert_cmpuint (rows->len, <=, ROWS_MAX);
  self->rows = rows;
  open_board (self, 0);
  for (guint i = 0; i < G_N_ELEMENTS (pids); i++)
    pids[i] = fork_worker (self, i, survey);
  for (guint i = 0; i < G_N_ELEMENTS (pids); i++)
    wait_for (self, i, pids[i], "a story to which nothing happens fails");
  for (guint i = 0; i < rows->len; i++)
    g_array_index (rows, Row, i).n = self->board->counts[i];
  munmap (self->board, self->board_size);
}

static void
work (Crew *self, guint slot)
{
  Bench *benches[2] = {NULL, NULL};
  for (;;) {
    int i = g_atomic_int_add (&self->board->next, 1);
    if (i >= (int)self->points->len)
      break;
    const Point *point = &g_array_index (self->points, Point, i);
    Bench **bench = &benches[point->row->serial];
    self->board->since_us[slot] = g_get_monotonic_time ();
    g_atomic_int_set (&self->board->current[slot], i);
    if (ftruncate (STDERR_FILENO, 0) != 0)
      break;
    if (*bench == NULL)
      *bench = bench_new (point->row->serial);
    self->board->outcomes[i] = point_run (point, *bench, self->beginnings, self->options.cubbyctl);
    if (g_test_failed ()) /* an assertion that failed is noted and no more: see run_tests() */
      abort ();           /* this point is the one to blame */
    g_atomic_int_set (&self->board->current[slot], -1);
  }
  g_clear_pointer (&benches[0], bench_free);
  g_clear_pointer (&benches[1], bench_free);
}

static void
blame (Crew *self, guint slot)
{
  int i = g_atomic_int_get (&self->board->current[slot]);
  if (i < 0)
    return;
  g_autofree char *name = point_get_name (&g_array_index (self->points, Point, i));
  self->board->outcomes[i].state = OUTCOME_FAILED;
  g_atomic_int_set (&self->board->current[slot], -1);
  g_printerr ("# FAILED at %s\n", name);
  print_log (self, slot);
  g_printerr ("# again: %s --point %s %s %s %s\n", self->options.program, name, self->options.lockerd,
              self->options.sim, self->options.cubbyctl);
}

static void
tell_progress (Crew *self)
{
  gint64 now_us = g_get_monotonic_time ();
  if (self->options.quiet || now_us < self->told_us + TELL_S * G_USEC_PER_SEC)
    return;
  guint done = 0, failed = 0;
  for (guint i = 0; i < self->points->len; i++) {
    done += self->board->outcomes[i].state != OUTCOME_NONE;
    failed += self->board->outcomes[i].state == OUTCOME_FAILED;
  }
  self->told_us = now_us;
  double seconds = (double)(now_us - self->began_us) / G_USEC_PER_SEC;
  g_printerr ("# %u of %u points, %u failed, %.1f/s\n", done, self->points->len, failed,
              seconds > 0 ? done / seconds : 0);
}

/* Returns: whether the slot is still at work. */
static gboolean
look_after (Crew *self, guint slot)
{
  int status;
  gint64 hangs_us = self->board->since_us[slot] + POINT_S * G_USEC_PER_SEC;
  if (g_atomic_int_get (&self->board->current[slot]) >= 0 && g_get_monotonic_time () > hangs_us)
    kill (-self->workers[slot], SIGKILL);
  if (waitpid (self->workers[slot], &status, WNOHANG) == 0)
    return TRUE;
  blame (self, slot);
  self->workers[slot] = 0;
  if (WIFEXITED (status) || g_atomic_int_get (&self->board->next) >= (int)self->points->len)
    return FALSE;
  self->workers[slot] = fork_worker (self, slot, work);
  return TRUE;
}

void
crew_run (Crew *self, GArray *points, Outcome *ret_outcomes)
{
  guint working = MIN (self->options.workers, points->len);
  self->points = points;
  self->told_us = self->began_us = g_get_monotonic_time ();
  open_board (self, points->len);
  for (guint i = 0; i < working; i++) {
    self->board->current[i] = -1;
    self->workers[i] = fork_worker (self, i, work);
  }
  while (working > 0) {
    g_usleep (TURN_US);
    tell_progress (self);
    working = 0;
    for (guint i = 0; i < self->options.workers; i++)
      working += self->workers[i] != 0 && look_after (self, i);
  }
  memcpy (ret_outcomes, self->board->outcomes, points->len * sizeof (Outcome));
  munmap (self->board, self->board_size);
}
