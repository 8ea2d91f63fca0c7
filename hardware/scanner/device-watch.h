/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyDeviceWatch:
 *
 * Tells when a device file comes: it is made, moved there, linked to, or opened to us by udev. Folders on the
 * way to it may come and go, as those of /dev/serial/by-id do.
 */
typedef struct _CubbyDeviceWatch CubbyDeviceWatch;

/* Returns: (transfer full) (nullable): NULL when the kernel has no inotify to give: then nothing is told. */
CubbyDeviceWatch *cubby_device_watch_new (const char *path);
void cubby_device_watch_free (CubbyDeviceWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyDeviceWatch, cubby_device_watch_free)

/**
 * cubby_device_watch_wait:
 *
 * Returns: TRUE as soon as something was done to the device or on the way to it since the last call, and it
 * is there and ours to open; FALSE after @timeout_us without that.
 */
gboolean cubby_device_watch_wait (CubbyDeviceWatch *self, gint64 timeout_us);

G_END_DECLS
