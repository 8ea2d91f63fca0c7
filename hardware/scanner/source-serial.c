/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-pace.h"
#include "hardware/scanner/line-reader.h"
#include "hardware/scanner/source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* So long nothing is read of a reader that floods: it costs next to nothing then. */
#define FLOOD_PAUSE_US (50 * 1000)

typedef struct {
  const CubbyScannerSettings *settings;
  int fd;
  gboolean ours; /* nobody else may open it */
  CubbyLineReader *lines;
  CubbyScanPace pace;
  gint64 heard_us; /* when the last byte came */
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
  g_set_error (error, CUBBY_SOURCE_ERROR, code, "[scanner %s] device: %s: %s", self->settings->name,
               self->settings->device, reason);
  return FALSE;
}

static gboolean
fail_to_open (GError **error, const Serial *self, int code)
{
  return fail (error, self, cubby_source_error_of_open (code), cubby_source_explain_open (code));
}

static void
serial_close (gpointer source)
{
  Serial *self = source;
  if (self->ours)
    ioctl (self->fd, TIOCNXCL);
  if (self->fd >= 0)
    close (self->fd);
  cubby_line_reader_free (self->lines);
  g_free (self);
}

/* Two readers of one line would each get half of a code. The kernel lets root open a line that is taken; so
 * it is asked first. */
static gboolean
serial_take_line (Serial *self, GError **error)
{
  int taken = 0;
  if (ioctl (self->fd, TIOCGEXCL, &taken) == 0 && taken != 0)
    return fail_to_open (error, self, EBUSY);
  self->ours = ioctl (self->fd, TIOCEXCL) == 0;
  return self->ours ? TRUE : fail (error, self, CUBBY_SOURCE_ERROR_GONE, g_strerror (errno));
}

static speed_t
speed_of_baud (guint baud)
{
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (speeds[i].baud == baud)
      return speeds[i].speed;
  return B9600;
}

/* Bytes as they come, eight bits, no echo, no signals, no flow control: what is scanned must not act as a
 * terminal's keys. A reader sends when DTR and RTS say that somebody is there. */
static gboolean
serial_set_up (Serial *self, GError **error)
{
  struct termios line;
  int present = TIOCM_DTR | TIOCM_RTS;
  if (tcgetattr (self->fd, &line) != 0)
    return fail (error, self, CUBBY_SOURCE_ERROR_CONFIGURATION, "is not a serial line");
  if (!serial_take_line (self, error))
    return FALSE;
  cfmakeraw (&line);
  line.c_iflag &= ~(tcflag_t)(IXOFF | IXANY | INPCK);
  line.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS);
  line.c_cflag |= CLOCAL | CREAD;
  line.c_cc[VMIN] = 1; /* no bytes and the end of the line are two things */
  line.c_cc[VTIME] = 0;
  cfsetispeed (&line, speed_of_baud (self->settings->baud));
  cfsetospeed (&line, speed_of_baud (self->settings->baud));
  if (tcsetattr (self->fd, TCSANOW, &line) != 0)
    return fail (error, self, CUBBY_SOURCE_ERROR_GONE, g_strerror (errno));
  ioctl (self->fd, TIOCMBIS, &present); /* not every line has them */
  tcflush (self->fd, TCIFLUSH);
  return TRUE;
}

static gpointer
serial_open (const CubbyScannerSettings *settings, GError **error)
{
  Serial *self = g_new0 (Serial, 1);
  self->settings = settings;
  self->lines = cubby_line_reader_new (&settings->reader);
  self->fd = g_open (settings->device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC, 0);
  gboolean good = self->fd >= 0 ? serial_set_up (self, error) : fail_to_open (error, self, errno);
  if (good)
    return self;
  serial_close (self);
  return NULL;
}

static gboolean
serial_take (Serial *self, CubbyReading *reading)
{
  return cubby_line_reader_pop (self->lines, &reading->text, &reading->symbology, &reading->refusal);
}

/* Only a line that was looked at and had nothing was silent: a late look is no silence. */
static void
serial_note_silence (Serial *self)
{
  gint64 silence_us = (gint64)cubby_line_reader_get_silence_ms (self->lines) * 1000;
  if (silence_us > 0 && g_get_monotonic_time () - self->heard_us >= silence_us)
    cubby_line_reader_end (self->lines);
}

/* What a flood leaves in the kernel is of no line that we know the beginning of. */
static void
serial_throw_away (Serial *self)
{
  tcflush (self->fd, TCIFLUSH);
  cubby_line_reader_lose (self->lines);
  g_usleep (FLOOD_PAUSE_US);
}

static gboolean
serial_hear (Serial *self, GError **error)
{
  guint8 bytes[512];
  ssize_t n_bytes = read (self->fd, bytes, sizeof bytes);
  if (n_bytes < 0 && (errno == EAGAIN || errno == EINTR))
    return TRUE;
  if (n_bytes <= 0)
    return fail (error, self, CUBBY_SOURCE_ERROR_GONE, "it was unplugged");
  self->heard_us = g_get_monotonic_time ();
  if (cubby_scan_pace_take_bytes (&self->pace, (gsize)n_bytes, self->heard_us))
    cubby_line_reader_push (self->lines, bytes, (gsize)n_bytes);
  else
    serial_throw_away (self);
  return TRUE;
}

static void
serial_note_flood (Serial *self, CubbyReading *reading)
{
  if (cubby_scan_pace_floods (&self->pace, g_get_monotonic_time ()))
    fail (&reading->doubt, self, CUBBY_SOURCE_ERROR_FLOODS,
          "it sends without end; it is broken, or no reader: pull it out");
}

static gboolean
serial_next (gpointer source, gint64 timeout_us, CubbyReading *reading, GError **error)
{
  Serial *self = source;
  serial_note_flood (self, reading);
  if (serial_take (self, reading))
    return TRUE;

  gint64 silence_us = (gint64)cubby_line_reader_get_silence_ms (self->lines) * 1000;
  gint64 wait_us = silence_us > 0 ? MIN (timeout_us, silence_us) : timeout_us;
  struct pollfd poll_fd = {.fd = self->fd, .events = POLLIN};
  int n_ready = poll (&poll_fd, 1, (int)(wait_us / 1000));
  if (n_ready > 0 && !serial_hear (self, error))
    return FALSE;
  if (n_ready == 0)
    serial_note_silence (self);
  serial_take (self, reading);
  return TRUE;
}

const CubbySourceKind cubby_source_serial = {
    .kind = "serial",
    .works_when_open = TRUE,
    .open = serial_open,
    .next = serial_next,
    .close = serial_close,
};
