/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_sd_notify:
 * @state: "READY=1", "STATUS=…", "WATCHDOG=1", "STOPPING=1" (sd_notify(3))
 *
 * Tells the service manager; does nothing where NOTIFY_SOCKET is unset. The
 * protocol is one datagram, so libsystemd is not needed for it. READY=1 is
 * logged as `event=ready` too.
 */
void cubby_sd_notify (const char *state);

/* Returns: half of WATCHDOG_USEC, how often WATCHDOG=1 is due; 0 where nobody waits for it. */
guint cubby_sd_watchdog_get_period_ms (void);

/* In a GLib main loop: sends WATCHDOG=1 at half of WATCHDOG_USEC while @is_well answers TRUE. */
void cubby_sd_watchdog_start (gboolean (*is_well) (gpointer data), gpointer data);

G_END_DECLS
