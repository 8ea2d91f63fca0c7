/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/hid-keys.h"
#include "hardware/scanner/source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <libevdev/libevdev.h>
#include <poll.h>
#include <unistd.h>

/* Of one look: whoever types without end does not keep us from stopping. */
#define EVENTS_MAX 1024

typedef struct {
  const CubbyScannerSettings *settings;
  int fd;
  struct libevdev *device;
  CubbyHidKeys *keys;
  gint64 heard_us; /* when the last event came */
} Hid;

static gboolean
fail (GError **error, const Hid *self, CubbySourceError code, const char *reason)
{
  g_set_error (error, CUBBY_SOURCE_ERROR, code, "[scanner %s] device: %s: %s", self->settings->name,
               self->settings->device, reason);
  return FALSE;
}

static gboolean
fail_to_open (GError **error, const Hid *self, int code)
{
  return fail (error, self, cubby_source_error_of_open (code), cubby_source_explain_open (code));
}

static void
hid_close (gpointer source)
{
  Hid *self = source;
  if (self->device != NULL)
    libevdev_grab (self->device, LIBEVDEV_UNGRAB); /* closing does it too, unless somebody else has a copy */
  libevdev_free (self->device);
  if (self->fd >= 0)
    close (self->fd);
  cubby_hid_keys_free (self->keys);
  g_free (self);
}

/* Keys that came before the device was ours alone went to others too: they are nobody's code. */
static void
hid_discard (Hid *self)
{
  struct input_event events[64];
  while (read (self->fd, events, sizeof events) > 0)
    continue;
}

/* Alone, or not at all: what is scanned must not be typed into the screen besides. */
static gboolean
hid_grab (Hid *self, GError **error)
{
  int status = libevdev_grab (self->device, LIBEVDEV_GRAB);
  if (status == -EBUSY)
    return fail (error, self, CUBBY_SOURCE_ERROR_HELD,
                 "another program has taken it, such as a screen that is not told to leave readers alone "
                 "(LIBINPUT_IGNORE_DEVICE); it is not read unless it is ours alone");
  if (status != 0)
    return fail (error, self, CUBBY_SOURCE_ERROR_GONE, g_strerror (-status));
  hid_discard (self);
  return TRUE;
}

static gboolean
hid_set_up (Hid *self, GError **error)
{
  int status = libevdev_new_from_fd (self->fd, &self->device);
  if (status != 0)
    return fail (error, self, CUBBY_SOURCE_ERROR_CONFIGURATION, "is no input device");
  if (!libevdev_has_event_code (self->device, EV_KEY, KEY_ENTER) ||
      !libevdev_has_event_code (self->device, EV_KEY, KEY_1))
    return fail (error, self, CUBBY_SOURCE_ERROR_CONFIGURATION,
                 "does not type; a reader's name ends with -event-kbd");
  return hid_grab (self, error);
}

static gpointer
hid_open (const CubbyScannerSettings *settings, GError **error)
{
  Hid *self = g_new0 (Hid, 1);
  self->settings = settings;
  self->keys = cubby_hid_keys_new (&settings->reader);
  self->fd = g_open (settings->device, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  gboolean good = self->fd >= 0 ? hid_set_up (self, error) : fail_to_open (error, self, errno);
  if (good)
    return self;
  hid_close (self);
  return NULL;
}

static gboolean
hid_take (Hid *self, CubbyReading *reading)
{
  return cubby_hid_keys_pop (self->keys, &reading->text, &reading->symbology, &reading->refusal);
}

/* The kernel had no room for all events: libevdev tells what changed, which is not what was typed. */
static void
hid_resync (Hid *self)
{
  struct input_event event;
  while (libevdev_next_event (self->device, LIBEVDEV_READ_FLAG_SYNC, &event) == LIBEVDEV_READ_STATUS_SYNC)
    continue;
  cubby_hid_keys_lose (self->keys);
}

static gboolean
hid_hear (Hid *self, GError **error)
{
  struct input_event event;
  int status = LIBEVDEV_READ_STATUS_SUCCESS;
  for (guint i = 0; i < EVENTS_MAX; i++) {
    status = libevdev_next_event (self->device, LIBEVDEV_READ_FLAG_NORMAL, &event);
    if (status < 0)
      break;
    if (status == LIBEVDEV_READ_STATUS_SYNC)
      hid_resync (self);
    else if (event.type == EV_KEY)
      cubby_hid_keys_push (self->keys, event.code, event.value);
  }
  self->heard_us = g_get_monotonic_time ();
  if (status >= 0 || status == -EAGAIN || status == -EINTR)
    return TRUE;
  return fail (error, self, CUBBY_SOURCE_ERROR_GONE,
               status == -ENODEV ? "it was unplugged" : g_strerror (-status));
}

/* Only a device that was looked at and had nothing was silent: a late look is no silence. */
static void
hid_note_silence (Hid *self)
{
  gint64 silence_us = (gint64)cubby_hid_keys_get_silence_ms (self->keys) * 1000;
  if (silence_us > 0 && g_get_monotonic_time () - self->heard_us >= silence_us)
    cubby_hid_keys_end (self->keys);
}

static gboolean
hid_next (gpointer source, gint64 timeout_us, CubbyReading *reading, GError **error)
{
  Hid *self = source;
  if (hid_take (self, reading))
    return TRUE;

  gint64 silence_us = (gint64)cubby_hid_keys_get_silence_ms (self->keys) * 1000;
  gint64 wait_us = silence_us > 0 ? MIN (timeout_us, silence_us) : timeout_us;
  struct pollfd poll_fd = {.fd = self->fd, .events = POLLIN};
  int n_ready = poll (&poll_fd, 1, (int)(wait_us / 1000));
  if (n_ready > 0 && !hid_hear (self, error))
    return FALSE;
  if (n_ready == 0)
    hid_note_silence (self);
  hid_take (self, reading);
  return TRUE;
}

const CubbySourceKind cubby_source_hid = {
    .kind = "hid",
    .works_when_open = TRUE,
    .open = hid_open,
    .next = hid_next,
    .close = hid_close,
};
