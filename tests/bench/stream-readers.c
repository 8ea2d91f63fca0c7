/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/stream-readers.h"

#include "tests/bench/report.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define AT_ONCE 100      /* connections that are being made */
#define PER_ADDRESS 5000 /* the ports of one address run short */
#define CARRY 47         /* the end of what was read, for a mark that is cut in two */
#define PATIENCE_MS 30000
#define EVENTS 512

typedef struct {
  int fd;
  guint round; /* the mark of which round it has seen */
  guint carried;
  char carry[CARRY];
} Reader;

struct _BenchReaders {
  guint16 port;
  guint n;
  Reader *readers;
  int epoll;
  guint round;
  guint64 bytes;
};

static struct sockaddr_in
get_address (guint host, guint16 port)
{
  return (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons (port), .sin_addr.s_addr = htonl (INADDR_LOOPBACK + host)};
}

static int
open_socket (guint host, int flags)
{
  struct sockaddr_in source = get_address (host, 0);
  int on = 1;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
  if (fd < 0)
    bench_fail ("stream: a socket: %s; raise the number of open files (ulimit -n)", g_strerror (errno));
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (host > 0 && bind (fd, (struct sockaddr *)&source, sizeof source) < 0)
    bench_fail ("stream: an address: %s", g_strerror (errno));
  return fd;
}

static void
start_connect (int fd, guint16 port)
{
  struct sockaddr_in address = get_address (0, port);
  if (connect (fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS)
    bench_fail ("stream: connecting: %s", g_strerror (errno));
}

int
bench_connect (guint16 port)
{
  int fd = open_socket (0, 0);
  start_connect (fd, port);
  return fd;
}

void
bench_send_text (int fd, const char *text)
{
  if (send (fd, text, strlen (text), MSG_NOSIGNAL) != (ssize_t)strlen (text))
    bench_fail ("stream: sending: %s", g_strerror (errno));
}

void
bench_read_answer (int fd)
{
  char buffer[16384];
  gsize length = 0;
  while (length < sizeof buffer - 1) {
    ssize_t n = recv (fd, buffer + length, sizeof buffer - 1 - length, 0);
    if (n <= 0)
      bench_fail ("stream: no answer: %s", n < 0 ? g_strerror (errno) : "the connection was closed");
    length += (gsize)n;
    buffer[length] = '\0';
    const char *body = strstr (buffer, "\r\n\r\n");
    const char *size = strcasestr (buffer, "Content-Length:");
    if (body == NULL || size == NULL)
      continue;
    if (length >= (gsize)(body + 4 - buffer) + strtoul (size + strlen ("Content-Length:"), NULL, 10))
      break;
  }
  if (strncmp (buffer, "HTTP/1.1 2", 10) != 0)
    bench_fail ("stream: refused: %s", buffer);
}

static void
watch (BenchReaders *self, Reader *reader, guint32 events, int how)
{
  struct epoll_event event = {.events = events, .data.ptr = reader};
  if (epoll_ctl (self->epoll, how, reader->fd, &event) < 0)
    bench_fail ("stream: epoll: %s", g_strerror (errno));
}

/* Whether @mark is in what came now, or begins at the end of what came before. */
static gboolean
has_mark (Reader *reader, char *text, gsize length, const char *mark)
{
  char *begin = text - reader->carried;
  memcpy (begin, reader->carry, reader->carried);
  gsize all = length + reader->carried;
  gboolean found = memmem (begin, all, mark, strlen (mark)) != NULL;
  reader->carried = (guint)MIN (all, CARRY);
  memcpy (reader->carry, begin + all - reader->carried, reader->carried);
  return found;
}

/* Returns: whether it has just seen the mark. */
static gboolean
read_some (BenchReaders *self, Reader *reader, const char *mark)
{
  char buffer[CARRY + 65536];
  ssize_t n = recv (reader->fd, buffer + CARRY, sizeof buffer - CARRY, MSG_DONTWAIT);
  if (n < 0 && errno == EAGAIN)
    return FALSE;
  if (n <= 0)
    bench_fail ("stream: a reader was cut off: %s", n < 0 ? g_strerror (errno) : "closed");
  self->bytes += (guint64)n;
  if (!has_mark (reader, buffer + CARRY, (gsize)n, mark) || reader->round == self->round)
    return FALSE;
  reader->round = self->round;
  return TRUE;
}

void
bench_readers_await (BenchReaders *self, const char *mark, double begun_ms, BenchSamples *samples)
{
  struct epoll_event events[EVENTS];
  guint seen = 0;
  self->round++;
  while (seen < self->n) {
    int n = epoll_wait (self->epoll, events, EVENTS, PATIENCE_MS);
    if (n <= 0)
      bench_fail ("stream: %u of %u readers wait for %s in vain", self->n - seen, self->n, mark);
    for (int i = 0; i < n; i++) {
      if (!read_some (self, events[i].data.ptr, mark))
        continue;
      seen++;
      if (samples != NULL)
        bench_samples_add (samples, bench_wall_ms () - begun_ms);
    }
  }
}

static void
send_request (BenchReaders *self, Reader *reader, const char *request)
{
  int failure = 0;
  socklen_t size = sizeof failure;
  getsockopt (reader->fd, SOL_SOCKET, SO_ERROR, &failure, &size);
  if (failure != 0)
    bench_fail ("stream: connecting: %s", g_strerror (failure));
  bench_send_text (reader->fd, request);
  watch (self, reader, EPOLLIN, EPOLL_CTL_MOD);
}

/* A few at a time, as a listening socket keeps only so many. */
static void
connect_all (BenchReaders *self, const char *request)
{
  struct epoll_event events[AT_ONCE];
  guint begun = 0;
  guint answered = 0;
  self->round = 1;
  while (answered < self->n) {
    for (; begun < self->n && begun - answered < AT_ONCE; begun++) {
      Reader *reader = &self->readers[begun];
      reader->fd = open_socket (1 + begun / PER_ADDRESS, SOCK_NONBLOCK);
      start_connect (reader->fd, self->port);
      watch (self, reader, EPOLLOUT, EPOLL_CTL_ADD);
    }
    int n = epoll_wait (self->epoll, events, AT_ONCE, PATIENCE_MS);
    if (n <= 0)
      bench_fail ("stream: %u of %u readers were not answered", self->n - answered, self->n);
    for (int i = 0; i < n; i++) {
      Reader *reader = events[i].data.ptr;
      if (events[i].events & EPOLLOUT)
        send_request (self, reader, request);
      else if (read_some (self, reader, "HTTP/1.1 200"))
        answered++;
    }
  }
}

BenchReaders *
bench_readers_open (guint16 port, guint n, const char *request)
{
  BenchReaders *self = g_new0 (BenchReaders, 1);
  self->port = port;
  self->n = n;
  self->readers = g_new0 (Reader, n);
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  connect_all (self, request);
  return self;
}

void
bench_readers_close (BenchReaders *self)
{
  for (guint i = 0; i < self->n; i++)
    close (self->readers[i].fd);
  close (self->epoll);
  g_free (self->readers);
  g_free (self);
}

guint64
bench_readers_get_bytes (const BenchReaders *self)
{
  return self->bytes;
}
