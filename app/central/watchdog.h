/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

G_BEGIN_DECLS

typedef struct _CubbyWatchdog CubbyWatchdog;

/**
 * cubby_watchdog_start:
 * @server: outlives the watchdog
 *
 * Tells the service manager that the loop of @server turns, as often as it wants to know (WATCHDOG_USEC).
 *
 * Returns: (nullable): NULL where nobody waits for it
 */
CubbyWatchdog *cubby_watchdog_start (CubbyHttpServer *server);
void cubby_watchdog_stop (CubbyWatchdog *self);

G_END_DECLS
