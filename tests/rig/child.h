/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

/* Returns: (transfer full): for processes that end with the test at the latest, by SIGKILL. One that outlives
 * a failed test would keep its standard output open, and whoever reads that waiting. */
GSubprocessLauncher *test_launcher_new (GSubprocessFlags flags);
