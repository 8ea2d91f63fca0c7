/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lockerd/kill-wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#define DEAF_US 100000 /* for how long a wire that was cut stays dead */
#define TURN_MS 20

struct _Wire {
  GThread *thread;
  char *place;
  guint16 sim_port;
  int listener; /* TCP; -1 over serial */
  int slave; /* serial: kept open, or the near end hangs up whenever the master is not there; -1 over TCP */
  int near;  /* towards the master; -1: not connected */
  int far;   /* towards the simulator */
  gint64 deaf_until_us;
  int carrying; /* atomic */

  GMutex lock; /* what is below it is shared */
  gboolean ending;
  WireFault fault;
  guint at, count;
  gboolean struck;
  pid_t victim;
};

static void
close_end (int *fd)
{
  const struct linger reset = {.l_onoff = 1, .l_linger = 0};
  if (*fd < 0)
    return;
  setsockopt (*fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  int closed = *fd;
  g_atomic_int_set (fd, -1);
  close (closed);
}

static void
hang_up (Wire *self)
{
  if (self->listener < 0)
    return;
  close_end (&self->near);
  close_end (&self->far);
}

static int
connect_sim (Wire *self)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = g_htons (self->sim_port)};
  address.sin_addr.s_addr = g_htonl (INADDR_LOOPBACK);
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *)&address, sizeof address), ==, 0);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof (int));
  return fd;
}

static void
take_call (Wire *self)
{
  int fd = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC);
  if (fd < 0)
    return;
  hang_up (self);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof (int));
  g_atomic_int_set (&self->near, fd);
  self->far = connect_sim (self);
}

static void
send_all (int fd, const guint8 *bytes, gsize length)
{
  while (length > 0) {
    gssize n = write (fd, bytes, length);
    if (n < 0 && errno != EINTR)
      return; /* nobody is there any more: lost */
    bytes += MAX (n, 0);
    length -= (gsize)MAX (n, 0);
  }
}

/* How many of @length bytes pass before it strikes. */
static gsize
count_bytes (Wire *self, gsize length, WireFault *ret_fault)
{
  g_mutex_lock (&self->lock);
  gboolean strikes = self->fault != WIRE_NO_FAULT && !self->struck && self->count < self->at &&
                     self->count + length >= self->at;
  *ret_fault = strikes ? self->fault : WIRE_NO_FAULT;
  gsize passes = strikes ? self->at - self->count : length;
  self->count += (guint)length;
  self->struck |= strikes;
  if (strikes && self->fault != WIRE_CUT && self->fault != WIRE_FLIP)
    kill (self->victim, SIGKILL);
  g_mutex_unlock (&self->lock);
  return passes;
}

static void
carry (Wire *self, int from, int to)
{
  guint8 bytes[512];
  gssize length = read (from, bytes, sizeof bytes);
  if (length == 0 || (length < 0 && errno != EIO)) {
    hang_up (self); /* the other end is told */
    return;
  }
  if (length < 0 || g_get_monotonic_time () < self->deaf_until_us)
    return;
  WireFault fault;
  gsize passes = count_bytes (self, (gsize)length, &fault);
  if (fault == WIRE_FLIP)
    bytes[passes - 1] ^= 0x10;
  gboolean loses = fault == WIRE_KILL_LOSE || fault == WIRE_CUT;
  send_all (to, bytes, loses ? passes : (gsize)length);
  if (!loses)
    return;
  self->deaf_until_us = g_get_monotonic_time () + DEAF_US;
  hang_up (self);
}

static gboolean
is_ending (Wire *self)
{
  g_mutex_lock (&self->lock);
  gboolean ending = self->ending;
  g_mutex_unlock (&self->lock);
  return ending;
}

static gpointer
run (gpointer data)
{
  Wire *self = data;
  while (!is_ending (self)) {
    struct pollfd ends[] = {{self->listener, POLLIN, 0}, {self->near, POLLIN, 0}, {self->far, POLLIN, 0}};
    int ready = poll (ends, G_N_ELEMENTS (ends), TURN_MS);
    g_atomic_int_set (&self->carrying, ready > 0);
    if (ready <= 0)
      continue;
    int near = self->near, far = self->far;
    if (ends[1].revents != 0)
      carry (self, near, far);
    if (ends[2].revents != 0 && self->far == far)
      carry (self, far, near);
    if (ends[0].revents != 0)
      take_call (self);
  }
  return NULL;
}

static Wire *
wire_start (Wire *self)
{
  g_mutex_init (&self->lock);
  self->thread = g_thread_new ("wire", run, self);
  return self;
}

static Wire *
wire_make (void)
{
  Wire *self = g_new0 (Wire, 1);
  self->listener = self->slave = self->near = self->far = -1;
  return self;
}

Wire *
wire_new_tcp (const char *sim_port)
{
  Wire *self = wire_make ();
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t size = sizeof address;
  address.sin_addr.s_addr = g_htonl (INADDR_LOOPBACK);
  self->sim_port = (guint16)g_ascii_strtoull (sim_port, NULL, 10);
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *)&address, size), ==, 0);
  g_assert_cmpint (listen (self->listener, 4), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *)&address, &size), ==, 0);
  self->place = g_strdup_printf ("%u", g_ntohs (address.sin_port));
  return wire_start (self);
}

static void
make_raw (int fd)
{
  struct termios modes;
  g_assert_cmpint (tcgetattr (fd, &modes), ==, 0);
  cfmakeraw (&modes);
  g_assert_cmpint (tcsetattr (fd, TCSANOW, &modes), ==, 0);
}

Wire *
wire_new_serial (const char *sim_device)
{
  Wire *self = wire_make ();
  self->near = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_true (grantpt (self->near) == 0 && unlockpt (self->near) == 0);
  self->place = g_strdup (ptsname (self->near));
  self->slave = open (self->place, O_RDWR | O_NOCTTY | O_CLOEXEC);
  self->far = open (sim_device, O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_true (self->slave >= 0 && self->far >= 0);
  make_raw (self->slave);
  make_raw (self->far);
  return wire_start (self);
}

void
wire_free (Wire *self)
{
  g_mutex_lock (&self->lock);
  self->ending = TRUE;
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  close_end (&self->listener);
  close_end (&self->near);
  close_end (&self->far);
  close_end (&self->slave);
  g_mutex_clear (&self->lock);
  g_free (self->place);
  g_free (self);
}

const char *
wire_get_place (const Wire *self)
{
  return self->place;
}

void
wire_arm (Wire *self, WireFault fault, guint at, pid_t victim)
{
  g_mutex_lock (&self->lock);
  self->fault = fault;
  self->at = at;
  self->count = 0;
  self->struck = FALSE;
  self->victim = victim;
  g_mutex_unlock (&self->lock);
}

/* A device that nobody has open forgets who claimed it; this one is always open. */
static void
forget_claim (Wire *self)
{
  if (self->slave >= 0)
    ioctl (self->slave, TIOCNXCL);
}

void
wire_disarm (Wire *self)
{
  g_mutex_lock (&self->lock);
  self->fault = WIRE_NO_FAULT;
  g_mutex_unlock (&self->lock);
  forget_claim (self);
}

/* It takes a turn until the thread says that it carries nothing; asked between two turns it may not know yet.
 */
void
wire_settle (Wire *self)
{
  for (guint quiet = 0; quiet < 3;) {
    struct pollfd end = {g_atomic_int_get (&self->near), POLLIN, 0};
    gboolean busy = poll (&end, 1, 0) > 0 || g_atomic_int_get (&self->carrying);
    quiet = busy ? 0 : quiet + 1;
    g_usleep (TURN_MS * 1000 / 4);
  }
}

guint
wire_count (Wire *self)
{
  g_mutex_lock (&self->lock);
  guint count = self->count;
  g_mutex_unlock (&self->lock);
  return count;
}

gboolean
wire_has_struck (Wire *self)
{
  g_mutex_lock (&self->lock);
  gboolean struck = self->struck;
  g_mutex_unlock (&self->lock);
  return struck;
}
