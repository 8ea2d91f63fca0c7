/* SPDX-License-Identifier: Apache-2.0 */
/* Relays of the LCUS kind (one to eight channels behind a CH340, sold under many names): 9600 baud, 8N1, four
 * bytes a command and no answer. */
#include "hardware/light/lamp-kind.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <termios.h>
#include <unistd.h>

#define START 0xa0

typedef struct {
  const CubbyLightSettings *settings;
  int fd;
} Usb;

static gboolean
fail (GError **error, const Usb *self, const char *reason)
{
  return cubby_lamp_fail (error, self->settings, "device", self->settings->device, reason);
}

static void
usb_close (gpointer lamp)
{
  Usb *self = lamp;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

static gboolean
usb_set_up (Usb *self, GError **error)
{
  struct termios line;
  if (tcgetattr (self->fd, &line) != 0)
    return fail (error, self, "is not a serial line");
  cfmakeraw (&line);
  line.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS | HUPCL);
  line.c_cflag |= CLOCAL | CREAD;
  cfsetispeed (&line, B9600);
  cfsetospeed (&line, B9600);
  return tcsetattr (self->fd, TCSANOW, &line) == 0 || fail (error, self, g_strerror (errno));
}

static gpointer
usb_open (const CubbyLightSettings *settings, GError **error)
{
  Usb *self = g_new0 (Usb, 1);
  self->settings = settings;
  self->fd = g_open (settings->device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC, 0);
  gboolean good = self->fd >= 0 ? usb_set_up (self, error) : fail (error, self, g_strerror (errno));
  if (good)
    return self;
  usb_close (self);
  return NULL;
}

static gboolean
usb_turn (gpointer lamp, gboolean on, GError **error)
{
  Usb *self = lamp;
  guint8 channel = (guint8)self->settings->line, state = on ? 1 : 0;
  const guint8 command[4] = {START, channel, state, (guint8)(START + channel + state)};
  ssize_t n_bytes = write (self->fd, command, sizeof command);
  if (n_bytes == (ssize_t)sizeof command)
    return TRUE;
  return fail (error, self, n_bytes < 0 ? g_strerror (errno) : "takes nothing any more");
}

const CubbyLampKind cubby_lamp_usb = {
    .kind = "usb",
    .open = usb_open,
    .turn = usb_turn,
    .close = usb_close,
};
