/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Has org.cubby.Error.* read as errors of its own; before the first call, or its error is a nameless one. */
void cubby_bus_failure_init (void);

/* Returns: the reason, as refusal.h and staff-words.h know it, that a call without an answer is told with. */
const char *cubby_bus_failure_name (const GError *error);

G_END_DECLS
