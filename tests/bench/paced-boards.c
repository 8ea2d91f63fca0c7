/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/paced-boards.h"

#include "tests/bench/report.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define BITS_A_CHARACTER 10
#define READ_INPUTS 0x02
#define READ_HOLDING 0x03
#define WRITE_COIL 0x05
#define FLASH_ON 0x02
#define REQUEST_SIZE 8
#define ANSWER_MAX 64
#define POLL_MS 50

struct _PacedBoards {
  guint baud;
  guint n_boards;
  guint turnaround_us;
  int master;
  int slave; /* kept open, or the master reports a hang-up while nobody else has it */
  char *device;
  pthread_t thread;
  gint64 free_ns; /* the thread's: the last character of an answer has passed */

  pthread_mutex_t lock;
  gboolean stopping;
  guint latch_us;
  guint8 doors[PACED_BOARDS_MAX]; /* a bit an open door */
  gint64 asked_ns;
  gint64 opens_ns;
  guint opening_unit;
  guint8 opening_bit;
  gint64 cycle_from_ns;
  gint64 cycle_last_ns;
  guint n_cycles;
  guint n_collisions;
};

static gint64
now_ns (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (gint64)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void
sleep_until_ns (gint64 time_ns)
{
  const struct timespec when = {.tv_sec = time_ns / 1000000000, .tv_nsec = time_ns % 1000000000};
  while (clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL) == EINTR)
    ;
}

static gint64
get_character_ns (const PacedBoards *self)
{
  return (gint64)1000000000 * BITS_A_CHARACTER / self->baud;
}

/* 3.5 characters; fixed above 19,200 baud (Modbus over Serial Line 1.02, 2.5.1.1). */
static gint64
get_silence_ns (const PacedBoards *self)
{
  return self->baud > 19200 ? 1750000 : get_character_ns (self) * 7 / 2;
}

static double
get_exchange_ms (const PacedBoards *self, guint n_characters)
{
  return (double)((gint64)n_characters * get_character_ns (self) + 2 * get_silence_ns (self) +
                  (gint64)self->turnaround_us * 1000) /
         1e6;
}

double
paced_boards_get_look_ms (const PacedBoards *self)
{
  return get_exchange_ms (self, REQUEST_SIZE + 6);
}

double
paced_boards_get_open_ms (const PacedBoards *self)
{
  return get_exchange_ms (self, REQUEST_SIZE + REQUEST_SIZE);
}

/* The standard's table-free form (6.2.2), written again: the bench shares no framing with the bus. */
static void
put_checksum (guint8 *frame, guint length)
{
  guint16 sum = 0xFFFF;
  for (guint i = 0; i < length * 8; i++) {
    if (i % 8 == 0)
      sum ^= frame[i / 8];
    sum = (guint16)((sum >> 1) ^ ((sum & 1) != 0 ? 0xA001 : 0));
  }
  frame[length] = (guint8)sum;
  frame[length + 1] = (guint8)(sum >> 8);
}

/* Under the lock. */
static void
note_look (PacedBoards *self, guint unit, gint64 at_ns)
{
  if (unit != 1)
    return;
  if (self->cycle_from_ns == 0)
    self->cycle_from_ns = at_ns;
  else
    self->n_cycles++;
  self->cycle_last_ns = at_ns;
}

/* Under the lock. */
static void
note_flash (PacedBoards *self, guint unit, guint8 channel, gint64 acts_ns)
{
  self->asked_ns = acts_ns;
  self->opens_ns = acts_ns + (gint64)self->latch_us * 1000;
  self->opening_unit = unit;
  self->opening_bit = (guint8)(1 << channel);
}

static guint8
read_doors (PacedBoards *self, guint unit, gint64 at_ns)
{
  if (self->opens_ns != 0 && at_ns >= self->opens_ns)
    self->doors[self->opening_unit - 1] |= self->opening_bit;
  return (guint8)~self->doors[unit - 1]; /* 1: shut */
}

/* Returns: the characters of the answer, 0 for none. */
static guint
make_answer (PacedBoards *self, const guint8 *request, gint64 at_ns, gint64 acts_ns, guint8 *answer)
{
  guint unit = request[0];
  guint length = 0;
  if (unit < 1 || unit > self->n_boards)
    return 0;
  memcpy (answer, request, 2);
  pthread_mutex_lock (&self->lock);
  if (request[1] == READ_INPUTS) {
    note_look (self, unit, at_ns);
    answer[2] = 1;
    answer[3] = read_doors (self, unit, acts_ns);
    length = 4;
  } else if (request[1] == READ_HOLDING) {
    answer[2] = (guint8)(2 * request[5]);
    memset (answer + 3, 0, answer[2]);
    length = 3U + answer[2];
  } else if (request[1] == WRITE_COIL && request[2] == FLASH_ON) {
    note_flash (self, unit, request[3] & 7, acts_ns);
    memcpy (answer, request, REQUEST_SIZE - 2);
    length = REQUEST_SIZE - 2;
  }
  pthread_mutex_unlock (&self->lock);
  if (length == 0 || length + 2 > ANSWER_MAX)
    return 0;
  put_checksum (answer, length);
  return length + 2;
}

static void
send_paced (PacedBoards *self, const guint8 *answer, guint length, gint64 from_ns)
{
  for (guint i = 0; i < length; i++) {
    self->free_ns = from_ns + (gint64)(i + 1) * get_character_ns (self);
    sleep_until_ns (self->free_ns);
    if (write (self->master, answer + i, 1) != 1)
      return;
  }
}

static void
serve (PacedBoards *self, gint64 at_ns, const guint8 *request)
{
  guint8 answer[ANSWER_MAX];
  gint64 heard_ns = at_ns + REQUEST_SIZE * get_character_ns (self) + get_silence_ns (self);
  gint64 acts_ns = heard_ns + (gint64)self->turnaround_us * 1000;
  /* The pseudo terminal hands bytes over a little late; so much may be missing of a silence. */
  if (at_ns - self->free_ns < get_silence_ns (self) * 95 / 100)
    g_atomic_int_inc (&self->n_collisions);
  guint length = make_answer (self, request, at_ns, acts_ns, answer);
  self->free_ns = heard_ns - get_silence_ns (self);
  send_paced (self, answer, length, acts_ns);
}

static gboolean
is_stopping (PacedBoards *self)
{
  pthread_mutex_lock (&self->lock);
  gboolean stopping = self->stopping;
  pthread_mutex_unlock (&self->lock);
  return stopping;
}

/* Hardware is not late because a computer is busy. */
static void
be_punctual (void)
{
  const struct sched_param first = {.sched_priority = 50};
  prctl (PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
  if (pthread_setschedparam (pthread_self (), SCHED_FIFO, &first) != 0)
    bench_progress ("bus: no real-time priority for the boards; a busy machine makes them slow");
}

static void *
board_thread (void *data)
{
  PacedBoards *self = data;
  guint8 request[256];
  be_punctual ();
  while (!is_stopping (self)) {
    struct pollfd wait = {.fd = self->master, .events = POLLIN};
    if (poll (&wait, 1, POLL_MS) <= 0)
      continue;
    gint64 at_ns = now_ns ();
    gssize n = read (self->master, request, sizeof request);
    if (n == REQUEST_SIZE)
      serve (self, at_ns, request);
    else if (n > 0)
      g_atomic_int_inc (&self->n_collisions);
  }
  return NULL;
}

PacedBoards *
paced_boards_new (guint baud, guint n_boards, guint turnaround_us)
{
  PacedBoards *self = g_new0 (PacedBoards, 1);
  struct termios raw;
  self->baud = baud;
  self->n_boards = n_boards;
  self->turnaround_us = turnaround_us;
  pthread_mutex_init (&self->lock, NULL);
  self->master = posix_openpt (O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (self->master < 0 || grantpt (self->master) != 0 || unlockpt (self->master) != 0)
    bench_fail ("bus: cannot make a pseudo terminal: %s", g_strerror (errno));
  self->device = g_strdup (ptsname (self->master));
  self->slave = open (self->device, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (self->slave < 0 || tcgetattr (self->slave, &raw) != 0)
    bench_fail ("bus: %s: %s", self->device, g_strerror (errno));
  cfmakeraw (&raw);
  tcsetattr (self->slave, TCSANOW, &raw);
  if (pthread_create (&self->thread, NULL, board_thread, self) != 0)
    bench_fail ("bus: cannot start a thread");
  return self;
}

void
paced_boards_free (PacedBoards *self)
{
  if (self == NULL)
    return;
  pthread_mutex_lock (&self->lock);
  self->stopping = TRUE;
  pthread_mutex_unlock (&self->lock);
  pthread_join (self->thread, NULL);
  close (self->slave);
  close (self->master);
  pthread_mutex_destroy (&self->lock);
  g_free (self->device);
  g_free (self);
}

const char *
paced_boards_get_device (const PacedBoards *self)
{
  return self->device;
}

guint
paced_boards_take_cycles (PacedBoards *self, double *ret_total_ms)
{
  pthread_mutex_lock (&self->lock);
  guint n_cycles = self->n_cycles;
  *ret_total_ms = (double)(self->cycle_last_ns - self->cycle_from_ns) / 1e6;
  self->n_cycles = 0;
  self->cycle_from_ns = self->cycle_last_ns = 0;
  pthread_mutex_unlock (&self->lock);
  return n_cycles;
}

void
paced_boards_set_latch_us (PacedBoards *self, guint latch_us)
{
  pthread_mutex_lock (&self->lock);
  self->latch_us = latch_us;
  pthread_mutex_unlock (&self->lock);
}

void
paced_boards_take_opening (PacedBoards *self, gint64 *ret_asked_us, gint64 *ret_opened_us)
{
  pthread_mutex_lock (&self->lock);
  *ret_asked_us = self->asked_ns / 1000;
  *ret_opened_us = self->opens_ns / 1000;
  self->asked_ns = self->opens_ns = 0;
  memset (self->doors, 0, sizeof self->doors);
  pthread_mutex_unlock (&self->lock);
}

guint
paced_boards_count_collisions (PacedBoards *self)
{
  return (guint)g_atomic_int_get (&self->n_collisions);
}
