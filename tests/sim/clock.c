/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/sim/clock.h"

#include <errno.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  gint64 at_us;
  guint64 number;
  guint group;
  SimDeed deed; /* NULL: cancelled */
  gpointer data;
  GDestroyNotify destroy;
} Entry;

struct _SimClock {
  gint64 now_us;
  gint64 offset_us;  /* of the machine's real-time clock */
  gint64 mono_us;    /* the machine's monotonic clock … */
  gint64 mono_at_us; /* … at this true time */
  double rate;
  GPtrArray *heap; /* of Entry, a binary heap */
  guint64 numbers;
  guint64 count;
  gint64 until_us;
};

static SimClock *current;

/* The kernel's own, past everything that is simulated. */
static double
read_kernel (clockid_t id)
{
  struct timespec now;
  syscall (SYS_clock_gettime, id, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double
sim_cpu_seconds (void)
{
  return read_kernel (CLOCK_PROCESS_CPUTIME_ID);
}

double
sim_wall_seconds (void)
{
  return read_kernel (CLOCK_MONOTONIC);
}

gint64
sim_clock_get_mono_us (SimClock *self)
{
  return self->mono_us + (gint64)((double)(self->now_us - self->mono_at_us) * self->rate);
}

static gint64
get_real_us (SimClock *self)
{
  return self->now_us + self->offset_us;
}

/* These stand in front of the C library's, for GLib, SQLite and libsodium too. */
int
clock_gettime (clockid_t id, struct timespec *now)
{
  if (current == NULL || (id != CLOCK_MONOTONIC && id != CLOCK_REALTIME && id != CLOCK_BOOTTIME))
    return (int)syscall (SYS_clock_gettime, id, now);
  gint64 us = id == CLOCK_REALTIME ? get_real_us (current) : sim_clock_get_mono_us (current);
  *now = (struct timespec){.tv_sec = us / G_USEC_PER_SEC, .tv_nsec = us % G_USEC_PER_SEC * 1000};
  return 0;
}

int
gettimeofday (struct timeval *restrict now, void *restrict zone)
{
  struct timespec ts;
  clock_gettime (CLOCK_REALTIME, &ts);
  *now = (struct timeval){.tv_sec = ts.tv_sec, .tv_usec = ts.tv_nsec / 1000};
  return 0;
}

time_t
time (time_t *now)
{
  struct timespec ts;
  clock_gettime (CLOCK_REALTIME, &ts);
  if (now != NULL)
    *now = ts.tv_sec;
  return ts.tv_sec;
}

gint64
sim_clock_to_true_us (SimClock *self, gint64 mono_us)
{
  gint64 us = self->mono_at_us + (gint64)((double)(mono_us - self->mono_us) / self->rate);
  return MAX (us, self->now_us);
}

static gboolean
is_before (const Entry *a, const Entry *b)
{
  return a->at_us != b->at_us ? a->at_us < b->at_us : a->number < b->number;
}

static void
heap_swap (GPtrArray *heap, guint a, guint b)
{
  gpointer kept = heap->pdata[a];
  heap->pdata[a] = heap->pdata[b];
  heap->pdata[b] = kept;
}

static void
heap_push (GPtrArray *heap, Entry *entry)
{
  g_ptr_array_add (heap, entry);
  for (guint i = heap->len - 1; i > 0 && is_before (heap->pdata[i], heap->pdata[(i - 1) / 2]);
       i = (i - 1) / 2)
    heap_swap (heap, i, (i - 1) / 2);
}

static Entry *
heap_pop (GPtrArray *heap)
{
  Entry *top = heap->pdata[0];
  heap_swap (heap, 0, heap->len - 1);
  g_ptr_array_set_size (heap, (int)heap->len - 1);
  for (guint i = 0; 2 * i + 1 < heap->len;) {
    guint child = 2 * i + 1;
    if (child + 1 < heap->len && is_before (heap->pdata[child + 1], heap->pdata[child]))
      child++;
    if (!is_before (heap->pdata[child], heap->pdata[i]))
      break;
    heap_swap (heap, i, child);
    i = child;
  }
  return top;
}

static void
entry_free (Entry *entry)
{
  if (entry->destroy != NULL)
    entry->destroy (entry->data);
  g_free (entry);
}

guint64
sim_clock_at (SimClock *self, gint64 at_us, guint group, SimDeed deed, gpointer data, GDestroyNotify destroy)
{
  Entry *entry = g_new0 (Entry, 1);
  *entry = (Entry){.at_us = MAX (at_us, self->now_us),
                   .number = ++self->numbers,
                   .group = group,
                   .deed = deed,
                   .data = data,
                   .destroy = destroy};
  heap_push (self->heap, entry);
  return entry->number;
}

void
sim_clock_cancel (SimClock *self, guint64 deed)
{
  for (guint i = 0; i < self->heap->len; i++) {
    Entry *entry = self->heap->pdata[i];
    if (entry->number == deed)
      entry->deed = NULL;
  }
}

void
sim_clock_cancel_group (SimClock *self, guint group)
{
  for (guint i = 0; i < self->heap->len; i++) {
    Entry *entry = self->heap->pdata[i];
    if (entry->group == group)
      entry->deed = NULL;
  }
}

/* Nothing is ever waited for: time goes to whatever is next. */
static gint
poll_nothing (GPollFD *fds, guint n_fds, gint timeout_ms)
{
  SimClock *self = current;
  for (guint i = 0; i < n_fds; i++)
    fds[i].revents = 0;
  if (timeout_ms == 0)
    return 0;
  gint64 next_us = self->until_us;
  if (self->heap->len > 0)
    next_us = MIN (next_us, ((const Entry *)self->heap->pdata[0])->at_us);
  if (timeout_ms > 0)
    next_us = MIN (next_us, self->now_us + (gint64)((double)timeout_ms * 1000 / self->rate) + 1);
  self->now_us = MAX (next_us, self->now_us);
  return 0;
}

static void
do_deeds (SimClock *self, const gboolean *stop)
{
  while (!*stop && self->heap->len > 0 && ((const Entry *)self->heap->pdata[0])->at_us <= self->now_us) {
    Entry *entry = heap_pop (self->heap);
    self->count++;
    if (entry->deed != NULL)
      entry->deed (entry->data);
    entry_free (entry);
  }
}

void
sim_clock_run (SimClock *self, gint64 until_us, const gboolean *stop)
{
  self->until_us = until_us;
  while (!*stop && self->now_us < until_us) {
    g_main_context_iteration (NULL, TRUE);
    self->count++;
    do_deeds (self, stop);
  }
}

void
sim_clock_settle (SimClock *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    self->count++;
}

void
sim_clock_skip (SimClock *self, gint64 us)
{
  gint64 mono_us = sim_clock_get_mono_us (self);
  self->now_us += us;
  self->mono_us = mono_us;
  self->mono_at_us = self->now_us;
}

void
sim_clock_boot (SimClock *self)
{
  self->mono_us = 5 * G_USEC_PER_SEC;
  self->mono_at_us = self->now_us;
}

void
sim_clock_jump (SimClock *self, gint64 us)
{
  self->offset_us += us;
}

gint64
sim_clock_get_offset_us (SimClock *self)
{
  return self->offset_us;
}

void
sim_clock_set_rate (SimClock *self, double rate)
{
  self->mono_us = sim_clock_get_mono_us (self);
  self->mono_at_us = self->now_us;
  self->rate = rate;
}

gint64
sim_clock_get_us (SimClock *self)
{
  return self->now_us;
}

guint64
sim_clock_count (SimClock *self)
{
  return self->count;
}

SimClock *
sim_clock_new (gint64 start_us)
{
  SimClock *self = g_new0 (SimClock, 1);
  self->now_us = start_us;
  self->rate = 1;
  self->heap = g_ptr_array_new ();
  sim_clock_boot (self);
  current = self;
  g_main_context_set_poll_func (NULL, poll_nothing);
  return self;
}

void
sim_clock_free (SimClock *self)
{
  current = NULL;
  while (self->heap->len > 0)
    entry_free (heap_pop (self->heap));
  g_ptr_array_unref (self->heap);
  g_free (self);
}
