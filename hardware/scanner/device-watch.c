/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/device-watch.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* udev makes a node first and gives it to us by its attributes after that. */
#define EVENTS (IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

struct _CubbyDeviceWatch {
  char *path;
  int fd;
};

/* From the top down: a folder that is made while its own turn has not come is met there, one that is made
 * later is told by the one above. Watching a folder again is no second watch. */
static void
device_watch_add_folders (CubbyDeviceWatch *self, const char *path)
{
  for (const char *slash = strchr (path + 1, '/'); slash != NULL; slash = strchr (slash + 1, '/')) {
    g_autofree char *folder = g_strndup (path, (gsize)(slash - path));
    inotify_add_watch (self->fd, folder, EVENTS);
  }
}

/* Of a link, the folders of what it stands for as well: the node may be opened to us after the link is made.
 */
static void
device_watch_add (CubbyDeviceWatch *self)
{
  device_watch_add_folders (self, self->path);
  g_autofree char *target = g_file_read_link (self->path, NULL);
  if (target == NULL)
    return;
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *node = g_canonicalize_filename (target, folder);
  device_watch_add_folders (self, node);
}

CubbyDeviceWatch *
cubby_device_watch_new (const char *path)
{
  int fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0)
    return NULL;
  CubbyDeviceWatch *self = g_new0 (CubbyDeviceWatch, 1);
  self->path = g_canonicalize_filename (path, NULL);
  self->fd = fd;
  device_watch_add (self);
  return self;
}

void
cubby_device_watch_free (CubbyDeviceWatch *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_free (self->path);
  g_free (self);
}

/* What happened in particular does not matter: it is looked whether the device is there. */
static gboolean
device_watch_drain (CubbyDeviceWatch *self)
{
  char events[4096];
  gboolean any = FALSE;
  while (read (self->fd, events, sizeof events) > 0)
    any = TRUE;
  return any;
}

gboolean
cubby_device_watch_wait (CubbyDeviceWatch *self, gint64 timeout_us)
{
  gint64 until_us = g_get_monotonic_time () + timeout_us;
  for (gint64 left_us = timeout_us; left_us >= 0; left_us = until_us - g_get_monotonic_time ()) {
    struct pollfd poll_fd = {.fd = self->fd, .events = POLLIN};
    if (poll (&poll_fd, 1, (int)((left_us + 999) / 1000)) < 0 || !device_watch_drain (self))
      continue;
    device_watch_add (self);
    if (g_access (self->path, R_OK) == 0)
      return TRUE;
  }
  return FALSE;
}
