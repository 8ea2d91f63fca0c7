/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/line-reader.h"
#include "hardware/scanner/source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

typedef struct {
  char *name;
  char *device;
  int fd;
  CubbyLineReader *lines;
} Serial;

static const struct {
  guint baud;
  speed_t speed;
} speeds[] = {
    {1200, B1200},   {2400, B2400},   {4800, B4800},   {9600, B9600},
    {19200, B19200}, {38400, B38400}, {57600, B57600}, {115200, B115200},
};

static gboolean
fail (GError **error, const Serial *self, CubbySourceError code, const char *reason)
{
  g_set_error (error, CUBBY_SOURCE_ERROR, code, "[scanner %s] device: %s: %s", self->name, self->device,
               reason);
  return FALSE;
}

static void
serial_close (gpointer source)
{
  Serial *self = source;
  if (self->fd >= 0)
    close (self->fd);
  cubby_line_reader_free (self->lines);
  g_free (self->name);
  g_free (self->device);
  g_free (self);
}

/* Bytes as they come, eight bits, no echo: what is scanned must not act as a terminal's keys. */
static gboolean
serial_set_up (Serial *self, guint baud, GError **error)
{
  struct termios settings;
  speed_t speed = B9600;
  if (tcgetattr (self->fd, &settings) != 0)
    return fail (error, self, CUBBY_SOURCE_ERROR_CONFIGURATION, "is not a serial line");
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (speeds[i].baud == baud)
      speed = speeds[i].speed;
  cfmakeraw (&settings);
  settings.c_cflag |= CLOCAL | CREAD;
  cfsetispeed (&settings, speed);
  cfsetospeed (&settings, speed);
  if (tcsetattr (self->fd, TCSANOW, &settings) != 0)
    return fail (error, self, CUBBY_SOURCE_ERROR_GONE, g_strerror (errno));
  ioctl (self->fd, TIOCEXCL); /* two readers of one line would each get half of a code */
  tcflush (self->fd, TCIFLUSH);
  return TRUE;
}

static gpointer
serial_open (const CubbyScannerSettings *settings, GError **error)
{
  Serial *self = g_new0 (Serial, 1);
  self->name = g_strdup (settings->name);
  self->device = g_strdup (settings->device);
  self->lines = cubby_line_reader_new ();
  self->fd = g_open (settings->device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC, 0);
  gboolean good = self->fd >= 0 ? serial_set_up (self, settings->baud, error)
                                : fail (error, self, CUBBY_SOURCE_ERROR_GONE, g_strerror (errno));
  if (good)
    return self;
  serial_close (self);
  return NULL;
}

static gboolean
serial_take_line (Serial *self, CubbyReading *reading)
{
  reading->text = cubby_line_reader_pop (self->lines);
  if (reading->text == NULL)
    return FALSE;
  reading->symbology = cubby_line_strip_aim (reading->text);
  return TRUE;
}

static gboolean
serial_next (gpointer source, gint64 timeout_us, CubbyReading *reading, GError **error)
{
  Serial *self = source;
  if (serial_take_line (self, reading))
    return TRUE;

  struct pollfd poll_fd = {.fd = self->fd, .events = POLLIN};
  if (poll (&poll_fd, 1, (int)(timeout_us / 1000)) <= 0)
    return TRUE;
  guint8 bytes[512];
  ssize_t n_bytes = read (self->fd, bytes, sizeof bytes);
  if (n_bytes < 0 && (errno == EAGAIN || errno == EINTR))
    return TRUE;
  if (n_bytes <= 0)
    return fail (error, self, CUBBY_SOURCE_ERROR_GONE,
                 n_bytes < 0 ? g_strerror (errno) : "the reader was unplugged");
  cubby_line_reader_push (self->lines, bytes, (gsize)n_bytes);
  serial_take_line (self, reading);
  return TRUE;
}

const CubbySourceKind cubby_source_serial = {
    .kind = "serial",
    .works_when_open = TRUE,
    .open = serial_open,
    .next = serial_next,
    .close = serial_close,
};
