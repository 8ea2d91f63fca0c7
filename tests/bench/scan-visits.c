/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/scan-visits.h"

#include "tests/bench/report.h"
#include "tests/bench/scan-behind.h"
#include "tests/bench/scan-look.h"
#include "tests/bench/scan-people.h"
#include "tests/scanner/frames/empties.h"

#define WIDTH 1280
#define HEIGHT 720
/* What is read into patterns depends on the pattern, not on how much of it there is: most frames are small.
 */
#define EMPTY_LARGE_EVERY 50
#define EMPTY_WIDTH 240
#define EMPTY_HEIGHT 136
#define EMPTIES_A_JOB 20
#define EMPTIES_TOLD 1000
#define FRAMES_A_SECOND 15

typedef struct {
  BenchScan *scan;
  gpointer readers[BENCH_READERS_MAX];
} Worker;

/* A part of what is to be done. */
typedef struct {
  const CubbyShotClass *class; /* NULL: frames without a code */
  guint64 seed;
  guint first, n;
  guint peers_every;
} Job;

struct _BenchScan {
  Worker *workers;
  guint n_workers, n_readers;
  char *missing[BENCH_READERS_MAX];
  char *behind;
  GMutex lock; /* of what is below, and of files in @behind */
  BenchScanPeople *people;
  GQueue jobs;
  BenchTally *tallies;
};

static void
open_reader (BenchScan *self, Worker *worker, guint k, char **only)
{
  g_autoptr (GError) error = NULL;
  if (only != NULL && !g_strv_contains ((const char *const *)only, bench_readers[k].name))
    return;
  worker->readers[k] = bench_readers[k].open (&error);
  if (error != NULL && self->missing[k] == NULL)
    self->missing[k] = g_strdup (error->message);
}

BenchScan *
bench_scan_new (guint n_threads, char **only, const char *behind, const char *people)
{
  BenchScan *self = g_new0 (BenchScan, 1);
  self->workers = g_new0 (Worker, n_threads);
  self->n_workers = n_threads;
  self->behind = g_strdup (behind);
  self->people = people != NULL ? bench_scan_people_new (people) : NULL;
  g_mutex_init (&self->lock);
  g_queue_init (&self->jobs);
  while (bench_readers[self->n_readers].name != NULL)
    self->n_readers++;
  for (guint i = 0; i < n_threads; i++)
    for (guint k = 0; k < self->n_readers; k++) {
      self->workers[i].scan = self;
      open_reader (self, &self->workers[i], k, only);
    }
  return self;
}

void
bench_scan_free (BenchScan *self)
{
  for (guint i = 0; i < self->n_workers; i++)
    for (guint k = 0; k < self->n_readers; k++)
      if (self->workers[i].readers[k] != NULL)
        bench_readers[k].close (self->workers[i].readers[k]);
  for (guint k = 0; k < self->n_readers; k++)
    g_free (self->missing[k]);
  g_free (self->workers);
  g_free (self->behind);
  bench_scan_people_free (self->people);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
bench_scan_get_missing (const BenchScan *self, guint reader)
{
  return self->missing[reader];
}

/* Each reader sees the same frames until it reads all codes or they end. */
typedef struct {
  gboolean there[BENCH_READERS_MAX], done[BENCH_READERS_MAX];
  guint read_in[BENCH_READERS_MAX]; /* 1 + the frame */
  guint n_wrong[BENCH_READERS_MAX];
  gint64 begun_us;
} Progress;

static void
note_look (BenchTally *tally, const CubbyShotClass *class, guint index)
{
  guint still = class->n_moving;
  tally->n_read++;
  tally->n_first += index <= still;
  bench_samples_add (tally->frames, index < still ? 0 : index - still + 1);
}

/* As the camera sends it, whatever the readers take here. */
static CubbyFrame *
take_frame (const CubbyVisit *visit, guint index, gint64 begun_us)
{
  CubbyFrame *frame = cubby_visit_render (visit, index, NULL);
  frame->captured_us = begun_us + index * G_USEC_PER_SEC / FRAMES_A_SECOND;
  return frame;
}

/* Returns: how many of the readers still wait. */
static guint
show_frame (Worker *worker, const CubbyShotClass *class, const CubbyVisit *visit, guint index,
            Progress *progress, BenchTally *tallies)
{
  g_autoptr (CubbyFrame) frame = take_frame (visit, index, progress->begun_us);
  guint n_waiting = 0;
  for (guint k = 0; k < worker->scan->n_readers; k++) {
    const BenchReader *reader = &bench_readers[k];
    if (progress->done[k] || !progress->there[k])
      continue;
    BenchLook result = bench_look (reader, worker->readers[k], visit, frame);
    bench_samples_add (tallies[k].frame_ms, result.ms);
    bench_samples_add (result.n_right > 0 ? tallies[k].read_ms : tallies[k].vain_ms, result.ms);
    tallies[k].n_wrong += result.wrong;
    progress->n_wrong[k] += result.wrong;
    progress->done[k] = !result.wrong && result.n_right == cubby_visit_get_n_codes (visit);
    n_waiting += !progress->done[k];
    if (progress->done[k]) {
      note_look (&tallies[k], class, index);
      progress->read_in[k] = index + 1;
    }
  }
  return n_waiting;
}

/* The half second after ours read it: what a frame costs where the code is known to be. In its first frames
 * what else there may be is searched for still. */
static void
show_known (Worker *worker, const CubbyVisit *visit, guint index, const Progress *progress, BenchTally *tally)
{
  g_autoptr (CubbyFrame) frame = take_frame (visit, index, progress->begun_us);
  for (guint i = 0; i < BENCH_SCAN_FRAMES; i++) {
    BenchLook result = bench_look (&bench_readers[0], worker->readers[0], visit, frame);
    bench_samples_add (tally->known_ms, result.ms);
    tally->n_known += result.n_right == cubby_visit_get_n_codes (visit);
    tally->n_wrong += result.wrong;
    frame->captured_us += G_USEC_PER_SEC / FRAMES_A_SECOND;
  }
}

/* The first frame that another one read and ours did not. */
static void
note_behind (BenchScan *self, const CubbyShotClass *class, const CubbyVisit *visit, guint64 seed,
             const Progress *progress)
{
  guint first = 0;
  for (guint k = 1; k < self->n_readers; k++)
    if (progress->done[k] && (first == 0 || progress->read_in[k] < progress->read_in[first]))
      first = k;
  if (first == 0 || !progress->there[0] || progress->done[0])
    return;
  g_autofree char *name = g_strdup_printf ("%s-%" G_GUINT64_FORMAT, class->name, seed);
  bench_scan_write_behind (self->behind, name, visit, progress->read_in[first] - 1,
                           bench_readers[first].name);
}

static void
note_person (BenchScan *self, const CubbyShotClass *class, const CubbyVisit *visit, guint64 seed,
             const Progress *progress)
{
  g_mutex_lock (&self->lock);
  if (self->behind != NULL)
    note_behind (self, class, visit, seed, progress);
  for (guint k = 0; k < self->n_readers && self->people != NULL; k++) {
    guint frame = progress->read_in[k] == 0 ? 0 : MAX (progress->read_in[k], class->n_moving + 1);
    if (progress->there[k])
      bench_scan_people_add (self->people, class->name, seed, bench_readers[k].name,
                             frame == 0 ? 0 : frame - class->n_moving, progress->n_wrong[k]);
  }
  g_mutex_unlock (&self->lock);
}

static void
receive (Worker *worker, const CubbyShotClass *class, guint64 seed, BenchTally *tallies)
{
  g_autoptr (CubbyVisit) visit = cubby_visit_new (class, seed, WIDTH, HEIGHT);
  Progress progress = {.begun_us = g_get_monotonic_time ()};
  for (guint k = 0; k < worker->scan->n_readers; k++) {
    progress.there[k] = worker->readers[k] != NULL;
    if (!progress.there[k])
      continue;
    tallies[k].n_visits++;
    if (bench_readers[k].visit != NULL)
      bench_readers[k].visit (worker->readers[k]);
  }
  guint n_frames = class->n_moving + BENCH_SCAN_FRAMES;
  for (guint i = 0, n_waiting = 1; i < n_frames && n_waiting > 0; i++) {
    n_waiting = show_frame (worker, class, visit, i, &progress, tallies);
    if (progress.read_in[0] == i + 1)
      show_known (worker, visit, i + 1, &progress, &tallies[0]);
  }
  note_person (worker->scan, class, visit, seed, &progress);
}

/* Nobody is there: the readers look on as they do all day. */
static void
show_empty (Worker *worker, guint64 seed, guint number, guint peers_every, BenchTally *tallies)
{
  gboolean large = number % EMPTY_LARGE_EVERY == 0;
  guint class = number % cubby_empty_classes_count ();
  g_autoptr (CubbyFrame) frame =
      cubby_empty_render (class, seed + number, large ? WIDTH : EMPTY_WIDTH, large ? HEIGHT : EMPTY_HEIGHT);
  for (guint k = 0; k < worker->scan->n_readers; k++) {
    if (worker->readers[k] == NULL || (k > 0 && number % peers_every != 0))
      continue;
    g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
    double ms = bench_readers[k].read (worker->readers[k], frame, CUBBY_SYMBOLOGIES_ALL, texts);
    if (large)
      bench_samples_add (tallies[k].frame_ms, ms);
    tallies[k].n_visits++;
    tallies[k].n_wrong += texts->len > 0;
    for (guint i = 0; k == 0 && i < texts->len; i++)
      bench_progress ("scan: in the empty frame %s, seed %" G_GUINT64_FORMAT ", ours read: %s",
                      cubby_empty_class_name (class), seed + number,
                      (const char *)g_ptr_array_index (texts, i));
  }
}

static void
work (Worker *worker, const Job *job, BenchTally *tallies)
{
  if (job->class != NULL) {
    receive (worker, job->class, job->seed, tallies);
    return;
  }
  for (guint i = 0; i < job->n; i++)
    show_empty (worker, job->seed, job->first + i, job->peers_every, tallies);
  if ((job->first + job->n) % EMPTIES_TOLD == 0)
    bench_progress ("scan: %u frames without a code", job->first + job->n);
}

static gpointer
run_worker (gpointer data)
{
  Worker *worker = data;
  BenchScan *self = worker->scan;
  for (;;) {
    g_mutex_lock (&self->lock);
    g_autofree Job *job = g_queue_pop_head (&self->jobs);
    g_mutex_unlock (&self->lock);
    if (job == NULL)
      return NULL;
    BenchTally *tallies = bench_tallies_new ();
    work (worker, job, tallies);
    g_mutex_lock (&self->lock);
    bench_tallies_join (self->tallies, tallies);
    g_mutex_unlock (&self->lock);
    bench_tallies_free (tallies);
  }
}

static BenchTally *
run_jobs (BenchScan *self)
{
  self->tallies = bench_tallies_new ();
  g_autofree GThread **threads = g_new0 (GThread *, self->n_workers);
  for (guint i = 0; i < self->n_workers; i++)
    threads[i] = g_thread_new ("bench-scan", run_worker, &self->workers[i]);
  for (guint i = 0; i < self->n_workers; i++)
    g_thread_join (threads[i]);
  return g_steal_pointer (&self->tallies);
}

BenchTally *
bench_scan_visits (BenchScan *self, const CubbyShotClass *class, guint64 seed, guint n_visits)
{
  for (guint i = 0; i < n_visits; i++)
    g_queue_push_tail (&self->jobs, g_memdup2 (&(const Job){.class = class, .seed = seed + i}, sizeof (Job)));
  return run_jobs (self);
}

BenchTally *
bench_scan_empties (BenchScan *self, guint64 seed, guint n_frames, guint peers_every)
{
  for (guint i = 0; i < n_frames; i += EMPTIES_A_JOB) {
    const Job job = {
        .seed = seed, .first = i, .n = MIN (EMPTIES_A_JOB, n_frames - i), .peers_every = peers_every};
    g_queue_push_tail (&self->jobs, g_memdup2 (&job, sizeof job));
  }
  return run_jobs (self);
}
