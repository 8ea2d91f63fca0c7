/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/samples.h"

#include "tests/bench/report.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <time.h>
#include <unistd.h>

#define FSYNC_SAMPLES 200
#define FSYNC_SIZE 4096

struct _BenchSamples {
  GArray *values;
  gboolean sorted;
};

BenchSamples *
bench_samples_new (void)
{
  BenchSamples *self = g_new0 (BenchSamples, 1);
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

void
bench_samples_free (BenchSamples *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->values);
  g_free (self);
}

void
bench_samples_add (BenchSamples *self, double value)
{
  g_array_append_val (self->values, value);
  self->sorted = FALSE;
}

void
bench_samples_join (BenchSamples *self, const BenchSamples *others)
{
  g_array_append_vals (self->values, others->values->data, others->values->len);
  self->sorted = FALSE;
}

guint
bench_samples_get_count (const BenchSamples *self)
{
  return self->values->len;
}

double
bench_samples_get_sum (const BenchSamples *self)
{
  double sum = 0;
  for (guint i = 0; i < self->values->len; i++)
    sum += g_array_index (self->values, double, i);
  return sum;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

double
bench_samples_get_percentile (BenchSamples *self, double percent)
{
  if (self->values->len == 0)
    return 0;
  if (!self->sorted)
    g_array_sort (self->values, compare);
  self->sorted = TRUE;
  double rank = ceil (percent / 100 * self->values->len);
  guint index = rank < 1 ? 0 : MIN ((guint)rank, self->values->len) - 1;
  return g_array_index (self->values, double, index);
}

static double
read_clock (clockid_t clock)
{
  struct timespec now;
  clock_gettime (clock, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

double
bench_cpu_ms (void)
{
  return read_clock (CLOCK_THREAD_CPUTIME_ID);
}

double
bench_wall_ms (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

/* The first figure of schedstat: nanoseconds on a processor. */
static double
read_task_ns (const char *folder, const char *task)
{
  g_autofree char *path = g_build_filename (folder, task, "schedstat", NULL);
  g_autofree char *text = NULL;
  return g_file_get_contents (path, &text, NULL, NULL) ? g_ascii_strtod (text, NULL) : 0;
}

double
bench_process_cpu_ms (pid_t pid)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%d/task", (int)pid);
  g_autoptr (GDir) tasks = g_dir_open (folder, 0, NULL);
  double ns = 0;
  for (const char *task = tasks != NULL ? g_dir_read_name (tasks) : NULL; task != NULL;
       task = g_dir_read_name (tasks))
    ns += read_task_ns (folder, task);
  return ns / 1e6;
}

static void
overwrite (int fd, BenchSamples *samples)
{
  static const char block[FSYNC_SIZE] = {1};
  gboolean written = pwrite (fd, block, sizeof block, 0) == (gssize)sizeof block;
  double begun = bench_wall_ms ();
  if (!written || fdatasync (fd) != 0)
    bench_fail ("cannot write for the measure of fsync: %s", g_strerror (errno));
  if (samples != NULL)
    bench_samples_add (samples, bench_wall_ms () - begun);
}

BenchSamples *
bench_sample_fsyncs (const char *directory)
{
  BenchSamples *samples = bench_samples_new ();
  g_autofree char *path = g_build_filename (directory, "fsync-XXXXXX", NULL);
  int fd = g_mkstemp (path);
  if (fd < 0)
    bench_fail ("%s: cannot be made: %s", path, g_strerror (errno));
  overwrite (fd, NULL); /* the first one grows the file, which costs more */
  for (guint i = 0; i < FSYNC_SAMPLES; i++)
    overwrite (fd, samples);
  close (fd);
  g_unlink (path);
  return samples;
}

double
bench_measure_fsync_ms (const char *directory)
{
  g_autoptr (BenchSamples) samples = bench_sample_fsyncs (directory);
  return bench_samples_get_percentile (samples, 50);
}
